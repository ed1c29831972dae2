"""Whether a document is marked secret (MẬT and up), as kheo.reading sees it. Whoever asks gets no name and no word."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from kheo.core.files.looking.packages import as_utf8, members
from kheo.core.files.looking.pdfs import opened
from kheo.core.files.looking.refused import Refused
from kheo.reading.formats import Unreadable, load
from kheo.reading.formats.secrecy import is_marked_secret

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from pypdfium2 import PdfDocument

_FIRST_PAGES = 2
_LOOKED_AT = 5
"""Scanned pages whose head is recognised, at most; each costs a second or two."""
_SPARSE = 40
"""Letters below which a page is a picture of one."""
_FIRST_TEXTS = 60
_WIDTH = 1_654
"""A4 at 200 dpi."""
_NOTHING_TO_READ = {"no-text-layer", "not-vietnamese", "empty"}
_AS = {"secret": "secret", "no-ocr": "no-ocr", "timeout": "slow", "encrypted": "locked", "bomb": "bomb"}


def check_document(data: bytes, kind: str) -> None:
    """Raises Refused("secret"), or why it cannot be told whether a document is secret."""
    if kind == "docx":
        _check_whole(data)
    elif kind == "xlsx":
        _check_texts(_paragraphs(data, r"xl/(?:sharedStrings|worksheets/sheet\d+)\.xml", "si", "is", "oddHeader"))
    else:
        _check_pages(data)


def check_picture(picture: Picture) -> None:
    """The same for a picture: its upper half is recognised, since there the mark stands."""
    head = picture.convert("L").crop((0, 0, picture.width, max(1, min(picture.height, round(picture.width * 0.8)))))
    head.thumbnail((_WIDTH, _WIDTH))
    out = io.BytesIO()
    head.save(out, "PNG", compress_level=1)
    _check_whole(out.getvalue())


def _check_whole(data: bytes) -> None:
    try:
        load(data, "")
    except Unreadable as fault:
        if fault.code not in _NOTHING_TO_READ:
            raise Refused(_AS.get(fault.code, "damaged")) from None


def _check_texts(texts: Iterator[str]) -> None:
    """Short texts that may be a mark, each by itself."""
    if any(is_marked_secret(_nfc(text)) for text in texts):
        raise Refused("secret")


def _paragraphs(data: bytes, pattern: str, *tags: str) -> Iterator[str]:
    for name, content in members(data):
        if re.fullmatch(pattern, name):
            try:
                root = ET.fromstring(as_utf8(content))  # noqa: S314 -- check_package let no document type through
            except (ET.ParseError, ValueError):
                raise Refused("damaged") from None
            found = ("".join(one.itertext()) for one in root.iter() if one.tag.rpartition("}")[2] in tags)
            yield from islice(found, _FIRST_TEXTS)  # further down it may be a word in a register


def _check_pages(data: bytes) -> None:
    """The first pages as the reader reads them; of the others the head alone: files are bound together."""
    from pypdfium2 import PdfiumError

    document = opened(data)
    try:
        _check_whole(_first(document))
        scanned = _check_layers(document)
        for number in islice(scanned, _LOOKED_AT):
            page = document[number]
            scale = min(_WIDTH / max(page.get_width(), 1), 4.0)
            check_picture(page.render(scale=scale, grayscale=True).to_pil())
            page.close()
    except PdfiumError:
        raise Refused("damaged") from None
    finally:
        document.close()


def _first(document: PdfDocument) -> bytes:
    from pypdfium2 import PdfDocument as Document

    first, out = Document.new(), io.BytesIO()
    try:
        first.import_pages(document, list(range(min(_FIRST_PAGES, len(document)))))
        first.save(out)
    finally:
        first.close()
    return out.getvalue()


def _check_layers(document: PdfDocument) -> list[int]:
    """The pages from the third on that hold hardly any letters; raises Refused for one that is marked."""
    scanned = []
    for number in range(_FIRST_PAGES, len(document)):
        page = document[number]
        layer = page.get_textpage()
        text = _nfc(layer.get_text_bounded().replace("\r\n", "\n"))
        layer.close()
        page.close()
        if sum(map(str.isalpha, text)) < _SPARSE:
            scanned.append(number)
        elif is_marked_secret(text):
            raise Refused("secret")
    return scanned


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
