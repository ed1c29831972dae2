"""Pictures of documents and scanned pages: recognised words put into lines, letterhead and foot into columns.

Red seals fade in the red channel of a picture, the black words beneath them do not: that channel alone is recognised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kheo.reading.flow import Loaded
from kheo.reading.formats.page_layout import PageLine, assembled, reading_order
from kheo.reading.formats.refuse import Unreadable
from kheo.reading.formats.second_look import rows_of, with_letterhead, with_signature
from kheo.reading.formats.tesseract import is_available, words_of
from kheo.values import dataclass

if TYPE_CHECKING:
    from pypdfium2 import PdfBitmap

MAX_PIXELS = 40_000_000
"""A larger picture is made smaller: A3 at 300 dpi has 17 million."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page: its lines in reading order, and its height in pixels."""

    lines: list[PageLine]
    height: float


def load_image(data: bytes, name: str) -> Loaded:
    """A picture of a document: PNG, JPEG, TIFF (of several pages), BMP or WebP."""
    return load_images([data], name)


def load_images(images: list[bytes], name: str) -> Loaded:
    """The pictures of one document, in the order of its pages."""
    if not is_available():
        raise Unreadable("no-ocr", name)
    from kheo.reading.formats.pictures import prepared

    pages = [page for data in images for picture in prepared(data, name) for page in recognise(picture, name)]
    if not any(page.lines for page in pages):
        raise Unreadable("no-text-layer", name)
    whole = assembled([page.lines for page in pages], [page.height for page in pages])
    return Loaded(
        media="ocr",
        text=whole.text,
        wrapped=True,
        origins=whole.origins,
        notes=whole.notes,
        furniture=whole.furniture,
        pages=len(pages),
        warnings=("recognised-whole",),
    )


def recognise(picture: bytes, name: str) -> list[Recognised]:
    """The pages of a picture. Of one page in PGM letterhead and signature are looked at again, see `second_look`."""
    pages = words_of(picture, name)
    found: list[Recognised] = []
    for page in pages:
        rows = rows_of(page)
        if len(pages) == 1:
            rows = with_signature(with_letterhead(rows, picture, name), page, picture, name)
        found.append(Recognised(reading_order(rows), page.height))
    return found


def picture_of(bitmap: PdfBitmap) -> bytes:
    """The red channel of a rendered page as PGM."""
    pixels = bitmap.to_numpy()
    red = pixels if pixels.ndim == 2 else pixels[:, :, 2]
    height, width = red.shape[:2]
    return b"P5\n%d %d\n255\n" % (width, height) + bytes(red.tobytes())
