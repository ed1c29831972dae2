"""After an assessor drops out: their seats go to others, and nothing else moves unless it must."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kheo.ranking.assign import CannotAssignError, Plan, plan_of
from kheo.ranking.flows import best, fill
from kheo.ranking.pool import Demands, Rules, demands

if TYPE_CHECKING:
    from kheo.ranking.pool import Ints

KEEP = 1e3
"""What a kept pair is worth against any difference of fit, when a repair has to move other pairs."""


@dataclass(frozen=True, slots=True)
class Repair:
    """The new plan, and the pairs (dossier, assessor) taken away and added; a plain one changes twice the load."""

    plan: Plan
    removed: tuple[tuple[str, str], ...]
    added: tuple[tuple[str, str], ...]


def without(plan: Plan, dropped: str, rules: Rules) -> Repair:
    """Reseat what `dropped` was to assess, keeping all other pairs where that can be, loads as even as that allows.

    Raises `CannotAssignError` where even moving others leaves seats empty, `ValueError` for an unknown name.
    """
    import numpy as np

    pool, gone = plan.pool, plan.pool.assessors.index(dropped)
    freed = plan.dossier[plan.assessor == gone]
    taken = set(zip(plan.dossier.tolist(), plan.assessor.tolist(), strict=True))
    anchored = {row for row, name in enumerate(pool.dossiers) if name in rules.anchors}
    freed = np.array([row for row in freed.tolist() if row not in anchored], dtype=np.int64)
    capacity = demands(pool, rules).capacity.copy()
    capacity[gone] = 0
    load = plan.load.copy()
    load[gone] = 0
    wanted = _freed_seats(plan, rules, freed, gone, taken, np.maximum(capacity - load, 0))
    room = _even_room(wanted, load, capacity, plan.highest)
    if room is None:
        return _moving(plan, rules, gone)
    chosen = best(wanted, 0, room)
    assert chosen is not None, "room was proven to suffice"
    added = {
        (int(wanted.dossier[demand]), int(wanted.assessor[index]))
        for demand in range(len(wanted.seats))
        for index in range(int(wanted.start[demand]), int(wanted.start[demand + 1]))
        if chosen[index] > 0.5
    }
    kept = {pair for pair in taken if pair[1] != gone}
    return _difference(plan, kept | added)


def _freed_seats(plan: Plan, rules: Rules, freed: Ints, gone: int, taken: set[tuple[int, int]], room: Ints) -> Demands:
    """One seat for each freed dossier, open to those who may take it and do not sit there yet."""
    import numpy as np

    everything = demands(plan.pool, rules)
    owner, parts = [], []
    gone_at = {
        int(everything.dossier[demand]): demand
        for demand in range(len(everything.seats))
        if gone in everything.assessor[everything.start[demand] : everything.start[demand + 1]]
    }
    for row in freed.tolist():
        demand = gone_at[row]
        own = np.arange(everything.start[demand], everything.start[demand + 1])
        free = [index for index in own.tolist() if (row, int(everything.assessor[index])) not in taken]
        owner.append(row)
        parts.append(np.array(free, dtype=np.int64))
    picked = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
    return Demands(
        dossier=np.array(owner, dtype=np.int64),
        seats=np.ones(len(owner), dtype=np.int64),
        start=np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype(np.int64),
        assessor=everything.assessor[picked],
        fit=everything.fit[picked],
        capacity=room,
    )


def _even_room(wanted: Demands, load: Ints, capacity: Ints, highest: int) -> Ints | None:
    """Room up to the lowest common load that fills the freed seats; None where no load does."""
    import numpy as np

    count = len(wanted.seats)
    for top in range(highest, highest + count + 1):
        room = np.maximum(np.minimum(capacity, top) - load, 0)
        if int(fill(wanted, room).seats.sum()) == count:
            return room
    return None


def _moving(plan: Plan, rules: Rules, gone: int) -> Repair:
    """The plan that keeps most pairs, where others must move too."""
    import numpy as np

    wanted = demands(plan.pool, rules)
    capacity = wanted.capacity.copy()
    capacity[gone] = 0
    short = int((wanted.seats - fill(wanted, capacity).seats).sum())
    if short:
        raise CannotAssignError(short)
    owner = np.repeat(wanted.dossier, np.diff(wanted.start))
    taken = set(zip(plan.dossier.tolist(), plan.assessor.tolist(), strict=True))
    kept = np.array([pair in taken for pair in zip(owner.tolist(), wanted.assessor.tolist(), strict=True)])
    scale = KEEP * (1 + float(np.abs(wanted.fit).max(initial=0.0)))
    chosen = best(replace(wanted, fit=wanted.fit + scale * kept), 0, capacity)
    assert chosen is not None, "the seats were proven to be fillable"
    picked = np.flatnonzero(chosen > 0.5)
    return _difference(plan, set(zip(owner[picked].tolist(), wanted.assessor[picked].tolist(), strict=True)))


def _difference(plan: Plan, pairs: set[tuple[int, int]]) -> Repair:
    import numpy as np

    pool = plan.pool
    before = set(zip(plan.dossier.tolist(), plan.assessor.tolist(), strict=True))
    size = len(pool.assessors)
    keys = np.array(sorted(one * size + other for one, other in pairs), dtype=np.int64)
    every = pool.dossier * size + pool.assessor
    whole = Demands(
        dossier=np.arange(len(pool.dossiers)),
        seats=np.zeros(len(pool.dossiers), dtype=np.int64),
        start=np.searchsorted(pool.dossier, np.arange(len(pool.dossiers) + 1)),
        assessor=pool.assessor,
        fit=pool.fit,
        capacity=np.zeros(size, dtype=np.int64),
    )
    return Repair(
        plan=plan_of(pool, whole, np.flatnonzero(np.isin(every, keys)).astype(np.int64)),
        removed=_named(plan, before - pairs),
        added=_named(plan, pairs - before),
    )


def _named(plan: Plan, pairs: set[tuple[int, int]]) -> tuple[tuple[str, str], ...]:
    return tuple((plan.pool.dossiers[one], plan.pool.assessors[other]) for one, other in sorted(pairs))
