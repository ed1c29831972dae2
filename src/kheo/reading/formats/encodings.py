"""From bytes to characters: byte order marks, UTF-8, UTF-16, then the eight-bit encodings that Vietnamese had."""

from __future__ import annotations

import codecs
import unicodedata

from kheo.reading.formats.language import share_of_vietnamese
from kheo.reading.formats.refuse import Unreadable
from kheo.text.legacy import detect

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 100_000
_PIECE = 1 << 16
_LATIN_PAGES = frozenset(b"\x00\x01\x03\x1e\x20")
"""High bytes of the UTF-16 units of a Vietnamese text."""
_ENOUGH = 0.25
"""A share of Vietnamese words below which an eight-bit reading is not believed."""


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The characters of a text file, and the name of its encoding. Raises `Unreadable` for what is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding
    if b"\x00" in data[:_SAMPLE]:
        wide = _utf16_without_mark(data)
        if wide is None:
            raise Unreadable("binary", name)
        return data.decode(wide, "replace"), wide
    if _controls(data) > 0.01:
        raise Unreadable("binary", name)
    whole = _utf8(data)
    return (whole, "utf-8") if whole is not None else _eight_bit(data, name)


def _controls(data: bytes) -> float:
    """The share of control characters in the beginning, those of layout left out."""
    sample = data[:_SAMPLE]
    kept = sample.translate(None, bytes([*range(9), *range(14, 27), *range(28, 32), 127]))
    return 1 - len(kept) / len(sample)


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[: _SAMPLE - _SAMPLE % 2]
    sample = sample[: len(sample) - len(sample) % 2]
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        likely = len(high) - len(high.translate(None, bytes(_LATIN_PAGES)))
        if high and likely >= 0.9 * len(high) and high.count(0) >= 0.3 * len(high):
            return encoding
    return None


def _utf8(data: bytes) -> str | None:
    """UTF-8 as it should be, or cut off in the middle of its last character.

    Decoded in pieces: as a whole it takes twice the room, which the system does not get back.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        return "".join(decoder.decode(data[at : at + _PIECE]) for at in range(0, len(data), _PIECE))
    except UnicodeDecodeError:
        return None


def _eight_bit(data: bytes, name: str) -> tuple[str, str]:
    """TCVN3 and VNI as the Latin-1 characters that they used, cp1258, else what charset-normalizer thinks."""
    latin = data.decode("latin-1")
    if detect(latin) is not None:
        return latin, "latin-1"
    windows = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    if share_of_vietnamese(windows) >= _ENOUGH:
        return windows, "cp1258"
    from charset_normalizer import from_bytes

    found = from_bytes(data[:_SAMPLE]).best()
    if found is None:
        raise Unreadable("binary", name)
    return data.decode(found.encoding, "replace"), found.encoding
