"""Plain text in any common encoding, and text that was typed in TCVN3 or VNI before there was Unicode."""

from __future__ import annotations

from kheo.reading.flow import Loaded
from kheo.reading.formats.encodings import decode
from kheo.reading.formats.refuse import Unreadable
from kheo.reading.formats.tidy import origins_of, tidied
from kheo.text.normal import normalise


def load_plain(data: bytes, name: str) -> Loaded:
    """A text file. `origins` count in the characters of the file as decoded. Raises `Unreadable`."""
    raw, encoding = decode(data, name)
    normal = normalise(raw)
    text, pairs = tidied(normal.text, normal.origins)
    broken = text.count("\ufffd")
    if broken * 2 > len(text):
        raise Unreadable("binary", name)
    warnings = [f"legacy-encoding:{normal.encoding}"] if normal.encoding else []
    warnings += [f"undecodable:{broken}"] if broken else []
    return Loaded(
        media="text",
        text=text,
        wrapped=False,
        origins=origins_of(text, pairs),
        encoding=normal.encoding or encoding,
        warnings=tuple(warnings),
    )
