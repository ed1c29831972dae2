"""What a unit came from and what it became, two steps each way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any

from django.db.models import Q

from kheo.core.access import Actor
from kheo.organisations.models import Spell, Succession

MOST = 60
"""Rows of one step; a commune of today came from three on average, a province from two hundred districts."""


@dataclass(frozen=True, slots=True)
class Step:
    """A row of succession with the names that both had then. `rank`, -2 … 2: how far from the unit, and which way."""

    row: Any
    before: str
    after: str
    rank: int


@dataclass(frozen=True, slots=True)
class Lineage:
    """The steps by rank; `more` says that some step had more rows than are shown; `names` what units were called."""

    steps: tuple[Step, ...]
    more: bool
    names: Names


def lineage(actor: Actor, at: datetime, unit: int, others: Collection[int] = ()) -> Lineage:
    """Three queries, for the names of the unit and of others too. Units that someone may not see are not shown."""
    seen = Succession.objects.visible_to(actor, at).order_by("date", "id")
    near = _rows(seen, Q(predecessor=unit) | Q(successor=unit))
    before = [row.predecessor_id for row in near if row.successor_id == unit]
    after = [row.successor_id for row in near if row.predecessor_id == unit]
    next_to = Q(successor__in=before) | Q(predecessor__in=after)
    far = [row for row in _rows(seen, next_to) if unit not in (row.predecessor_id, row.successor_id)] if near else []
    names = Names(actor, at, [*near, *far], {unit, *others})
    steps = [_step(row, names, 1 if row.predecessor_id == unit else -1) for row in near]
    steps += [_step(row, names, -2 if row.successor_id in before else 2) for row in far]
    return Lineage(tuple(steps), len(near) == MOST or len(far) == MOST, names)


def _rows(seen: Any, condition: Q) -> list[Any]:
    return list(seen.filter(condition).exclude(share=0)[:MOST])


def _step(row: Any, names: Names, rank: int) -> Step:
    eve = row.date - timedelta(days=1)
    return Step(row, names.on(row.predecessor_id, eve), names.on(row.successor_id, row.date), rank)


class Names:
    """What units were called when."""

    def __init__(self, actor: Actor, at: datetime, rows: Sequence[Any], others: Collection[int]) -> None:
        """One query for all of them."""
        units = {unit for row in rows for unit in (row.predecessor_id, row.successor_id)} | set(others)
        self._spells: defaultdict[int, list[tuple[date, date, str]]] = defaultdict(list)
        spells = Spell.objects.visible_to(actor, at).filter(unit__in=units).select_related("kind") if units else ()
        self._whole = list(spells)
        for spell in self._whole:
            self._spells[spell.unit_id].append((spell.start, spell.end, spell.name))

    def of(self, unit: int) -> list[Any]:
        """What one of the units was called and of which kind, oldest first."""
        return sorted((spell for spell in self._whole if spell.unit_id == unit), key=attrgetter("start"))

    def on(self, unit: int, day: date) -> str:
        """The name on a day; the nearest one where the unit did not exist then; a dash for what may not be seen."""
        spells = sorted(self._spells[unit])
        holding = [name for start, end, name in spells if start <= day < end]
        return holding[0] if holding else spells[-1][2] if spells else "–"
