"""Units through time: what each was called and was (spells), where it stood (placements), what became of it
(successions). All intervals are half open; what has no end ends at FOREVER.
"""

from __future__ import annotations

from django.db import models

from kheo.core.access import FOREVER, Visibility
from kheo.core.ordering import SortKeyField
from kheo.core.record import Record
from kheo.i18n import mark
from kheo.organisations.models.vocabulary import Kind, Level, Tree

ENDS_AFTER_START = models.Q(end__gt=models.F("start"))
READ = "units.read"

_NO_HIDDEN_PARENT = models.Q(parent=None) | models.Q(parent__published=True)


class Certainty(models.TextChoices):
    """How sure a statement about the past is."""

    OFFICIAL = "official", mark("stated by an official text")
    DERIVED = "derived", mark("follows from official data")
    ASSUMED = "assumed", mark("assumed, to be checked")


class Unit(Record):
    """A body or a place that records can belong to (đơn vị). What it is called and when it existed say its spells.

    `code` is the name under which files know it. An unpublished unit is seen only within reach or by grant.
    """

    code = models.CharField(max_length=60, unique=True)
    published = models.BooleanField(default=True)

    visibility = Visibility(READ, unit="pk", published=models.Q(published=True))

    class Meta:
        """Named for what it is."""

        db_table = "unit"


class Spell(Record):
    """What a unit was called, of which kind and level, over a span. A unit exists on the days that its spells cover."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="spells")
    name = models.CharField(max_length=200)
    kind = models.ForeignKey(Kind, models.PROTECT, to_field="code", db_index=False)
    level = models.ForeignKey(Level, models.PROTECT, to_field="code", db_index=False)
    start = models.DateField()
    end = models.DateField(default=FOREVER)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    certainty = models.CharField(max_length=10, choices=Certainty.choices, default=Certainty.OFFICIAL)
    folded = models.CharField(max_length=200, editable=False)
    sort_key = SortKeyField(max_length=1_000, editable=False)

    visibility = Visibility(READ, published=models.Q(unit__published=True))

    class Meta:
        """The index by name serves lists, filtered ones without a look at the rows that are left out; the one by kind
        the members of a group of address.
        """

        db_table = "spell"
        constraints = (models.CheckConstraint(condition=ENDS_AFTER_START, name="spell_ends_after_start"),)
        indexes = (
            models.Index(fields=["sort_key", "id", "folded", "unit", "start", "end"], name="spell_by_name"),
            models.Index(fields=["kind", "start"], name="spell_by_kind"),
        )


class Placement(Record):
    """Under which unit a unit stood in a tree over a span; no parent means that it was a root.

    `custody`: the unit no longer exists and its records are in the hands of `parent`, its custodian.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    tree = models.ForeignKey(Tree, models.PROTECT, to_field="code", db_index=False)
    start = models.DateField()
    end = models.DateField(default=FOREVER)
    custody = models.BooleanField(default=False)

    visibility = Visibility(READ, published=models.Q(unit__published=True) & _NO_HIDDEN_PARENT)

    class Meta:
        """The index serves the children of a unit."""

        db_table = "placement"
        constraints = (
            models.CheckConstraint(condition=ENDS_AFTER_START, name="placement_ends_after_start"),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("unit")), name="placement_not_under_itself"
            ),
        )
        indexes = (models.Index(fields=["tree", "parent", "start"], name="placement_children"),)


class Ancestry(models.Model):
    """Who stood under whom, over which span: the placements, closed. Derived; only `ancestry.py` writes it.

    Every unit is its own descendant at depth 0 while it stands in a tree.
    """

    pk = models.CompositePrimaryKey("tree", "ancestor", "descendant", "start")
    tree = models.CharField(max_length=40)
    ancestor = models.PositiveBigIntegerField()
    descendant = models.PositiveBigIntegerField()
    depth = models.PositiveSmallIntegerField()
    start = models.DateField()
    end = models.DateField()

    class Meta:
        """The first index holds all that a reach asks for, whether it is listed or looked up by descendant; the second
        serves the way up.
        """

        db_table = "ancestry"
        indexes = (
            models.Index(fields=["tree", "ancestor", "descendant", "end", "start"], name="ancestry_reach"),
            models.Index(fields=["descendant", "tree"], name="ancestry_up"),
        )


class Change(models.TextChoices):
    """What happened to a unit on the day of a succession."""

    MERGED = "merged", mark("merged into")
    SPLIT = "split", mark("was split into")
    CEDED = "ceded", mark("gave a part to")
    REPLACED = "replaced", mark("was replaced by")
    CLOSED = "closed", mark("was closed, its records went to")


class Succession(Record):
    """What a unit became on a day. All rows of one predecessor and day together say where the whole of it went; a unit
    that goes on with less (ceded) has a row to itself for what it kept.

    `share` is the part of the predecessor's figures that went to the successor, from 0 to 1. NULL means unknown:
    figures of before cannot be restated, and pages say so. `custodian` marks the one that holds the records of a unit
    that ended; the other successors read them.
    """

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="became")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="came_from")
    date = models.DateField()
    kind = models.CharField(max_length=10, choices=Change.choices)
    share = models.DecimalField(max_digits=12, decimal_places=10, null=True, blank=True)
    share_basis = models.CharField(max_length=200, blank=True)
    custodian = models.BooleanField(default=False)
    basis = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)
    certainty = models.CharField(max_length=10, choices=Certainty.choices, default=Certainty.OFFICIAL)

    visibility = Visibility(
        READ, unit="successor", published=models.Q(successor__published=True, predecessor__published=True)
    )

    class Meta:
        """A share is a share; one successor has custody."""

        db_table = "succession"
        constraints = (
            models.UniqueConstraint(fields=["predecessor", "date", "successor"], name="succession_once"),
            models.UniqueConstraint(
                fields=["predecessor"], condition=models.Q(custodian=True), name="succession_one_custodian"
            ),
            models.CheckConstraint(
                condition=models.Q(share=None) | models.Q(share__gte=0, share__lte=1), name="succession_share"
            ),
        )
