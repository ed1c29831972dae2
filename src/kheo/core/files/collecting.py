"""Taking away what nobody needs: contents without attachment, and what killed writers left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db import transaction

from kheo.core.counters.models import Counter
from kheo.core.files.models import Attachment, StoredFile
from kheo.core.files.storing import KEPT, UNFINISHED, store

GRACE = timedelta(days=1)
"""A content may lie without a row for as long: it is written before the deed that names it."""
QUOTAS = timedelta(days=7)
_AT_ONCE = 500


def collect(at: datetime, told: Callable[[int], None] = lambda _done: None) -> int:
    """Delete what has lain for a day without being needed; how many. `told` hears how many were looked at."""
    gone = 0
    for done, names in enumerate(_batches(KEPT, at), 1):
        hashes = {name.removeprefix(KEPT) for name in names}
        needed = set(Attachment.objects.filter(file__in=hashes).values_list("file_id", flat=True))
        gone += sum(_forget(content, at) for content in sorted(hashes - needed))
        told(done * _AT_ONCE)
    for names in _batches(UNFINISHED, at):
        for name in names:
            store().remove(name)
    Counter.objects.filter(series="files", period__lt=(at - QUOTAS).date().isoformat()).delete()
    return gone


def _batches(prefix: str, at: datetime) -> Iterator[list[str]]:
    names: list[str] = []
    for name, since in store().listed(prefix):
        if since < at - GRACE:
            names.append(name)
        if len(names) == _AT_ONCE:
            yield names
            names = []
    yield names


def _forget(content: str, at: datetime) -> bool:
    """Delete a content with its row; whoever attaches it at this moment waits for us, and then finds it gone."""
    name = KEPT + content
    with transaction.atomic():
        # A row to lock, also where a crash left a content without one.
        StoredFile.objects.bulk_create([StoredFile(hash=content, kind="", size=0)], ignore_conflicts=True)
        row = StoredFile.objects.select_for_update().filter(pk=content).first()
        since = store().written(name)
        if row is None or since is None or since >= at - GRACE or row.attachments.exists():
            transaction.set_rollback(True)
            return False
        row.delete()
        store().remove(name)
    return True
