"""Maps from an edited text back to the text it was made from.

A map is a tuple of pairs `(offset in the new text, offset in the old text)`, both ascending: from each pair on the two
texts run in step until the next pair. The last pair joins their ends.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from operator import itemgetter

Pairs = tuple[tuple[int, int], ...]

_new_offset = itemgetter(0)


def identity(length: int) -> Pairs:
    """The map of a text of this length that was not edited."""
    return ((0, 0), (length, length)) if length else ((0, 0),)


def origin(pairs: Pairs, offset: int) -> int:
    """The place in the old text of the character at `offset` in the new one."""
    new, old = pairs[bisect_right(pairs, offset, key=_new_offset) - 1]
    return old + offset - new


def origins(pairs: Pairs, offsets: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Ascending offsets, each with its place in the old text: one walk along the map, however many there are."""
    i, last = 0, len(pairs) - 1
    for offset in offsets:
        while i < last and pairs[i + 1][0] <= offset:
            i += 1
        yield offset, pairs[i][1] + offset - pairs[i][0]


def edited(text: str, edits: Iterable[tuple[int, int, str]]) -> tuple[str, Pairs]:
    """The text after replacing each `(start, end, replacement)`, and the map back.

    Edits come in order and do not overlap.
    """
    parts: list[str] = []
    pairs: list[tuple[int, int]] = [(0, 0)]
    done = length = 0
    for start, end, replacement in edits:
        parts += (text[done:start], replacement)
        length += start - done
        for extra in range(end - start, len(replacement)):
            _join(pairs, length + extra, end)  # one character too many stands for nothing and points behind
        length += len(replacement)
        done = end
        if len(replacement) != end - start:
            _join(pairs, length, end)
    parts.append(text[done:])
    _join(pairs, length + len(text) - done, len(text))
    return "".join(parts), tuple(pairs)


def _join(pairs: list[tuple[int, int]], new: int, old: int) -> None:
    if pairs[-1][0] == new:
        pairs.pop()
    pairs.append((new, old))


def chained(last: Pairs, first: Pairs) -> Pairs:
    """The map over two rounds of editing: `last` leads from the newest text to the middle, `first` to the oldest one.

    The two must belong together: the ends of `first` are those of the middle text.
    """
    if len(first) <= 2 and first == identity(first[-1][0]):
        return last
    pairs: list[tuple[int, int]] = []
    k = 0
    for i, (new, middle) in enumerate(last):
        if i:
            before_new, before = last[i - 1]
            while k < len(first) and first[k][0] < min(middle, before + new - before_new):
                if first[k][0] > before:
                    pairs.append((before_new + first[k][0] - before, first[k][1]))
                k += 1
        pairs.append((new, origin(first, middle)))
    return tuple(pairs)
