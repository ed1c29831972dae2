"""Plain text in any common encoding, and text that was typed in TCVN3 or VNI before there was Unicode."""

from __future__ import annotations

from kheo.reading.flow import Loaded
from kheo.reading.formats.encodings import decode
from kheo.reading.formats.tidy import origins_of, tidied
from kheo.text.characters import cleaned


def load_plain(data: bytes, name: str) -> Loaded:
    """A text file. `origins` count in the characters of the file as decoded."""
    raw, encoding = decode(data, name)
    clean, pairs = cleaned(raw)
    text, pairs = tidied(clean, pairs)
    broken = text.count("\ufffd")
    return Loaded(
        media="text",
        text=text,
        wrapped=False,
        origins=origins_of(pairs),
        encoding=encoding,
        warnings=(f"undecodable:{broken}",) if broken else (),
    )
