"""The words of a text: as they are spelled, with every tone mark at its older place, and folded to bare letters.

Whatever is no letter or digit parts words, so signs that other programs take for operators are only signs here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kheo.text import fold_tone, plain
from kheo.text.characters import cleaned
from kheo.text.patterns import compiled

LONGEST_WORD = 40
"""Characters of a word that are looked at."""
LONGEST_QUESTION = 500
MOST_WORDS = 12

EXACTLY = "="
"""Stands before a word as it is spelled, among words that are folded."""


class Word(NamedTuple):
    """A word as spelled (ủy for uỷ, small letters), and folded (uy)."""

    spelled: str
    folded: str


def words_of(text: str) -> Iterator[Word]:
    """The words of a text in their order."""
    for found in compiled(r"[^\W_]+").finditer(cleaned(text)[0]):
        yield _word(found[0][:LONGEST_WORD])


@lru_cache(maxsize=20_000)  # Vietnamese has some 7,000 syllables
def _word(printed: str) -> Word:
    spelled = fold_tone(unicodedata.normalize("NFC", printed.lower()))
    return Word(spelled[:LONGEST_WORD], plain(spelled)[:LONGEST_WORD])


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for: all of these words, each once. `shortened` says that more were given than are looked for."""

    words: tuple[Word, ...]
    shortened: bool = False


def question(text: str) -> Question:
    """Read what somebody typed, of whatever length and content."""
    words = tuple(dict.fromkeys(words_of(text[:LONGEST_QUESTION])))
    return Question(words[:MOST_WORDS], len(text) > LONGEST_QUESTION or len(words) > MOST_WORDS)
