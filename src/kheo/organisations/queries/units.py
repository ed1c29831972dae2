"""Reading units: who stood where on a day, what each was called, what became of it.

Pages show spells: a spell is a unit as it was on the days it covers.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from kheo.core.access import Actor
from kheo.core.access.visibility import WIDE, looked_up
from kheo.organisations.models import Ancestry, Placement, Spell, Succession, Unit


def units(actor: Actor, at: datetime, *, on: date) -> QuerySet[Any]:
    """The units that exist on a day and that someone may see, as their spells, in Vietnamese order."""
    seen = Spell.objects.visible_to(actor, at).filter(start__lte=on, end__gt=on)
    return seen.select_related("unit").order_by("sort_key", "id")


def below(spells: QuerySet[Any], unit: int, tree: str, on: date) -> QuerySet[Any]:
    """Of some spells those of units that stand below a unit in a tree on a day, itself left out; one query to see
    whether they are many, since then they are looked up row by row instead of being listed.
    """
    standing = Ancestry.objects.filter(tree=tree, ancestor=unit, depth__gt=0, start__lte=on, end__gt=on)
    if standing[WIDE : WIDE + 1].exists():
        return spells.filter(looked_up(standing, "unit"))
    return spells.filter(unit__in=standing.values("descendant"))


def children(spells: QuerySet[Any], parent: int | None, tree: str, on: date) -> QuerySet[Any]:
    """Of some spells those of units that stand directly under a unit in a tree on a day; under None the roots."""
    standing = Placement.objects.filter(tree_id=tree, parent=parent, custody=False, start__lte=on, end__gt=on)
    return spells.filter(unit__in=standing.values("unit"))


def path(spells: QuerySet[Any], unit: int, tree: str, on: date) -> list[Any]:
    """The way from the top of a tree down to a unit on a day, itself included, as far as it may be seen."""
    above = Ancestry.objects.filter(tree=tree, descendant=unit, start__lte=on, end__gt=on)
    depths = dict(above.values_list("ancestor", "depth"))
    found = spells.filter(unit__in=list(depths))
    return sorted(found, key=lambda spell: -depths[spell.unit_id])


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
