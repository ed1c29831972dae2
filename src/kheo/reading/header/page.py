"""The lines at the top of a document, and what every reader of the header asks of a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kheo.reading.flow import Flow
from kheo.reading.model import Span
from kheo.reading.rules import compiled
from kheo.text.folding import plain

HEAD_CHARS = 12_000
"""No letterhead, title and list of addressees is longer than this."""
HEAD_LINES = 160

_BULLET = r"[-–—−~*+•●▪◦·‑_]+"


class Line(NamedTuple):
    """A line without the blanks around it; `plain` is its text without diacritics, in lower case."""

    start: int
    end: int
    text: str
    plain: str

    @property
    def span(self) -> Span:
        """Where the line stands in the words."""
        return self.start, self.end


def lines_of(words: str, start: int, stop: int) -> Iterator[Line]:
    """The lines between two offsets that hold anything but blanks."""
    at = start
    while at < stop:
        end = words.find("\n", at, stop)
        end = stop if end < 0 else end
        text = words[at:end]
        stripped = text.strip()
        if stripped:
            first = at + text.index(stripped[0])
            yield Line(first, first + len(stripped), stripped, plain(stripped))
        at = end + 1


def head_lines(flow: Flow) -> tuple[Line, ...]:
    """The first lines of a document, as many as may belong to its header."""
    stop = min(len(flow.words), HEAD_CHARS if flow.notes_start is None else min(HEAD_CHARS, flow.notes_start))
    lines = []
    for line in lines_of(flow.words, 0, stop):
        lines.append(line)
        if len(lines) == HEAD_LINES:
            break
    return tuple(lines)


_TELLING = 160
"""So many characters show how a line is printed; paragraphs need not be counted through."""


def capital_share(text: str) -> float:
    """Which part of the letters that a text begins with are capitals; 0 where there are no letters."""
    begun = text[:_TELLING]
    letters = sum(map(str.isalpha, begun))
    return sum(map(str.isupper, begun)) / letters if letters else 0.0


def in_capitals(text: str) -> bool:
    """Whether a line is printed in capitals, one or two letters of a broken scan aside."""
    return capital_share(text) >= 0.8


def is_rule_line(text: str) -> bool:
    """A line drawn with characters (-----, ____, *)."""
    return not any(map(str.isalnum, text))


def unbulleted(line: Line) -> Line:
    """The line without its list mark."""
    mark = compiled(rf"{_BULLET}\s*").match(line.text)
    if mark is None:
        return line
    return Line(line.start + mark.end(), line.end, line.text[mark.end() :], line.plain[mark.end() :])


def has_bullet(line: Line) -> bool:
    """Whether a line opens with a list mark."""
    return compiled(_BULLET).match(line.text) is not None


def spaced(text: str) -> str:
    """The words with single blanks."""
    return " ".join(text.split())
