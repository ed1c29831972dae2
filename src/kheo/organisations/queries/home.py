"""What the first page of a person shows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from kheo.core.access import Actor
from kheo.core.access.visibility import reached
from kheo.organisations.lifecycle import OFFERED
from kheo.organisations.models import Handover, Mandate
from kheo.organisations.policies import MANAGE_PEOPLE

SHOWN = 20


def _id(actor: Actor) -> int:
    return int(actor.key.removeprefix("person:"))


def waiting(actor: Actor) -> list[Any]:
    """Hand-overs that wait for this person to take over."""
    return list(
        Handover.objects.filter(taker_person_id=_id(actor), state=OFFERED).select_related("giver_person")[:SHOWN]
    )


def mine(actor: Actor, on: date) -> list[Any]:
    """The mandates that this person holds on a day."""
    held = Mandate.objects.filter(person_id=_id(actor), start__lte=on, end__gt=on)
    return list(held.select_related("role").order_by("role__rank", "id")[:SHOWN])


def ending(actor: Actor, at: datetime, on: date, until: date) -> list[Any]:
    """Mandates that end soon, where this person appoints people."""
    soon = Mandate.objects.filter(reached(actor, MANAGE_PEOPLE, at, "unit"), end__gt=on, end__lte=until)
    return list(soon.select_related("person", "role").order_by("end", "id")[:SHOWN])
