"""Who assesses what: the best fit with no conflict and the most even loads that the rules allow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kheo.ranking.flows import best, even_loads, fill
from kheo.ranking.pool import Demands, Pool, Rules, demands

if TYPE_CHECKING:
    from kheo.ranking.pool import Ints

Progress = Callable[[str, float], None]
"""Called with the step (`seats`, `loads`, `fit`, `done`) and the share of steps behind it."""


class CannotAssignError(ValueError):
    """The rules cannot all be kept; `infeasible.explain` names one to lift. `short`: seats left empty."""

    def __init__(self, short: int) -> None:
        """`short` seats stay empty in the fullest plan."""
        super().__init__(f"{short} seats cannot be filled")
        self.short = short


@dataclass(frozen=True, slots=True)
class Plan:
    """Pairs as indices into the pool, sorted. No plan has a smaller spread of loads (`highest` − `lowest`), and none
    with these bounds a better total `fit`: it is the optimum of its linear programme."""

    pool: Pool
    dossier: Ints
    assessor: Ints
    load: Ints
    lowest: int
    highest: int
    fit: float

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """(dossier, assessor) by name."""
        return tuple(
            (self.pool.dossiers[one], self.pool.assessors[other])
            for one, other in zip(self.dossier.tolist(), self.assessor.tolist(), strict=True)
        )


@dataclass(frozen=True, slots=True)
class Why:
    """Why a pair: its fit is the `rank`-th best of `candidates` who may; those better who were not chosen were needed
    elsewhere (`better_elsewhere`), at a load already of `load`."""

    fit: float
    rank: int
    candidates: int
    better_elsewhere: tuple[str, ...]
    load: int


def assign(pool: Pool, rules: Rules, progress: Progress | None = None) -> Plan:
    """The plan with the most even loads, and among those the best total fit. Raises `CannotAssignError`."""
    import numpy as np

    def tell(step: str, share: float) -> None:
        if progress is not None:
            progress(step, share)

    wanted = demands(pool, rules)
    tell("seats", 0.0)
    short = int((wanted.seats - fill(wanted, wanted.capacity).seats).sum())
    if short:
        raise CannotAssignError(short)
    tell("loads", 0.1)
    low, high = even_loads(wanted)
    tell("fit", 0.3)
    chosen = best(wanted, low, np.minimum(wanted.capacity, high))
    assert chosen is not None, "even loads were proven feasible"
    tell("done", 1.0)
    return plan_of(pool, wanted, np.flatnonzero(chosen > 0.5).astype(np.int64))


def plan_of(pool: Pool, wanted: Demands, chosen: Ints) -> Plan:
    """A plan from chosen candidates (indices into the demands' candidates)."""
    import numpy as np

    owner = np.repeat(wanted.dossier, np.diff(wanted.start))[chosen]
    assessor = wanted.assessor[chosen]
    order = np.lexsort((assessor, owner))
    load = np.bincount(assessor, minlength=len(pool.assessors)).astype(np.int64)
    return Plan(
        pool=pool,
        dossier=owner[order],
        assessor=assessor[order],
        load=load,
        lowest=int(load.min()),
        highest=int(load.max()),
        fit=float(wanted.fit[chosen].sum()),
    )


def why_pair(plan: Plan, dossier: str, assessor: str) -> Why:
    """The reason for one pair of a plan, by names. Raises `KeyError` where the plan has no such pair."""
    import numpy as np

    if (dossier, assessor) not in set(plan.pairs):
        raise KeyError((dossier, assessor))
    pool = plan.pool
    row, column = pool.dossiers.index(dossier), pool.assessors.index(assessor)
    own = np.flatnonzero(pool.dossier == row)
    fit = float(pool.fit[own][pool.assessor[own] == column][0])
    better = pool.assessor[own][pool.fit[own] > fit]
    chosen = plan.assessor[plan.dossier == row]
    return Why(
        fit=fit,
        rank=len(better) + 1,
        candidates=len(own),
        better_elsewhere=tuple(pool.assessors[one] for one in better.tolist() if one not in chosen),
        load=int(plan.load[column]),
    )
