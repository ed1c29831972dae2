"""What becomes of units: merging, splitting, ceding a part, closing (sáp nhập, chia tách, điều chỉnh, giải thể)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kheo.core.actions import Deed, action
from kheo.core.errors import Invalid
from kheo.i18n import mark
from kheo.organisations import ancestry
from kheo.organisations.actions.spans import refit
from kheo.organisations.actions.units import children_on, last_spell, lock_trees
from kheo.organisations.events import UnitEnded
from kheo.organisations.models import Mandate, Placement, Spell, Succession, Tree, Unit
from kheo.organisations.models.units import Change
from kheo.organisations.policies import may_manage_unit


@dataclass(frozen=True, slots=True)
class Part:
    """What went to one successor. `share` is from 0 to 1 with what it rests on, or None: unknown."""

    to: Unit
    share: Decimal | None = None
    basis: str = ""


@action("organisations.merge-units", mark("merge units into this one"), policy=may_manage_unit)
def merge(into: Unit, *, deed: Deed, units: Sequence[Unit], on: date, basis: str = "") -> None:
    """Let whole units end on a day and go on in another, which has custody of their records (sáp nhập, hợp nhất).

    Raises Invalid where one of them, or the other, does not exist on that day, or has units under it still.
    """
    _exists(into, on)
    for unit in units:
        _become(deed, unit, on, Change.MERGED, [Part(into, Decimal(1))], custodian=into, basis=basis)


@action("organisations.split-unit", mark("split the unit"), policy=may_manage_unit)
def split(unit: Unit, *, deed: Deed, parts: Sequence[Part], custodian: Unit, on: date, basis: str = "") -> None:
    """Let a unit end on a day and go on in several (chia tách); one of them has custody of its records.

    Raises Invalid where shares are given and do not add up to 1.
    """
    if custodian not in [part.to for part in parts]:
        raise Invalid("custodian", mark("The records go to one of the successors: choose which."))
    _become(deed, unit, on, Change.SPLIT, parts, custodian=custodian, basis=basis)


@action("organisations.cede-part", mark("give a part of the unit to others"), policy=may_manage_unit)
def cede(unit: Unit, *, deed: Deed, parts: Sequence[Part], kept: Part, on: date, basis: str = "") -> None:
    """Let parts of a unit go to others on a day while it goes on with the rest (điều chỉnh địa giới).

    `kept` says what the unit itself keeps. Its records stay with it.
    """
    _exists(unit, on)
    if kept.to != unit or unit in [part.to for part in parts]:
        raise Invalid("kept", mark("What the unit keeps and what it gives away are said apart."))
    _record(deed, unit, on, Change.CEDED, [*parts, kept], custodian=None, basis=basis)


@action("organisations.replace-unit", mark("replace the unit by another"), policy=may_manage_unit)
def replace(unit: Unit, *, deed: Deed, successor: Unit, on: date, basis: str = "") -> None:
    """Let a unit end on a day and another take its place."""
    _become(deed, unit, on, Change.REPLACED, [Part(successor, Decimal(1))], custodian=successor, basis=basis)


@action("organisations.close-unit", mark("close the unit"), policy=may_manage_unit)
def close(unit: Unit, *, deed: Deed, custodian: Unit, on: date, basis: str = "") -> None:
    """Let a unit end on a day without successor (giải thể); a custodian keeps its records."""
    _become(deed, unit, on, Change.CLOSED, [Part(custodian)], custodian=custodian, basis=basis)


def _become(deed: Deed, unit: Unit, on: date, kind: str, parts: Sequence[Part], *, custodian: Unit, basis: str) -> None:
    deed.require(may_manage_unit, unit)
    _exists(unit, on)
    if Succession.objects.filter(successor=unit, date=on).exists():
        sentence = mark("On {on} this unit takes over from another; let it end later, or the other go elsewhere.")
        raise Invalid("heir-today", sentence, on=_day(on))
    below = children_on(unit, on)
    if below:
        raise Invalid("has-children", mark("Units still stand under it: {names}. Move them first."), names=below)
    _record(deed, unit, on, kind, parts, custodian=custodian, basis=basis)
    _end(deed, unit, on, custodian)
    deed.emit(UnitEnded(unit.pk, custodian.pk, on))


def _record(
    deed: Deed, unit: Unit, on: date, kind: str, parts: Sequence[Part], *, custodian: Unit | None, basis: str
) -> None:
    _add_up(parts)
    _said_once(unit, on)
    for part in parts:
        if part.to != unit:
            deed.require(may_manage_unit, part.to)
            _exists(part.to, on)
    deed.create_many(
        Succession,
        (
            {
                "predecessor": unit,
                "successor": part.to,
                "date": on,
                "kind": kind,
                "share": part.share,
                "share_basis": part.basis,
                "custodian": part.to == custodian,
                "basis": basis,
            }
            for part in parts
        ),
    )
    ancestry.refresh_heritage([unit.pk])


def _said_once(unit: Unit, on: date) -> None:
    """The rows of one unit and day say where the whole of it went, so there is one deed that writes them."""
    if Succession.objects.filter(predecessor=unit, date=on).exists():
        raise Invalid("became-already", mark("What this unit became on {on} is already recorded."), on=_day(on))


def _end(deed: Deed, unit: Unit, on: date, custodian: Unit) -> None:
    """Close what is open of a unit, and put it into custody in each tree where both stood."""
    lock_trees(*Tree.objects.values_list("code", flat=True))
    spell = last_spell(unit)
    if spell.start >= on:
        raise Invalid(
            "before-recorded",
            mark("A change on {recorded} is already recorded; choose a later day."),
            recorded=_day(spell.start),
        )
    deed.change(spell, end=on)
    for current in Placement.objects.filter(unit=unit, end__gt=on):
        deed.change(current, end=on)
        if _stands(custodian, current.tree_id, on):
            values = {"unit": unit, "parent": custodian, "tree_id": current.tree_id, "start": on, "custody": True}
            deed.create(Placement, **values)
        ancestry.refresh(current.tree_id, [unit.pk])
    for mandate in Mandate.objects.filter(unit=unit, end__gt=on, deputises=None):
        if mandate.start < on:
            refit(deed, mandate, mandate.start, on)
        else:
            raise Invalid(
                "mandate-later",
                mark("A mandate at this unit begins on {start}; end it first."),
                start=_day(mandate.start),
            )


def _stands(unit: Unit, tree: str, on: date) -> bool:
    return Placement.objects.filter(unit=unit, tree_id=tree, custody=False, start__lte=on, end__gt=on).exists()


def _exists(unit: Unit, on: date) -> None:
    if not Spell.objects.filter(unit=unit, start__lte=on, end__gt=on).exists():
        raise Invalid("not-there", mark("“{name}” does not exist on {on}."), name=last_spell(unit).name, on=_day(on))


def _add_up(parts: Iterable[Part]) -> None:
    """Shares are all unknown, or are some known and at most 1, or are all known and 1."""
    shares = [part.share for part in parts]
    known = [share for share in shares if share is not None]
    if sum(known) > 1 or (len(known) == len(shares) and sum(known) != 1):
        raise Invalid("shares", mark("The shares must add up to 1; leave unknown ones empty."))


def _day(on: date) -> str:
    return on.strftime("%d/%m/%Y")
