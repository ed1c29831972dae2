"""Cue words looked up at a place of a folded text: by their first syllable, the longest first."""

from __future__ import annotations

import re
from functools import cache

from kheo.reading.obligations import cues
from kheo.reading.rules import compiled
from kheo.text import fold_tone, plain

SYLLABLE = r"[^\W\d_]+"


def fold(text: str, *, noisy: bool) -> str:
    """The text in lower case with one tone placement, without diacritics where it is noisy; as long as it was."""
    if noisy:
        return plain(text)
    folded = fold_tone(text)
    lower = folded.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in folded)


@cache
def key(phrase: str, *, noisy: bool) -> str:
    """A phrase of our own, folded as the text is."""
    return fold(phrase, noisy=noisy)


class Lexicon:
    """A set of phrases that can be asked whether one of them stands at a place."""

    __slots__ = ("_phrases", "_syllable", "by_first")

    def __init__(self, phrases: tuple[str, ...], *, noisy: bool) -> None:
        """Sort the phrases by their first syllables."""
        self._syllable = compiled(SYLLABLE).match
        by_first: dict[str | None, set[str]] = {}
        for phrase in phrases:
            key = fold(phrase, noisy=noisy)
            first = compiled(SYLLABLE).match(key)
            if first:
                by_first.setdefault(first[0], set()).add(key)
        self.by_first = {first: tuple(sorted(keys, key=len, reverse=True)) for first, keys in by_first.items()}
        self._phrases = frozenset().union(*by_first.values())

    def at(self, low: str, pos: int) -> int | None:
        """Where the longest phrase that begins at `pos` ends; None where none begins there."""
        first = self._syllable(low, pos)
        return None if first is None else self.behind(first[0], low, pos)

    def behind(self, first: str | None, low: str, pos: int) -> int | None:
        """As `at`, where the syllable at `pos` is known already."""
        phrases = self.by_first.get(first)
        if phrases is None:
            return None
        for phrase in phrases:
            if low.startswith(phrase, pos):
                end = pos + len(phrase)
                if end >= len(low) or not low[end].isalpha():
                    return end
        return None

    def firsts(self) -> frozenset[str]:
        """The first syllables of all phrases."""
        return frozenset(first for first in self.by_first if first is not None)

    def covers(self, phrase: str) -> bool:
        """Whether the whole phrase is one of the set."""
        return phrase in self._phrases


@cache
def lexicon(name: str, *, noisy: bool) -> Lexicon:
    """The table of `cues` of that name, folded as the text is."""
    data: object = getattr(cues, name)
    phrases = data if isinstance(data, tuple) else tuple(str(data).replace("\n", " ").split(","))
    words = tuple(" ".join(one.split()) for one in phrases if one.strip())
    if noisy and name == "VERBS":
        words = tuple(one for one in words if " " in one or one in cues.PLAIN_VERBS)
    if noisy and name in ("MANNER", "NOUN_MAKERS"):
        words = tuple(one for one in words if one not in ("chỉ", "chi"))  # without its mark the `chí` of `báo chí`
    return Lexicon(words, noisy=noisy)


@cache
def telling_syllables(*, noisy: bool) -> frozenset[str]:
    """The syllables that may open a predicate, a circumstance or a longer name; all others are passed over."""
    names = ("NOT_A_DUTY", "DUTY", "ASIDES", "ORDERING", "MANNER", "VERBS", "BODY_HEADS")
    return frozenset().union(*(lexicon(name, noisy=noisy).firsts() for name in names))


@cache
def not_a_body(*, noisy: bool) -> dict[str, frozenset[str]]:
    """For each head of a name, the words behind it that show that it is none."""
    found: dict[str, frozenset[str]] = {}
    for head, words in cues.NOT_A_BODY.items():
        key = fold(head, noisy=noisy)
        refused = fold(words, noisy=noisy).replace(",", " ").split()
        found[key] = found.get(key, frozenset()) | frozenset(refused)
    return found


@cache
def nouns_of_verbs(*, noisy: bool) -> dict[str, frozenset[str]]:
    """For each short verb, the syllables that make a noun of it."""
    return {
        fold(verb, noisy=noisy): frozenset(fold(words, noisy=noisy).split())
        for verb, words in cues.NOUNS_OF_VERBS.items()
    }


@cache
def before_nouns(*, noisy: bool) -> frozenset[str]:
    """The syllables behind which a short verb ends a noun."""
    return frozenset(fold(cues.BEFORE_NOUNS, noisy=noisy).split())


@cache
def cue(pattern: str, *, noisy: bool) -> re.Pattern[str]:
    """A pattern over folded text; where that has no diacritics the pattern has none either."""
    return compiled("".join(plain(c) if noisy and not c.isascii() else c for c in pattern))
