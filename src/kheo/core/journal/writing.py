"""Writing the journal, inside the transaction of the deed. Entries do not name each other, so no writer waits here."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kheo.core.journal.hashing import canonical, commitment, deed_hash, entry_hash, moment
from kheo.core.journal.models import JournalDeed, JournalEntry, JournalValue
from kheo.core.secrets import Secret

_SALT_BYTES = 16
_ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Entry:
    """What a deed did to one record: `did` is create, change or remove; `old` and `new` are the fields that it touched.
    `private` are new personal values; they are kept under `data_key`, and only commitments to them stand in the entry.
    """

    kind: str
    key: str
    version: int
    cause: str
    did: str
    old: Mapping[str, object]
    new: Mapping[str, object]
    private: Mapping[str, object]
    data_key: str


@dataclass(frozen=True, slots=True)
class Head:
    """Who did what to what, and when."""

    id: UUID
    verb: str
    actor: str
    subject: str
    at: datetime


def write(head: Head, entries: Sequence[Entry]) -> None:
    """Write a deed with its entries; call it once, at the end of its transaction."""
    rows: list[JournalEntry] = []
    values: list[JournalValue] = []
    for seq, entry in enumerate(entries):
        change, kept = _with_commitments(entry)
        text = canonical(change)
        hashed = entry_hash(head.id.hex, seq, entry.kind, entry.key, entry.version, entry.cause, text)
        rows.append(
            JournalEntry(
                deed_id=head.id,
                seq=seq,
                kind=entry.kind,
                key=entry.key,
                version=entry.version,
                cause=entry.cause,
                change=text,
                hash=hashed,
            )
        )
        if kept:
            values.append(
                JournalValue(deed_id=head.id, seq=seq, values=Secret.seal(canonical(kept), key=entry.data_key))
            )
    hashes = [bytes(row.hash) for row in rows]
    at = moment(head.at)
    JournalDeed(
        id=head.id,
        verb=head.verb,
        actor=head.actor,
        subject=head.subject,
        at=head.at,
        size=len(rows),
        hash=deed_hash(head.id.hex, head.verb, head.actor, head.subject, at, hashes),
    ).save(force_insert=True)
    JournalEntry.objects.bulk_create(rows, batch_size=_ROWS_AT_ONCE)
    JournalValue.objects.bulk_create(values, batch_size=_ROWS_AT_ONCE)


def _with_commitments(entry: Entry) -> tuple[dict[str, object], dict[str, list[str]]]:
    """The change with a commitment in the place of each personal value, and the values with their salts."""
    kept: dict[str, list[str]] = {}
    committed: dict[str, object] = {}
    for name, value in entry.private.items():
        salt, written = secrets.token_bytes(_SALT_BYTES), canonical(value)
        committed[name] = {"commitment": commitment(salt, written)}
        kept[name] = [salt.hex(), written]
    return {"did": entry.did, "old": entry.old, "new": {**entry.new, **committed}}, kept
