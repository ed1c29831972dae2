"""Forms of notices."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms

from kheo.core.notices.kinds import CHANNELS, KINDS, OFF, Kind
from kheo.core.notices.models import Choice
from kheo.core.notices.times import channel_of
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.pages.forms import DAMAGED, DeedForm
from kheo.pages.looks import LANGUAGE_NAMES

MICROSECONDS = 1_000_000


class ReadForm(DeedForm):
    """Mark as read what was told until the page was made, or one notice alone."""

    submit = mark("Mark all as read")

    until = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=4_000_000_000 * MICROSECONDS)
    only = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**63 - 1)

    def full_clean(self) -> None:
        """Damage is told above the form: its fields are hidden."""
        super().full_clean()
        damaged = [name for name in ("until", "only") if name in self.errors]
        for name in damaged:
            del self.errors[name]
        if damaged:
            self.add_error(None, _(DAMAGED))

    @property
    def moment(self) -> datetime:
        """Until when, once the form is clean."""
        return datetime.fromtimestamp(self.cleaned_data["until"] / MICROSECONDS, UTC)


def microseconds(at: datetime) -> int:
    """A moment as `until` holds it."""
    return round(at.timestamp() * MICROSECONDS)


class _Hour(forms.TimeField):
    """An hour of the day; devices offer their own way to choose it."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(widget=widget, **options)


class ChoiceForm(DeedForm):
    """How one wants to be told: a field for each kind, then the hours."""

    submit = mark("Save how notices come")

    language = forms.ChoiceField(label=mark("Language of e-mails"), choices=list(LANGUAGE_NAMES.items()))
    digest_at = _Hour(label=mark("The e-mail of a day comes at"))
    quiet_from = _Hour(
        label=mark("Quiet from"), help_text=mark("E-mail waits until quiet hours are over. The same hour twice: none.")
    )
    quiet_until = _Hour(label=mark("Quiet until"))
    rests = forms.BooleanField(label=mark("No e-mail on weekends and public holidays"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        """With the kinds that the areas declare."""
        super().__init__(*args, **options)
        for kind in KINDS.values():
            self.fields[field_of(kind)] = _channel(kind)
        hours = ("language", "digest_at", "quiet_from", "quiet_until", "rests")
        self.order_fields([*(field_of(kind) for kind in KINDS.values()), *hours])

    @classmethod
    def holding(cls, choice: Choice) -> dict[str, Any]:
        """What a form shows of a choice."""
        held = {field_of(kind): channel_of(choice, kind) for kind in KINDS.values()}
        return held | {name: getattr(choice, name) for name in cls.base_fields if hasattr(choice, name)}

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        names = ("language", "digest_at", "quiet_from", "quiet_until", "rests")
        channels = {kind.code: self.cleaned_data[field_of(kind)] for kind in KINDS.values()}
        return {"channels": channels, **{name: self.cleaned_data[name] for name in names}}


def field_of(kind: Kind) -> str:
    """The name of the field of a kind."""
    return f"kind-{kind.code.replace('.', '-')}"


def _channel(kind: Kind) -> forms.ChoiceField:
    offered = [(code, _(label)) for code, label in CHANNELS.items() if kind.optional or code != OFF]
    field = forms.ChoiceField(
        label=_(kind.label), help_text=_("Because {why}.").format(why=_(kind.why)), choices=offered
    )
    field.error_messages["required"] = field.error_messages["invalid_choice"] = _("Choose one of those offered.")
    return field
