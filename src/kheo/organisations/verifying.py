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
from heapq import heappop, heappush
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from kheo.core.access import FOREVER
from kheo.i18n import gettext, mark
from kheo.organisations import guards
from kheo.organisations.ancestry import HERITAGE
from kheo.organisations.models import Ancestry, Placement, Spell, Succession, Tree, Unit

SENTENCES = {
    "guard": mark("The database no longer refuses overlaps ({place}): run “kheo manage migrate”."),
    "no-spell": mark("{place} was never called anything: give it a name, or remove it."),
    "spells-overlap": mark("{place} has two names at once: correct one of their days."),
    "spells-gap": mark("{place} does not exist between two of its names: correct their days."),
    "places-overlap": mark("{place} stands in two places of one tree at once: correct one of their days."),
    "stands-unborn": mark("{place} stands somewhere while it does not exist: correct the days."),
    "kept-alive": mark("{place} is in custody on days on which it exists: correct the days."),
    "stands-nowhere": mark("{place} stands in no tree on some days on which it exists: place it."),
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
    """Units and spells in memory; with the placements of one tree the whole check takes 315 MB for 119,061 units."""

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
    yield from _nowhere(register)
    for tree in Tree.objects.order_by("code").values_list("code", flat=True):
        yield from _tree(tree, register)
    yield from _successions(register)
    yield from _inherited(register)


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


def _nowhere(register: _Register) -> Iterator[Finding]:
    """Units that nobody's reach covers: they stand in none of the trees."""
    rows = Placement.objects.filter(custody=False).order_by("unit", "start").values_list("unit", "start", "end")
    reached = {
        unit
        for unit, found in groupby(rows.iterator(), key=itemgetter(0))
        if _all_covered(register.spells[unit], [_Span(start, end) for _, start, end in found])
    }
    yield from (Finding("stands-nowhere", code) for unit, code in register.codes.items() if unit not in reached)


def _all_covered(spans: Iterable[_Span], by: list[_Span]) -> bool:
    return all(_covered(by, span.start, span.end) for span in spans)


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
        if one.custody and any(spell.start < one.end and one.start < spell.end for spell in register.spells[unit]):
            yield "kept-alive"
        if not one.custody and not register.exists(unit, one.start, one.end):
            yield "stands-unborn"
        if one.parent is not None:
            # Who keeps the records of another may itself be kept by a third; nothing that exists stands under it.
            above = [span for span in places.get(one.parent, ()) if one.custody or not span.custody]
            if not _covered(above, one.start, one.end):
                yield "under-absent"


def _covered(spans: Iterable[_Span], start: date, end: date) -> bool:
    for span in spans:
        if span.start <= start < span.end:
            start = span.end
    return start >= end


def _derived(tree: str, places: dict[int, list[_Span]], register: _Register) -> Iterator[Finding]:
    """Compare the table of ancestors with a walk up from each unit. Written apart from ancestry.py, which made it."""
    rows = Ancestry.objects.filter(tree=tree).order_by("descendant")
    columns = ("descendant", "ancestor", "depth", "start", "end")
    walked = set()
    for unit, found in groupby(rows.values_list(*columns).iterator(chunk_size=10_000), key=itemgetter(0)):
        walked.add(unit)
        above = _above(unit, places)
        if above is None:
            yield Finding("circle", register.codes[unit])
        elif above != sorted(row[1:] for row in found):
            yield Finding("ancestry", register.codes.get(unit, str(unit)))
    for unit in sorted(set(places) - walked):
        yield Finding("circle" if _above(unit, places) is None else "ancestry", register.codes[unit])


def _above(unit: int, places: dict[int, list[_Span]]) -> list[tuple[int, int, date, date]] | None:
    """(ancestor, depth, start, end) of a unit, itself included; None where it stands under itself."""
    found = []
    steps: list[tuple[tuple[int, ...], date, date]] = [((unit,), date.min, FOREVER)]
    while steps:
        path, start, end = steps.pop()
        for span in places.get(path[-1], ()):
            first, last = max(start, span.start), min(end, span.end)
            if first >= last:
                continue
            if span.parent in path:
                return None
            found.append((path[-1], len(path) - 1, first, last))
            if span.parent is not None:
                steps.append(((*path, span.parent), first, last))
    return _without_seams(sorted(found))


def _without_seams(rows: list[tuple[int, int, date, date]]) -> list[tuple[int, int, date, date]]:
    """Rows that go on where the one before ended are one."""
    whole: list[tuple[int, int, date, date]] = []
    for row in rows:
        if whole and (*whole[-1][:2], whole[-1][3]) == row[:3]:
            whole[-1] = (*whole[-1][:3], row[3])
        else:
            whole.append(row)
    return whole


def _inherited(register: _Register) -> Iterator[Finding]:
    """Compare whom units stand under by what they became with the successions, followed day by day."""
    became: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
    for predecessor, day, successor in Succession.objects.values_list("predecessor", "date", "successor").iterator():
        if successor != predecessor:
            became[predecessor].append((day, successor))
    stored: defaultdict[int, dict[int, date]] = defaultdict(dict)
    rows = Ancestry.objects.filter(tree=HERITAGE).values_list("descendant", "ancestor", "start")
    for unit, heir, start in rows.iterator(chunk_size=10_000):
        stored[unit][heir] = start
    for unit in sorted(set(became) | set(stored)):
        if _heirs(unit, became) != stored[unit]:
            yield Finding("ancestry", register.codes.get(unit, str(unit)))


def _heirs(unit: int, became: dict[int, list[tuple[date, int]]]) -> dict[int, date]:
    """Each heir with the first day on which something of the unit was in its hands."""
    first: dict[int, date] = {}
    open_steps = [(date.min, unit)]
    while open_steps:
        since, holder = heappop(open_steps)
        for day, heir in became.get(holder, ()):
            if day >= since and heir != unit and day < first.get(heir, FOREVER):
                first[heir] = day
                heappush(open_steps, (day, heir))
    return first


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
