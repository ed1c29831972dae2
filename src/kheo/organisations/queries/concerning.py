"""What one person is told of: rows that concern them still, each with the name of its unit (`place`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from kheo.core.access import Actor
from kheo.core.access.visibility import day_of
from kheo.organisations.actor import held
from kheo.organisations.models import Grant, Handover, Mandate, Spell


def _with_place(rows: QuerySet[Any], on: date) -> QuerySet[Any]:
    """With the name of each row's unit on a day."""
    names = Spell.objects.filter(unit=OuterRef("unit"))
    now = names.filter(start__lte=on).order_by("-start").values("name")[:1]
    placed: QuerySet[Any] = rows.annotate(place=Subquery(now))
    return placed


def mandates(actor: Actor, person: int, keys: Collection[int], at: datetime) -> Iterable[Any]:
    """Mandates that someone holds, or in which they are stood in for; `opens` says whether they see its page."""
    theirs = Q(person=person) | Q(deputises__person=person)
    seen = Mandate.objects.visible_to(actor, at).filter(pk=OuterRef("pk"))
    rows = Mandate.objects.filter(theirs, pk__in=keys).select_related("person", "role").annotate(opens=Exists(seen))
    return _with_place(rows, day_of(at))


def handovers(_actor: Actor, person: int, keys: Collection[int], at: datetime) -> Iterable[Any]:
    """Hand-overs that someone offered, or is to take over."""
    theirs = Q(giver_person=person) | Q(taker_person=person)
    rows = Handover.objects.filter(theirs, pk__in=keys).select_related("giver_person", "taker_person")
    return _with_place(rows, day_of(at))


def grants(_actor: Actor, person: int, keys: Collection[int], at: datetime) -> Iterable[Any]:
    """Access that is given to someone, or to a unit where they hold a mandate, and is not over."""
    on = day_of(at)
    theirs = Q(to_person=person) | Q(to_unit__in=held(person, on).values("unit"))
    return _with_place(Grant.objects.filter(theirs, pk__in=keys, end__gt=on), on)
