"""Reading the journal: what happened to a record."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from kheo.core.journal.hashing import commitment
from kheo.core.journal.models import JournalEntry, JournalValue


@dataclass(frozen=True, slots=True)
class Change:
    """One entry with its deed. `did` is create, change or remove; `old` and `new` hold the fields that it touched."""

    deed: str
    verb: str
    actor: str
    at: datetime
    seq: int
    version: int
    cause: str
    did: str
    old: dict[str, Any]
    new: dict[str, Any]

    @property
    def fields(self) -> list[str]:
        """The fields that it touched."""
        return sorted(self.old.keys() | self.new.keys())


def history(kind: str, key: object, *, after_version: int = 0) -> list[Change]:
    """What was done to a record since a version, oldest first. Two joined tables, one query."""
    rows = JournalEntry.objects.filter(kind=kind, key=str(key), version__gt=after_version)
    return [_change(row) for row in rows.select_related("deed").order_by("version")]


def _change(row: JournalEntry) -> Change:
    deed, change = row.deed, json.loads(row.change)
    return Change(
        deed=deed.id.hex,
        verb=deed.verb,
        actor=deed.actor,
        at=deed.at,
        seq=row.seq,
        version=row.version,
        cause=row.cause,
        did=change["did"],
        old=change["old"],
        new=change["new"],
    )


def reveal(change: Change) -> dict[str, Any]:
    """The personal values of a change, checked against their commitments. Raises Erased once their key is gone,
    KeyError where there are none (any more), ValueError where one is not what was committed to.
    """
    row = JournalValue.objects.filter(deed_id=UUID(change.deed), seq=change.seq).first()
    if row is None:
        raise KeyError(change.deed)
    values: dict[str, Any] = {}
    for name, (salt, written) in json.loads(row.values.open()).items():
        if change.new[name] != {"commitment": commitment(bytes.fromhex(salt), written)}:
            raise ValueError(f"{name} is not what the journal committed to")
        values[name] = json.loads(written)
    return values
