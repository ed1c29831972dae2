"""The parts of a .docx, taken out with limits: it is a zip of XML files, and either can be a bomb.

No part with a document type is parsed, so there are no entities to expand.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Protocol, cast
from xml.etree import ElementTree as ET

from kheo.reading.formats.refuse import Unreadable
from kheo.text.patterns import compiled

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = W[1:-1].encode()

_SAVED = rb' w:rsid[A-Za-z]{1,12}="[0-9A-F]{8}"(?: w:rsid[A-Za-z]{1,12}="[0-9A-F]{8}")*(?=[^<>]{0,400}>)'
"""Attributes that say in which saving a run came to be: up to a fifth of a document, and a third of its parsing."""

_MAX_MEMBERS = 10_000
_MAX_PART = 64_000_000
_MAX_RATIO = 300
"""Word's XML packs some 10 to 50 times; only what is made to do so packs 300 times."""
_RATIO_MATTERS = 5_000_000
_MAX_TAGS = 16_000_000
_LARGE = 2_000_000
_CHUNK = 1 << 20
_BODY_DEPTH = 2
"""Document and body are open while a child of the body ends."""


class _PullParser(Protocol):
    """What is used of XMLPullParser, for events that come with elements."""

    def feed(self, data: bytes | str) -> None: ...
    def read_events(self) -> Iterator[tuple[str, ET.Element]]: ...
    def close(self) -> None: ...


class Package:
    """An open .docx."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the zip; raises `Unreadable` where it is broken, encrypted or a bomb."""
        self.name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
            raise Unreadable("corrupt", name) from None
        members = self._archive.infolist()
        if len(members) > _MAX_MEMBERS:
            raise Unreadable("bomb", name)
        self._members = {member.filename: member for member in members}
        self._read: dict[str, bytes] = {}

    def names(self, pattern: str) -> list[str]:
        """The names of the parts that match, in order."""
        found = filter(compiled(pattern).fullmatch, self._members)
        return sorted(found, key=lambda part: (len(part), part))

    def read(self, part: str) -> bytes:
        """The bytes of a part, with the namespaces of strict documents made those of ordinary ones; empty if absent."""
        if part not in self._read:
            self._read[part] = self._taken_out(part)
        return self._read[part]

    def _taken_out(self, part: str) -> bytes:
        member = self._members.get(part)
        if member is None:
            return b""
        if member.flag_bits & 1:
            raise Unreadable("encrypted", self.name)
        try:
            with self._archive.open(member) as file:
                data = file.read(_MAX_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
            raise Unreadable("corrupt", self.name) from None
        if len(data) > _MAX_PART or (len(data) > _RATIO_MATTERS and len(data) > _MAX_RATIO * member.compress_size):
            raise Unreadable("bomb", self.name)
        return data.replace(_STRICT, _TRANSITIONAL) if _STRICT in data[:20_000] else data

    def xml(self, part: str) -> ET.Element | None:
        """The root of a part; None where there is no such part."""
        data = self.read(part)
        if not data:
            return None
        try:
            return ET.fromstring(self._parsable(data))  # noqa: S314 -- no document type gets here, see _parsable
        except (ET.ParseError, ValueError, LookupError):
            raise Unreadable("corrupt", self.name) from None

    def blocks(self, part: str) -> Iterator[ET.Element]:
        """Paragraphs and tables of the body, one after the other; a large part is never held as a whole."""
        data = self.read(part)
        if len(data) <= _LARGE:
            root = self.xml(part)
            body = None if root is None else root.find(f"{W}body")
            if body is None:
                raise Unreadable("corrupt", self.name)
            yield from body
            return
        yield from self._streamed(self._parsable(data))

    def _streamed(self, data: bytes | str) -> Iterator[ET.Element]:
        parser = cast("_PullParser", ET.XMLPullParser(("start", "end")))
        open_elements: list[ET.Element] = []
        try:
            for at in range(0, len(data), _CHUNK):
                parser.feed(data[at : at + _CHUNK])
                for event, element in parser.read_events():
                    if event == "start":
                        open_elements.append(element)
                        continue
                    open_elements.pop()
                    if len(open_elements) == _BODY_DEPTH and open_elements[-1].tag == f"{W}body":
                        yield element
                        open_elements[-1].clear()
            parser.close()
        except (ET.ParseError, ValueError, LookupError):
            raise Unreadable("corrupt", self.name) from None

    def _parsable(self, data: bytes) -> bytes | str:
        """The part, if it has no document type and no more elements than a document has."""
        if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            text = data.decode("utf-16", "replace").lstrip("\ufeff")
            return self._parsable(re.sub(r"^<\?xml[^>]*\?>", "", text).encode())
        declared = re.match(rb"\s*(?:\xef\xbb\xbf)?<\?xml[^>]*encoding=[\"']([\w.-]+)", data[:200])
        if declared and declared[1].lower() not in {b"utf-8", b"us-ascii", b"ascii"}:
            raise Unreadable("corrupt", self.name)
        if b"<!" in data and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):
            raise Unreadable("bomb", self.name)
        if len(data) > _MAX_TAGS and data.count(b"<") > _MAX_TAGS:
            raise Unreadable("bomb", self.name)
        return re.sub(_SAVED, b"", _without_latent_styles(data))


def _without_latent_styles(data: bytes) -> bytes:
    """Leave out the list of styles that Word's menus offer: most of styles.xml, and nothing that a document uses."""
    before, _, rest = data.partition(b"<w:latentStyles")
    _, end, after = rest.partition(b"</w:latentStyles>")
    return before + after if end else data
