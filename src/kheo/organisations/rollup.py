"""Figures of units by the boundaries of then, of now, or of any day.

A figure belongs to a unit on a day. By the boundaries of then it counts where its unit stood on that day. By those of
another day it is first carried through what its unit became: a known share takes its part of it, and an unknown one
leaves it where it is, told apart as “cannot be restated”. Whole numbers are divided by largest remainder. Nothing is
lost or counted twice: groups, what cannot be restated and what lies outside add up to what was put in.

The lower half is plain values (`restate`); the upper half fetches them (`by_boundaries_of`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Context, Decimal, Inexact, InvalidOperation, localcontext
from fractions import Fraction
from typing import Generic, NamedTuple, TypeVar

from kheo.i18n import mark

Amount = TypeVar("Amount", int, Decimal)

EXACT = Context(prec=1_000, traps=[Inexact, InvalidOperation])
"""Decimals are added and divided to their last digit; what would be rounded raises."""

OUTSIDE = 0
"""The group of units that stand under none of the groups asked for."""

REASONS = {
    "unknown-share": mark("the unit was divided and its parts are not known"),
    "closed": mark("the unit was closed and went nowhere"),
    "not-there": mark("the unit does not exist on this day, and what became of it is not recorded"),
}


class Figure(NamedTuple, Generic[Amount]):
    """An amount of a unit on a day."""

    unit: int
    on: date
    amount: Amount


class Event(NamedTuple):
    """A row of succession: `share` of a unit went to `heir` on a day; None where it is unknown."""

    unit: int
    on: date
    heir: int
    share: Fraction | None
    closed: bool = False


class Left(NamedTuple, Generic[Amount]):
    """What cannot be restated: the figure's unit, how much of it, and a code of REASONS."""

    unit: int
    amount: Amount
    reason: str


@dataclass(slots=True)
class Restated(Generic[Amount]):
    """Sums by group, and what could not be brought into one."""

    groups: dict[int, Amount] = field(default_factory=dict)
    left: list[Left[Amount]] = field(default_factory=list)


def restate(
    figures: Iterable[Figure[Amount]], events: Sequence[Event], groups: Mapping[int, int], on: date
) -> Restated[Amount]:
    """Figures by the boundaries of a day. `groups` says to which group each unit that exists on that day belongs
    (OUTSIDE where to none); figures from after that day count where their unit is, if it is there.
    """
    parts = _Parts(events, groups, on)
    result: Restated[Amount] = Restated()
    with localcontext(EXACT):
        for figure in figures:
            shares = parts.of(figure.unit, figure.on)
            keys = sorted(shares, key=str)
            for key, amount in zip(keys, divide(figure.amount, [shares[key] for key in keys]), strict=True):
                if not amount:
                    continue
                if isinstance(key, str):
                    result.left.append(Left(figure.unit, amount, key))
                else:
                    result.groups[key] = result.groups[key] + amount if key in result.groups else amount
    return result


class _Parts:
    """Which parts of a unit's figures go to which group: {group or reason: share}, the shares adding up to 1."""

    def __init__(self, events: Sequence[Event], groups: Mapping[int, int], on: date) -> None:
        self._groups, self._on = groups, on
        self._events: defaultdict[int, list[tuple[date, list[Event]]]] = defaultdict(list)
        by_day: defaultdict[tuple[int, date], list[Event]] = defaultdict(list)
        for event in events:
            by_day[event.unit, event.on].append(event)
        for (unit, day), rows in sorted(by_day.items()):
            self._events[unit].append((day, rows))
        self._known: dict[tuple[int, date | None], dict[int | str, Fraction]] = {}

    def of(self, unit: int, since: date) -> dict[int | str, Fraction]:
        """The parts of what a unit had on a day; events of that very day had already been felt."""
        following = next(((day, rows) for day, rows in self._events[unit] if since < day <= self._on), None)
        key = (unit, following[0] if following else None)
        if key not in self._known:
            self._known[key] = self._carried(*following) if following else self._here(unit)
        return self._known[key]

    def _here(self, unit: int) -> dict[int | str, Fraction]:
        return {self._groups.get(unit, "not-there"): Fraction(1)}

    def _carried(self, day: date, rows: list[Event]) -> dict[int | str, Fraction]:
        open_rows = [row for row in rows if not row.closed and row.share != 0]
        if not open_rows:
            return {"closed": Fraction(1)}
        ends = [self.of(row.heir, day) for row in open_rows]
        if len({frozenset(end.items()) for end in ends}) == 1:
            return ends[0]  # wherever its parts went, all of them count in the same place
        parts: defaultdict[int | str, Fraction] = defaultdict(Fraction)
        for row, end in zip(open_rows, ends, strict=True):
            for key, share in end.items():
                parts[key] += share * (row.share or 0)
        unknown = 1 - sum(row.share or Fraction(0) for row in open_rows)
        if unknown:
            parts["unknown-share"] += unknown
        return {key: share for key, share in parts.items() if share}


