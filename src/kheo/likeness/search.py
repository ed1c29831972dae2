"""From one text to those that may be like it, and from many texts to the pairs that are."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kheo.likeness import phrases as common
from kheo.likeness.bands import CAP, BandIndex, MemoryBands
from kheo.likeness.compare import Likeness, Prepared, compare, may_reach, prepared
from kheo.likeness.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from kheo.likeness.phrases import Phrases

THRESHOLD = 0.35
"""From this similarity on two texts count as near copies; docs/decisions/0004-likeness.md has the curve."""

FEWEST_KEYS = 2
"""Band keys that two texts must share before they are compared."""

MOST_CANDIDATES = 64
"""So many texts are compared with one, those that share most keys."""


@dataclass(frozen=True, slots=True)
class Found:
    """A stored text that is like the one asked about."""

    text: int
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class Pair:
    """Two near copies among many texts, by their positions, `a` < `b`."""

    a: int
    b: int
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class NearCopies:
    """The near copies among many texts, and what could not be said."""

    pairs: tuple[Pair, ...]
    """In the order of falling similarity, then of position."""
    untold: tuple[int, ...]
    """Texts with too little of their own to be told from others: empty, of a few words, or all common phrases."""
    crowded: tuple[int, ...]
    """Texts with more candidates than were compared: they may be like more texts than those named."""


def candidates(
    index: BandIndex, text: Prepared, *, fewest: int = FEWEST_KEYS, cap: int = CAP, leave_out: Container[int] = ()
) -> list[int]:
    """The stored texts that share at least `fewest` band keys with this one, most keys first; not compared yet."""
    found, counts = np.unique(index.lookup(text.keys, cap=cap), return_counts=True)
    enough = counts >= fewest
    found, counts = found[enough], counts[enough]
    order = np.lexsort((found, -counts))
    return [number for number in found[order].tolist() if number not in leave_out]


def nearest(
    index: BandIndex,
    text: Prepared,
    stored: Callable[[int], Prepared],
    *,
    threshold: float = THRESHOLD,
    leave_out: Container[int] = (),
) -> list[Found]:
    """The stored texts that are like this one, most alike first.

    `stored` fetches a text by its number, prepared with the same phrases. `leave_out` holds numbers that do not count,
    such as the same author's earlier texts. What a text may quote is left out by preparing both with
    `phrases | of(sources)`, while the index goes on with the phrases it was built with.
    """
    compared = (
        (number, _alike(text, stored(number), threshold))
        for number in candidates(index, text, leave_out=leave_out)[:MOST_CANDIDATES]
    )
    like = [Found(number, likeness) for number, likeness in compared if likeness]
    return sorted(like, key=lambda found: (-found.likeness.similarity, found.text))


def near_copies(
    texts: Sequence[str],
    *,
    threshold: float = THRESHOLD,
    phrases: Phrases | None = None,
    sources: Sequence[str] = (),
    owners: Sequence[str] | None = None,
) -> NearCopies:
    """All pairs of near copies among `texts` (normal form NFC).

    Set aside as common: `phrases`, or if that is None what Khéo ships and what the texts teach; and all that stands in
    `sources`, which everyone may quote. `owners` gives whose each text is: two texts of one owner are not a pair.
    """
    words = [words_of(text) for text in texts]
    aside = common.shipped() | common.learn(words) if phrases is None else phrases
    aside |= common.of(words_of(source) for source in sources)
    ready = [prepared(each, aside) for each in words]
    # Numbers by content: neither names nor the order of the texts can change what an index reads first.
    order = sorted(range(len(texts)), key=lambda text: (ready[text].words.hashes.tobytes(), text))
    number_of = {text: number for number, text in enumerate(order)}
    index = MemoryBands.build(
        np.concatenate([np.empty(0, np.int64), *(np.full(len(ready[text].keys), number_of[text]) for text in order)]),
        np.concatenate([np.empty(0, np.int64), *(ready[text].keys for text in order)]),
    )
    pairs: dict[tuple[int, int], Likeness | None] = {}
    crowded = []
    for text, each in enumerate(ready):
        found = [order[number] for number in candidates(index, each, leave_out=(number_of[text],))]
        if owners is not None:
            found = [other for other in found if owners[other] != owners[text]]
        last = None
        for other in found[:MOST_CANDIDATES]:
            pair = min(text, other), max(text, other)
            if pair not in pairs:
                pairs[pair] = _alike(ready[pair[0]], ready[pair[1]], threshold)
            last = pairs[pair]
        if len(found) > MOST_CANDIDATES and last:
            crowded.append(text)
    like = [Pair(a, b, each) for (a, b), each in pairs.items() if each]
    return NearCopies(
        tuple(sorted(like, key=lambda pair: (-pair.likeness.similarity, pair.a, pair.b))),
        tuple(text for text, each in enumerate(ready) if not each.enough),
        tuple(crowded),
    )


def _alike(a: Prepared, b: Prepared, threshold: float) -> Likeness | None:
    """The likeness of two texts if it comes to the threshold."""
    likeness = compare(a, b) if may_reach(threshold, a, b) else None
    return likeness if likeness and likeness.similarity >= threshold else None
