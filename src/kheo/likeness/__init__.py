"""Near copies among many texts, with the passages that they share.

    from kheo.likeness import near_copies
    found = near_copies([one, another, a_third])
    for pair in found.pairs:
        print(pair.a, pair.b, pair.likeness.similarity, pair.likeness.passages)

For a register that grows, keep a `BandIndex` (`MemoryBands`, or `SqlBands` in a database) and ask it with `nearest`.
docs/likeness.md has the manual, docs/decisions/0004-likeness.md the reasons and the figures.
"""

from kheo.likeness.bands import BandIndex, MemoryBands, replace
from kheo.likeness.compare import Likeness, Passage, Prepared, compare, prepare
from kheo.likeness.phrases import Phrases, learn, shipped
from kheo.likeness.search import Found, NearCopies, Pair, near_copies, nearest
from kheo.likeness.sql_bands import SqlBands
from kheo.likeness.words import Words, words_of

__all__ = [
    "BandIndex",
    "Found",
    "Likeness",
    "MemoryBands",
    "NearCopies",
    "Pair",
    "Passage",
    "Phrases",
    "Prepared",
    "SqlBands",
    "Words",
    "compare",
    "learn",
    "near_copies",
    "nearest",
    "prepare",
    "replace",
    "shipped",
    "words_of",
]
