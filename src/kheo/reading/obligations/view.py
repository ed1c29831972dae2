"""A text made ready for looking up cues: folded, and with what must not be looked into blanked out, offset for offset."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kheo.reading.model import Span
from kheo.reading.obligations.lexicon import Lexicon, cue, fold, lexicon
from kheo.reading.rules import compiled

BLANK = "\x02"
"""Stands for a character that must not be read: no letter, no blank, no stop."""

_QUOTED = r'“[^“”\n]{1,2000}”|"[^"\n]{1,600}"|«[^«»\n]{1,600}»'
_BRACKETED = r"\((?!(?:[ivx]{1,5}|\d{1,2}|[a-zđ])\))[^()\n]{1,1500}\)|\[[^\[\]\n]{1,300}\]|\{[^{}\n]{1,300}\}"


@dataclass(frozen=True, slots=True)
class View:
    """Four texts of one length: the words, the words folded, without cited titles, and without quotations too."""

    words: str
    low: str
    uncited: str
    mask: str
    noisy: bool

    def lexicon(self, name: str) -> Lexicon:
        """A table of cue words, folded as this text is."""
        return lexicon(name, noisy=self.noisy)

    def at(self, name: str, pos: int) -> int | None:
        """Where the cue word of table `name` that begins at `pos` ends; None where none begins there."""
        return self.lexicon(name).at(self.mask, pos)

    def cue(self, pattern: str) -> re.Pattern[str]:
        """A pattern over the folded words."""
        return cue(pattern, noisy=self.noisy)

    def key(self, phrase: str) -> str:
        """A phrase folded as this text is."""
        return fold(phrase, noisy=self.noisy)

    def skip(self, pos: int, stop: int, chars: str = " \t\u00a0") -> int:
        """The first place from `pos` on that holds none of `chars`."""
        while pos < stop and self.mask[pos] in chars:
            pos += 1
        return pos

    def trimmed(self, span: Span) -> Span:
        """A span without the blanks, stops and brackets around it."""
        start, end = span
        while start < end and not (self.words[start].isalnum() or self.words[start] in "“\"‘'(["):
            start += 1
        while end > start and (self.words[end - 1].isspace() or self.words[end - 1] in ",;:./…-–⁄"):
            end -= 1
        return start, end


def make_view(words: str, cited: Iterable[Span], *, noisy: bool) -> View:
    """Fold a text and blank out the documents that it cites, its quotations and its brackets."""
    low = fold(words, noisy=noisy)
    uncited = _blanked(low, cited)
    mask = uncited
    for pattern in (_QUOTED, _BRACKETED):
        mask = compiled(pattern).sub(lambda found: BLANK * len(found[0]), mask)
    return View(words, low, uncited, mask, noisy)


def _blanked(text: str, spans: Iterable[Span]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        begin = max(start, at)
        pieces += (text[at:begin], BLANK * (end - begin))
        at = end
    pieces.append(text[at:])
    return "".join(pieces)
