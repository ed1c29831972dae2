"""MinHash signatures, by datasketch, and the band keys that an index stores.

A long text is cut into parts of `PART` distinct shingles with a signature each: a copied page inside a long dossier
then weighs as much as it would alone, and the number of keys grows with the length of the text. A band is one row: with
copies that keep only two shingles in five, longer bands lose them (docs/decisions/0004-likeness.md).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from datasketch import MinHash
    from numpy.typing import NDArray

BANDS = 64
PART = 256
MINIMUM_OWN = 8
"""With fewer shingles of its own a text says too little to be told from others."""


def signature(shingles: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """The MinHash signature of a set of shingles: `BANDS` numbers, the same on every machine."""
    from datasketch import MinHash

    sketch = MinHash(hashfunc=int, permutations=_template().permutations, num_perm=BANDS, scheme="affine32")
    # The upper half of each 64-bit hash: the scheme reads 32 bits.
    sketch.update_batch((shingles >> np.uint64(32)).tolist())
    return np.asarray(sketch.hashvalues, dtype=np.uint32)


def keys_of(shingles: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The band keys of a text from its own shingles in order: band × 2³² + value, sorted, each once, below 2⁶³."""
    distinct = shingles[np.sort(np.unique(shingles, return_index=True)[1])]
    if len(distinct) < MINIMUM_OWN:
        return np.empty(0, np.int64)
    parts = np.array_split(distinct, -(-len(distinct) // PART))
    bands = np.arange(BANDS, dtype=np.int64) << 32
    return np.unique(np.concatenate([bands + signature(part) for part in parts]))


@lru_cache(maxsize=1)
def _template() -> MinHash:
    from datasketch import MinHash

    return MinHash(num_perm=BANDS, seed=1, hashfunc=int, scheme="affine32")
