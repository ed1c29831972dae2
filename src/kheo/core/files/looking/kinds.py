"""What bytes are, told by their content alone: a name or a declared type is never asked."""

from __future__ import annotations

import io
import zipfile

from kheo.core.files.looking.refused import Refused

KINDS = {
    "jpeg": ("image/jpeg", ".jpg"),
    "png": ("image/png", ".png"),
    "webp": ("image/webp", ".webp"),
    "pdf": ("application/pdf", ".pdf"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
}
"""What can be taken in at all: the type that it is served as, and its extension."""

PICTURES = frozenset({"jpeg", "png", "webp"})

_HEADS = {b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png", b"%PDF-": "pdf", b"PK\x03\x04": "zip"}
_FOREIGN = {
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "Office 97–2003",
    b"{\\rtf": "RTF",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"\x1f\x8b": "gzip",
    b"MZ": "EXE",
    b"\x7fELF": "ELF",
    b"#!": "script",
}
"""Named in the refusal, so that the sender knows what to save it as."""
_BOXES = {b"heic": "HEIC", b"heix": "HEIC", b"mif1": "HEIC", b"avif": "AVIF"}
_END = b"PK\x05\x06"
_END_BYTES = 22


def kind_of(data: bytes) -> str:
    """One of KINDS. Raises Refused for every other content, and for what is two things at once."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    kind = next((kind for head, kind in _HEADS.items() if data.startswith(head)), "")
    if kind == "zip":
        return _office_kind(data)
    if not kind:
        raise Refused("kind", found=_foreign(data))
    if kind == "pdf" and zipfile.is_zipfile(io.BytesIO(data)):
        raise Refused("two-in-one")
    return kind


def _foreign(data: bytes) -> str:
    for head, name in _FOREIGN.items():
        if data.startswith(head):
            return name
    if data[4:8] == b"ftyp":
        return _BOXES.get(data[8:12], "MP4")
    start = data[:1024].replace(b"\0", b"").lower()
    if b"<svg" in start:
        return "SVG"
    return "HTML" if b"<html" in start or b"<!doctype html" in start or b"<script" in start else "?"


def _office_kind(data: bytes) -> str:
    """Of a zip: begun and ended where the file is, or other bytes hide before or behind it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            first = min((member.header_offset for member in members), default=0)
            if first or archive.comment or data[-_END_BYTES : -_END_BYTES + 4] != _END:
                raise Refused("two-in-one")
            names = {member.filename for member in members}
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, NotImplementedError, EOFError):
        raise Refused("damaged") from None
    if "[Content_Types].xml" in names:
        for kind, part in (("docx", "word/document.xml"), ("xlsx", "xl/workbook.xml")):
            if part in names:
                return kind
    raise Refused("kind", found="ZIP")
