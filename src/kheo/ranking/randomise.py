"""A plan by lot, so that nobody can count on a dossier: no pair is more likely than a cap (Jecmen et al. 2020).

A linear programme finds the chances of all pairs, at the best expected fit; dependent rounding (Gandhi, Khuller,
Parthasarathy and Srinivasan 2006) then draws a plan with exactly those chances, all seats filled and all loads even.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kheo.ranking.assign import CannotAssignError, Plan, plan_of
from kheo.ranking.flows import best, even_loads, fill
from kheo.ranking.pool import Pool, Rules, demands

if TYPE_CHECKING:
    from kheo.ranking.pool import Demands, Floats

CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Lottery:
    """Chances of all candidates of the seats; `expected_fit` against `best_fit` is the price of the lot."""

    pool: Pool
    wanted: Demands
    chance: Floats
    expected_fit: float
    best_fit: float

    def draw(self, seed: int) -> Plan:
        """One plan. The same seed gives the same plan everywhere: keep it secret until the plan is published."""
        import numpy as np

        rounded = _round(self.wanted, self.chance, seed)
        return plan_of(self.pool, self.wanted, np.flatnonzero(rounded > 0.5).astype(np.int64))


def lottery(pool: Pool, rules: Rules, cap: float) -> Lottery:
    """The chances that lose least fit while none exceeds `cap` (0 to 1). Raises `CannotAssignError`."""
    import numpy as np

    if not 0 < cap <= 1:
        raise ValueError("cap must lie above 0, and at most at 1")
    wanted = demands(pool, rules)
    short = int((wanted.seats - fill(wanted, wanted.capacity).seats).sum())
    if short:
        raise CannotAssignError(short)
    low, high = even_loads(wanted)
    most = np.minimum(wanted.capacity, high)
    sure, capped = best(wanted, low, most), best(wanted, low, most, ceiling=cap)
    assert sure is not None, "even loads were proven feasible"
    if capped is None:
        candidates = np.diff(wanted.start)
        raise CannotAssignError(max(int(np.ceil(wanted.seats - cap * candidates).max(initial=0)), 1))
    return Lottery(pool, wanted, capped, float(capped @ wanted.fit), float(sure @ wanted.fit))


def _random(state: int) -> tuple[float, int]:
    """A number in [0, 1) and the next state: 64 bits by whole-number arithmetic (SplitMix64), the same everywhere."""
    mask = 2**64 - 1
    state = (state + 0x9E3779B97F4A7C15) & mask
    mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & mask
    mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
    return ((mixed ^ (mixed >> 31)) >> 11) / 2**53, state


def _round(wanted: Demands, chance: Floats, seed: int) -> Floats:
    """Walk along fractional pairs until a cycle or a path with two open ends; shift along it one way or the other.

    Each shift settles at least one pair and keeps every expectation; seats and whole loads never change.
    """
    import numpy as np

    rows = len(wanted.seats)
    owner = np.repeat(np.arange(rows), np.diff(wanted.start)).tolist()
    ends = list(zip(owner, (rows + wanted.assessor).tolist(), strict=True))
    value = [0.0 if x < CLOSE else 1.0 if x > 1 - CLOSE else x for x in chance.tolist()]
    open_at: list[set[int]] = [set() for _ in range(rows + len(wanted.capacity))]
    for pair, x in enumerate(value):
        if 0 < x < 1:
            for end in ends[pair]:
                open_at[end].add(pair)
    state, first = seed & (2**64 - 1), 0
    while first < len(open_at):
        if not open_at[first]:
            first += 1
            continue
        path = _walk(first, open_at, ends)
        up = min(1 - value[pair] if step % 2 == 0 else value[pair] for step, pair in enumerate(path))
        down = min(value[pair] if step % 2 == 0 else 1 - value[pair] for step, pair in enumerate(path))
        draw, state = _random(state)
        shift = up if draw < down / (up + down) else -down
        for step, pair in enumerate(path):
            value[pair] += shift if step % 2 == 0 else -shift
            if value[pair] < CLOSE or value[pair] > 1 - CLOSE:
                value[pair] = float(round(value[pair]))
                for end in ends[pair]:
                    open_at[end].discard(pair)
    return np.asarray(value, dtype=np.float64)


def _walk(first: int, open_at: list[set[int]], ends: list[tuple[int, int]]) -> list[int]:
    """Pairs of a cycle, or of a path between two nodes with one open pair each."""
    path, closed, end = _follow(first, open_at, ends)
    if closed or len(open_at[first]) == 1:
        return path
    return _follow(end, open_at, ends)[0]


def _follow(first: int, open_at: list[set[int]], ends: list[tuple[int, int]]) -> tuple[list[int], bool, int]:
    """Open pairs onward from a node until one closes a cycle (which is returned) or none is left."""
    path: list[int] = []
    seen = {first: 0}
    at = first
    while True:
        onward = [pair for pair in open_at[at] if not path or pair != path[-1]]
        if not onward:
            return path, False, at
        path.append(min(onward))
        one, other = ends[path[-1]]
        at = other if at == one else one
        if at in seen:
            return path[seen[at] :], True, at
        seen[at] = len(path)
