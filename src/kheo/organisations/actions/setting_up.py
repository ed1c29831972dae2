"""Setting an installation up: its first administrator."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from kheo.core.access import System
from kheo.core.access.visibility import day_of
from kheo.core.actions import Deed, action
from kheo.core.actions.receipts import Unremembered
from kheo.core.errors import Invalid
from kheo.i18n import mark
from kheo.organisations.actions.mandates import appoint
from kheo.organisations.actions.people import open_account, register_person
from kheo.organisations.models import Person, Role, Unit
from kheo.organisations.policies import LOADER, may_set_up

KEPT_YEARS = 5
"""How long an administrator's details are kept, unless somebody changes it."""


class Asked(Protocol):
    """What the command was told."""

    username: str
    name: str
    unit: str


def add_administrator(asked: Asked, password: Unremembered, *, at: datetime) -> Person:
    """Register a person, let them sign in and make them administrator of a unit, all or nothing."""
    unit = Unit.objects.filter(code=asked.unit).first()
    role = Role.objects.filter(code="administrator").first()
    if unit is None or role is None:
        raise Invalid("no-unit", mark("There is no unit “{unit}” yet; run “kheo load-units” first."), unit=asked.unit)
    person: Person = _add_administrator(
        unit, by=System(LOADER), at=at, role=role, name=asked.name, username=asked.username, password=password
    )
    return person


@action("organisations.add-administrator", mark("add an administrator"), policy=may_set_up)
def _add_administrator(
    unit: Unit, *, deed: Deed, role: Role, name: str, username: str, password: Unremembered
) -> Person:
    today = day_of(deed.at)
    expires = date(today.year + KEPT_YEARS, today.month, 1)
    person: Person = register_person.within(deed, name=name, expires=expires)
    appoint.within(deed, unit, person=person, role=role, start=today)
    open_account.within(deed, person, username=username, password=password)
    return person
