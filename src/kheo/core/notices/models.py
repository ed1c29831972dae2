"""The tables of notices. No records: what a person read, and when they want quiet, is nothing for the journal."""

from __future__ import annotations

from datetime import time

from django.db import models

from kheo.core.jobs.models import Job
from kheo.i18n import LANGUAGES


class Notice(models.Model):
    """One person is told of one record. `occasion` is what makes it once: the deed, or a day.

    `mail_at` is from when it may go by e-mail, empty where it does not; `letter` is the letter that it went into, which
    it never leaves.
    """

    person = models.CharField(max_length=60)
    kind = models.CharField(max_length=100)
    key = models.PositiveBigIntegerField()
    occasion = models.CharField(max_length=60)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail_at = models.DateTimeField(null=True)
    letter = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        """An index for the list of a person, one for the count of what is unread, one for the sender."""

        db_table = "notice"
        constraints = (models.UniqueConstraint(fields=["person", "kind", "key", "occasion"], name="notice_once"),)
        indexes = (
            models.Index(fields=["person", "at", "id"], name="notice_list"),
            models.Index(fields=["person", "id"], condition=models.Q(read_at=None), name="notice_unread"),
            models.Index(fields=["mail_at"], condition=models.Q(letter=None, mail_at__isnull=False), name="notice_due"),
            models.Index(fields=["letter"], condition=models.Q(letter__isnull=False), name="notice_letter"),
        )


class Choice(models.Model):
    """How a person wants to be told. Who never chose has what stands here as defaults."""

    person = models.CharField(max_length=60, unique=True)
    language = models.CharField(max_length=2, default=LANGUAGES[0])
    channels = models.JSONField(default=dict)
    digest_at = models.TimeField(default=time(7, 30))
    quiet_from = models.TimeField(default=time(20))
    quiet_until = models.TimeField(default=time(6, 30))
    rests = models.BooleanField(default=True)

    class Meta:
        """Named for what it is."""

        db_table = "notice_choice"


class Pace(models.Model):
    """One row, which all senders share: the moment (seconds since 1970) at which the next letter may go."""

    next = models.FloatField(default=0.0)

    class Meta:
        """Named for what it is."""

        db_table = "mail_pace"
