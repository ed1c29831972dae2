"""Patterns compiled ahead are the patterns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kheo.text import ahead

PATTERNS = [
    (r"(?P<serial>\d{1,5})[-/](?P<kind>[A-ZĐ]{2,4})", 0),
    (r"ngày\s{0,6}(\d{1,2})", int(re.IGNORECASE)),
    (r"(?i:điều)\s+(?:\d+|[IVX]+)(?![\wà-ỹ])", 0),
    (r"^[ÀÁẢÃẠ\-–—]+$", int(re.MULTILINE)),
]
TEXTS = ["Số 15-QĐ/TU, ngày 05/3/2026", "NGÀY 7", "điều 12a và Điều IV.", "ẠẢ–Ã\nkhông", "123/CT-TTg" * 3, ""]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of patterns of its own."""
    path = tmp_path / "patterns.bin"
    monkeypatch.setattr(ahead, "FILE", path)
    ahead._stored.cache_clear()
    return path


@pytest.mark.usefixtures("file")
@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_a_pattern_compiled_ahead_finds_what_the_compiled_one_finds(pattern: str, flags: int) -> None:
    ahead.write(PATTERNS)
    made, ordinary = ahead.ready(pattern, flags), re.compile(pattern, flags)
    assert made is not None
    assert (made.pattern, made.flags, made.groups, made.groupindex) == (
        ordinary.pattern,
        ordinary.flags,
        ordinary.groups,
        ordinary.groupindex,
    )
    for text in TEXTS:
        found = [(m.span(), m.groups(), m.groupdict()) for m in made.finditer(text)]
        assert found == [(m.span(), m.groups(), m.groupdict()) for m in ordinary.finditer(text)]


@pytest.mark.usefixtures("file")
def test_without_the_file_nothing_is_ready() -> None:
    assert ahead.ready(*PATTERNS[0]) is None


def test_a_damaged_file_is_left_alone(file: Path) -> None:
    file.write_bytes(b"\x00not marshal")
    assert ahead.ready(*PATTERNS[0]) is None


@pytest.mark.usefixtures("file")
def test_the_file_of_another_interpreter_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    ahead.write(PATTERNS)
    monkeypatch.setattr(ahead, "version", lambda: ("2.7", 1))
    ahead._stored.cache_clear()
    assert ahead.ready(*PATTERNS[0]) is None
