"""What kind of document some bytes are, told by their content."""

from __future__ import annotations

from typing import Literal

from kheo.reading.formats.refuse import Unreadable

Kind = Literal["text", "html", "docx", "pdf", "image", "doc", "rtf", "odt"]

EXTENSIONS: dict[str, Kind] = {
    ".txt": "text",
    ".md": "text",
    ".htm": "html",
    ".html": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".pdf": "pdf",
    ".png": "image",
    ".jpg": "image",
    ".jpeg": "image",
    ".tif": "image",
    ".tiff": "image",
    ".bmp": "image",
    ".webp": "image",
    ".doc": "doc",
    ".dot": "doc",
    ".rtf": "rtf",
    ".odt": "odt",
}
"""What an extension promises; a document that breaks the promise is read all the same, with a warning."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_MAX_MEMBERS = 10_000
_FOREIGN = {
    b"GIF8": "GIF",
    b"\x7fELF": "ELF",
    b"MZ": "EXE",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"ID3": "MP3",
    b"SQLite format 3": "SQLite",
}


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of a document; raises `Unreadable` for what is none, or is encrypted."""
    head = data[:1024]
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _kind_of_zip(data, name)
    if head.startswith(_OLE):
        return _kind_of_ole(data, name)
    for magic, foreign in _FOREIGN.items():
        if head.startswith(magic) and b"\x00" in head:
            raise Unreadable("unsupported", name, kind=foreign)
    return _kind_of_rest(head)


def _kind_of_rest(head: bytes) -> Kind:
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(_IMAGES) or _is_bitmap(head) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return "image"
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        return "rtf"
    return "html" if _is_html(head) else "text"


def _is_bitmap(head: bytes) -> bool:
    return head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in {12, 40, 52, 56, 64, 108, 124}


def _is_html(head: bytes) -> bool:
    text = head.replace(b"\x00", b"").lower()
    return any(mark in text for mark in (b"<!doctype html", b"<html", b"<meta http-equiv"))


def _kind_of_zip(data: bytes, name: str) -> Kind:
    if data.count(b"PK\x01\x02") > _MAX_MEMBERS:
        raise Unreadable("bomb", name)
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            mime = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except (zipfile.BadZipFile, RuntimeError, ValueError, OSError, EOFError, KeyError):
        # The directory of a zip stands at its end: without it the file was cut off.
        code: Literal["corrupt", "truncated"] = "corrupt" if b"PK\x05\x06" in data[-70_000:] else "truncated"
        raise Unreadable(code, name) from None
    if mime.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if "word/document.xml" in names or any(member.startswith("word/") for member in names):
        return "docx"
    known = {"xl/workbook.xml": "Excel", "ppt/presentation.xml": "PowerPoint"}
    raise Unreadable("unsupported", name, kind=next((known[n] for n in known if n in names), "zip"))


def _kind_of_ole(data: bytes, name: str) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("encrypted", name)
    if "WordDocument".encode("utf-16-le") in data:
        return "doc"
    raise Unreadable("unsupported", name, kind="OLE")
