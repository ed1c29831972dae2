"""PDF documents: the text layer page by page; a page that is a picture goes through text recognition.

pdfium must not be used by two threads at once: read many files in as many processes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kheo.reading.flow import Loaded
from kheo.reading.formats import ocr
from kheo.reading.formats.page_layout import PageLine, assembled, reading_order
from kheo.reading.formats.pdf_page import PageReader
from kheo.reading.formats.refuse import Code, Unreadable
from kheo.reading.formats.tesseract import is_available
from kheo.reading.formats.tidy import in_normal_form
from kheo.reading.model import Media
from kheo.reading.rules import compiled
from kheo.text.legacy import Encoding, detect
from kheo.values import dataclass, field, replace

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_TAIL = 2048
_SPARSE = 40
"""Letters of a page below which its layer is a signing stamp and the page a picture."""
_STAMP = r"(?m)^\W{0,4}(?:Người ký|Ký bởi|Email|Cơ quan|Thời gian ký|Ngày ký)\s*:.*$"
_DPI = 300


@dataclass(slots=True)
class _Pages:
    """What the pages gave."""

    lines: list[list[PageLine]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    left_out: list[int] = field(default_factory=list)


def load_pdf(data: bytes, name: str) -> Loaded:
    """A PDF. `origins` name pages and characters of their text as `p3 char 15`, pages from 1, characters from 0."""
    document = _opened(data, name)
    try:
        pages = _read(document, name)
    finally:
        document.close()
    return _assembled(pages, name)


def _opened(data: bytes, name: str) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
        if b"%%EOF" in data[-_TAIL:] and len(document):
            return document
        document.close()
    except PdfiumError as error:
        code: Code = "encrypted" if "password" in str(error).lower() else _broken(data)
        raise Unreadable(code, name) from None
    raise Unreadable(_broken(data), name)


def _broken(data: bytes) -> Code:
    """Cut off where the end mark is missing, damaged where it is there."""
    return "corrupt" if b"%%EOF" in data[-_TAIL:] else "truncated"


def _read(document: PdfDocument, name: str) -> _Pages:
    from pypdfium2 import PdfiumError

    pages = _Pages()
    try:
        for number in range(1, len(document) + 1):
            _read_page(document, number, pages, name)
    except (PdfiumError, MemoryError, ValueError):
        raise Unreadable("corrupt", name) from None
    return pages


def _read_page(document: PdfDocument, number: int, pages: _Pages, name: str) -> None:
    page = document[number - 1]
    try:
        lines, height = _lines_of(page), page.get_height()
        if _is_picture(lines, page):
            found = _recognised(page, number, pages, name)
            lines, height = found.lines, found.height
        pages.lines.append(lines)
        pages.heights.append(height)
    finally:
        page.close()


def _lines_of(page: PdfPage) -> list[PageLine]:
    text_page = page.get_textpage()
    try:
        return reading_order(PageReader(text_page, page.get_height()).rows())
    finally:
        text_page.close()


def _is_picture(lines: list[PageLine], page: PdfPage) -> bool:
    """Whether the words of a page are in a picture: hardly any letters in its layer, and a picture on it."""
    text = compiled(_STAMP).sub("", "\n".join(line.text for line in lines))
    if sum(map(str.isalpha, text)) >= _SPARSE:
        return False
    from pypdfium2.raw import FPDF_PAGEOBJ_FORM, FPDF_PAGEOBJ_IMAGE

    return any(True for _ in page.get_objects(filter=(FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_FORM), max_depth=2))


def _recognised(page: PdfPage, number: int, pages: _Pages, name: str) -> ocr.Recognised:
    if not is_available():
        pages.left_out.append(number)
        return ocr.Recognised([], 0)
    width, height = page.get_size()
    scale = min(_DPI / 72, (ocr.MAX_PIXELS / max(width * height, 1)) ** 0.5)
    found = ocr.recognise(ocr.picture_of(page.render(scale=scale)), name)[0]
    (pages.recognised if found.lines else pages.left_out).append(number)
    return found


def _assembled(pages: _Pages, name: str) -> Loaded:
    if not any(pages.lines):
        raise Unreadable("no-text-layer" if is_available() else "no-ocr", name)
    encoding = detect("\n".join(line.text for lines in pages.lines for line in lines))
    normal = [list(_normal(lines, encoding)) for lines in pages.lines]
    whole = assembled(normal, pages.heights)
    count = len(pages.lines)
    media: Media = "ocr" if len(pages.recognised) + len(pages.left_out) == count else "pdf"
    return Loaded(
        media=media,
        text=whole.text,
        wrapped=True,
        origins=whole.origins,
        notes=whole.notes,
        furniture=whole.furniture,
        pages=count,
        warnings=tuple(_warnings(pages, media, encoding)),
    )


def _normal(lines: list[PageLine], encoding: Encoding | None) -> Iterator[PageLine]:
    """The lines in the normal form, those that hold nothing left out."""
    for line in lines:
        text = in_normal_form(line.text, encoding)
        if text:
            yield replace(line, text=text)


def _warnings(pages: _Pages, media: Media, encoding: Encoding | None) -> list[str]:
    found = [f"legacy-encoding:{encoding}"] if encoding else []
    if pages.recognised:
        numbers = ", ".join(map(str, pages.recognised))
        found.append("recognised-whole" if media == "ocr" else f"recognised:{numbers}")
    if pages.left_out:
        found.append(f"pages-left-out:{', '.join(map(str, pages.left_out))}")
    return found
