"""A small world for tests: a province with three districts' worth of units, made by actions as anywhere else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from kheo.core.access import System
from kheo.core.actions import Deed, action
from kheo.organisations.actions.units import found, found_root
from kheo.organisations.models import Kind, Level, Spell, Tree, Unit
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
