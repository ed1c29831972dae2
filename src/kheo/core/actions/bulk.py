"""One deed over many records: previewed, judged as a set, all or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from kheo.core.access import Actor, Verdict
from kheo.core.actions import receipts
from kheo.core.actions.action import Action, perform
from kheo.core.actions.deed import Deed
from kheo.core.errors import MoveNotOpen, NotAllowed, Refusal
from kheo.core.journal.writing import Head
from kheo.core.record import Record
from kheo.i18n import mark

MOST_QUERIES = 10
"""That a policy may make for one set of records, whatever its size."""


class Refused(Refusal):
    """Some of a selection cannot be done, so none was. `rows` names each with its own reason."""

    def __init__(self, rows: Sequence[tuple[Record, Refusal]]) -> None:
        """Keep the rows; the first reason stands for all in the sentence."""
        sentence = mark("{count} of the selected cannot be done, so nothing was done. The first reason: {reason}")
        super().__init__("bulk", sentence, count=len(rows), reason=str(rows[0][1]))
        self.rows = tuple(rows)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a bulk act would do: to how many, and what stands against it."""

    action: Action[Any, Any]
    count: int
    refused: tuple[tuple[Record, Refusal], ...]


def preview(action: Action[Any, Any], selection: QuerySet[Any], *, by: Actor, at: datetime) -> Preview:
    """Judge a selection without writing; the policy is asked once for all of it."""
    records = list(selection)
    with _few_queries():
        verdicts = action.policy.each(by, records, at) if records else ()
    return Preview(action, len(records), tuple(_refusals(records, verdicts)))


def bulk(
    action: Action[Any, Any],
    selection: QuerySet[Any],
    *,
    by: Actor,
    at: datetime,
    deed_id: UUID | None = None,
    **arguments: Any,
) -> int:
    """Do an action to every record of a selection, as one deed; how many. Raises Refused, and then nothing happened.

    The selection is read inside the transaction, so what was previewed and what is done may differ by what others did
    meanwhile; select by the ids that were shown where that matters.
    """

    def run(deed: Deed) -> int:
        records = list(selection.order_by("pk"))  # one order for all who lock many rows
        with _few_queries():
            refused = _refusals(records, deed.judge(action.policy, records))
        refused = refused or _not_open(lambda record: action.run(deed, record, arguments), records)
        if refused:
            raise Refused(refused)
        return len(records)

    head = Head(deed_id or uuid4(), action.verb, by.key, "", at)
    return perform(head, by, receipts.asked_of(action.verb, by.key, _condition(selection), arguments), run)


def _refusals(records: Sequence[Any], verdicts: Sequence[Verdict]) -> list[tuple[Record, Refusal]]:
    return [
        (record, NotAllowed(verdict.code, verdict.sentence, **verdict.data))
        for record, verdict in zip(records, verdicts, strict=True)
        if not verdict
    ]


def _not_open(do: Callable[[Any], object], records: list[Any]) -> list[tuple[Record, Refusal]]:
    """Do something to each record and collect every wrong state; what else is refused ends it at once."""
    refused: list[tuple[Record, Refusal]] = []
    for record in records:
        try:
            do(record)
        except MoveNotOpen as refusal:
            refused.append((record, refusal))
    return refused


def _condition(selection: QuerySet[Any]) -> list[object]:
    """What was selected, as it was asked for: rows may have left the selection since the first sending."""
    try:
        statement, values = selection.query.sql_with_params()
    except EmptyResultSet:
        return []
    return [statement, *values]


@contextmanager
def _few_queries() -> Iterator[None]:
    """Refuse a policy that asks the database again for each record."""
    asked = 0

    def count(execute: Callable[..., Any], *call: Any) -> Any:
        nonlocal asked
        asked += 1
        if asked > MOST_QUERIES:
            raise RuntimeError(f"a policy made more than {MOST_QUERIES} queries for a set of records")
        return execute(*call)

    with connection.execute_wrapper(count):
        yield
