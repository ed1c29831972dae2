"""Does what is recorded of units hold together? Each finding says where and how to mend it.

What the database already refuses (overlaps, an end before its beginning) is looked for all the same: guards can be
missing, and rows can come from elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from kheo.core.access import FOREVER
from kheo.i18n import gettext, mark
from kheo.organisations import guards
from kheo.organisations.models import Ancestry, Placement, Spell, Succession, Tree, Unit

SENTENCES = {
    "guard": mark("The database no longer refuses overlaps ({place}): run “kheo manage migrate”."),
    "no-spell": mark("{place} was never called anything: give it a name, or remove it."),
    "spells-overlap": mark("{place} has two names at once: correct one of their days."),
    "spells-gap": mark("{place} does not exist between two of its names: correct their days."),
    "places-overlap": mark("{place} stands in two places of one tree at once: correct one of their days."),
    "stands-unborn": mark("{place} stands somewhere while it does not exist: correct the days."),
    "under-absent": mark("{place} stands under a unit that does not exist or does not stand there then: move it."),
    "circle": mark("{place} stands under itself: move it."),
    "ancestry": mark("What is derived for {place} differs from its placements: run “kheo verify-tree --mend”."),
    "no-custodian": mark("{place} has ended and nobody keeps its records: name a custodian."),
    "custodian-gone": mark("{place} is kept by a unit that has ended without a custodian of its own."),
    "shares": mark("What {place} became does not add up to the whole: correct the shares."),
    "heir-absent": mark("{place} became a unit that did not exist on that day: correct the day."),
}


class Finding(NamedTuple):
    """A code of SENTENCES and the code of the unit."""

    code: str
    place: str

    def __str__(self) -> str:
        """The sentence, worded now."""
        return gettext(SENTENCES[self.code]).format(place=self.place)


@dataclass(frozen=True, slots=True)
class _Span:
    start: date
    end: date
    parent: int | None = None
    custody: bool = False


class _Register:
    """Units, spells, placements and successions in memory: some 200 MB for 100,000 units."""

    def __init__(self) -> None:
        self.codes = dict(Unit.objects.values_list("id", "code"))
        self.spells: defaultdict[int, list[_Span]] = defaultdict(list)
        for unit, start, end in Spell.objects.order_by("start").values_list("unit", "start", "end").iterator():
            self.spells[unit].append(_Span(start, end))

    def exists(self, unit: int, start: date, end: date) -> bool:
        """Whether a unit exists in all of a span."""
        for span in self.spells[unit]:
            if span.start <= start < span.end:
                start = span.end
        return start >= end

    def end(self, unit: int) -> date:
        """The day from which a unit is no more."""
        return max((span.end for span in self.spells[unit]), default=date.min)


def verify() -> Iterator[Finding]:
    """Look at everything, one tree after the other."""
    yield from (Finding("guard", name) for name in guards.missing())
    register = _Register()
    yield from _spells(register)
    for tree in Tree.objects.order_by("code").values_list("code", flat=True):
        yield from _tree(tree, register)
    yield from _successions(register)


def _spells(register: _Register) -> Iterator[Finding]:
    for unit, code in register.codes.items():
        spells = register.spells[unit]
        if not spells:
            yield Finding("no-spell", code)
        for one, following in pairwise(spells):
            if following.start < one.end:
                yield Finding("spells-overlap", code)
            elif following.start > one.end:
                yield Finding("spells-gap", code)


def _tree(tree: str, register: _Register) -> Iterator[Finding]:
    places: defaultdict[int, list[_Span]] = defaultdict(list)
    rows = Placement.objects.filter(tree_id=tree).order_by("start")
    for unit, *span in rows.values_list("unit", "start", "end", "parent", "custody").iterator():
        places[unit].append(_Span(*span))
    for unit, spans in places.items():
        yield from (
            Finding(code, register.codes[unit]) for code in dict.fromkeys(_places(unit, spans, places, register))
        )
    yield from _derived(tree, places, register)


def _places(unit: int, spans: list[_Span], places: dict[int, list[_Span]], register: _Register) -> Iterator[str]:
    for one, following in pairwise(spans):
        if following.start < one.end:
            yield "places-overlap"
    for one in spans:
        if not one.custody and not register.exists(unit, one.start, one.end):
            yield "stands-unborn"
        if one.parent is not None and not _covered(places.get(one.parent, []), one.start, one.end):
            yield "under-absent"


def _covered(spans: Iterable[_Span], start: date, end: date) -> bool:
    for span in spans:
        if span.start <= start < span.end:
            start = span.end
    return start >= end


def _derived(tree: str, places: dict[int, list[_Span]], register: _Register) -> Iterator[Finding]:
    """Compare the table of ancestors with a walk up from each unit at each day on which something changes above it.

    Written apart from ancestry.py, which made the table.
    """
    stored: defaultdict[int, set[tuple[int, date, date]]] = defaultdict(set)
    rows = Ancestry.objects.filter(tree=tree).values_list("descendant", "ancestor", "start", "end")
    for unit, ancestor, start, end in rows.iterator(chunk_size=10_000):
        stored[unit].add((ancestor, start, end))
    for unit in sorted(set(stored) | set(places)):
        days = sorted({day for _, start, end in stored[unit] for day in (start, end)} | _days(unit, places))
        for day in days:
            above = _above(unit, day, places)
            if above is None:
                yield Finding("circle", register.codes[unit])
                break
            if above != {ancestor for ancestor, start, end in stored[unit] if start <= day < end}:
                yield Finding("ancestry", register.codes.get(unit, str(unit)))
                break


def _days(unit: int, places: dict[int, list[_Span]]) -> set[date]:
    return {day for span in places.get(unit, ()) for day in (span.start, span.end)}


def _above(unit: int, day: date, places: dict[int, list[_Span]]) -> set[int] | None:
    """The ancestors of a unit on a day, itself included; None where it stands under itself."""
    above: set[int] = set()
    current: int | None = unit
    while current is not None:
        if current in above:
            return None
        span = next((span for span in places.get(current, ()) if span.start <= day < span.end), None)
        if span is None:
            return above
        above.add(current)
        current = span.parent
    return above


def _successions(register: _Register) -> Iterator[Finding]:
    rows: defaultdict[tuple[int, date], list[tuple[int, Decimal | None, bool, str]]] = defaultdict(list)
    columns = ("predecessor", "date", "successor", "share", "custodian", "kind")
    for predecessor, day, *row in Succession.objects.values_list(*columns).iterator():
        rows[predecessor, day].append((row[0], row[1], row[2], row[3]))
    custodians = {unit: row[0] for (unit, _), found in rows.items() for row in found if row[2]}
    for (unit, day), found in sorted(rows.items()):
        code = register.codes[unit]
        if not _adds_up([share for _, share, _, kind in found if kind != "closed"]):
            yield Finding("shares", code)
        if any(
            heir != unit and not register.exists(heir, day, date.fromordinal(day.toordinal() + 1)) for heir, *_ in found
        ):
            yield Finding("heir-absent", code)
    for unit, code in register.codes.items():
        if register.end(unit) < FOREVER and register.spells[unit]:
            yield from (Finding(fault, code) for fault in _custody(unit, custodians, register))


def _custody(unit: int, custodians: dict[int, int], register: _Register) -> Iterator[str]:
    """Whether the custodians of an ended unit lead to one that exists."""
    seen = {unit}
    while register.end(unit) < FOREVER:
        if unit not in custodians:
            yield "no-custodian" if len(seen) == 1 else "custodian-gone"
            return
        unit = custodians[unit]
        if unit in seen:
            yield "custodian-gone"
            return
        seen.add(unit)


def _adds_up(shares: list[Decimal | None]) -> bool:
    known = [share for share in shares if share is not None]
    return not shares or (sum(known) <= 1 if len(known) < len(shares) else sum(known) == 1)


def mend() -> None:
    """Derive the table of ancestors anew, in every tree."""
    from kheo.organisations import ancestry

    for tree in Tree.objects.order_by("code").values_list("code", flat=True):
        ancestry.refresh(tree, list(Placement.objects.filter(tree_id=tree).values_list("unit", flat=True).distinct()))
    ancestry.refresh_heritage(list(Succession.objects.values_list("predecessor", flat=True).distinct()))
