"""Phrases that everyone in the genre writes, and that therefore prove nothing when two texts share them.

A phrase is known by the hashes of its shingles. Khéo ships those of its own invented samples (`shipped`), and a body of
texts teaches its own (`learn`): what stands in very many otherwise different texts is custom, not copying.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import isqrt
from typing import TYPE_CHECKING

import numpy as np

from kheo.likeness.words import spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from kheo.likeness.words import Words

REMAINDER = 0.3
"""The share of its words that a text must have for itself to bear witness to what is custom."""


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """A set of common shingles, kept as sorted hashes."""

    hashes: NDArray[np.uint64]

    def __len__(self) -> int:
        """How many shingles are known."""
        return len(self.hashes)

    def __or__(self, other: Phrases) -> Phrases:
        """What either of the two knows."""
        return Phrases(np.union1d(self.hashes, other.hashes))

    def hold(self, shingles: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """For each shingle, whether it is a common one."""
        if not len(self.hashes):
            return np.zeros(len(shingles), np.bool_)
        places = np.searchsorted(self.hashes, shingles).clip(max=len(self.hashes) - 1)
        return np.asarray(self.hashes[places] == shingles)

    def words(self, words: Words) -> NDArray[np.bool_]:
        """For each word of a text, whether it lies in a common phrase."""
        return spread(self.hold(words.shingles), len(words))


NONE = Phrases(np.empty(0, np.uint64))
"""No phrase is common."""


def of(texts: Iterable[Words]) -> Phrases:
    """Every shingle of these texts: a declared source, or one's own earlier text, is left out of account this way."""
    parts = [words.shingles for words in texts]
    return Phrases(np.unique(np.concatenate(parts))) if parts else NONE


@lru_cache(maxsize=1)
def shipped() -> Phrases:
    """The phrases of official writing that come with Khéo; bench/likeness_phrases.py makes the file."""
    raw = (files("kheo.likeness") / "data" / "phrases.txt").read_text("ascii")
    values = [int(line, 16) for line in raw.split("\n") if line and not line.startswith("#")]
    return Phrases(np.unique(np.array(values, np.uint64)))


def learn(texts: Sequence[Words]) -> Phrases:
    """The phrases that stand in many of these texts (`least_of`).

    Only texts that say something besides count: those that are made of such phrases up to `REMAINDER` may be copies of
    each other, and a text copied a hundred times is not custom. The order of the texts does not matter.
    """
    least = least_of(len(texts))
    often = _in_many(texts, least)
    return _in_many([text for text in texts if _remainder(text, often) >= REMAINDER], least) if len(often) else NONE


def least_of(count: int) -> int:
    """In how many of `count` texts a phrase must stand to be custom: √count ÷ 2, but at least twelve.

    In fewer than sixteen texts three quarters of them are enough, but at least four.
    """
    return max(4, min(12, -(-3 * count // 4)), isqrt(count) // 2)


def _in_many(texts: Sequence[Words], least: int) -> Phrases:
    if len(texts) < least:
        return NONE
    found, counts = np.unique(np.concatenate([np.unique(text.shingles) for text in texts]), return_counts=True)
    return Phrases(found[counts >= least])


def _remainder(text: Words, often: Phrases) -> float:
    return 1.0 - float(np.mean(often.words(text))) if len(text) else 0.0
