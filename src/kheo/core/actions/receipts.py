"""Receipts: a request sent twice is one deed.

A receipt is claimed first in the transaction of its deed, and says what the deed gave back. It is no part of the
journal and goes after a while; from then on the journal itself refuses the id.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.utils.crypto import salted_hmac

from kheo.core.errors import Conflict, NotFound
from kheo.core.journal.hashing import canonical, written
from kheo.core.record import Record, kind_of
from kheo.i18n import mark

KEPT_FOR = timedelta(days=90)


class Receipt(models.Model):
    """What a deed was asked, as a keyed hash, and what it gave back, as JSON."""

    id = models.UUIDField(primary_key=True)
    asked = models.CharField(max_length=64)
    result = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        """Named for what it is."""

        db_table = "deed_receipt"


@dataclass(frozen=True, slots=True)
class Unremembered:
    """An argument of which not even a hash is kept, such as a password."""

    text: str = field(repr=False)


def asked_of(verb: str, actor: str, subject: object, arguments: Mapping[str, object]) -> str:
    """A hash of what was asked. Keyed, so that a stolen table does not confirm guesses at what was entered."""
    text = canonical([verb, actor, subject, arguments], _plain)
    return salted_hmac("kheo.core.receipts", text.encode("utf-8", "surrogatepass"), algorithm="sha256").hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Unremembered):
        return ""
    if isinstance(value, models.Model):
        return [value._meta.label_lower, str(value.pk)]
    if is_dataclass(value):
        return {one.name: getattr(value, one.name) for one in fields(value)}
    return value.value if isinstance(value, Enum) else written(value)


_CLAIM = "INSERT INTO deed_receipt (id, asked, result, at) VALUES (%s, %s, '', %s) ON CONFLICT (id) DO NOTHING"


def claim(deed_id: UUID, asked: str, at: datetime) -> Receipt | None:
    """None where the deed is new; else the receipt of the deed that had this id, once that has ended.

    Raises Conflict where the same id now asks for something else: whoever sent it would think it was done.
    """
    with connection.cursor() as cursor:
        values = (Receipt._meta.get_field("id"), deed_id), (Receipt._meta.get_field("at"), at)
        key, moment = (field.get_db_prep_value(value, connection) for field, value in values)
        cursor.execute(_CLAIM, (key, asked, moment))
        if cursor.rowcount == 1:
            return None
    earlier = Receipt.objects.get(id=deed_id)
    if earlier.asked != asked:
        raise Conflict(
            "deed-id-used", mark("This form was already sent with other content. Open it anew and send again.")
        )
    return earlier


def settle(deed_id: UUID, result: object) -> None:
    """Write down what a deed gave back: a record, or a value that JSON can hold."""
    kept = {"record": [kind_of(result), str(result.pk)]} if isinstance(result, Record) else {"value": result}
    Receipt.objects.filter(id=deed_id).update(result=json.dumps(kept))


def result_of(receipt: Receipt) -> Any:
    """What the deed gave back: the record as it is now. Raises NotFound where it is no more."""
    kept = json.loads(receipt.result)
    if "record" not in kept:
        return kept["value"]
    kind, pk = kept["record"]
    record = apps.get_model(kind)._default_manager.filter(pk=pk).first()
    if record is None:
        raise NotFound("removed", mark("This was done, and has been removed since."), kind=kind)
    return record


def forget(at: datetime) -> int:
    """Delete receipts older than KEPT_FOR; how many."""
    return Receipt.objects.filter(at__lt=at - KEPT_FOR).delete()[0]
