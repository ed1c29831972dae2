"""A text as numbers: its words with their places, and the shingles of three words that everything else rests on.

Words are compared without letter case and diacritics (`kheo.text.plain`), so a copy that was typed without diacritics,
or with the tone on the other vowel, is still a copy. The hash is made of BLAKE2b and SplitMix64, never of
`hash()`: the same text gives the same numbers on every machine and every Python.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from kheo.text import normalise, plain

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHINGLE = 3
"""Words in a shingle: of 2, 3 and 4 the one that keeps most copies findable (docs/decisions/0004-likeness.md)."""

_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of one text, in order. Offsets are code points of `text`, half-open."""

    text: str
    hashes: NDArray[np.uint64]
    """One number for each word."""
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    shingles: NDArray[np.uint64]
    """One number for each place where `SHINGLE` words begin; empty for a text of fewer words."""

    def __len__(self) -> int:
        """How many words the text has."""
        return len(self.hashes)


def words_of(text: str) -> Words:
    """The words of a text, with their places in it. A word is a run of letters and digits; all else only separates.

    Legacy encodings, zero-width characters and look-alike letters of other scripts make no other word
    (`kheo.text.normalise`): a copy may not hide behind them.
    """
    normal = normalise(text)
    folded = plain(normal.text)
    places = [match.span() for match in _word_pattern().finditer(folded)]
    hashes = np.fromiter((_word_hash(folded[start:end]) for start, end in places), np.uint64, len(places))
    if normal.text != text:
        places = [(normal.origin(start), normal.origin(end)) for start, end in places]
    spans = np.array(places, dtype=np.int32).reshape(-1, 2)
    return Words(text, hashes, spans[:, 0], spans[:, 1], _shingles(hashes))


def spread(shingles: NDArray[np.bool_], count: int) -> NDArray[np.bool_]:
    """From shingles that are marked to the words that they cover, `count` of them."""
    covered = np.zeros(count, np.bool_)
    for offset in range(SHINGLE if len(shingles) else 0):
        covered[offset : offset + len(shingles)] |= shingles
    return covered


@lru_cache(maxsize=1)
def _word_pattern() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+")


@lru_cache(maxsize=1 << 16)
def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")


def _shingles(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    count = len(hashes) - SHINGLE + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    total = np.zeros(count, np.uint64)
    for offset, factor in enumerate(_FACTORS):
        total += hashes[offset : offset + count] * np.uint64(factor)
    return _mixed(total)


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of SplitMix64 (Steele, Lea and Flood 2014): each bit of the sum reaches each of the result."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