def divide(amount: Amount, shares: Sequence[Fraction]) -> list[Amount]:
    """An amount by shares that add up to 1: whole numbers by largest remainder, the earlier share first where two
    remainders are equal; decimals exactly to their last digit in the same way, so that the parts add up.
    """
    if isinstance(amount, Decimal):
        exponent = min(int(amount.as_tuple().exponent), 0)
        with localcontext(EXACT):
            return [Decimal(part).scaleb(exponent) for part in _whole(int(amount.scaleb(-exponent)), shares)]
    return _whole(amount, shares)


def _whole(amount: int, shares: Sequence[Fraction]) -> list[int]:
    sign, exact = (-1 if amount < 0 else 1), [abs(amount) * share for share in shares]
    parts = [int(value) for value in exact]
    remainders = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in remainders[: abs(amount) - sum(parts)]:
        parts[place] += 1
    return [sign * part for part in parts]


def by_boundaries_of(figures: Sequence[Figure[Amount]], groups: Sequence[int], tree: str, on: date) -> Restated[Amount]:
    """Figures summed by which of some units (`groups`) the figure's unit belongs to by the boundaries of a day.

    Three queries, whatever the number of figures. A unit belongs to the nearest group that it stands under in the
    tree, or is.
    """
    from kheo.organisations.models import Ancestry, Change, Spell, Succession

    rows = Succession.objects.filter(date__lte=on).values_list("predecessor", "date", "successor", "share", "kind")
    events = [
        Event(unit, day, heir, None if share is None else Fraction(share), kind == Change.CLOSED)
        for unit, day, heir, share, kind in rows
    ]
    standing = Ancestry.objects.filter(tree=tree, ancestor__in=groups, start__lte=on, end__gt=on).order_by("-depth")
    there = dict.fromkeys(Spell.objects.filter(start__lte=on, end__gt=on).values_list("unit", flat=True), OUTSIDE)
    there |= {unit: group for unit, group in standing.values_list("descendant", "ancestor") if unit in there}
    return restate(figures, events, there, on)


def by_boundaries_of_then(figures: Sequence[Figure[Amount]], groups: Sequence[int], tree: str) -> dict[int, Amount]:
    """Figures summed by the nearest of some units that their unit belonged to on the day of each figure; OUTSIDE for
    the rest. One query.
    """
    from kheo.organisations.models import Ancestry

    spans: defaultdict[int, list[tuple[date, date, int]]] = defaultdict(list)
    rows = Ancestry.objects.filter(tree=tree, ancestor__in=groups).order_by("depth")
    for unit, start, end, group in rows.values_list("descendant", "start", "end", "ancestor"):
        spans[unit].append((start, end, group))
    sums: dict[int, Amount] = {}
    for figure in figures:
        held = [group for start, end, group in spans[figure.unit] if start <= figure.on < end]
        group = held[0] if held else OUTSIDE
        sums[group] = sums[group] + figure.amount if group in sums else figure.amount
    return sums
