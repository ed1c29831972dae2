"""The band index: which texts hold a band key. An interface, and the one in memory; `sql_bands` has the one in a table.

What an index holds is a set of pairs (key, text), nothing else: the order in which texts came leaves no trace, and a
text that is added and removed leaves the index as it was, bit by bit.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

CAP = 256
"""So many texts of a bucket are read, those with the smallest numbers; a fuller bucket stands for a common phrase."""


class BandIndex(Protocol):
    """What the search needs from an index. A text is a whole number of the caller's choosing, 0 ≤ text < 2⁶³."""

    def add(self, text: int, keys: NDArray[np.int64]) -> None:
        """Enter a text under its keys. ValueError if it is there already."""

    def remove(self, text: int) -> None:
        """Take a text out. KeyError if it is not there."""

    def lookup(self, keys: NDArray[np.int64], *, cap: int = CAP) -> NDArray[np.int64]:
        """The texts under each of the keys, at most `cap` a key, one after the other: as often as they share a key."""

    def entries(self) -> Iterator[tuple[int, int]]:
        """Every pair (key, text) in ascending order."""

    def __contains__(self, text: int) -> bool:
        """Whether the text is there."""

    def __len__(self) -> int:
        """How many texts are there."""


def replace(index: BandIndex, text: int, keys: NDArray[np.int64]) -> None:
    """Put new keys in the place of a text's old ones; a text that is not there is added."""
    if text in index:
        index.remove(text)
    index.add(text, keys)


class MemoryBands:
    """An index in memory: a dict for what came lately, sorted arrays of 16 bytes an entry for the rest.

    `compact()` moves the dict into the arrays; call it now and then where very many texts are added (the dict needs ten
    times the memory). Answers do not depend on it.
    """

    def __init__(self) -> None:
        """An empty index."""
        self._keys = np.empty(0, np.int64)
        self._texts = np.empty(0, np.int64)
        self._settled = np.empty(0, np.int64)
        self._gone: set[int] = set()
        self._late: dict[int, list[int]] = {}
        self._late_keys: dict[int, NDArray[np.int64]] = {}

    @classmethod
    def build(cls, texts: NDArray[np.int64], keys: NDArray[np.int64]) -> MemoryBands:
        """An index of many texts at once, from its pairs: `texts[i]` stands under `keys[i]`. Pairs must differ."""
        index = cls()
        index._settle(texts, keys, np.unique(texts))
        return index

    def add(self, text: int, keys: NDArray[np.int64]) -> None:
        """See `BandIndex.add`."""
        if text in self:
            raise ValueError(f"text {text} is in the index already")
        self._late_keys[text] = keys.copy()
        for key in keys.tolist():
            self._late.setdefault(key, []).append(text)

    def remove(self, text: int) -> None:
        """See `BandIndex.remove`."""
        if text not in self:
            raise KeyError(text)
        if text not in self._late_keys:
            self._gone.add(text)
            return
        for key in self._late_keys.pop(text).tolist():
            bucket = self._late[key]
            bucket.remove(text)
            if not bucket:
                del self._late[key]

    def lookup(self, keys: NDArray[np.int64], *, cap: int = CAP) -> NDArray[np.int64]:
        """See `BandIndex.lookup`."""
        first = np.searchsorted(self._keys, keys, "left")
        sizes = np.searchsorted(self._keys, keys, "right") - first
        if not self._gone and not self._late:
            return self._slices(first, np.minimum(sizes, cap))
        # A bucket that lost texts, or has late ones, is put together before it is cut.
        found = []
        sizes = np.minimum(sizes, cap + len(self._gone))
        for key, start, size in zip(keys.tolist(), first.tolist(), sizes.tolist(), strict=True):
            settled = [text for text in self._texts[start : start + size].tolist() if text not in self._gone]
            found.append(sorted(settled + self._late.get(key, []))[:cap])
        return np.array(list(chain.from_iterable(found)), dtype=np.int64)

    def entries(self) -> Iterator[tuple[int, int]]:
        """See `BandIndex.entries`."""
        settled = zip(self._keys.tolist(), self._texts.tolist(), strict=True)
        late = ((key, text) for key, bucket in self._late.items() for text in bucket)
        return iter(sorted(chain((pair for pair in settled if pair[1] not in self._gone), late)))

    def compact(self) -> None:
        """Settle the late texts and forget the removed ones."""
        kept = ~np.isin(self._texts, np.fromiter(self._gone, np.int64, len(self._gone)))
        late_texts = [np.full(len(keys), text) for text, keys in self._late_keys.items()]
        self._settle(
            np.concatenate([self._texts[kept], *late_texts]),
            np.concatenate([self._keys[kept], *self._late_keys.values()]),
            # A text too short to have keys is in the index too.
            np.array(sorted({*self._settled.tolist()} - self._gone | {*self._late_keys}), np.int64),
        )
        self._gone, self._late, self._late_keys = set(), {}, {}

    def __contains__(self, text: int) -> bool:
        """See `BandIndex`."""
        if text in self._late_keys:
            return True
        place = int(np.searchsorted(self._settled, text))
        return place < len(self._settled) and int(self._settled[place]) == text and text not in self._gone

    def __len__(self) -> int:
        """See `BandIndex`."""
        return len(self._settled) - len(self._gone) + len(self._late_keys)

    def _settle(self, texts: NDArray[np.int64], keys: NDArray[np.int64], numbers: NDArray[np.int64]) -> None:
        order = np.lexsort((texts, keys))
        self._keys, self._texts, self._settled = keys[order], texts[order], numbers

    def _slices(self, first: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
        """The slices `[first, first + size)` of the texts, one after the other, without a loop."""
        ends = np.cumsum(sizes)
        total = int(ends[-1]) if len(ends) else 0
        steps = np.arange(total) + np.repeat(first - (ends - sizes), sizes)
        return np.asarray(self._texts[steps])
