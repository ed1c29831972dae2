"""The fields of a record on their way into the database: which may be written, whether the values can be kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from kheo.core.errors import Invalid
from kheo.core.lifecycle.table import STATE
from kheo.core.record import Record, kind_of
from kheo.core.secrets import Erased, Secret, SecretField
from kheo.i18n import gettext, mark


@cache
def secrets(model: type[Record]) -> frozenset[str]:
    """The encrypted fields of a model."""
    return frozenset(field.name for field in model._meta.concrete_fields if isinstance(field, SecretField))


@cache
def private(model: type[Record]) -> frozenset[str]:
    """The fields with values of a person, by the names of their columns."""
    named = frozenset(_field(model, name).attname for name in model.personal)
    return secrets(model) | named


def writable(model: type[Record], names: Iterable[str]) -> list[str]:
    """The columns behind names of fields. Raises TypeError for what no deed writes: that is a fault of the code."""
    columns = [_field(model, name).attname for name in names]
    closed = {"version", model._meta.pk.attname} | ({STATE} if model.lifecycle else set())
    if closed & set(columns):
        raise TypeError(f"{kind_of(model)}: {sorted(closed & set(columns))} are not written by name")
    return columns


def _field(model: type[Record], name: str) -> models.Field[Any, Any]:
    field = model._meta.get_field(name)
    if not isinstance(field, models.Field) or field.many_to_many:
        raise TypeError(f"{kind_of(model)}.{name} is not a column of its table")
    return field


def fill(record: Record, values: Mapping[str, Any]) -> None:
    """Set fields; plain text for an encrypted field is encrypted, unless it is what stands there."""
    for name, value in values.items():
        if name in secrets(type(record)) and isinstance(value, str):
            if _opened(getattr(record, name)) != value:
                setattr(record, name, Secret.seal(value, key=record.data_key))
        else:
            setattr(record, name, value)


def _opened(value: Secret | None) -> str | None:
    try:
        return value.open() if value else None
    except Erased:
        return None


def values(record: Record, columns: Iterable[str]) -> dict[str, object]:
    """The values of columns as the journal writes them; of an encrypted one its text."""
    found: dict[str, object] = {}
    for column in columns:
        value = getattr(record, column)
        field = _field(type(record), column)
        found[column] = _opened(value) if isinstance(value, Secret) else field.get_prep_value(value)
    return found


def clean(record: Record, columns: Iterable[str]) -> None:
    """Bring values into the form in which they are kept (text in NFC). Raises Invalid with every field's messages.

    Whether a key points to something is left to the database, which knows it without a query.
    """
    faults: dict[str, list[str]] = {}
    for column in columns:
        field = _field(type(record), column)
        value = getattr(record, column)
        if isinstance(field, SecretField) or (field.is_relation and (value is not None or field.null)):
            continue
        try:
            setattr(record, column, field.clean(_text(value), record))
        except ValidationError as fault:
            faults[field.name] = list(fault.messages)
    if faults:
        sentence = mark("Some of what was entered cannot be kept: {names}.")
        raise Invalid("fields", sentence, names=", ".join(sorted(faults)), fields=faults)


def _text(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ValidationError(gettext("It contains characters that cannot be stored."))
    return unicodedata.normalize("NFC", value)
