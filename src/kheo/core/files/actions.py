"""Attaching files to records, and taking them away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from kheo.core.access import Actor, Policy, System, Verdict
from kheo.core.actions import Deed, action
from kheo.core.counters import take
from kheo.core.errors import Conflict, Invalid
from kheo.core.files.door import day_series
from kheo.core.files.models import Attachment, StoredFile
from kheo.core.files.refusals import refusal
from kheo.core.files.storing import KEPT, store
from kheo.core.files.uses import MEGABYTE, USES, use_of
from kheo.core.record import Record, kind_of
from kheo.i18n import mark


@dataclass(frozen=True, slots=True)
class Kept:
    """A content in the store. Until an attachment names it, nobody gets it, and after a day it goes."""

    hash: str
    kind: str
    size: int


def keep(content: bytes, kind: str) -> Kept:
    """Put a content that went through the door into the store, before the deed that attaches it.

    In this order a crash leaves at most a content without a row, which the next collection takes away.
    """
    kept = Kept(sha256(content).hexdigest(), kind, len(content))
    store().put(KEPT + kept.hash, content)
    return kept


def _may_attach(actor: Actor, records: Sequence[Any], at: datetime, /) -> list[Verdict]:
    verdicts: dict[tuple[str, int], Verdict] = {}
    for kind in sorted({kind_of(record) for record in records}):
        some = [record for record in records if kind_of(record) == kind]
        judged = USES[kind].may.each(actor, some, at)
        verdicts |= {(kind, record.pk): verdict for record, verdict in zip(some, judged, strict=True)}
    return [verdicts[kind_of(record), record.pk] for record in records]


def _may_detach(actor: Actor, attachments: Sequence[Any], at: datetime, /) -> list[Verdict]:
    found: dict[tuple[str, int], Any] = {}
    for kind in sorted({one.about for one in attachments}):
        keys = [one.about_key for one in attachments if one.about == kind]
        found |= {(kind, pk): record for pk, record in USES[kind].model.objects.in_bulk(keys).items()}
    return _may_attach(actor, [found[one.about, one.about_key] for one in attachments], at)


may_attach = Policy("may attach files to the record", _may_attach)
may_detach = Policy("may take files from the record", _may_detach)


@action("core.attach-file", mark("attach a file"), policy=may_attach)
def attach(
    record: Record, *, deed: Deed, file: Kept, name: str, title: str, dated: date | None = None, place: str = ""
) -> Attachment:
    """Attach a kept content to a record. Raises Invalid beyond what one person may send in a day."""
    use = use_of(record)
    stored = _stored(file)
    values = {"title": title, "dated": dated, "place": place, "added_by": deed.by.key, "added_at": deed.at}
    about = {"about": kind_of(record), "about_key": record.pk, "unit": getattr(record, use.unit)}
    made = deed.create(Attachment, file=stored, name=name, **about, **values)
    if not isinstance(deed.by, System):
        try:
            take(deed, day_series(deed.by, deed.at), file.size, limit=use.daily)
        except Invalid:
            raise refusal("too-much", limit=use.daily // MEGABYTE) from None
    return made


@action("core.detach-file", mark("take a file away"), policy=may_detach)
def detach(attachment: Attachment, *, deed: Deed) -> None:
    """Take a file from its record. The content goes a day later, unless it is attached elsewhere."""
    deed.remove(attachment)


def _stored(file: Kept) -> StoredFile:
    """The row of a content, held until the deed ends, so that nobody collects the content meanwhile."""
    row = StoredFile(hash=file.hash, kind=file.kind, size=file.size)
    StoredFile.objects.bulk_create([row], ignore_conflicts=True)
    stored = StoredFile.objects.select_for_update().filter(pk=file.hash).first()
    if stored is None or store().written(KEPT + file.hash) is None:
        raise Conflict("busy", mark("Too many people are writing at once. Please send it again."))
    return stored
