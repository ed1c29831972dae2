"""The texts of a folder, read with names; a file that cannot be read says why."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kheo.likeness.docx import UnreadableError, docx_text

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 8 << 20
"""Bytes of a text file."""


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder holds: names are relative to it, with `/`, in the order of their code points."""

    names: tuple[str, ...]
    texts: tuple[str, ...]
    """The text of each name, in normal form NFC, with `\\n` as the end of a line."""
    unread: tuple[tuple[str, str], ...]
    """Files that could not be read, each with the code of the reason (`kheo.likeness.messages`)."""


def read_folder(folder: Path) -> Folder:
    """Every file in the folder and in those below it, except hidden ones. OSError if the folder itself is not there."""
    if not folder.is_dir():
        raise NotADirectoryError(str(folder))
    read: list[tuple[str, str]] = []
    unread: list[tuple[str, str]] = []
    for path in folder.rglob("*"):
        inner = path.relative_to(folder)
        if any(part.startswith(".") for part in inner.parts) or not path.is_file():
            continue
        try:
            read.append((_shown(inner.as_posix()), read_text(path)))
        except UnreadableError as refusal:
            unread.append((_shown(inner.as_posix()), refusal.code))
        except OSError:
            unread.append((_shown(inner.as_posix()), "no-access"))
    read.sort()
    return Folder(tuple(name for name, _ in read), tuple(text for _, text in read), tuple(sorted(unread)))


def read_text(path: Path) -> str:
    """The text of one .txt, .md or .docx file. UnreadableError with the reason, or OSError."""
    kind = path.suffix.lower()
    if kind not in (".txt", ".md", ".docx"):
        raise UnreadableError("other-kind")
    if path.stat().st_size > LARGEST:
        raise UnreadableError("too-large")
    text = docx_text(path) if kind == ".docx" else _decoded(path.read_bytes())
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _decoded(raw: bytes) -> str:
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as cause:
        raise UnreadableError("not-unicode") from cause
    if "\0" in text:
        raise UnreadableError("binary")
    return text


def _shown(name: str) -> str:
    """A file name that can be printed, whatever bytes it is made of."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
