"""Word and Excel files: a zip of XML. Either can be a bomb, and both can carry programs."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from kheo.core.files.looking.kinds import kind_of
from kheo.core.files.looking.refused import Refused

MOST_MEMBERS = 5_000
MOST_BYTES = 300_000_000
MOST_RATIO = 300
_RATIO_MATTERS = 5_000_000
_ENCRYPTED = 1
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xca\xfe\xba\xbe", b"ITSF")
"""Of Windows, Linux, scripts, whatever hides in an OLE file, Java and macOS, Windows' help."""
_MACROS = re.compile(r"vbaproject|vbadata|macrosheets/|/intlmacrosheets", re.IGNORECASE)
_ACTIVE = re.compile(r"(?:^|/)(?:activex|ctrlprops)/", re.IGNORECASE)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")


def check_package(data: bytes, depth: int = 0) -> None:
    """Raises Refused for a bomb, and for whatever would run, fetch or hide something when it is opened."""
    for name, content in members(data):
        if _MACROS.search(name):
            raise Refused("macros")
        if _ACTIVE.search(name) or content.startswith(_PROGRAMS):
            raise Refused("embedded")
        if content.startswith(b"PK"):
            _check_inner(content, depth)
        elif _is_xml(name, content):
            _check_xml(name, content)


def members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of a package, one after another, each taken out within limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            _check_directory(listed, len(data))
            for member in listed:
                with archive.open(member) as file:
                    yield member.filename, file.read(member.file_size)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError, NotImplementedError):
        raise Refused("damaged") from None


def _check_directory(listed: list[zipfile.ZipInfo], size: int) -> None:
    """What the directory of the zip promises; `read` then takes no more than that."""
    names = {member.filename.lower() for member in listed}
    packed, unpacked = (sum(getattr(one, name) for one in listed) for name in ("compress_size", "file_size"))
    if len(listed) > MOST_MEMBERS or unpacked > MOST_BYTES or packed > size:  # more than there is: they overlap
        raise Refused("bomb")
    if any(one.file_size > max(_RATIO_MATTERS, MOST_RATIO * one.compress_size) for one in listed):
        raise Refused("bomb")
    if any(one.flag_bits & _ENCRYPTED for one in listed):
        raise Refused("locked")
    if len(names) < len(listed) or any(".." in name or name.startswith("/") or "\\" in name for name in names):
        raise Refused("damaged")
    if any(one.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for one in listed):
        raise Refused("damaged")


def _check_inner(content: bytes, depth: int) -> None:
    """The workbook behind a chart is a package too; a package within that is none that an office makes."""
    if depth:
        raise Refused("embedded")
    try:
        kind_of(content)
        check_package(content, depth + 1)
    except Refused as refused:
        raise Refused("bomb" if refused.code == "bomb" else "embedded") from None


def _is_xml(name: str, content: bytes) -> bool:
    return name.endswith((".xml", ".rels", ".vml")) or content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:1] == b"<"


def _check_xml(name: str, content: bytes) -> None:
    text = as_utf8(content)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Refused("bomb")
    if name == "[Content_Types].xml" and b"macroenabled" in text.lower():
        raise Refused("macros")
    for relation in _RELATION.findall(text) if name.endswith(".rels") else ():
        kind = (re.search(rb'\bType\s*=\s*["\']([^"\']*)', relation) or [b"", b""])[1].lower()
        if kind.endswith(b"/afchunk"):
            raise Refused("embedded")
        if re.search(rb'TargetMode\s*=\s*["\']External', relation) and not kind.endswith(b"/hyperlink"):
            raise Refused("fetches")


def as_utf8(content: bytes) -> bytes:
    """XML as UTF-8, so that what is looked for is found. Raises Refused for encodings in which words could hide."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"} or content[:2] in {b"<\0", b"\0<"}:
        order = "utf-16" if content[:1] in {b"\xff", b"\xfe"} else "utf-16-le" if content[:1] == b"<" else "utf-16-be"
        return content.decode(order, "replace").encode()
    declared = re.match(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)", content[:300])
    if declared and declared[1].lower() not in {b"utf-8", b"us-ascii", b"ascii"}:
        raise Refused("damaged")
    return content
