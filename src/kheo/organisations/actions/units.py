"""Founding, naming and placing units."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from kheo.core.actions import Deed, action
from kheo.core.errors import Invalid
from kheo.i18n import mark
from kheo.organisations import ancestry
from kheo.organisations.events import UnitMoved
from kheo.organisations.models import Ancestry, Placement, Spell, Tree, Unit
from kheo.organisations.naming import forms_of
from kheo.organisations.policies import may_manage_unit, may_set_up


@action("organisations.found-root", mark("found a unit at the top of a tree"), policy=may_set_up)
def found_root(*, deed: Deed, code: str, tree: str, start: date, **spell: Any) -> Unit:
    """Found a unit that stands under no other; what it is called and is goes into its first spell."""
    unit = _found(deed, code, start, spell)
    _stand(deed, unit, tree, None, start)
    return unit


@action("organisations.found-unit", mark("found a unit"), policy=may_manage_unit)
def found(parent: Unit, *, deed: Deed, code: str, tree: str, start: date, **spell: Any) -> Unit:
    """Found a unit under another (thành lập). Raises Invalid where the parent does not stand in the tree on the day."""
    unit = _found(deed, code, start, spell)
    _stand(deed, unit, tree, parent, start)
    return unit


@action("organisations.rename-unit", mark("rename the unit"), policy=may_manage_unit)
def rename(unit: Unit, *, deed: Deed, on: date, **changes: Any) -> Spell:
    """Let a unit be called, or be, something else from a day on: name, kind, level, place on the map.

    On the first day of its present spell this corrects that spell. Raises Invalid for a day on which it did not exist,
    or before a change that is already recorded.
    """
    current = last_spell(unit)
    _after(current.start, on, or_on=True)
    _still_there(current.end, on)
    values = {name: getattr(current, name) for name in _KEPT} | _columns(changes)
    if on == current.start:
        return deed.change(current, **values)
    deed.change(current, end=on)
    return deed.create(Spell, unit=unit, start=on, **values)


@action("organisations.place-unit", mark("move the unit"), policy=may_manage_unit)
def place(unit: Unit, *, deed: Deed, tree: str, parent: Unit | None, on: date) -> Placement:
    """Let a unit stand under another in a tree from a day on; under none, it is a root.

    Whoever moves a unit must manage the new parent too; only the system makes a root, since whoever is at the top of a
    tree may see everything in it. Raises Invalid for a circle, for a parent that does not stand in the tree on that
    day, or before a change that is already recorded.
    """
    deed.require(may_manage_unit if parent else may_set_up, parent or unit)
    lock_trees(tree)
    _still_there(last_spell(unit).end, on)
    current: Placement | None = Placement.objects.filter(unit=unit, tree_id=tree).order_by("-start").first()
    if current is None or current.end <= on:
        return _stand(deed, unit, tree, parent, on)
    _after(current.start, on, or_on=True)
    _no_circle(unit, tree, parent, on)
    _standing(parent, tree, on)
    deed.emit(UnitMoved(unit.pk, tree, on))
    if on == current.start:
        placed: Placement = deed.change(current, parent=parent)
    else:
        deed.change(current, end=on)
        placed = deed.create(Placement, unit=unit, parent=parent, tree_id=tree, start=on)
    ancestry.refresh(tree, [unit.pk])
    return placed


@action("organisations.withdraw-unit", mark("take the unit out of a tree"), policy=may_manage_unit)
def withdraw(unit: Unit, *, deed: Deed, tree: str, on: date) -> None:
    """Let a unit stand in a tree no longer. Raises Invalid while others stand under it there."""
    lock_trees(tree)
    below = children_on(unit, on, tree)
    if below:
        raise Invalid("has-children", mark("Units still stand under it: {names}. Move them first."), names=below)
    for current in Placement.objects.filter(unit=unit, tree_id=tree, end__gt=on):
        _after(current.start, on)
        deed.change(current, end=on)
    ancestry.refresh(tree, [unit.pk])


def lock_trees(*trees: str) -> None:
    """Whoever changes placements in trees does so one after another, in the order of the trees' codes.

    Else two who move A under B and B under A at once would both find no circle.
    """
    list(Tree.objects.select_for_update().filter(code__in=trees).order_by("code"))


def last_spell(unit: Unit) -> Spell:
    """What the unit was called last."""
    spell: Spell = Spell.objects.filter(unit=unit).latest("start")
    return spell


def children_on(unit: Unit, on: date, *trees: str) -> str:
    """The names of what stands under a unit on a day and exists, as a text; the first ten."""
    standing = Placement.objects.filter(parent=unit, custody=False, start__lte=on, end__gt=on)
    units = (standing.filter(tree__in=trees) if trees else standing).values("unit")
    names = Spell.objects.filter(unit__in=units, start__lte=on, end__gt=on).order_by("sort_key")
    return ", ".join(names.values_list("name", flat=True)[:10])


def _found(deed: Deed, code: str, start: date, spell: Mapping[str, Any]) -> Unit:
    values = dict(spell)
    unit = deed.create(Unit, code=code, published=values.pop("published", True))
    deed.create(Spell, unit=unit, start=start, **_columns(values))
    return unit


_KEPT = ("name", "kind_id", "level_id", "latitude", "longitude", "folded", "sort_key")
"""What a new spell takes over from the one before it; where it is known from is said anew."""


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a spell as its columns: kind and level are given by their codes, a name brings its forms."""
    columns = {f"{name}_id" if name in {"kind", "level"} else name: value for name, value in values.items()}
    return columns | (forms_of(values["name"]) if "name" in values else {})


def _stand(deed: Deed, unit: Unit, tree: str, parent: Unit | None, on: date) -> Placement:
    lock_trees(tree)
    _no_circle(unit, tree, parent, on)
    _standing(parent, tree, on)
    placed = deed.create(Placement, unit=unit, parent=parent, tree_id=tree, start=on)
    ancestry.refresh(tree, [unit.pk])
    return placed


def _standing(parent: Unit | None, tree: str, on: date) -> None:
    """The parent itself must stand there from that day on, for as long as its child does: it is there today and is
    ended only after its children.
    """
    if parent is None:
        return
    exists = Spell.objects.filter(unit=parent, start__lte=on, end__gt=on).exists()
    stands = Placement.objects.filter(unit=parent, tree_id=tree, custody=False, start__lte=on, end__gt=on).exists()
    if not (exists and stands):
        sentence = mark("“{parent}” does not stand in this tree on {on}.")
        raise Invalid("parent-not-there", sentence, parent=last_spell(parent).name, on=on.strftime("%d/%m/%Y"))


def _no_circle(unit: Unit, tree: str, parent: Unit | None, on: date) -> None:
    below = Ancestry.objects.filter(tree=tree, ancestor=unit.pk, end__gt=on)
    if parent is not None and (parent == unit or below.filter(descendant=parent.pk).exists()):
        sentence = mark("“{parent}” stands under this unit itself: that would be a circle.")
        raise Invalid("circle", sentence, parent=last_spell(parent).name)


def _after(recorded: date, on: date, *, or_on: bool = False) -> None:
    if on < recorded or (on == recorded and not or_on):
        sentence = mark("A change on {recorded} is already recorded; choose a later day.")
        raise Invalid("before-recorded", sentence, recorded=recorded.strftime("%d/%m/%Y"))


def _still_there(end: date, on: date) -> None:
    if end <= on:
        raise Invalid("ended", mark("This unit no longer exists on {on}."), on=on.strftime("%d/%m/%Y"))
