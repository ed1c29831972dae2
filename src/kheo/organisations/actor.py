"""A person as the floor knows one: a key for the journal, a reach from mandates, grants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from kheo.core.access import Reach, Span
from kheo.core.access.visibility import day_of
from kheo.organisations.ancestry import HERITAGE
from kheo.organisations.models import Ancestry, Charge, Grant, Mandate

WIDE = 1_000
"""With more units below it than this, a reach is asked row by row instead of being listed."""

READING = ".read"
"""How capabilities end that let nobody change anything: those that successors have over what they came from."""


@dataclass(frozen=True)
class PersonActor:
    """A signed-in person. What was read of their mandates is kept for its day, so each request makes its own."""

    person: int
    _reaches: dict[date, Reach] = field(default_factory=dict, compare=False, repr=False)

    @property
    def key(self) -> str:
        """`person:` and the id."""
        return f"person:{self.person}"

    def reach(self, at: datetime) -> Reach:
        """What mandates, charges and granted scopes reach on the day: at most four queries, then none."""
        on = day_of(at)
        if on not in self._reaches:
            self._reaches[on] = _reach(self.person, on)
        return self._reaches[on]

    def granted(self, kind: str, capability: str, at: datetime) -> Iterable[Any]:
        """The keys of the records of a kind that grants open to the person, as a subquery."""
        return _grants(self.person, day_of(at)).filter(kind=kind, capability=capability).values("key")


def of_account(account: Any, _at: datetime) -> PersonActor:
    """The actor of a signed-in account (setting KHEO_ACTOR)."""
    return PersonActor(account.person_id)


def held(person: int, on: date) -> QuerySet[Mandate]:
    """The mandates that a person holds on a day."""
    return Mandate.objects.filter(person=person, start__lte=on, end__gt=on)


def _grants(person: int, on: date) -> QuerySet[Grant]:
    """What is granted on a day to a person, or to the units where they hold a mandate."""
    holder = Q(to_person=person) | Q(to_unit__in=held(person, on).values("unit"))
    return Grant.objects.filter(holder, start__lte=on, end__gt=on)


class _Held(NamedTuple):
    """A power over a unit, from whatever gives it."""

    unit: int
    start: date
    end: date
    tree: str
    capability: str


def _reach(person: int, on: date) -> Reach:
    powers = _of_mandates(person, on) + _of_scopes(person, on)
    wide = _widths({one.unit for one in powers}, on)
    spans = {
        Span(one.tree, one.unit, one.capability, one.start, one.end, wide[one.tree, one.unit])
        for one in powers
        if (one.tree, one.unit) in wide
    }
    inherited = {
        Span(HERITAGE, one.unit, one.capability, one.start, one.end)
        for one in powers
        if one.capability.endswith(READING)
    }
    return (*spans, *inherited)


def _of_mandates(person: int, on: date) -> list[_Held]:
    names = ("id", "unit", "start", "end", "role__powers__tree", "role__powers__capability")
    rows = held(person, on).exclude(role__powers=None).values_list(*names, "role__powers__over_charges")
    found, over_charges = [], defaultdict(list)
    for mandate, unit, start, end, tree, capability, charged in rows:
        if charged:
            over_charges[mandate].append((tree, capability))
        else:
            found.append(_Held(unit, start, end, tree, capability))
    if over_charges:
        charges = Charge.objects.filter(mandate__in=list(over_charges), start__lte=on, end__gt=on)
        for mandate, unit, start, end in charges.values_list("mandate", "unit", "start", "end"):
            found += [_Held(unit, start, end, tree, capability) for tree, capability in over_charges[mandate]]
    return found


def _of_scopes(person: int, on: date) -> list[_Held]:
    scopes = _grants(person, on).exclude(tree=None).values_list("unit", "start", "end", "tree", "capability")
    return [_Held(unit, start, end, str(tree), capability) for unit, start, end, tree, capability in scopes]


def _widths(units: Collection[int], on: date) -> dict[tuple[str, int], bool]:
    """In which trees units stand on a day, and whether a wide subtree is below them there."""
    if not units:
        return {}
    standing = Ancestry.objects.filter(start__lte=on, end__gt=on)
    below = standing.filter(tree=OuterRef("tree"), ancestor=OuterRef("ancestor"))
    roots = standing.filter(descendant__in=units, ancestor=F("descendant"))
    rows = roots.annotate(wide=Exists(below[WIDE : WIDE + 1])).values_list("tree", "ancestor", "wide")
    return {(tree, unit): wide for tree, unit, wide in rows}
