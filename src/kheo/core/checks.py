"""Our own conventions, checked by Django whenever it starts a command."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import models

from kheo.core.lifecycle.table import STATE
from kheo.core.notices.times import days_off
from kheo.core.record import Record


@register
def check_records(app_configs: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """Every record keeps to what deeds rely on."""
    chosen = apps.get_app_configs() if app_configs is None else app_configs
    records = (model for config in chosen for model in config.get_models() if issubclass(model, Record))
    return [fault for model in records for fault in faults_of(cast("type[Record]", model))]


@register
def check_days_off(app_configs: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """The calendar that mail waits by can be read: found broken later, it would undo whatever tells somebody."""
    try:
        days_off(settings.KHEO_DAYS_OFF)
    except (OSError, ValueError, KeyError, TypeError) as fault:
        hint = "It needs the lists yearly, days and working; see kheo/core/notices/days_off.toml."
        return [Error(f"KHEO_DAYS_OFF cannot be read: {fault!r}", hint=hint, id="kheo.E005")]
    return []


def faults_of(model: type[Record]) -> Iterator[CheckMessage]:
    """What is wrong with one model."""
    from kheo.core.actions.fields import private

    for field in model._meta.concrete_fields:
        remote = field.remote_field
        if remote is not None and getattr(remote, "on_delete", None) not in {models.PROTECT, models.RESTRICT}:
            hint = "Use PROTECT: what the database removes by itself is missing in the journal."
            yield Error(f"{field} is removed or changed with another row.", hint=hint, obj=field, id="kheo.E001")
    has_state = any(field.name == STATE for field in model._meta.concrete_fields)
    if has_state != (model.lifecycle is not None):
        yield Error(f"{model} must have both a lifecycle and a state, or neither.", obj=model, id="kheo.E002")
    if private(model) and not hasattr(model, "data_key"):
        yield Error(f"{model} has personal values and no data_key.", obj=model, id="kheo.E003")
    if model._meta.many_to_many:
        hint = "Declare the table in between as a record."
        yield Error(f"{model} has rows in a table that no deed writes.", hint=hint, obj=model, id="kheo.E004")
