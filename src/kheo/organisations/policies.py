"""Who may change units, people and grants."""

from __future__ import annotations

from datetime import datetime

from kheo.core.access import Actor, System, Verdict, by_system, no, within
from kheo.core.access.verdicts import YES
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

may_manage_unit = by_system(LOADER) | within(MANAGE_UNITS, "pk")
may_manage_units = by_system(LOADER) | within(MANAGE_UNITS)
may_manage_people_of = by_system(LOADER) | within(MANAGE_PEOPLE, "pk")
may_manage_people = by_system(LOADER) | within(MANAGE_PEOPLE)
may_set_up = by_system(LOADER)


def may_give(actor: Actor, capability: str, unit: int, at: datetime) -> Verdict:
    """Whether someone may give a capability over a unit: nobody gives what they do not hold there themselves."""
    from kheo.core.access import units_within

    if isinstance(actor, System) and actor.name == LOADER:
        return YES
    for needed in (MANAGE_GRANTS, capability):
        below = units_within(actor, needed, at)
        if below is None or not below.filter(descendant=unit).exists():
            return no("not-yours-to-give", mark("Nobody can give access that they do not hold themselves."))
    return YES
