"""What the page of search reads of its hits: once more only what the person may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from kheo.core.access import Actor
from kheo.organisations.models import Mandate, Placement, Spell


def spells_of(actor: Actor, at: datetime, units: Sequence[int]) -> list[Any]:
    """What units were called, oldest first."""
    if not units:
        return []
    return list(Spell.objects.visible_to(actor, at).filter(unit__in=units).order_by("start"))


def parents_of(actor: Actor, at: datetime, units: Sequence[int], on: date) -> dict[int, list[str]]:
    """The names of what units stand under on a day, in any tree, each once."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    if units:
        standing = Placement.objects.visible_to(actor, at).filter(unit__in=units, start__lte=on, end__gt=on)
        named = standing.filter(parent__spells__start__lte=on, parent__spells__end__gt=on).order_by("tree", "id")
        for unit, name in named.values_list("unit", "parent__spells__name"):
            if name not in found[unit]:
                found[unit].append(name)
    return found


def mandates_by_key(actor: Actor, at: datetime, keys: Sequence[int]) -> list[Any]:
    """Mandates with their holders and roles."""
    if not keys:
        return []
    return list(Mandate.objects.visible_to(actor, at).filter(pk__in=keys).select_related("person", "role"))
