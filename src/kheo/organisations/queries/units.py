"""Reading units: who stood where on a day, what each was called, what became of it.

Pages show spells: a spell is a unit as it was on the days it covers.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Case, Exists, Q, QuerySet, Value, When

from kheo.core.access import Actor
from kheo.core.access.visibility import WIDE, looked_up
from kheo.organisations.models import Ancestry, Placement, Spell, Succession, Unit


def units(actor: Actor, at: datetime, *, on: date) -> QuerySet[Any]:
    """The units that exist on a day and that someone may see, as their spells, in Vietnamese order."""
    seen = Spell.objects.visible_to(actor, at).filter(start__lte=on, end__gt=on)
    return seen.select_related("unit").order_by("sort_key", "id")


class Standing(NamedTuple):
    """Where a unit stands in a tree on a day: the way down to it, itself included, as far as it may be seen; and
    whether so many stand below it that they are looked up row by row instead of being listed.
    """

    unit: int
    tree: str
    on: date
    way: list[Any]
    wide: bool


def standing(spells: QuerySet[Any], unit: int, tree: str, on: date) -> Standing:
    """Where a unit stands; `spells` are those that may be seen. Two queries."""
    above = Ancestry.objects.filter(tree=tree, descendant=unit, start__lte=on, end__gt=on)
    many = Exists(_below(unit, tree, on)[WIDE : WIDE + 1])
    rows = above.values_list("ancestor", "depth", Case(When(depth=0, then=many), default=Value(False)))
    depths = {ancestor: (-depth, wide) for ancestor, depth, wide in rows}
    found = spells.filter(unit__in=list(depths))
    way = sorted(found, key=lambda spell: depths[spell.unit_id])
    return Standing(unit, tree, on, way, any(wide for _, wide in depths.values()))


def below(spells: QuerySet[Any], where: Standing) -> QuerySet[Any]:
    """Of some spells those of units that stand below a unit, itself left out."""
    rows = _below(where.unit, where.tree, where.on)
    return spells.filter(looked_up(rows, "unit") if where.wide else Q(unit__in=rows.values("descendant")))


def _below(unit: int, tree: str, on: date) -> QuerySet[Any]:
    return Ancestry.objects.filter(tree=tree, ancestor=unit, depth__gt=0, start__lte=on, end__gt=on)


def children(spells: QuerySet[Any], parent: int | None, tree: str, on: date) -> QuerySet[Any]:
    """Of some spells those of units that stand directly under a unit in a tree on a day; under None the roots."""
    standing = Placement.objects.filter(tree_id=tree, parent=parent, custody=False, start__lte=on, end__gt=on)
    return spells.filter(unit__in=standing.values("unit"))


def history(actor: Actor, at: datetime, unit: Unit) -> list[Any]:
    """What a unit was called and of which kind, oldest first."""
    return list(Spell.objects.visible_to(actor, at).filter(unit=unit).select_related("kind").order_by("start"))


def placements(actor: Actor, at: datetime, unit: Unit) -> list[Any]:
    """Where a unit stood, oldest first, in every tree."""
    seen = Placement.objects.visible_to(actor, at).filter(unit=unit)
    return list(seen.select_related("tree").order_by("start", "tree"))


def became(actor: Actor, at: datetime, unit: Unit) -> list[Any]:
    """What a unit became, in the order of days."""
    seen = Succession.objects.visible_to(actor, at).filter(predecessor=unit)
    return list(seen.order_by("date", "-share", "id"))


def came_from(actor: Actor, at: datetime, unit: Unit) -> list[Any]:
    """What a unit came from, in the order of days."""
    seen = Succession.objects.visible_to(actor, at).filter(successor=unit)
    return list(seen.order_by("date", "-share", "id"))
