"""From what someone typed into a form to the unit that it means, and terms to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django import forms

from kheo.core.access import fetch
from kheo.i18n import gettext as _
from kheo.organisations.matching import suggest
from kheo.organisations.models import Kind, Level, Role, Tree, Unit

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked

SURE = 0.88
"""From here on a name is taken for the unit that it fits best, if no other fits as well."""


def pick_unit(request: Asked, text: str, on: date) -> Unit:
    """The unit that a text means, by its code or its name. Raises forms.ValidationError with what it may mean."""
    seen = Unit.objects.visible_to(request.actor, request.at)
    unit = seen.filter(code=text.strip()).first()
    if unit is not None:
        found: Unit = unit
        return found
    fitting = suggest(text, request.actor, request.at, on=on)
    sure = [one for one in fitting if one.score >= SURE]
    if len(sure) == 1 or (len(sure) > 1 and sure[0].score > sure[1].score):
        best: Unit = fetch(seen, sure[0].unit)
        return best
    if not fitting:
        raise forms.ValidationError(
            _("No unit is called “{text}” on this day. Write its name or code.").format(text=text)
        )
    codes = dict(seen.filter(pk__in=[one.unit for one in fitting]).values_list("pk", "code"))
    named = "; ".join(f"{one.name} ({codes[one.unit]})" for one in fitting if one.unit in codes)
    raise forms.ValidationError(_("Which one is meant? Write its code: {names}").format(names=named))


def choices_of(model: type[Kind | Level | Role | Tree], only: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Terms of a vocabulary for a form."""
    rows = model.objects.order_by("rank", "code")
    return [(one.code, str(one)) for one in rows if not only or one.code in only]
