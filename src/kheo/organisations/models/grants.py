"""Grants: every access that no mandate gives."""

from __future__ import annotations

from django.db import models

from kheo.core.access import FOREVER, Visibility
from kheo.core.record import Record
from kheo.organisations.models.people import Person
from kheo.organisations.models.units import ENDS_AFTER_START, Unit
from kheo.organisations.models.vocabulary import Tree


class Grant(Record):
    """A capability given to a person, or to whoever holds a mandate at a unit, for a span and for a reason.

    It opens one record (`kind`, `key`; `unit` is the unit that the record belongs to) or, with a `tree`, all that is
    below `unit` in it.
    """

    to_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="grants")
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="grants")
    capability = models.CharField(max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    tree = models.ForeignKey(Tree, models.PROTECT, to_field="code", null=True, blank=True, db_index=False)
    kind = models.CharField(max_length=100, blank=True)
    key = models.PositiveBigIntegerField(null=True, blank=True)
    start = models.DateField()
    end = models.DateField(default=FOREVER)
    reason = models.CharField(max_length=300)

    visibility = Visibility("grants.manage")

    class Meta:
        """One holder, one object or scope."""

        db_table = "access_grant"
        constraints = (
            models.CheckConstraint(condition=ENDS_AFTER_START, name="grant_ends_after_start"),
            models.CheckConstraint(
                condition=models.Q(to_person=None, to_unit__isnull=False)
                | models.Q(to_person__isnull=False, to_unit=None),
                name="grant_one_holder",
            ),
            models.CheckConstraint(
                condition=models.Q(tree=None, key__isnull=False) & ~models.Q(kind="")
                | models.Q(tree__isnull=False, key=None, kind=""),
                name="grant_object_or_scope",
            ),
        )
