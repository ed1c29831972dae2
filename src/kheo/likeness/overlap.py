"""The stretches of words that two texts share, as maximal runs, in time linear in the texts whatever they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kheo.likeness.words import SHINGLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kheo.likeness.words import Words

REPEATS = 16
"""Of a shingle that one text repeats, so many places are tried: a text of one word over and over stays linear."""

GAP = 12
"""Runs at most so many words apart, in both texts, belong to one passage with edits inside."""

BACK = 64
"""How far a run is followed backwards over words that an earlier run has already."""


class Run(NamedTuple):
    """`length` equal words, from word `a` of the one text and from word `b` of the other."""

    a: int
    b: int
    length: int


def shared_runs(a: Words, b: Words) -> list[Run]:
    """Runs of at least `SHINGLE` equal words in the order of `b`; none can be made longer at either end.

    Where a stretch of `b` stands several times in `a`, the longest run wins, then the one nearest to where the last one
    ended. A run may reach back over words of the one before it.
    """
    first, second = a.hashes.tolist(), b.hashes.tolist()
    places: dict[int, list[int]] = {}
    for place, shingle in enumerate(a.shingles.tolist()):
        known = places.setdefault(shingle, [])
        if len(known) < REPEATS:
            known.append(place)
    runs: list[Run] = []
    at, expected = 0, 0
    shingles = b.shingles.tolist()
    while at < len(shingles):
        starts = places.get(shingles[at])
        if not starts:
            at += 1
            continue
        length, _, start = max((_forward(first, second, start, at), -abs(start - expected), start) for start in starts)
        back = _backward(first, second, start, at)
        runs.append(Run(start - back, at - back, length + back))
        at += length
        expected = start + length
    return runs


def chains(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs that follow each other closely in both texts, put together: a copied passage with words changed inside."""
    found: list[list[Run]] = []
    for run in runs:
        if found:
            last = found[-1][-1]
            gaps = run.a - last.a - last.length, run.b - last.b - last.length
            if all(-last.length < gap <= GAP for gap in gaps):
                found[-1].append(run)
                continue
        found.append([run])
    return found


def filled(chain: list[Run], a: Words, b: Words) -> list[Run]:
    """The runs of a chain with the shorter ones, of two words, that stand between them at the same distance."""
    found = chain[:1]
    for run in chain[1:]:
        last = found[-1]
        at_a, at_b = last.a + last.length, last.b + last.length
        gap = run.a - at_a
        if gap == run.b - at_b > 3:
            equal = a.hashes[at_a : run.a] == b.hashes[at_b : run.b]
            # Never next to a run, nor three long: either would be part of a run already.
            found += [Run(at_a + i, at_b + i, 2) for i in range(1, gap - 2) if equal[i] and equal[i + 1]]
        found.append(run)
    return found


def _forward(first: list[int], second: list[int], a: int, b: int) -> int:
    most = min(len(first) - a, len(second) - b)
    length = SHINGLE
    while length < most and first[a + length] == second[b + length]:
        length += 1
    return length


def _backward(first: list[int], second: list[int], a: int, b: int) -> int:
    most = min(a, b, BACK)
    length = 0
    while length < most and first[a - length - 1] == second[b - length - 1]:
        length += 1
    return length
