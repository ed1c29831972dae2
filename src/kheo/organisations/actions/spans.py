"""Spans of mandates and of what hangs on them: in order, within each other, never twice."""

from __future__ import annotations

from datetime import date
from typing import Any

from kheo.core.actions import Deed
from kheo.core.errors import Invalid
from kheo.i18n import mark
from kheo.organisations.events import MandateEnded
from kheo.organisations.models import Charge, Leave, Mandate, Spell


def in_order(start: date, end: date) -> None:
    """Raises Invalid for an end that does not come after the beginning."""
    if end <= start:
        sentence = mark("The end must come after the beginning.")
        raise Invalid("order", sentence, fields={"end": [sentence]})


def exists(unit: int, start: date, end: date) -> None:
    """Raises Invalid where a unit does not exist in all of a span."""
    spells = Spell.objects.filter(unit=unit, start__lt=end, end__gt=start).order_by("start")
    covered = start
    for since, until in spells.values_list("start", "end"):
        if since <= covered:
            covered = max(covered, until)
    if covered < end:
        raise Invalid("not-there", mark("The unit does not exist in all of this time."))


def not_twice(person: int, role: str, unit: int, start: date, end: date, *, besides: int | None = None) -> None:
    """Raises Invalid where a person holds the same role at the same unit on some of the days already."""
    same = Mandate.objects.filter(person=person, role_id=role, unit=unit, start__lt=end, end__gt=start)
    if same.exclude(pk=besides).exists():
        raise Invalid("held-already", mark("This person holds the same role there already."))


def refit(deed: Deed, mandate: Mandate, start: date, end: date, **values: Any) -> Mandate:
    """Let a mandate hold for another span, and what hangs on it only within that; of an empty span nothing stays."""
    for leave in Leave.objects.filter(mandate=mandate):
        clip(deed, leave, start, end)
    for charge in Charge.objects.filter(mandate=mandate):
        clip(deed, charge, start, end)
    for deputy in Mandate.objects.filter(deputises=mandate):
        refit(deed, deputy, max(start, deputy.start), min(end, deputy.end))
    if end <= start:
        deed.remove(mandate)
        return mandate
    if end < mandate.end:
        deed.emit(MandateEnded(mandate.pk, end))
    return deed.change(mandate, start=start, end=end, **values)


def clip(deed: Deed, hanging: Charge | Leave, start: date, end: date) -> None:
    """Keep what hangs on a mandate within a span; what lies outside goes."""
    start, end = max(start, hanging.start), min(end, hanging.end)
    if end <= start:
        deed.remove(hanging)
    else:
        deed.change(hanging, start=start, end=end)
