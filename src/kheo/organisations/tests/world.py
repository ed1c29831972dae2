"""A small world for tests: a province with three districts' worth of units, made by actions as anywhere else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from kheo.core.access import System
from kheo.core.actions import Deed, action
from kheo.organisations.actions.mandates import appoint
from kheo.organisations.actions.people import register_person
from kheo.organisations.actions.units import found, found_root
from kheo.organisations.models import Kind, Level, Power, Role, Spell, Tree, Unit
from kheo.organisations.naming import forms_of
from kheo.organisations.policies import LOADER, may_set_up

AT = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
START = date(2000, 1, 1)
LOAD = System(LOADER)


@action("tests.words", "set up words", policy=may_set_up)
def words(*, deed: Deed) -> None:
    for model, codes in (
        (Tree, "territory party state front guidance"),
        (Level, "province district commune"),
        (Kind, "tinh huyen xa"),
    ):
        for code in codes.split():
            deed.create(model, code=code, label_vi=code, label_en=code)


@action("tests.also-called", "call a unit something else at the same time", policy=may_set_up)
def also_called(unit: Unit, *, deed: Deed, name: str, start: date) -> Spell:
    return deed.create(Spell, unit=unit, kind_id="xa", level_id="commune", start=start, **forms_of(name))


def set_up() -> None:
    words(by=LOAD, at=AT)


def unit(code: str, under: Unit | None = None, *, tree: str = "territory", start: date = START, **spell: Any) -> Unit:
    """Found a unit; its name is its code unless one is given."""
    values = {"name": code, "kind": "xa", "level": "commune"} | spell
    if under is None:
        return found_root(by=LOAD, at=AT, code=code, tree=tree, start=start, **values)
    return found(under, by=LOAD, at=AT, code=code, tree=tree, start=start, **values)


MANAGES = "units.read units.manage people.read people.manage grants.manage records.enter"
ROLES = {
    "administrator": (f"journal.read {MANAGES}", False),
    "manager": (MANAGES, False),
    "officer": ("units.read people.read records.enter", False),
    "member": ("people.read", True),
}


@action("tests.roles", "set up roles", policy=may_set_up)
def roles(*, deed: Deed) -> None:
    for code, (capabilities, over_charges) in ROLES.items():
        deed.create(Role, code=code, label_vi=code, label_en=code)
        for capability in capabilities.split():
            values = {"role_id": code, "tree_id": "party", "capability": capability, "over_charges": over_charges}
            deed.create(Power, **values)


def cast() -> dict[str, Any]:
    """A province P with communes A and B, a commune elsewhere, and the people of the tests of this area."""
    set_up()
    roles(by=LOAD, at=AT)
    p = unit("P", tree="party")
    made: dict[str, Any] = {"p": p, "a": unit("A", p, tree="party"), "b": unit("B", p, tree="party")}
    made["elsewhere"] = unit("E", tree="party")
    for key, name, place, role in (
        ("manager", "Quản lý", "p", "manager"),
        ("officer_a", "Cán bộ A", "a", "officer"),
        ("officer_b", "Cán bộ B", "b", "officer"),
        ("stranger", "Người lạ", None, None),
    ):
        values = {"name": name, "expires": date(2027, 6, 30), "phone": "0912 345 678"}
        made[key] = register_person(by=LOAD, at=AT, **values)
        if place:
            appoint(made[place], by=LOAD, at=AT, person=made[key], role=Role.objects.get(code=role), start=START)
    return made
