"""Who may change units, people and grants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kheo.core.access import YES, Actor, Policy, System, Verdict, by_system, no, rule, units_within, within
from kheo.core.access.visibility import day_of
from kheo.i18n import mark

MANAGE_UNITS = "units.manage"
MANAGE_PEOPLE = "people.manage"
MANAGE_GRANTS = "grants.manage"
READ_JOURNAL = "journal.read"

LOADER = "organisations.load"
"""The name under which the system loads units and sets an installation up."""

CAPABILITIES = {
    "units.read": mark("see units that are not published"),
    MANAGE_UNITS: mark("found, rename, move and merge units"),
    "people.read": mark("see people and their mandates"),
    MANAGE_PEOPLE: mark("appoint people and end their mandates"),
    MANAGE_GRANTS: mark("give and withdraw access"),
    READ_JOURNAL: mark("read the journal"),
    "records.enter": mark("enter records for a unit"),
}
"""What a role may give, here and in every area; an area adds its own."""

ERASER = "organisations.erase"
"""The name under which the system erases what has expired."""

_load = by_system(LOADER)
may_set_up = _load
may_manage_unit = within(MANAGE_UNITS, "pk") | _load
may_manage_people_of = within(MANAGE_PEOPLE, "pk") | _load
may_manage_people = within(MANAGE_PEOPLE) | _load
may_manage_charge = within(MANAGE_PEOPLE, "home_id") | _load
may_manage_grants_of = within(MANAGE_GRANTS, "pk") | _load
may_manage_grants = within(MANAGE_GRANTS) | _load


@rule
def about_oneself(actor: Actor, person: Any, _at: datetime) -> Verdict:
    """The person that the record is about."""
    if actor.key == f"person:{person.pk}":
        return YES
    return no("not-oneself", mark("Only the person concerned may do this."))


@rule
def holder(actor: Actor, mandate: Any, _at: datetime) -> Verdict:
    """Whoever holds the mandate; for leave, whose it is."""
    held = getattr(mandate, "mandate", mandate)
    if actor.key == f"person:{held.person_id}":
        return YES
    return no("not-the-holder", mark("Only the holder of the mandate may do this."))


def _manage_person(actor: Actor, people: Sequence[Any], at: datetime, /) -> list[Verdict]:
    """Whoever manages people at every unit where the person holds a mandate now or later; where there is none, at the
    unit that keeps the person's file.
    """
    from kheo.organisations.models import Mandate

    below = units_within(actor, MANAGE_PEOPLE, at)
    refusal = no("out-of-reach", mark("This person has a mandate outside yours."))
    if below is None:
        return [refusal] * len(people)
    places = Mandate.objects.filter(person__in=[person.pk for person in people], end__gt=day_of(at))
    held: defaultdict[int, set[int]] = defaultdict(set)
    for person, unit in places.values_list("person", "unit"):
        held[person].add(unit)
    needed = {person.pk: held[person.pk] or {person.home_id} for person in people}
    reached = set(below.filter(descendant__in=set().union(*needed.values())))
    return [YES if needed[person.pk] <= reached else refusal for person in people]


may_manage_person = Policy("manages people where the person is", _manage_person) | _load


def may_give(actor: Actor, capability: str, unit: int, at: datetime, *, tree: str | None = None) -> Verdict:
    """Whether someone may give a capability over a unit, or over all below it in a tree: nobody gives what they do not
    hold there themselves.
    """
    if isinstance(actor, System) and actor.name == LOADER:
        return YES
    below = units_within(actor, capability, at, tree=tree)
    if below is None or not below.filter(descendant=unit).exists():
        return no("not-yours-to-give", mark("Nobody can give access that they do not hold themselves."))
    return YES


def enters_for(capability: str) -> Policy:
    """Those may enter a record for its `unit_id` who hold a mandate there and, for a unit without account, those whose
    reach covers it (nhập thay).
    """

    def each(actor: Actor, records: Sequence[Any], at: datetime, /) -> list[Verdict]:
        from kheo.organisations.queries.people import with_account

        units = {record.unit_id for record in records}
        below = units_within(actor, capability, at)
        reached = set(below.filter(descendant__in=units)) if below is not None else set()
        own = {span.root for span in actor.reach(at) if span.holds(capability, day_of(at))}
        theirs = with_account(units, day_of(at))
        refusal = no("out-of-reach", mark("This unit is outside your mandate."), capability=capability)
        enters_itself = no("has-account", mark("This unit enters its own records."))
        return [
            YES
            if unit in own or (unit in reached and unit not in theirs)
            else enters_itself
            if unit in reached
            else refusal
            for unit in (record.unit_id for record in records)
        ]

    return Policy(f"{capability} at the unit, or for a unit without account", each)
