"""Pictures made ready for recognition: upright, of a fitting size, their red channel alone."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from kheo.reading.formats.ocr import MAX_PIXELS
from kheo.reading.formats.refuse import Unreadable

_MOST_PIXELS = 200_000_000
_MOST_PAGES = 300
_SMALL = 1500
"""A page narrower than this many pixels is enlarged: the marks over its letters are too small to be told apart."""


def prepared(data: bytes, name: str) -> Iterator[bytes]:
    """The pages of a picture as PGM; without Pillow the picture as it is, which Tesseract then opens itself."""
    try:
        from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError
    except ImportError:
        yield data
        return
    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures; the limit is ours.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data))
        for number, frame in enumerate(ImageSequence.Iterator(picture)):
            if frame.width * frame.height > _MOST_PIXELS or number >= _MOST_PAGES:
                raise Unreadable("bomb", name)
            page = ImageOps.exif_transpose(frame).convert("RGB").getchannel("R")
            factor = _factor(page.width, page.height)
            if factor != 1:
                page = page.resize((max(1, round(page.width * factor)), max(1, round(page.height * factor))))
            yield b"P5\n%d %d\n255\n" % page.size + page.tobytes()
    except (UnidentifiedImageError, Image.DecompressionBombError, SyntaxError, ValueError):
        raise Unreadable("corrupt", name) from None
    except (OSError, EOFError):
        raise Unreadable("truncated", name) from None


def _factor(width: int, height: int) -> float:
    if width * height > MAX_PIXELS:
        return float((MAX_PIXELS / (width * height)) ** 0.5)
    return 2.0 if width < _SMALL and width * height * 4 <= MAX_PIXELS else 1.0
