"""A deed: one run of an action, and the only object that writes records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db import models

from kheo.core.access import Actor, Policy, System, Verdict
from kheo.core.actions import fields as checked
from kheo.core.errors import Conflict
from kheo.core.events.later import follow_later
from kheo.core.events.table import handlers_of, name_of, written
from kheo.core.jobs import enqueue
from kheo.core.jobs.queue import JobType
from kheo.core.journal.reading import history
from kheo.core.journal.writing import Entry, Head, write
from kheo.core.lifecycle.table import STATE
from kheo.core.notices import Kind, Note, tell
from kheo.core.record import Record, kind_of
from kheo.core.search.index import follow
from kheo.i18n import mark

if TYPE_CHECKING:
    from kheo.core.jobs.models import Job

R = TypeVar("R", bound=Record)

MOST_EVENTS = 1_000
"""Of one deed: handlers that call each other up for ever are stopped here."""


class Deed:
    """Writes records within the transaction of an action, and remembers what the journal will say.

    Attributes: `id`, `verb`, `by` (who acts), `at` (when), `open` (until its transaction ends).
    """

    def __init__(self, head: Head, by: Actor) -> None:
        """Begun by `perform`, inside its transaction."""
        self.id: UUID = head.id
        self.verb = head.verb
        self.by = by
        self.at: datetime = head.at
        self._head = head
        self.open = True
        self._cause = ""
        self._entries: list[Entry] = []
        self._written: list[Record] = []
        self._events: list[object] = []
        self._notes: list[Note] = []
        self._before: list[tuple[Record, dict[str, Any]]] = []
        self._judged: dict[tuple[object, ...], Verdict] = {}

    def create(self, model: type[R], **values: Any) -> R:
        """Make a record. A state is not given: it begins where its lifecycle begins. Raises Invalid."""
        return self.create_many(model, [values])[0]

    def create_many(self, model: type[R], rows: Iterable[Mapping[str, Any]]) -> list[R]:
        """Make many records of a kind with few statements. Raises Invalid."""
        records = []
        for values in rows:
            names = checked.writable(model, values)
            record = model(**{name: value for name, value in values.items() if name not in checked.secrets(model)})
            checked.fill(record, {name: values[name] for name in checked.secrets(model) if name in values})
            checked.clean(record, names)
            records.append(record)
        if len(records) == 1:
            models.Model.save(records[0], force_insert=True)
        else:
            models.QuerySet[Any](model).bulk_create(records, batch_size=500)
        for record in records:
            concrete = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
            self._note(record, "create", {}, checked.values(record, concrete))
        return records

    def change(self, record: R, **values: Any) -> R:
        """Change fields of a record, if nobody else wrote it since it was read. What is the same stays unwritten.

        Raises Invalid, and Conflict with who changed what meanwhile.
        """
        names = checked.writable(type(record), values)
        return self._change(record, names, values)

    def move(self, record: R, name: str, **values: Any) -> R:
        """Make a move of the record's lifecycle, and change fields with it.

        Raises MoveNotOpen for the wrong state, NotAllowed for the wrong person, else as `change`.
        """
        assert record.lifecycle is not None, f"{kind_of(record)} has no lifecycle"
        move = record.lifecycle.leading_from(record, name)
        self.require(move.policy, record)
        names = checked.writable(type(record), values)
        return self._change(record, [*names, STATE], {**values, STATE: move.target})

    def remove(self, record: Record) -> None:
        """Delete a record, if nobody else wrote it since it was read. Others that point to it keep it (Invalid)."""
        if not self._seen(record).delete()[0]:
            raise self._overtaken(record)
        concrete = [field.attname for field in record._meta.concrete_fields if not field.primary_key]
        self._remember(record)
        record.version += 1
        self._note(record, "remove", checked.values(record, concrete), {})

    def require(self, policy: Policy, record: Any) -> None:
        """Ask a policy about a record. Raises NotAllowed."""
        self.judge(policy, (record,))[0].require()

    def judge(self, policy: Policy, records: Sequence[Any]) -> list[Verdict]:
        """Ask a policy about records in one call; it is not asked again about a record that stayed as it is."""
        keys = [self._question(policy, one) for one in records]
        new = {key: one for key, one in zip(keys, records, strict=True) if key not in self._judged}
        if new:
            self._judged.update(zip(new, policy.each(self.by, list(new.values()), self.at), strict=True))
        return [self._judged[key] for key in keys]

    def _question(self, policy: Policy, record: Any) -> tuple[object, ...]:
        """By what an answer is found again: only a stored record can be told from others."""
        known = isinstance(record, Record) and record.pk is not None
        return (policy, self.by.key, kind_of(record), record.pk, record.version) if known else (object(),)

    def emit(self, happened: object) -> None:
        """Say that a declared event happened; its handlers run after the body, in the same transaction or later."""
        self._events.append(happened)

    def notify(self, kind: Kind, people: Iterable[str], record: Record) -> None:
        """Tell people, by their keys, of a record once this deed is committed. Whoever does the deed knows of it."""
        told = {key for key in people if key != self._head.actor}
        self._notes += [Note(kind, key, record.pk, str(self.id)) for key in sorted(told)]

    def enqueue(self, kind: JobType, *, ready_at: datetime | None = None, **arguments: Any) -> Job:
        """Ask for work in the background, to be seen by workers once this deed is committed."""
        return enqueue(kind, at=self.at, deed=self.id, ready_at=ready_at, **arguments)

    def _change(self, record: R, names: list[str], values: Mapping[str, Any]) -> R:
        before = record.__dict__.copy()
        old = checked.values(record, names)
        self._remember(record)
        checked.fill(record, values)
        checked.clean(record, names)
        new = checked.values(record, names)
        changed = [name for name in names if new[name] != old[name]]
        if not changed:
            return record
        fields = {name: getattr(record, name) for name in changed}
        if not self._seen(record).update(version=record.version + 1, **fields):
            record.__dict__.update(before)
            raise self._overtaken(record)
        record.version += 1
        self._note(record, "change", *({name: values[name] for name in changed} for values in (old, new)))
        return record

    def _seen(self, record: R) -> models.QuerySet[R]:
        """The row as the record was read; past the closed doors of RecordQuerySet."""
        return models.QuerySet(type(record)).filter(pk=record.pk, version=record.version)

    def _note(self, record: Record, did: str, old: Mapping[str, object], new: Mapping[str, object]) -> None:
        model = type(record)
        private = checked.private(model)
        self._written.append(record)
        self._entries.append(
            Entry(
                kind=kind_of(record),
                key=str(record.pk),
                version=record.version,
                cause=self._cause,
                did=did,
                old={name: value for name, value in old.items() if name not in private and name != "version"},
                new={name: value for name, value in new.items() if name not in private and name != "version"},
                private={name: new[name] for name in new if name in private and new[name] is not None},
                data_key=str(record.data_key) if private else "",
            )
        )

    def _overtaken(self, record: Record) -> Conflict:
        since = history(kind_of(record), record.pk, after_version=record.version)
        if not since:
            return Conflict("gone", mark("This was removed meanwhile, or never was."))
        fields = sorted({name for change in since for name in change.fields})
        last = since[-1]
        if last.did == "remove":
            return Conflict("removed", mark("This was removed meanwhile."), by=last.actor, at=last.at)
        sentence = mark("Someone changed this while you were writing: {fields}. Your entries were not saved yet.")
        return Conflict("changed", sentence, by=last.actor, at=last.at, fields=", ".join(fields), version=last.version)

    def _remember(self, record: Record) -> None:
        self._before.append((record, record.__dict__.copy()))

    def finish(self) -> None:
        """Let the handlers follow and the search, then write the journal. Called by the action, once.

        What follows is done by the system under the event's name: policies that let it say `by_system("that-event")`.
        """
        for count, happened in enumerate(self._events, 1):  # handlers may emit more, which come in at the end
            if count > MOST_EVENTS:
                raise RecursionError(f"{self.verb}: more than {MOST_EVENTS} events, the last {happened!r}")
            self._cause = name_of(happened)
            self.by = System(self._cause)
            for handler in handlers_of(happened):
                if handler.later:
                    self.enqueue(follow_later, handler=handler.name, happened=written(happened))
                else:
                    handler.follow(happened, deed=self)
        follow(self._written)
        if self._notes:
            tell(self._notes, self.at)
        write(self._head, self._entries)
        self.open = False

    def undo(self) -> None:
        """Give the records in memory back what they held: the transaction did not happen."""
        self.open = False
        for record, before in reversed(self._before):
            record.__dict__.clear()
            record.__dict__.update(before)
