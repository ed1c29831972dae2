"""Forms about units. Units are named by code or by name; what a name may mean otherwise is told beside the field."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from kheo.core.access.visibility import day_of
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.organisations.actions.successions import Part
from kheo.organisations.models import Kind, Level, Tree, Unit
from kheo.organisations.picking import choices_of, pick_unit
from kheo.pages.forms import DateField, DeedForm
from kheo.pages.uploading import UploadField

if TYPE_CHECKING:
    from django.http import HttpRequest

DAY = mark("from which it holds, such as 01/07/2026")
ONE_UNIT = mark("name or code of a unit")


class UnitForm(DeedForm):
    """A form that names units as of the day that it speaks of."""

    def __init__(self, *args: Any, asked: Any = None, spell: Any = None, **options: Any) -> None:
        """`asked` is the request, `spell` what the unit is called now."""
        super().__init__(*args, **options)
        self.asked = asked
        self.spell = spell
        for name, model in (("kind", Kind), ("level", Level), ("tree", Tree)):
            if name in self.fields:
                field: Any = self.fields[name]
                field.choices = choices_of(model)
        for name in ("on", "start"):
            if name in self.fields and self.fields[name].initial is None and asked is not None:
                self.fields[name].initial = day_of(asked.at)

    @classmethod
    def of(cls, request: HttpRequest, record: Any = None, **options: Any) -> Any:
        """As in DeedForm, with the request and the spell handed on."""
        own = {name: options.pop(name) for name in ("asked", "spell") if name in options}
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        seen = {} if record is None else {"version": record.version}
        return cls(*sent, record=record, initial=seen | options, **own)

    def opened_on(self, spell: Any) -> None:
        """Fill in what the unit is called now."""
        for name in ("name", "kind", "level"):
            if name in self.fields and type(self).keeps:
                self.initial.setdefault(name, getattr(spell, f"{name}_id" if name != "name" else name))

    keeps: ClassVar[bool] = False

    def day(self) -> date:
        """The day that the form speaks of; today where that cannot be read."""
        found = self.cleaned_data.get("on") or self.cleaned_data.get("start")
        return found if isinstance(found, date) else day_of(self.asked.at)

    def one_unit(self, name: str) -> Unit:
        """The unit that a field names. Raises forms.ValidationError."""
        return pick_unit(self.asked, self.cleaned_data[name], self.day())


class RenameForm(UnitForm):
    """What a unit is called, and is, from a day on."""

    submit = mark("Rename the unit")
    keeps = True
    on = DateField(label=mark("Day"), help_text=DAY)
    name = forms.CharField(label=mark("Name"), max_length=200)
    kind = forms.ChoiceField(label=mark("Kind"))
    level = forms.ChoiceField(label=mark("Level"))


class FoundForm(UnitForm):
    """A new unit."""

    submit = mark("Found the unit")
    start = DateField(label=mark("First day"))
    name = forms.CharField(label=mark("Name"), max_length=200)
    code = forms.CharField(
        label=mark("Code"), max_length=60, help_text=mark("stays the same for ever; letters, digits, dots")
    )
    kind = forms.ChoiceField(label=mark("Kind"))
    level = forms.ChoiceField(label=mark("Level"))
    tree = forms.ChoiceField(label=mark("Tree"))

    def clean_code(self) -> str:
        """A code that files can hold."""
        code: str = self.cleaned_data["code"]
        if not re.fullmatch(r"[\w.-]+", code):
            raise forms.ValidationError(_("A code has letters, digits, dots and hyphens only."))
        return code


class MoveForm(UnitForm):
    """Where a unit stands from a day on."""

    submit = mark("Move the unit")
    on = DateField(label=mark("Day"), help_text=DAY)
    tree = forms.ChoiceField(label=mark("Tree"))
    parent = forms.CharField(label=mark("Stands under"), help_text=ONE_UNIT)

    def clean_parent(self) -> Unit:
        """The unit meant."""
        return self.one_unit("parent")


class MergeForm(UnitForm):
    """Which units go into this one."""

    submit = mark("Merge the units")
    on = DateField(label=mark("Day"), help_text=DAY)
    units = forms.CharField(
        label=mark("Units that go into it"),
        help_text=mark("one a line, by name or code; they end on that day"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4_000,
    )
    basis = forms.CharField(label=mark("Legal basis"), required=False, max_length=300)

    def clean_units(self) -> list[Unit]:
        """The units meant, each once."""
        lines = [line.strip() for line in self.cleaned_data["units"].splitlines() if line.strip()]
        found = [pick_unit(self.asked, line, self.day()) for line in lines]
        if len(set(found)) < len(found):
            raise forms.ValidationError(_("One unit is named twice."))
        return found


class SplitForm(UnitForm):
    """What a unit became, in which shares."""

    submit = mark("Split the unit")
    on = DateField(label=mark("Day"), help_text=DAY)
    parts = forms.CharField(
        label=mark("Units that it goes on in"),
        help_text=mark("one a line: name or code = share, such as 0,4; without a share it is unknown"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4_000,
    )
    custodian = forms.CharField(label=mark("Keeps the records"), help_text=mark("one of these units"))
    basis = forms.CharField(label=mark("Legal basis"), required=False, max_length=300)

    def clean_parts(self) -> list[Part]:
        """Each line as a part."""
        parts = []
        for line in self.cleaned_data["parts"].splitlines():
            if line.strip():
                name, _sign, share = line.partition("=")
                parts.append(Part(pick_unit(self.asked, name.strip(), self.day()), _share(share.strip())))
        return parts

    def clean_custodian(self) -> Unit:
        """The unit meant."""
        return self.one_unit("custodian")


def _share(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise forms.ValidationError(_("“{text}” is no share; write it as 0,4.").format(text=text)) from None


class CloseForm(UnitForm):
    """Who keeps the records of a unit that ends."""

    submit = mark("Close the unit")
    on = DateField(label=mark("Day"), help_text=DAY)
    custodian = forms.CharField(label=mark("Keeps the records"), help_text=ONE_UNIT)
    basis = forms.CharField(label=mark("Legal basis"), required=False, max_length=300)

    def clean_custodian(self) -> Unit:
        """The unit meant."""
        return self.one_unit("custodian")


class UploadForm(DeedForm):
    """A workbook to be looked at."""

    submit = mark("Check the file")
    file = UploadField(
        label=mark("Workbook (.xlsx)"),
        kinds=("xlsx",),
        help_text=mark("nothing is changed before you have seen what would be"),
    )


class ConfirmForm(DeedForm):
    """Nothing to fill in."""
