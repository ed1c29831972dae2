"""The folded text with its quotations and brackets left in, of which a window is made where one is asked for.

Deadlines and task lines are read in brackets too. They are few and short: a second copy of a whole long text for them
would be a tenth of what reading it takes in memory.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

from kheo.reading.model import Span
from kheo.reading.obligations.lexicon import fold

BLANK = "\x02"
"""Stands for a character that must not be read: no letter, no blank, no stop."""
_BEHIND = 64
"""No pattern looks further around what it is asked about."""
_AROUND = 256


class Found:
    """A match in a window, with its places counted in the whole text."""

    __slots__ = ("match", "shift")

    def __init__(self, match: re.Match[str], shift: int) -> None:
        """`shift` is where the window begins."""
        self.match, self.shift = match, shift

    def __getitem__(self, group: int) -> str | Any:
        """The words of a group."""
        return self.match[group]

    def groups(self) -> tuple[str | None, ...]:
        """The words of all groups."""
        return self.match.groups()

    def start(self, group: int = 0) -> int:
        """Where it begins."""
        return self.match.start(group) + self.shift

    def end(self, group: int = 0) -> int:
        """Where it ends."""
        return self.match.end(group) + self.shift

    def span(self) -> Span:
        """Where it stands."""
        return self.start(), self.end()


class Quoted:
    """The text; its methods are those of a string and of a pattern, all within two places."""

    __slots__ = ("_cited", "_first", "_last", "_noisy", "_starts", "_window", "_words")

    def __init__(self, words: str, cited: Iterable[Span], *, noisy: bool) -> None:
        """`cited` are the documents that the words cite, which are blanked out."""
        self._words, self._noisy = words, noisy
        self._cited = list(_disjoint(cited))
        self._starts = [start for start, _ in self._cited]
        self._window, self._first, self._last = "", 0, 0

    def over(self, words: str) -> Quoted:
        """The same citations in words of the same length."""
        return Quoted(words, self._cited, noisy=self._noisy)

    def text(self, start: int, stop: int) -> str:
        """The words between two places."""
        shift = self._open(start, stop)
        return self._window[start - shift : max(stop, start) - shift]

    def find(self, word: str, start: int, stop: int) -> int:
        """Where a word first begins; -1 where it does not stand."""
        at = self.text(start, stop).find(word)
        return at if at < 0 else at + start

    def rfind(self, word: str, start: int, stop: int) -> int:
        """Where a word last begins; -1 where it does not stand."""
        at = self.text(start, stop).rfind(word)
        return at if at < 0 else at + start

    def search(self, pattern: re.Pattern[str], start: int, stop: int) -> Found | None:
        """The first match."""
        shift = self._open(start, stop)
        found = pattern.search(self._window, start - shift, stop - shift)
        return Found(found, shift) if found else None

    def match(self, pattern: re.Pattern[str], start: int, stop: int) -> Found | None:
        """The match that begins at `start`."""
        shift = self._open(start, stop)
        found = pattern.match(self._window, start - shift, stop - shift)
        return Found(found, shift) if found else None

    def fullmatch(self, pattern: re.Pattern[str], start: int, stop: int) -> Found | None:
        """The match of all the words."""
        shift = self._open(start, stop)
        found = pattern.fullmatch(self._window, start - shift, stop - shift)
        return Found(found, shift) if found else None

    def finditer(self, pattern: re.Pattern[str], start: int, stop: int) -> Iterator[Found]:
        """All matches."""
        shift = self._open(start, stop)
        return (Found(found, shift) for found in pattern.finditer(self._window, start - shift, stop - shift))

    def _open(self, start: int, stop: int) -> int:
        """Make the window hold a stretch and what is near it; returns where in the text it begins."""
        first, last = max(0, start - _BEHIND), min(len(self._words), max(start, stop) + _BEHIND)
        if first < self._first or last > self._last:
            self._first = max(0, start - _AROUND)
            self._last = min(len(self._words), max(start, stop) + _AROUND)
            self._window = "".join(self._pieces(self._first, self._last))
        return self._first

    def _pieces(self, first: int, last: int) -> Iterator[str]:
        """The folded words between two places, with blanks for what is cited."""
        low = fold(self._words[first:last], noisy=self._noisy)
        at = first
        for i in range(max(0, bisect_right(self._starts, first) - 1), bisect_left(self._starts, last)):
            begin, stop = max(self._cited[i][0], first), min(self._cited[i][1], last)
            if stop > begin:
                yield low[at - first : begin - first]
                yield BLANK * (stop - begin)
                at = stop
        yield low[at - first :]


def _disjoint(spans: Iterable[Span]) -> Iterator[Span]:
    """The same stretches, none of which touches another."""
    last: Span | None = None
    for span in sorted(spans):
        if last is not None and span[0] <= last[1]:
            last = last if span[1] <= last[1] else (last[0], span[1])
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last
