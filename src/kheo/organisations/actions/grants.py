"""Giving access beyond mandates, for a span and a reason, and withdrawing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.apps import apps

from kheo.core.access import FOREVER, fetch
from kheo.core.access.visibility import day_of
from kheo.core.actions import Deed, action
from kheo.core.errors import Invalid, NotAllowed
from kheo.core.record import Record
from kheo.i18n import mark
from kheo.organisations.models import Grant, Person, Tree, Unit
from kheo.organisations.notices import ACCESS, key_of
from kheo.organisations.policies import may_give, may_manage_grants, may_manage_grants_of
from kheo.organisations.powers import ONESELF
from kheo.organisations.queries.people import holders


@dataclass(frozen=True, slots=True)
class Access:
    """What is given to whom: a capability over one record (`kind`, `key`) or over all below the unit in a tree, to a
    person or to whoever holds a mandate at a unit.
    """

    capability: str
    to: Person | Unit
    reason: str
    start: date
    end: date = FOREVER
    tree: Tree | None = None
    kind: str = ""
    key: int | None = None


@action("organisations.give-access", mark("give access"), policy=may_manage_grants_of)
def give_access(unit: Unit, *, deed: Deed, access: Access) -> Grant:
    """Give access (cấp quyền) to records of a unit, or to all below it.

    Raises NotAllowed for oneself and for what the giver does not hold there, Invalid without a reason or object, or for
    a record that is not the unit's, NotFound for one that the giver may not see.
    """
    if deed.by.key == f"person:{access.to.pk}" and isinstance(access.to, Person):
        raise NotAllowed("oneself", ONESELF)
    tree = access.tree.code if access.tree else ""
    may_give(deed.by, access.capability, unit.pk, deed.at, tree=tree).require()
    if not access.reason.strip():
        sentence = mark("Access is given for a reason; say it.")
        raise Invalid("no-reason", sentence, fields={"reason": [sentence]})
    if (access.tree is None) == (access.key is None):
        raise Invalid("object", mark("Access is either to one record or to all below a unit."))
    if access.key is not None:
        _belongs(deed, access.kind, access.key, unit)
    holder = {"to_person": access.to} if isinstance(access.to, Person) else {"to_unit": access.to}
    said = {"capability": access.capability, "reason": access.reason.strip(), "start": access.start, "end": access.end}
    given = deed.create(Grant, unit=unit, tree=access.tree, kind=access.kind, key=access.key, **holder, **said)
    told = [access.to.pk] if isinstance(access.to, Person) else holders(access.to.pk, day_of(deed.at))
    deed.notify(ACCESS, map(key_of, told), given)
    return given


@action("organisations.withdraw-access", mark("withdraw the access"), policy=may_manage_grants)
def withdraw_access(grant: Grant, *, deed: Deed, on: date) -> Grant:
    """Let a grant end on a day; one that has not begun by then goes altogether."""
    if grant.end <= on:
        raise Invalid("ended", mark("This has ended already."))
    if on <= grant.start:
        deed.remove(grant)
        return grant
    return deed.change(grant, end=on)


def _belongs(deed: Deed, kind: str, key: int, unit: Unit) -> None:
    """The unit named is the record's own: else whoever manages one unit could open the records of any other."""
    models = {model._meta.label_lower: model for model in apps.get_models() if issubclass(model, Record)}
    model = models.get(kind)
    if model is None or model.visibility.unit is None:
        raise Invalid("object", mark("Access to single records of this kind is not given."))
    seen = model.objects.visible_to(deed.by, deed.at)
    record = fetch(seen, key)
    if not seen.filter(pk=record.pk, **{model.visibility.unit: unit.pk}).exists():
        raise Invalid("not-of-unit", mark("This record does not belong to this unit."))
