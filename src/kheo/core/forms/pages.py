"""A schema as Django forms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kheo.core.expressions.parsing import read_number
from kheo.core.forms.schema import Item, in_language
from kheo.i18n import gettext

LONGEST_TEXT = 10_000
MOST_DIGITS = 15
"""JSON keeps numbers of so many digits exactly."""


class NumberField(forms.DecimalField):
    """A number as written in Vietnam (1.000,5), or a number itself."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs take it for an IntegerField
        """The number, or None for nothing. Raises ValidationError."""
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        number = read_number(value.strip().removeprefix("-"))
        if number is None:
            raise ValidationError(gettext("Write a number such as 1.000 or 2,5."))
        return super().to_python(-number if value.strip().startswith("-") else number)


def form_class(items: tuple[Item, ...]) -> type[forms.Form]:
    """A Django form of the questions that a person fills in; tables have a form for each row, from their own items."""
    built = {item.name: _field(item) for item in items if item.kind not in {"table", "formula"}}
    return type("SchemaForm", (forms.Form,), built)


def _field(item: Item) -> forms.Field:
    common: dict[str, Any] = {"label": item.label, "required": item.required}
    if item.kind == "number":
        bounds: dict[str, Any] = {"min_value": item.least, "max_value": item.most}
        return NumberField(
            max_digits=MOST_DIGITS, decimal_places=item.decimals, widget=forms.TextInput, **bounds, **common
        )
    if item.kind == "date":
        return forms.DateField(input_formats=["%d/%m/%Y", "%Y-%m-%d"], **common)
    if item.kind == "flag":
        return forms.BooleanField(**common)
    if item.kind == "choice":
        options = [(code, in_language(vi, en)) for code, vi, en in item.choices]
        return forms.ChoiceField(choices=options if item.required else [("", "—"), *options], **common)
    most = min(item.most or LONGEST_TEXT, LONGEST_TEXT)
    widget = forms.Textarea if most > 200 else forms.TextInput
    return forms.CharField(max_length=most, min_length=item.least, widget=widget, **common)
