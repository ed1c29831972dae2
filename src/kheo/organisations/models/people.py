"""People and what they are where: mandates, the localities assigned to them, leave, hand-over of work."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models

from kheo.core.access import FOREVER, Actor, Visibility, units_within
from kheo.core.access.visibility import NOTHING, reached
from kheo.core.lifecycle import state_check, state_field
from kheo.core.record import Record
from kheo.core.secrets import SecretField
from kheo.organisations.lifecycle import HANDOVER
from kheo.organisations.models.units import ENDS_AFTER_START, Unit
from kheo.organisations.models.vocabulary import Role

if TYPE_CHECKING:
    from datetime import datetime

READ, MANAGE = "people.read", "people.manage"


class _ThroughMandates(Visibility):
    """A person is seen where one of their mandates is, by themselves and by grant; without any mandate yet, by whoever
    appoints people.
    """

    def rows(self, model: type[Record], actor: Actor, at: datetime) -> models.Q:
        held = Mandate.objects.filter(person=models.OuterRef("pk"))
        seen = _oneself(actor, "pk") | super().rows(model, actor, at)
        seen |= models.Q(models.Exists(held.visible_to(actor, at)))
        appoints = units_within(actor, MANAGE, at) is not None
        return seen | models.Q(~models.Exists(held)) if appoints else seen


class _BetweenTwo(Visibility):
    """A hand-over is seen at both units, and by the two whom it concerns."""

    def rows(self, model: type[Record], actor: Actor, at: datetime) -> models.Q:
        theirs = _oneself(actor, "giver_person") | _oneself(actor, "taker_person")
        return theirs | super().rows(model, actor, at) | reached(actor, self.capability, at, "taker_unit")


def _oneself(actor: Actor, field: str) -> models.Q:
    return models.Q(**{field: actor.key.removeprefix("person:")}) if actor.key.startswith("person:") else NOTHING


class Person(Record):
    """Someone who holds mandates. Name and contact details are encrypted under the person's own key and go with it at
    the end of the month of `expires`, in backups and in the journal too.

    `initial` orders people by their given name without saying it; `words` finds a name by keyed hashes of its words.
    Both go with the name; of what they were the journal keeps commitments alone, since few words make all names.
    """

    code = models.UUIDField(default=uuid.uuid4, unique=True)
    name = SecretField(null=True)
    email = SecretField(null=True)
    phone = SecretField(null=True)
    initial = models.PositiveSmallIntegerField(null=True, blank=True)
    words = models.TextField(null=True, blank=True)
    expires = models.DateField()
    signs_in = models.BooleanField(default=False)

    personal = frozenset({"initial", "words"})
    visibility = _ThroughMandates(READ, unit=None)

    class Meta:
        """Named for what it is."""

        db_table = "person"

    @property
    def data_key(self) -> str:
        """The name of the key of this person's values."""
        return f"person-{self.code}"


class Mandate(Record):
    """A role at a unit for a span (chức vụ, phân công); it reaches that unit's subtree as its role's powers say.

    `deputises` names the mandate whose holder is stood in for.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    role = models.ForeignKey(Role, models.PROTECT, to_field="code", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="mandates")
    start = models.DateField()
    end = models.DateField(default=FOREVER)
    deputises = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="deputies")
    basis = models.CharField(max_length=300, blank=True)

    visibility = Visibility(READ)

    class Meta:
        """Lists go by unit; who holds what when is asked by person."""

        db_table = "mandate"
        constraints = (
            models.CheckConstraint(condition=ENDS_AFTER_START, name="mandate_ends_after_start"),
            models.UniqueConstraint(fields=["person", "unit", "role", "start"], name="mandate_once"),
        )
        indexes = (models.Index(fields=["unit", "end", "id"], name="mandate_by_unit"),)


class Charge(Record):
    """A locality assigned to the holder of a mandate (phụ trách địa bàn) for a span."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="charges")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    start = models.DateField()
    end = models.DateField(default=FOREVER)

    visibility = Visibility(READ)

    class Meta:
        """Named for what it is."""

        db_table = "charge"
        constraints = (
            models.CheckConstraint(condition=ENDS_AFTER_START, name="charge_ends_after_start"),
            models.UniqueConstraint(fields=["mandate", "unit", "start"], name="charge_once"),
        )

    @property
    def home_id(self) -> int:
        """The unit of the mandate, where this is managed."""
        return self.mandate.unit_id


class Leave(Record):
    """The holder of a mandate is away for a span; `deputy` is the mandate of whoever stands in, if anybody does."""

    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="leaves")
    deputy = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    start = models.DateField()
    end = models.DateField()

    visibility = Visibility(READ, unit="mandate__unit")

    class Meta:
        """Named for what it is."""

        db_table = "leave"
        constraints = (models.CheckConstraint(condition=ENDS_AFTER_START, name="leave_ends_after_start"),)

    @property
    def unit_id(self) -> int:
        """The unit of the mandate, where this is managed."""
        return self.mandate.unit_id


class Handover(Record):
    """The open work of one mandate is passed to another (bàn giao). What is open, areas know: accepting emits
    `WorkHandedOver`.
    """

    giver = models.ForeignKey(Mandate, models.PROTECT, related_name="handovers_given")
    taker = models.ForeignKey(Mandate, models.PROTECT, related_name="handovers_taken")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    taker_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    giver_person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    taker_person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    note = models.TextField(blank=True, max_length=4_000)
    state = state_field(HANDOVER)

    lifecycle = HANDOVER
    visibility = _BetweenTwo(READ)

    class Meta:
        """Work is not passed to the mandate that has it."""

        db_table = "handover"
        constraints = (
            state_check(HANDOVER, "handover_state"),
            models.CheckConstraint(condition=~models.Q(giver=models.F("taker")), name="handover_to_another"),
        )
