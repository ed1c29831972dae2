"""Random chains of changes to units, as plain values: for property tests and for bench/boundaries.py."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import NamedTuple

from kheo.organisations.rollup import Event

KINDS = ("merge", "merge", "split", "split", "cede", "replace", "close", "move", "rename")
BEGIN = date(2000, 1, 1)


class Gone(NamedTuple):
    """What went to one unit; the share is None where it is unknown."""

    to: int
    share: Decimal | None


@dataclass(frozen=True)
class Step:
    """One change: what became of `units` on a day. The first of `parts` has custody (or is the new parent)."""

    kind: str
    on: date
    units: tuple[int, ...]
    parts: tuple[Gone, ...]
    born: tuple[int, ...] = ()

    @property
    def ended(self) -> tuple[int, ...]:
        """The units that exist no longer."""
        return self.units if self.kind in {"merge", "split", "replace", "close"} else ()

    def events(self) -> list[Event]:
        """The rows of succession."""
        if self.kind in {"move", "rename"}:
            return []
        return [
            Event(unit, self.on, part.to, None if part.share is None else Fraction(part.share), self.kind == "close")
            for unit in self.units
            for part in self.parts
        ]


@dataclass
class Chain:
    """Draws changes that could happen next to the units that are there; `take` says that one has."""

    chance: Random
    alive: list[int]
    steps: list[Step] = field(default_factory=list)
    fresh: int = 0
    on: date = BEGIN

    @classmethod
    def of(cls, chance: Random, units: int, steps: int) -> Chain:
        """A whole chain."""
        chain = cls(chance, list(range(1, units + 1)), fresh=units)
        for _ in range(steps):
            chain.take(chain.draw())
        return chain

    def draw(self) -> Step:
        """A change on a later day, or now and then on the same."""
        self.on += timedelta(days=self.chance.choice((0, 1, 30, 400)))
        kind = self.chance.choice(KINDS)
        busy = {unit for step in self.steps if step.on == self.on for unit in (*step.units, *_heirs(step))}
        free = [unit for unit in self.alive if unit not in busy]
        if len(free) < 3:
            self.on += timedelta(days=1)
            free = list(self.alive)
        self.chance.shuffle(free)
        return getattr(self, f"_{kind}")(free) if len(free) > 1 else self._split(free)

    def take(self, step: Step) -> None:
        """A change happened."""
        self.steps.append(step)
        self.alive = [unit for unit in self.alive if unit not in step.ended] + list(step.born)

    def events(self) -> list[Event]:
        """All rows of succession."""
        return [event for step in self.steps for event in step.events()]

    def _new(self, count: int) -> tuple[int, ...]:
        self.fresh += count
        return tuple(range(self.fresh - count + 1, self.fresh + 1))

    def _shares(self, count: int) -> list[Decimal | None]:
        """All known, some known, or none; the known ones never more than the whole."""
        borders = sorted(Decimal(self.chance.randint(0, 10)) / 10 for _ in range(count - 1))
        known = [after - before for before, after in zip([Decimal(0), *borders], [*borders, Decimal(1)], strict=True)]
        how = self.chance.choice(("all", "all", "some", "none"))
        if how == "all":
            return list(known)
        shares = [one if how == "some" and self.chance.random() < 0.5 else None for one in known]
        return shares if None in shares else [None, *shares[1:]]

    def _merge(self, free: list[int]) -> Step:
        units = tuple(free[: self.chance.randint(1, min(3, len(free) - 1))])
        born = self._new(1) if self.chance.random() < 0.7 else ()
        return Step("merge", self.on, units, (Gone(born[0] if born else free[-1], Decimal(1)),), born)

    def _split(self, free: list[int]) -> Step:
        old = tuple(free[1:2]) if self.chance.random() < 0.3 else ()
        born = self._new(self.chance.randint(2, 3))
        heirs = [*born, *old]
        parts = tuple(Gone(*one) for one in zip(heirs, self._shares(len(heirs)), strict=True))
        return Step("split", self.on, (free[0],), parts, born)

    def _cede(self, free: list[int]) -> Step:
        heirs = [free[1], free[0]]
        parts = tuple(Gone(*one) for one in zip(heirs, self._shares(2), strict=True))
        return Step("cede", self.on, (free[0],), parts)

    def _replace(self, free: list[int]) -> Step:
        born = self._new(1)
        return Step("replace", self.on, (free[0],), (Gone(born[0], Decimal(1)),), born)

    def _close(self, free: list[int]) -> Step:
        return Step("close", self.on, (free[0],), (Gone(free[1], None),))

    def _move(self, free: list[int]) -> Step:
        return Step("move", self.on, (free[0],), (Gone(free[1], None),))

    def _rename(self, free: list[int]) -> Step:
        return Step("rename", self.on, (free[0],), ())


def _heirs(step: Step) -> list[int]:
    return [part.to for part in step.parts] if step.kind != "move" else []


def carried(
    events: Iterable[Event], unit: int, since: date, until: date, guess: Callable[[int], Sequence[Fraction]]
) -> dict[int | str, Fraction]:
    """Where the whole of a unit is after all that happened, going forward day by day; `guess` gives weights for
    shares that are unknown, so that each guess is one way in which it may have been. What was closed is at "closed".
    """
    days: defaultdict[date, defaultdict[int, list[Event]]] = defaultdict(lambda: defaultdict(list))
    for event in events:
        if since < event.on <= until:
            days[event.on][event.unit].append(event)
    mass: dict[int | str, Fraction] = {unit: Fraction(1)}
    for day in sorted(days):
        after: defaultdict[int | str, Fraction] = defaultdict(Fraction)
        for place, part in mass.items():
            rows = days[day].get(place, []) if isinstance(place, int) else []
            for to, share in _went(rows, guess) if rows else [(place, Fraction(1))]:
                after[to] += part * share
        mass = dict(after)
    return mass


def _went(rows: list[Event], guess: Callable[[int], Sequence[Fraction]]) -> list[tuple[int | str, Fraction]]:
    if all(row.closed for row in rows):
        return [("closed", Fraction(1))]
    unknown = [row for row in rows if row.share is None]
    rest = 1 - sum((row.share for row in rows if row.share is not None), Fraction(0))
    known: list[tuple[int | str, Fraction]] = [(row.heir, row.share) for row in rows if row.share is not None]
    weights = guess(len(unknown)) if unknown else ()
    return known + [(row.heir, rest * weight) for row, weight in zip(unknown, weights, strict=True)]
