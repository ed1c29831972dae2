"""The text of a Word document, for comparing only: what stands in the body, without layout, notes and headers.

`kheo.reading` reads documents properly; likeness stands beside it and may not use it, and needs no more than this.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 64 << 20
"""Bytes of the unpacked body; a larger one is refused before it is unpacked."""

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


class UnreadableError(Exception):
    """The file is damaged, hostile or no Word document; `code` says which (`kheo.likeness.messages`)."""

    def __init__(self, code: str) -> None:
        """`code` is a key of the messages."""
        super().__init__(code)
        self.code = code


def docx_text(path: Path) -> str:
    """The body's text, a line for each paragraph. UnreadableError if it cannot be had; OSError if the file cannot."""
    try:
        with zipfile.ZipFile(path) as package:
            part = package.getinfo("word/document.xml")
            if part.file_size > LARGEST:
                raise UnreadableError("too-large")
            with package.open(part) as stream:
                raw = stream.read(LARGEST + 1)
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error) as cause:
        raise UnreadableError("damaged") from cause
    if len(raw) > LARGEST:
        raise UnreadableError("too-large")
    return _body(raw)


def _body(raw: bytes) -> str:
    # Entities are declared in a DTD, which Word never writes; in UTF-16 the letters would stand apart.
    if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw or b"\0" in raw:
        raise UnreadableError("hostile")
    try:
        root = ET.fromstring(raw)  # noqa: S314  without a DTD there is nothing to expand
    except (ET.ParseError, ValueError) as cause:
        raise UnreadableError("damaged") from cause
    # The second of two alternatives repeats the text of the first for old programs.
    for choice in list(root.iter(f"{_CHOICE}AlternateContent")):
        for fallback in choice.findall(f"{_CHOICE}Fallback"):
            choice.remove(fallback)
    marks = {f"{_WORD}p": "\n", f"{_WORD}br": "\n", f"{_WORD}tab": " "}
    parts = (
        element.text or "" if element.tag == f"{_WORD}t" else marks.get(element.tag, "") for element in root.iter()
    )
    return "".join(parts).strip("\n")
