"""What several pages of the area share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from kheo.core.access import fetch
from kheo.core.access.visibility import day_of
from kheo.core.errors import NotFound
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.organisations.models import Person, Unit
from kheo.organisations.queries.units import units
from kheo.pages.forms import DATE_FORMATS

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked

View = Callable[..., HttpResponse]


def signed_in(view: View) -> Any:
    """A page for those who have signed in; others are asked to."""
    return login_required(view)


def day_asked(request: Asked) -> tuple[date, bool]:
    """The day that the address names, else today; and whether it names one that cannot be read."""
    asked = request.GET.get("on", "")
    if not asked:
        return day_of(request.at), False
    try:
        return forms.DateField(input_formats=DATE_FORMATS).clean(asked), False
    except forms.ValidationError:
        return day_of(request.at), True


def unit_of(request: Asked, pk: int) -> Unit:
    """A unit that the reader may see. Raises NotFound."""
    unit: Unit = fetch(Unit.objects.visible_to(request.actor, request.at), pk)
    return unit


def person_of(request: Asked, pk: int) -> Person:
    """Someone whom the reader may see. Raises NotFound."""
    person: Person = fetch(Person.objects.visible_to(request.actor, request.at), pk)
    return person


def spell_of(request: Asked, unit: int) -> Any:
    """What a unit is called on the day asked for. Raises NotFound where it does not exist then."""
    on, _wrong = day_asked(request)
    spell = units(request.actor, request.at, on=on).filter(unit=unit).first()
    if spell is None:
        raise NotFound("not-found", mark("There is nothing here that you may see."))
    return spell


def titled(words: str, **data: object) -> str:
    """A marked title, worded, with its data."""
    return _(words).format(**data)


WRONG_DAY = mark("The day in the address cannot be read; this is today. Write it as 31/12/2026.")
