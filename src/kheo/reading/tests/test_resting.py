"""A long text that is packed while its words are read comes back as it was."""

from __future__ import annotations

import pytest

from kheo.reading import read_path, read_text, reader
from kheo.reading.samples import folder


@pytest.mark.parametrize("path", sorted(folder().glob("*.txt")), ids=lambda path: path.name)
def test_a_packed_text_gives_the_same_reading(path, monkeypatch):
    wrapped = path.read_text("utf-8").replace(", ", ",\n")
    whole, of_file = read_text(wrapped), read_path(path)
    monkeypatch.setattr(reader, "_LONG_TEXT", 10)
    monkeypatch.setattr(reader, "_PIECE", 7)
    assert read_text(wrapped) == whole
    assert read_path(path) == of_file
