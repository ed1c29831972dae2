"""What someone with full rights on the database can do to the journal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from kheo.core.journal import guards
from kheo.core.journal.hashing import deed_hash, moment
from kheo.core.journal.models import JournalDeed, JournalEntry, JournalSeal
from kheo.core.journal.sealing import seal_all
from kheo.core.tests.people import AT


@contextmanager
def tampering() -> Iterator[Any]:
    """A cursor that the guards of the journal do not hold up; afterwards they are back, as if nothing had been."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            yield cursor
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal_%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")
        yield cursor
    guards.install()


def some_deed(seal: int) -> JournalDeed:
    """One that a seal holds and that has entries."""
    found = JournalDeed.objects.filter(seal=seal, size__gt=0).order_by("id").first()
    assert found is not None
    return found


def rewrite_from(no: int) -> None:
    """Put another actor's name to a deed, take an entry from it, and compute every hash from its seal on anew."""
    deed = some_deed(no)
    with tampering():
        JournalEntry.objects.filter(deed_id=deed.id, seq=0).delete()
        hashes = [bytes(one) for one in deed.entries.order_by("seq").values_list("hash", flat=True)]
        actor = "person:nobody"
        hashed = deed_hash(deed.id.hex, deed.verb, actor, deed.subject, moment(deed.at), hashes)
        JournalDeed.objects.filter(id=deed.id).update(actor=actor, size=len(hashes), hash=hashed)
        JournalSeal.objects.filter(no__gte=no).delete()
        JournalDeed.objects.filter(seal__gte=no).update(seal=None)
    seal_all(AT)
