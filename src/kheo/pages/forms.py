"""Forms that carry a deed: its id, the version of the record that they were opened on, and every refusal."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar, Self, TypeVar
from uuid import uuid4

from django import forms
from django.http import HttpRequest

from kheo.core.errors import Conflict, Refusal
from kheo.core.record import Record
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.pages.people import names
from kheo.pages.words import plainly

F = TypeVar("F", bound="DeedForm")

MESSAGES: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": mark("Fill this in.")},
    forms.CharField: {"required": mark("Fill this in.")},
    forms.IntegerField: {"invalid": mark("Write a whole number, such as 12.")},
    forms.DecimalField: {"invalid": mark("Write a number, such as 12,5.")},
    forms.DateField: {"invalid": mark("Write a day as day/month/year, such as 30/06/2026.")},
    forms.TimeField: {"invalid": mark("Write a time as hour:minute, such as 07:30.")},
    forms.ChoiceField: {"invalid_choice": mark("Choose one of those offered.")},
    forms.EmailField: {"invalid": mark("Write an e-mail address, such as ten@coquan.vn.")},
    forms.FileField: {"required": mark("Choose a file."), "empty": mark("This file is empty.")},
}
"""What Django's own words are replaced by: what to do, not what is wrong."""

DATE_FORMATS = ("%d/%m/%Y", "%Y-%m-%d")
DAMAGED = mark("This form arrived damaged. Open it anew; what you typed stands below.")


class DateField(forms.DateField):
    """A day, written day/month/year."""

    def __init__(self, **options: Any) -> None:
        """As Django's, with the formats of the house."""
        widget = forms.DateInput(format=DATE_FORMATS[0], attrs={"inputmode": "numeric", "placeholder": "dd/mm/yyyy"})
        super().__init__(**{"input_formats": DATE_FORMATS, "widget": widget, **options})


class DeedForm(forms.Form):
    """Base of every form that ends in an action. Labels and help are marked words, worded when they are shown."""

    deed_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    submit: ClassVar[str] = mark("Save")
    """The button: a verb with its object."""

    def __init__(self, *args: Any, record: Record | None = None, **options: Any) -> None:
        """`record` is what the form changes, as it is now."""
        super().__init__(*args, **options)
        self.record = record
        self.refusal = ""
        self.status = HTTPStatus.OK
        self.now: dict[str, str] = {}
        for field in self.fields.values():
            _word(field)

    @classmethod
    def of(cls, request: HttpRequest, record: Record | None = None, **initial: Any) -> Self:
        """The form for a request: as it was sent, or fresh with what the record holds."""
        if record is not None:
            held = {name: getattr(record, name) for name in cls.base_fields if hasattr(record, name)}
            initial = held | initial
        if request.method == "POST":
            return cls(request.POST, request.FILES, record=record, initial=initial)
        return cls(record=record, initial=initial)

    def clean(self) -> dict[str, Any]:
        """Hold the record to the version that the writer saw: the action then tells who was faster."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.record is not None and not self.errors:
            if cleaned["version"] is None:
                self.add_error(None, _(DAMAGED))
            else:
                self.record.version = cleaned["version"]
        return cleaned

    def full_clean(self) -> None:
        """As Django does; hidden fields that arrive damaged are told above the form, since nobody sees them."""
        super().full_clean()
        damaged = [name for name in ("deed_id", "version") if name in self.errors]
        for name in damaged:
            del self.errors[name]
        if damaged:
            self.add_error(None, _(DAMAGED))
            self._send_anew("deed_id", str(uuid4()))
        if self.errors:
            self.status = HTTPStatus.UNPROCESSABLE_ENTITY

    def refuse(self, refusal: Refusal) -> None:
        """Take in why the action was refused: beside the fields where it names them, else above the form."""
        self.status = HTTPStatus.UNPROCESSABLE_ENTITY
        fields = refusal.data.get("fields")
        if isinstance(refusal, Conflict):
            self.status = HTTPStatus.CONFLICT
            self._overtaken(refusal)
        elif isinstance(fields, dict):
            for name, said in fields.items():
                self.add_error(name if name in self.fields else None, said)
        else:
            self.add_error(None, str(refusal))

    def _overtaken(self, conflict: Conflict) -> None:
        """Say who changed what; sent once more, the form writes over it knowingly."""
        self._send_anew("deed_id", str(uuid4()))
        by, at = conflict.data.get("by"), conflict.data.get("at")
        if conflict.code != "changed" or by is None:
            self.add_error(None, str(conflict))
            return
        changed = {name.removesuffix("_id") for name in str(conflict.data["fields"]).split(", ")}
        mine = [name for name in self.fields if name in changed]
        labels = ", ".join(_(str(self.fields[name].label)) for name in mine) or str(conflict.data["fields"])
        self.now = {name: plainly(self.initial.get(name)) for name in mine}
        sentence = _("{who} changed this at {at}, while you were writing: {fields}.")
        after = _("What you typed is kept below and not saved yet. Compare, then send again to keep yours.")
        told = sentence.format(who=names([str(by)])[str(by)], at=plainly(at), fields=labels)
        self.add_error(None, f"{told[:1].upper()}{told[1:]} {after}")
        self._send_anew("version", str(conflict.data["version"]))

    def _send_anew(self, name: str, value: str) -> None:
        """Let a hidden field carry another value than the one that came."""
        sent: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict, or a dict in tests
        sent[self.add_prefix(name)] = value
        self.data = sent


def _word(field: forms.Field) -> None:
    """Word label, help and messages of a field in the current language."""
    if field.label:
        field.label = _(str(field.label))
    if field.help_text:
        field.help_text = _(str(field.help_text))
    for kind in reversed(type(field).__mro__):
        for code, said in MESSAGES.get(kind, {}).items():
            if field.error_messages.get(code) == _default(field, code):
                field.error_messages[code] = _(said)


def _default(field: forms.Field, code: str) -> Any:
    """Django's message, which a form may have replaced by its own."""
    for kind in type(field).__mro__:
        messages: dict[str, Any] = getattr(kind, "default_error_messages", {})
        if code in messages:
            return messages[code]
    return None
