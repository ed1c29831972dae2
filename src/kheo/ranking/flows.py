"""Whether seats can be filled at all, and how evenly: maximum flows, whose minimum cuts are the proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kheo.ranking.pool import Demands, Floats, Ints


@dataclass(frozen=True, slots=True)
class Filled:
    """Seats filled for each demand by a largest possible flow, and the flow itself for each candidate (0 or 1)."""

    seats: Ints
    taken: Ints


def fill(wanted: Demands, room: Ints) -> Filled:
    """As many seats as can be filled while no assessor takes more than `room`; a largest flow is its own proof."""
    import numpy as np
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    rows, people = len(wanted.seats), len(room)
    if len(wanted.assessor) == 0:
        return Filled(np.zeros(rows, dtype=np.int64), np.zeros(0, dtype=np.int64))
    source, sink = rows + people, rows + people + 1
    owner = np.repeat(np.arange(rows), np.diff(wanted.start))
    tails = np.concatenate([np.full(rows, source), owner, rows + np.arange(people)])
    heads = np.concatenate([np.arange(rows), rows + wanted.assessor, np.full(people, sink)])
    width = np.concatenate([wanted.seats, np.ones(len(owner), dtype=np.int64), room])
    graph = csr_array((width.astype(np.int32), (tails, heads)), shape=(sink + 1, sink + 1))
    flow = maximum_flow(graph, source, sink).flow
    taken = np.asarray(flow[owner, rows + wanted.assessor]).ravel().astype(np.int64)
    return Filled(np.bincount(owner, weights=taken, minlength=rows).astype(np.int64), taken)


def feasible(wanted: Demands, most: Ints) -> bool:
    """Whether every seat can be filled within these loads."""
    return int(fill(wanted, most).seats.sum()) == int(wanted.seats.sum())


def loads_reach(wanted: Demands, least: Ints) -> bool:
    """Whether every assessor can get at least this load, for demands that can be met: seats left over find somebody."""
    return int(fill(wanted, least).seats.sum()) == int(least.sum())


def even_loads(wanted: Demands) -> tuple[int, int]:
    """The highest minimum and the lowest maximum load, for demands that can be met.

    Load vectors that fill all seats are the bases of an integral polymatroid, so one of them attains both at once
    (its least majorised base: Frank and Murota 2022): the smallest feasible spread is their difference. Each is proven
    by two flows: one that exists, and one, a step further, that does not.
    """
    import numpy as np

    total, people = int(wanted.seats.sum()), len(wanted.capacity)

    def top(value: int) -> bool:
        return feasible(wanted, np.minimum(wanted.capacity, value))

    def bottom(value: int) -> bool:
        return loads_reach(wanted, np.full(people, value, dtype=np.int64)) if value <= wanted.capacity.min() else False

    high = _first(top, -(-total // people), int(wanted.capacity.max()))
    low = _last(bottom, 0, min(total // people, high))
    return low, high


def _first(holds: object, start: int, end: int) -> int:
    """The smallest value that holds; the ideal is tried first, since it mostly does."""
    assert callable(holds)
    if holds(start):
        return start
    while start < end:
        middle = (start + end) // 2
        start, end = (start, middle) if holds(middle) else (middle + 1, end)
    return start


def _last(holds: object, start: int, end: int) -> int:
    assert callable(holds)
    if holds(end):
        return end
    while start < end:
        middle = (start + end + 1) // 2
        start, end = (middle, end) if holds(middle) else (start, middle - 1)
    return start


def best(wanted: Demands, least: int, most: Ints, ceiling: float = 1.0) -> Floats | None:
    """The fullest fit with every seat filled and every load between `least` and `most`; None where there is none.

    A transport problem: whole loads and `ceiling` 1 make its basic optimum whole, so that HiGHS' dual simplex gives
    seats and not shares of seats, and its optimum is the bound as well.
    """
    import numpy as np
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, vstack

    rows, people, pairs = len(wanted.seats), len(most), len(wanted.fit)
    if pairs == 0:
        return np.zeros(0) if int(wanted.seats.sum()) == 0 and least == 0 else None
    owner = np.repeat(np.arange(rows), np.diff(wanted.start))
    ones, columns = np.ones(pairs), np.arange(pairs)
    seats = csr_array((ones, (owner, columns)), shape=(rows, pairs))
    loads = csr_array((ones, (wanted.assessor, columns)), shape=(people, pairs))
    least_each = np.minimum(most, least)
    answer = linprog(  # type: ignore[call-overload]  # the stubs know dense matrices only
        -wanted.fit,
        A_ub=vstack([loads, -loads]),
        b_ub=np.concatenate([most, -least_each]).astype(np.float64),
        A_eq=seats,
        b_eq=wanted.seats.astype(np.float64),
        bounds=(0.0, ceiling),
        method="highs-ds",
    )
    return np.asarray(answer.x, dtype=np.float64) if answer.status == 0 else None
