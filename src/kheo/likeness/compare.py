"""Two texts side by side: how much of what is their own they share, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kheo.likeness.overlap import GAP, Run, chains, filled, shared_runs
from kheo.likeness.signature import MINIMUM_OWN, keys_of
from kheo.likeness.words import SHINGLE, Words, spread, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kheo.likeness.phrases import Phrases

LONG = 1000
"""Words from which on two texts share phrases of three and four words by chance."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A text made ready for comparing, with what is left of it after the common phrases are set aside."""

    words: Words
    own: NDArray[np.bool_]
    """For each word, whether it lies outside every common phrase."""
    shingles: NDArray[np.uint64]
    """The shingles outside every common phrase, sorted, each as often as it stands there."""
    keys: NDArray[np.int64]
    """The band keys under which an index holds the text; empty if it has too little of its own."""

    @property
    def enough(self) -> bool:
        """Whether the text has enough words of its own to be told from others."""
        return len(self.keys) > 0 and int(np.count_nonzero(self.own)) >= MINIMUM_OWN


@dataclass(frozen=True, slots=True)
class Passage:
    """Equal words in two texts, as half-open spans of code points."""

    a: tuple[int, int]
    b: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts share. `similarity` is the share of the own words of the text with fewer of them that lie in the
    passages, 0 to 1."""

    similarity: float
    passages: tuple[Passage, ...]


def prepare(text: str, phrases: Phrases) -> Prepared:
    """Make a text (normal form NFC) ready; texts are comparable if they were prepared with the same phrases."""
    return prepared(words_of(text), phrases)


def prepared(words: Words, phrases: Phrases) -> Prepared:
    """As `prepare`, from the words of a text."""
    common = phrases.hold(words.shingles)
    own = words.shingles[~common]
    return Prepared(words, ~spread(common, len(words)), np.sort(own), keys_of(own))


def may_reach(threshold: float, a: Prepared, b: Prepared) -> bool:
    """Whether the similarity may come to the threshold, from the shingles alone: ten times quicker than comparing."""
    short, long = (a, b) if len(a.shingles) <= len(b.shingles) else (b, a)
    if not short.enough:
        return False
    places = np.searchsorted(long.shingles, short.shingles).clip(max=len(long.shingles) - 1)
    shared = int(np.count_nonzero(long.shingles[places] == short.shingles))
    # A shared shingle brings its own words, and at most GAP − 4 words of two-word runs beside its run.
    most = shared * (SHINGLE + GAP - 4)
    return most >= threshold * min(int(np.count_nonzero(each.own)) for each in (a, b))


def compare(a: Prepared, b: Prepared) -> Likeness | None:
    """What `a` and `b` share; None where one of them has too little of its own, and it cannot be told.

    `compare(b, a)` is the same with the sides exchanged.
    """
    if not (a.enough and b.enough):
        return None
    if _order(a) > _order(b):
        likeness = compare(b, a)
        assert likeness is not None
        return Likeness(likeness.similarity, tuple(sorted((Passage(p.b, p.a) for p in likeness.passages), key=_place)))
    found = chains(shared_runs(a.words, b.words))
    fewest = 4 if max(len(a.words), len(b.words)) <= LONG else 7
    kept = [filled(chain, a.words, b.words) for chain in found if _weight(a, b, chain) >= fewest]
    runs = [run for chain in kept for run in chain]
    covered_a, covered_b = np.zeros(len(a.words), np.bool_), np.zeros(len(b.words), np.bool_)
    for run in runs:
        covered_a[run.a : run.a + run.length] = True
        covered_b[run.b : run.b + run.length] = True
    own_a, own_b = int(np.count_nonzero(a.own)), int(np.count_nonzero(b.own))
    share_a = int(np.count_nonzero(covered_a & a.own)) / own_a
    share_b = int(np.count_nonzero(covered_b & b.own)) / own_b
    similarity = max(share_a, share_b) if own_a == own_b else share_a if own_a < own_b else share_b
    return Likeness(similarity, tuple(sorted((_passage(a.words, b.words, run) for run in runs), key=_place)))


def _order(text: Prepared) -> tuple[int, bytes]:
    """An order of texts by content alone, so that names and the order of the question change nothing."""
    return len(text.words), text.words.hashes.tobytes()


def _weight(a: Prepared, b: Prepared, chain: list[Run]) -> int:
    """Own words in a chain of runs."""
    return sum(
        int(np.count_nonzero(a.own[run.a : run.a + run.length] & b.own[run.b : run.b + run.length])) for run in chain
    )


def _passage(a: Words, b: Words, run: Run) -> Passage:
    last_a, last_b = run.a + run.length - 1, run.b + run.length - 1
    return Passage(
        (int(a.starts[run.a]), int(a.ends[last_a])),
        (int(b.starts[run.b]), int(b.ends[last_b])),
    )


def _place(passage: Passage) -> tuple[tuple[int, int], tuple[int, int]]:
    return passage.a, passage.b
