"""What happened to a record, from the journal, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime

from kheo.core.actions import ACTIONS
from kheo.core.journal.reading import Change, history
from kheo.core.record import Record, kind_of
from kheo.i18n import gettext as _
from kheo.pages.people import names
from kheo.pages.words import NONE, plainly

SHOWN = 100
"""Steps of one record on a page, the latest."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that was changed."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Step:
    """One deed as it touched the record."""

    what: str
    who: str
    at: datetime
    differences: tuple[Difference, ...]
    deed: str


def timeline(record: Record, labels: Mapping[str, str]) -> list[Step]:
    """The steps of a record, latest first, at most SHOWN; two queries. `labels` maps fields to marked words; a field
    that is not there is not shown.
    """
    changes = history(kind_of(record), record.pk)[-SHOWN:][::-1]
    known = names(change.actor for change in changes)
    return [_step(change, record, labels, known) for change in changes]


def _step(change: Change, record: Record, labels: Mapping[str, str], known: Mapping[str, str]) -> Step:
    action = ACTIONS.get(change.verb)
    what = _(action.label) if action else change.verb
    fields = [name for name in labels if name in change.old or name in change.new]
    differences = tuple(
        Difference(_(labels[name]), *(_worded(values.get(name), name, record) for values in (change.old, change.new)))
        for name in fields
    )
    return Step(what[:1].upper() + what[1:], known[change.actor], change.at, differences, change.deed)


def _worded(value: Any, name: str, record: Record) -> str:
    """A value of the journal, which holds JSON, as a reader sees it."""
    if value is None:
        return NONE
    if isinstance(value, Mapping):
        return _("personal, not shown")
    if name == "state" and record.lifecycle is not None:
        return _(record.lifecycle.states.get(value, value))
    return plainly(_from_json(value))


def _from_json(value: Any) -> Any:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(plainly(one) for one in value)
    if not isinstance(value, str) or value[4:5] != "-":
        return value
    try:
        found: date | datetime | None = parse_date(value) or parse_datetime(value)
    except ValueError:
        return value
    return found or value
