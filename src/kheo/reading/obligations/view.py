"""A text made ready for looking up cues: folded, and with what must not be read blanked out, offset for offset."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from kheo.reading.model import Span
from kheo.reading.obligations.lexicon import SYLLABLE, Lexicon, cue, fold, key, lexicon
from kheo.reading.obligations.quoted import BLANK, Found, Quoted
from kheo.reading.rules import compiled
from kheo.values import dataclass, field

_QUOTED = r'“[^“”\n]{1,2000}”|"[^"\n]{1,600}"|«[^«»\n]{1,600}»'
_BRACKETED = r"\((?!(?:[ivx]{1,5}|\d{1,2}|[a-zđ])\))[^()\n]{1,1500}\)|\[[^\[\]\n]{1,300}\]|\{[^{}\n]{1,300}\}"

_MARKED = frozenset({"NAME_STOPS", "RESULTS", "NOT_A_DUTY", "LINKS", "FRONTS", "ASIDES", "DETERMINERS"})
"""Tables of small words, which only their diacritics tell from others."""


_NOTE_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_CLOSING = ",;:./…-–⁄" + _NOTE_MARKS
"""What may stand behind the words of a span and is none of them; behind `m` a raised number is a unit."""
_STRETCH = 1 << 16
"""A long text is folded in stretches of about so many characters, cut at paragraph ends."""
_LOOK = 48
"""No cue word is longer."""


@dataclass(frozen=True, slots=True)
class View:
    """Texts of one length: the words, and folded without cited titles, with and without (`mask`) quotations."""

    words: str
    quoted: Quoted
    mask: str
    noisy: bool
    tables: dict[str, Lexicon] = field(default_factory=dict, compare=False)
    """The tables of cue words that were asked for, folded as this text is."""
    patterns: dict[str, re.Pattern[str]] = field(default_factory=dict, compare=False)
    spot: list[Any] = field(default_factory=lambda: [-1, None], compare=False)
    """The last place that was asked for, and the syllable there: many tables are asked about one place."""

    def lexicon(self, name: str) -> Lexicon:
        """A table of cue words, folded as this text is."""
        found = self.tables.get(name)
        if found is None:
            found = self.tables[name] = lexicon(name, noisy=self.noisy)
        return found

    def at(self, name: str, pos: int) -> int | None:
        """Where the cue word of table `name` that begins at `pos` ends; None where none begins there."""
        if self.noisy and name in _MARKED:
            length = lexicon(name, noisy=False).at(self.marked((pos, pos + _LOOK)), 0)
            return None if length is None else pos + length
        spot = self.spot
        if spot[0] != pos:
            found = compiled(SYLLABLE).match(self.mask, pos)
            spot[:] = pos, found and found[0]
        table = self.tables.get(name) or self.lexicon(name)
        if spot[1] not in table.by_first:  # nearly always so
            return None
        end = table.behind(spot[1], self.mask, pos)
        if end is None or name != "VERBS":
            return end
        compound = self.lexicon("COMPOUNDS").behind(spot[1], self.mask, pos)
        return None if compound is not None and compound > end else end

    def folded(self, span: Span) -> str:
        """The words of a span, folded as this text is, cited titles and quotations left in."""
        return fold(self.words[slice(*span)], noisy=self.noisy)

    def marked(self, span: Span) -> str:
        """Folded with its diacritics, noisy or not: small words are told apart by them (`thì`, `thị`)."""
        return fold(self.words[slice(*span)], noisy=False)

    def cue(self, pattern: str) -> re.Pattern[str]:
        """A pattern over the folded words."""
        found = self.patterns.get(pattern)
        if found is None:
            found = self.patterns[pattern] = cue(pattern, noisy=self.noisy)
        return found

    def everywhere(self, pattern: str) -> Iterator[Found]:
        """A pattern wherever it stands in the text, quotations and brackets too; it must not reach over a paragraph."""
        for stretch in stretches(self.words):
            yield from self.quoted.finditer(self.cue(pattern), *stretch)

    def key(self, phrase: str) -> str:
        """A phrase folded as this text is."""
        return key(phrase, noisy=self.noisy)

    def skip(self, pos: int, stop: int, chars: str = " \t\u00a0") -> int:
        """The first place from `pos` on that holds none of `chars`; `stop` may lie behind the end of the text."""
        stop = min(stop, len(self.mask))
        while pos < stop and self.mask[pos] in chars:
            pos += 1
        return pos

    def trimmed(self, span: Span) -> Span:
        """A span without the blanks, stops, brackets and note marks around it."""
        start, end = span
        while start < end and not (self.words[start].isalnum() or self.words[start] in "“\"‘'(["):
            start += 1
        while end > start and (self.words[end - 1].isspace() or self.words[end - 1] in _CLOSING):
            if self.words[end - 1] in _NOTE_MARKS and self.words[end - 2 : end - 1] == "m":
                break
            end -= 1
        return start, end


def make_view(words: str, cited: Iterable[Span], *, noisy: bool) -> View:
    """Fold a text and blank out the documents that it cites, its quotations and its brackets."""
    quoted = Quoted(words, cited, noisy=noisy)
    return View(words, quoted, "".join(_masked(quoted.text(*one)) for one in stretches(words)), noisy)


def stretches(words: str) -> Iterator[Span]:
    """A long text in pieces that end with a paragraph."""
    start = 0
    while start < len(words):
        end = words.find("\n", start + _STRETCH) + 1 or len(words)
        yield start, end
        start = end


def _masked(text: str) -> str:
    for pattern in (_QUOTED, _BRACKETED):
        text = compiled(pattern).sub(lambda found: BLANK * len(found[0]), text)
    return text
