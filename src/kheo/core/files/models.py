"""The tables of files: contents by their hash, and attachments, which say whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from kheo.core.access import PUBLIC, System, Visibility
from kheo.core.access.visibility import EVERYTHING, NOTHING
from kheo.core.files.uses import USES
from kheo.core.record import Record

if TYPE_CHECKING:
    from datetime import datetime

    from kheo.core.access import Actor


class StoredFile(models.Model):
    """A content, once, whoever attached it to what. No record: nothing is said of it but what it is by itself."""

    hash = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()

    class Meta:
        """Found by its hash alone."""

        db_table = "stored_file"


class _AsItsRecord(Visibility):
    """Who has signed in and may see a record may read its files: no other way leads to them."""

    def rows(self, model: type[Record], actor: Actor, at: datetime) -> models.Q:
        if isinstance(actor, System):
            return EVERYTHING
        seen = NOTHING
        for kind, use in USES.items() if actor != PUBLIC else ():
            records = use.model.objects.visible_to(actor, at).values("pk")
            seen |= models.Q(about=kind, about_key__in=records)
        return seen


class Attachment(Record):
    """A file of a record: `about` and `about_key` name the record, `unit` the unit under which it stands.

    `title` is what its sender calls it, `name` under which name it is handed out; `dated` and `place` are of the
    document, or of what a picture shows.
    """

    about = models.CharField(max_length=100)
    about_key = models.PositiveBigIntegerField()
    unit = models.PositiveBigIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    dated = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=100, blank=True)
    added_by = models.CharField(max_length=100)
    added_at = models.DateTimeField()

    visibility = _AsItsRecord("", unit=None)

    class Meta:
        """The index serves the list of a record's files."""

        db_table = "attachment"
        indexes = (models.Index(fields=["about", "about_key", "id"], name="attachment_of"),)
