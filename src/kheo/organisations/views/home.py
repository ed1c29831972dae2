"""The first page: what must be done, what is new, where one stands."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render

from kheo.core.access import FOREVER, PUBLIC
from kheo.core.access.visibility import day_of
from kheo.organisations.queries.home import ending, mine, waiting
from kheo.organisations.queries.people import name_of, unit_names

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked

SOON = timedelta(days=30)


def home(request: Asked) -> HttpResponse:
    """For whoever has not signed in, what this is; for others, what there is to do."""
    if request.actor == PUBLIC:
        return render(request, "organisations/welcome.html")
    on = day_of(request.at)
    offered, own = waiting(request.actor), mine(request.actor, on)
    soon = ending(request.actor, request.at, on, on + SOON)
    units = {one.unit_id for one in (*offered, *own, *soon)}
    names = unit_names(units, on) if units else {}
    context = {
        "count": len(offered) + len(soon),
        "offered": [(one.pk, name_of(one.giver_person), names.get(one.unit_id, ""), one.note) for one in offered],
        "ending": [(one.pk, name_of(one.person), str(one.role), names.get(one.unit_id, ""), one.end) for one in soon],
        "mine": [
            (one.pk, str(one.role), names.get(one.unit_id, ""), one.start, None if one.end == FOREVER else one.end)
            for one in own
        ],
    }
    return render(request, "organisations/home.html", context)
