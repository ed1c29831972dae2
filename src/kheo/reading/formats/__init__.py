"""Documents of every format that an office sends, taken in by what they contain, never by what they are called."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from kheo.reading.flow import Loaded
from kheo.reading.formats.kinds import EXTENSIONS, kind_of
from kheo.reading.formats.language import check_vietnamese
from kheo.reading.formats.refuse import Unreadable
from kheo.reading.formats.secrecy import check_secret
from kheo.values import replace

__all__ = ["MAX_BYTES", "Unreadable", "load", "load_path"]

MAX_BYTES = 200_000_000
"""A larger document is refused before it is read."""

_READERS = {
    "text": "plain:load_plain",
    "html": "html:load_html",
    "docx": "docx:load_docx",
    "pdf": "pdf:load_pdf",
    "image": "ocr:load_image",
    "doc": "doc:load_old",
    "rtf": "doc:load_old",
    "odt": "doc:load_old",
}
"""Module and function of each kind; a module is imported when the first document of its kind comes."""


def load(data: bytes, name: str) -> Loaded:
    """The text of a document and what its format knows of it. Raises `Unreadable`, also for a secret document.

    `name` is used in messages and to warn of a wrong extension; the content alone decides how the document is read.
    """
    if not data:
        raise Unreadable("empty", name)
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    kind = kind_of(data, name)
    module, function = _READERS[kind].split(":")
    reader = getattr(import_module(f"kheo.reading.formats.{module}"), function)
    loaded = cast("Callable[[bytes, str], Loaded]", reader)(data, name)
    if not loaded.text.strip():
        raise Unreadable("empty", name)
    check_secret(loaded.text, name)
    check_vietnamese(loaded.text, name)
    return _warned_of_extension(loaded, kind, name)


def load_path(path: Path) -> tuple[Loaded, str]:
    """A document from a file, and the SHA-256 of its bytes. Raises `Unreadable`, and OSError as `open` does."""
    import hashlib

    if path.exists() and not path.is_file():
        raise Unreadable("not-a-file", path.name)
    with path.open("rb") as file:
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(path.name)
        data = file.read(MAX_BYTES + 1)
    return load(data, path.name), hashlib.sha256(data).hexdigest()


def _too_large(name: str) -> Unreadable:
    return Unreadable("too-large", name, limit=MAX_BYTES // 1_000_000)


def _warned_of_extension(loaded: Loaded, kind: str, name: str) -> Loaded:
    extension = Path(name).suffix.lower()
    if not extension or extension not in EXTENSIONS or EXTENSIONS[extension] == kind:
        return loaded
    return replace(loaded, warnings=(*loaded.warnings, f"wrong-extension:{kind}"))
