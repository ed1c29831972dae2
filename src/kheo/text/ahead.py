"""Regular expressions compiled ahead of time, so that a command that reads one small file starts quickly.

Compiling its two hundred patterns is a third of what such a command costs, and the result never changes. `make setup`
writes it to a file beside this one (tools/compile_patterns.py). The file is used only by the very interpreter version
that wrote it; without it, or with any doubt about it, patterns are compiled as ever. It holds what `re.compile` keeps
inside a pattern, so nothing else changes: a test compares the two on every pattern of the reader.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import marshal
import re
import sys
from array import array
from collections.abc import Iterable
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("patterns.bin")

Key = tuple[str, int]
Ready = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""Flags, code words as unsigned 32-bit integers, number of groups, their names, the name of each."""


def version() -> tuple[str, int]:
    """What the file must have been written by: this interpreter, with this inner form of patterns."""
    return sys.version, _sre.MAGIC


@cache
def _stored() -> dict[Key, Ready]:
    try:
        written_by, patterns = marshal.loads(FILE.read_bytes())  # noqa: S302 - a file of our own, beside the code
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return dict(patterns) if written_by == version() else {}


def ready(pattern: str, flags: int) -> re.Pattern[str] | None:
    """The pattern as it was compiled ahead; None where it was not."""
    stored = _stored().get((pattern, flags))
    if stored is None:
        return None
    found, code, groups, names, by_number = stored
    made: re.Pattern[str] = _sre.compile(pattern, found, array("I", code).tolist(), groups, names, by_number)
    return made


def write(patterns: Iterable[Key]) -> int:
    """Compile these patterns and write them for `ready`; returns how many."""
    compiled = {key: _inside(*key) for key in sorted(set(patterns))}
    FILE.write_bytes(marshal.dumps((version(), compiled)))
    _stored.cache_clear()
    return len(compiled)


def _inside(pattern: str, flags: int) -> Ready:
    from re import _compiler, _parser  # type: ignore[attr-defined]

    tree = _parser.parse(pattern, flags)
    code = _compiler._code(tree, flags)  # noqa: SLF001 - there is no public way to keep a compiled pattern
    names = dict(tree.state.groupdict)
    by_number: list[str | None] = [None] * tree.state.groups
    for name, number in names.items():
        by_number[number] = name
    return flags | tree.state.flags, array("I", code).tobytes(), tree.state.groups - 1, names, tuple(by_number)
