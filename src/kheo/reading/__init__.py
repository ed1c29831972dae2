"""A document, read: what it is, whom it binds to do what by when, on which documents it rests.

The face of the library, loaded when first used: `read(bytes, name)`, `read_path(path)` and `read_text(text)` give a
`Reading`; `Unreadable` is what they raise for a document that cannot be read or must not be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kheo.reading.formats import Unreadable
    from kheo.reading.model import Reading
    from kheo.reading.reader import read, read_path, read_text

__all__ = ["Reading", "Unreadable", "read", "read_path", "read_text"]

_HOMES = {
    "read": "kheo.reading.reader",
    "read_path": "kheo.reading.reader",
    "read_text": "kheo.reading.reader",
    "Reading": "kheo.reading.model",
    "Unreadable": "kheo.reading.formats",
}


def __getattr__(name: str) -> object:
    """Load the part of the face that is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
