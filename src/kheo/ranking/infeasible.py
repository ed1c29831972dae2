"""Why the rules cannot all be kept, and one rule that, lifted, makes room. Conflicts are never proposed for lifting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from kheo.ranking.flows import feasible, fill
from kheo.ranking.pool import Pool, Rules, demands, pool_of

if TYPE_CHECKING:
    from kheo.ranking.pool import Demands

Lift = Literal["most", "bridges", "panels", "needs", "seats"]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One rule in the way. `lift` names it, `dossiers` whom it touches, `lifted` the rules with it lifted as little as
    is needed: they were checked, and can be kept. `most` is the load that would do; `short` the seats now unfilled."""

    lift: Lift
    dossiers: tuple[str, ...]
    lifted: Rules
    short: int
    most: int | None = None


def explain(
    dossiers: tuple[str, ...],
    assessors: tuple[str, ...],
    rules: Rules,
    build: Callable[[tuple[str, ...], tuple[str, ...], Rules], Pool] = pool_of,
) -> Obstacle | None:
    """The mildest lifting that helps: the limit of loads, bridges, panels, skills, and last the seats of some dossiers.

    `build` makes the pool from rules (give your own where candidates are sparse). None where the rules can be kept.
    Lowering seats to what can be filled always helps, so every infeasible case has an answer.
    """
    wanted = demands(build(dossiers, assessors, rules), rules)
    filled = fill(wanted, wanted.capacity)
    short = int((wanted.seats - filled.seats).sum())
    if short == 0:
        return None
    touched = _names(dossiers, wanted, filled.seats)

    def holds(candidate: Rules) -> bool:
        changed = demands(build(dossiers, assessors, candidate), candidate)
        return feasible(changed, changed.capacity)

    enough = _least_limit(dossiers, rules, holds)
    if enough is not None:
        return Obstacle("most", touched, _limited(rules, enough), short, enough)
    for lift, lifted in (
        ("bridges", replace(rules, bridges=0.0)),
        ("panels", replace(rules, panels={}, panel_of={})),
    ):
        if lifted != rules and holds(lifted):
            return Obstacle("bridges" if lift == "bridges" else "panels", touched, lifted, short)
    fewer = _fewest_needs(rules, holds)
    if fewer is not None:
        lost = tuple(name for name in dossiers if name in rules.needs and name not in fewer.needs)
        return Obstacle("needs", lost, fewer, short)
    return Obstacle("seats", touched, _fewer_seats(dossiers, wanted, filled.seats.tolist(), rules), short)


def _names(dossiers: tuple[str, ...], wanted: Demands, filled: object) -> tuple[str, ...]:
    import numpy as np

    missing = np.unique(wanted.dossier[wanted.seats > np.asarray(filled)])
    return tuple(dossiers[row] for row in missing.tolist())


def _limited(rules: Rules, most: int) -> Rules:
    return replace(rules, most=most, most_of={name: max(own, most) for name, own in rules.most_of.items()})


def _least_limit(dossiers: tuple[str, ...], rules: Rules, holds: Callable[[Rules], bool]) -> int | None:
    """The smallest limit of loads that would do for all, or None where no limit helps or none is set."""
    if rules.most is None and not rules.most_of:
        return None
    start, end = min([*([] if rules.most is None else [rules.most]), *rules.most_of.values()]) + 1, len(dossiers)
    if not holds(_limited(rules, end)):
        return None
    while start < end:
        middle = (start + end) // 2
        start, end = (start, middle) if holds(_limited(rules, middle)) else (middle + 1, end)
    return start


def _fewest_needs(rules: Rules, holds: Callable[[Rules], bool]) -> Rules | None:
    """Rules without as few needs as suffices (none can be put back), or None where skills are not the obstacle."""
    if not rules.needs or not holds(replace(rules, needs={})):
        return None
    kept: dict[str, str] = {}
    for dossier, need in sorted(rules.needs.items()):
        trial = {**kept, dossier: need}
        if holds(replace(rules, needs=trial)):
            kept = trial
    return replace(rules, needs=kept)


def _fewer_seats(dossiers: tuple[str, ...], wanted: Demands, filled: list[int], rules: Rules) -> Rules:
    """Each dossier in want keeps the seats that the fullest plan gives it, or one where its bridge finds nobody."""
    asked: dict[str, list[int]] = {}
    given: dict[str, list[int]] = {}
    for row, want, count in zip(wanted.dossier.tolist(), wanted.seats.tolist(), filled, strict=True):
        asked.setdefault(dossiers[row], []).append(want)
        given.setdefault(dossiers[row], []).append(count)
    lowered = {name: _still_possible(given[name]) for name in asked if given[name] != asked[name]}
    return replace(rules, seats_of={**rules.seats_of, **lowered})


def _still_possible(given: list[int]) -> int:
    """Seats at home, and one away where both were found; a dossier with a single seat needs no bridge."""
    home, *away = given
    if not away:
        return home
    return home + 1 if home and away[0] else min(home, 1)
