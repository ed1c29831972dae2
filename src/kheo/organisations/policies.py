"""Who may change units, people and grants."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from kheo.core.access import YES, Actor, Policy, Verdict, by_system, no, rule, units_within, within
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


def _register(actor: Actor, records: Sequence[Any], at: datetime, /) -> list[Verdict]:
    refusal = no("manages-nobody", mark("Only who appoints people at some unit may register one."))
    return [YES if units_within(actor, MANAGE_PEOPLE, at) is not None else refusal] * len(records)


may_register = Policy("manages people somewhere", _register) | _load


def _manage_person(actor: Actor, people: Sequence[Any], at: datetime, /) -> list[Verdict]:
    """Whoever manages people at every unit where the person holds a mandate or will; where there is none, at every unit
    where they held one.

    Someone without any mandate yet is managed by whoever may register people: there is nobody else.
    """
    from kheo.organisations.models import Mandate

    below = units_within(actor, MANAGE_PEOPLE, at)
    refusal = no("out-of-reach", mark("This person has a mandate outside yours."))
    if below is None:
        return [refusal] * len(people)
    places = Mandate.objects.filter(person__in=[person.pk for person in people])
    reached = Exists(below.filter(descendant=OuterRef("unit")))
    held: dict[int, list[tuple[bool, bool]]] = {person.pk: [] for person in people}
    for person, end, within_reach in places.values_list("person", "end", reached):
        held[person].append((end > day_of(at), within_reach))
    return [YES if _everywhere(held[person.pk]) else refusal for person in people]


def _everywhere(held: Sequence[tuple[bool, bool]]) -> bool:
    """Whether all that someone holds or will hold is within reach; all that they held, where that is nothing."""
    return all([reached for now, reached in held if now] or [reached for _now, reached in held])


may_manage_person = Policy("manages people where the person is", _manage_person) | _load


def _no_more_than_oneself(actor: Actor, people: Sequence[Any], at: datetime, /) -> list[Verdict]:
    """Whoever sets another's password can act in their name: so nobody does who does not hold all that they hold."""
    from kheo.organisations.powers import beyond, of_people

    held = of_people({person.pk for person in people}, day_of(at))
    refused = beyond(actor, set().union(*held.values()), at)
    refusal = no("holds-more", mark("This person may do more than you; ask someone who may do all of it."))
    return [refusal if held[person.pk] & refused else YES for person in people]


may_manage_account = may_manage_person & Policy("holds all that the person holds", _no_more_than_oneself)


def may_give(actor: Actor, capability: str, unit: int, at: datetime, *, tree: str = "") -> Verdict:
    """Whether someone may give a capability over records of a unit or, with a tree, over all below the unit there:
    nobody gives what they do not hold there themselves.
    """
    from kheo.organisations.powers import Held, beyond

    if beyond(actor, {Held(tree, unit, capability)}, at):
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
