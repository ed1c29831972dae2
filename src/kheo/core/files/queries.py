"""Reading attachments: those of a record, or one by its id, always for somebody."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from kheo.core.access import Actor, fetch
from kheo.core.files.models import Attachment
from kheo.core.files.uses import USES
from kheo.core.record import Record, kind_of


def attachments_of(actor: Actor, at: datetime, record: Record) -> QuerySet[Any]:
    """The files of a record, as somebody may see them, latest first; one query."""
    seen = Attachment.objects.visible_to(actor, at).filter(about=kind_of(record), about_key=record.pk)
    return seen.select_related("file").order_by("-id")


def attachment(actor: Actor, at: datetime, pk: int) -> Attachment:
    """One attachment. Raises NotFound, whether it is not there or hidden."""
    found: Attachment = fetch(Attachment.objects.visible_to(actor, at).select_related("file"), pk)
    return found


def record_of(actor: Actor, at: datetime, kind: str, key: int) -> Any:
    """The record that a file belongs to, or shall. Raises NotFound; KeyError where the kind takes no files."""
    return fetch(USES[kind].model.objects.visible_to(actor, at), key)
