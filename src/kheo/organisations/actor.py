"""A person as the floor knows one: a key for the journal, a reach from mandates, grants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from kheo.core.access import Reach, Span
from kheo.core.access.visibility import WIDE, day_of
from kheo.organisations.ancestry import HERITAGE
from kheo.organisations.models import Ancestry, Charge, Grant, Mandate

READING = ".read"
"""How capabilities end that let nobody change anything: those that successors have over what they came from."""


@dataclass(frozen=True)
class PersonActor:
    """A signed-in person. What was read of their mandates is kept for its day, so each request makes its own."""

    person: int
    _access: dict[date, _Access] = field(default_factory=dict, compare=False, repr=False)

    @property
    def key(self) -> str:
        """`person:` and the id."""
        return f"person:{self.person}"

    def reach(self, at: datetime) -> Reach:
        """What mandates, charges and granted scopes reach on the day: at most three queries, then none."""
        return self._on(day_of(at)).reach

    def granted(self, kind: str, capability: str, at: datetime) -> Iterable[Any]:
        """The keys of the records of a kind that grants open to the person: a subquery, or nothing."""
        on = day_of(at)
        if (kind, capability) not in self._on(on).opened:
            return ()
        return _grants(self.person, on).filter(kind=kind, capability=capability).values("key")

    def _on(self, on: date) -> _Access:
        if on not in self._access:
            self._access[on] = _access(self.person, on)
        return self._access[on]


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


class _Access(NamedTuple):
    """What a person has on a day; `opened` are the kinds and capabilities of which grants open single records, so that
    the many questions about a kind of which none does need not look for any.
    """

    reach: Reach
    opened: frozenset[tuple[str, str]]


class _Held(NamedTuple):
    """A power over a unit, from whatever gives it."""

    unit: int
    start: date
    end: date
    tree: str
    capability: str


def _access(person: int, on: date) -> _Access:
    powers, opened = _given(person, on)
    wide = _widths({one.unit for one in powers}, on)
    spans = {
        Span(tree, one.unit, one.capability, one.start, one.end, wide[tree, one.unit])
        for one in powers
        for tree in (one.tree, *([HERITAGE] if one.capability.endswith(READING) else []))
        if (tree, one.unit) in wide
    }
    return _Access(tuple(spans), opened)


def _given(person: int, on: date) -> tuple[list[_Held], frozenset[tuple[str, str]]]:
    """What mandates and granted scopes give; and of which kinds single records are granted, each kind once however many
    records there are. One query, and one more for charges.
    """
    found, over_charges, opened = [], defaultdict(list), set()
    for unit, start, end, tree, capability, charged, kind in _of_mandates(person, on).union(_of_grants(person, on)):
        if charged:
            over_charges[charged].append((tree, capability))
        elif tree:
            found.append(_Held(unit, start, end, tree, capability))
        else:
            opened.add((kind, capability))
    if over_charges:
        charges = Charge.objects.filter(mandate__in=list(over_charges), start__lte=on, end__gt=on)
        for mandate, unit, start, end in charges.values_list("mandate", "unit", "start", "end"):
            found += [_Held(unit, start, end, tree, capability) for tree, capability in over_charges[mandate]]
    return found, frozenset(opened)


def _of_mandates(person: int, on: date) -> QuerySet[Any, Any]:
    power = ("role__powers__tree", "role__powers__capability")
    charged = Case(When(role__powers__over_charges=True, then=F("id")), default=None)
    rows = held(person, on).exclude(role__powers=None)
    return rows.values_list("unit", "start", "end", *power, charged, Value(""))


def _of_grants(person: int, on: date) -> QuerySet[Any, Any]:
    of_scope = [Case(When(tree=None, then=None), default=F(name)) for name in ("unit", "start", "end")]
    no_mandate = Value(None, output_field=BigIntegerField())
    return _grants(person, on).values_list(*of_scope, "tree", "capability", no_mandate, "kind")


def _widths(units: Collection[int], on: date) -> dict[tuple[str, int], bool]:
    """In which trees units have anything below them on a day, themselves included, and whether that is wide."""
    if not units:
        return {}
    standing = Ancestry.objects.filter(start__lte=on, end__gt=on)
    below = standing.filter(tree=OuterRef("tree"), ancestor=OuterRef("ancestor"))
    roots = standing.filter(descendant__in=units, ancestor=F("descendant"))
    placed = roots.annotate(wide=Exists(below[WIDE : WIDE + 1])).values_list("tree", "ancestor", "wide")
    heirs = standing.filter(tree=HERITAGE, ancestor__in=units).annotate(wide=Value(False))
    rows = placed.union(heirs.values_list("tree", "ancestor", "wide"))
    return {(tree, unit): bool(wide) for tree, unit, wide in rows}
