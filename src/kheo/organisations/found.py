"""What units and mandates look like on the page of search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.urls import reverse

from kheo.core.access import FOREVER
from kheo.core.access.visibility import day_of
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.organisations.queries.found import mandates_by_key, parents_of, spells_of
from kheo.organisations.queries.people import name_of, unit_names
from kheo.pages.searching import Shown, shown
from kheo.pages.words import day

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked


@shown("unit", mark("Units"), order=10)
def units(request: Asked, keys: Sequence[int]) -> dict[int, Shown]:
    """By the name of today, else the last one; where it stands, what it was called before, until when it was."""
    on, named = day_of(request.at), defaultdict(list)
    for spell in spells_of(request.actor, request.at, keys):
        named[spell.unit_id].append(spell)
    above = parents_of(request.actor, request.at, keys, on)
    found = {}
    for unit, spells in named.items():
        begun = [one for one in spells if one.start <= on]
        now = (begun or spells)[-1]
        before = dict.fromkeys(one.name for one in spells if one.name != now.name)
        about = [*above.get(unit, ())[:2]]
        if before:
            about.append(_("also called {names}").format(names=", ".join(before)))
        address = reverse("organisations:unit", args=[unit])
        if now.end != FOREVER:
            about.append(_("until {day}").format(day=day(now.end)))
            address += f"?on={now.start.isoformat()}"
        found[unit] = Shown(now.name, address, " · ".join(about))
    return found


@shown("mandate", mark("People and mandates"), order=20)
def mandates(request: Asked, keys: Sequence[int]) -> dict[int, Shown]:
    """The holder with role and unit; of a mandate that is over, until when it was."""
    on = day_of(request.at)
    rows = mandates_by_key(request.actor, request.at, keys)
    names = unit_names({row.unit_id for row in rows}, on)
    found = {}
    for row in rows:
        about = [str(row.role), names.get(row.unit_id, "")]
        if row.end <= on:
            about.append(_("until {day}").format(day=day(row.end)))
        name = name_of(row.person)
        if name:
            found[row.pk] = Shown(name, reverse("organisations:person", args=[row.person_id]), " · ".join(about))
    return found
