"""The tables of the journal. The database itself refuses to change or delete their rows (guards.py)."""

from __future__ import annotations

from django.db import models

from kheo.core.secrets import SecretField


class JournalDeed(models.Model):
    """One deed: an actor did one verb at one moment. `seal` is empty until the sealer has taken it in."""

    id = models.UUIDField(primary_key=True)
    verb = models.CharField(max_length=100)
    actor = models.CharField(max_length=100)
    subject = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    size = models.PositiveIntegerField()
    hash = models.BinaryField(max_length=32)
    seal = models.PositiveBigIntegerField(null=True)

    class Meta:
        """Indexes with their one reader each."""

        db_table = "journal_deed"
        indexes = (
            models.Index(fields=["seal", "id"], name="journal_deed_seal"),  # sealing and verifying
            models.Index(fields=["actor", "at", "id"], name="journal_deed_actor"),  # what an actor did
            models.Index(fields=["at", "id"], name="journal_deed_at"),  # the list of all deeds
        )


class JournalEntry(models.Model):
    """What a deed did to one record: `change` is canonical JSON, `version` the one that the record came to."""

    pk = models.CompositePrimaryKey("deed_id", "seq")
    deed = models.ForeignKey(JournalDeed, models.PROTECT, related_name="entries", db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=100)
    key = models.CharField(max_length=100)
    version = models.PositiveIntegerField()
    cause = models.CharField(max_length=100, blank=True)
    change = models.TextField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        """A version of a record comes to be once; the same index serves the history of a record."""

        db_table = "journal_entry"
        constraints = (models.UniqueConstraint(fields=["kind", "key", "version"], name="journal_entry_version"),)


class JournalValue(models.Model):
    """The personal values of an entry with their salts, encrypted under the key of the person or thread."""

    pk = models.CompositePrimaryKey("deed_id", "seq")
    deed = models.ForeignKey(JournalDeed, models.PROTECT, related_name="+", db_index=False)
    seq = models.PositiveIntegerField()
    values = SecretField()

    class Meta:
        """Beside the journal, not in it: rows may be deleted."""

        db_table = "journal_value"


class JournalSeal(models.Model):
    """A link of the chain: the root over a set of deeds, and the hash of the link before."""

    no = models.PositiveBigIntegerField(primary_key=True)
    previous = models.BinaryField(max_length=32)
    root = models.BinaryField(max_length=32)
    deeds = models.PositiveIntegerField()
    entries = models.PositiveIntegerField()
    at = models.DateTimeField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        """As the tables beside it."""

        db_table = "journal_seal"
