"""The table of counters."""

from __future__ import annotations

from django.db import models


class Counter(models.Model):
    """How far a series has come in a period. No part of the journal: what a number was given to stands there."""

    issuer = models.CharField(max_length=100)
    series = models.CharField(max_length=100)
    period = models.CharField(max_length=40)
    value = models.PositiveBigIntegerField(default=0)

    class Meta:
        """One row for each, which is also how it is found."""

        db_table = "counter"
        constraints = (models.UniqueConstraint(fields=["issuer", "series", "period"], name="counter_series"),)
