from __future__ import annotations

import uuid

from django.db import models

from kheo.core.access import Visibility, by_system, rule, within
from kheo.core.access.actors import Actor
from kheo.core.access.verdicts import YES, Verdict, no
from kheo.core.lifecycle import Lifecycle, Move, state_field
from kheo.core.lifecycle.table import state_check
from kheo.core.record import Record
from kheo.core.secrets import SecretField


class Unit(Record):
    name = models.CharField(max_length=40)
    visibility = Visibility("read", unit="pk")


class Ancestry(models.Model):
    tree = models.CharField(max_length=20)
    ancestor = models.PositiveBigIntegerField()
    descendant = models.PositiveBigIntegerField()
    start = models.DateField()
    end = models.DateField()


@rule
def keeps_the_pen(actor: Actor, paper: Paper, _at: object) -> Verdict:
    return YES if paper.writer == actor.key else no("not-the-writer", "Only the writer may do this.")


PAPER = Lifecycle(
    "sample.paper",
    {"draft": "draft", "sent": "sent", "kept": "kept", "dropped": "dropped"},
    (
        Move("send", frozenset({"draft"}), "sent", keeps_the_pen, "send the paper"),
        Move("keep", frozenset({"sent"}), "kept", within("judge") | by_system("sample.sent"), "keep the paper"),
        Move("drop", frozenset({"draft", "sent"}), "dropped", within("judge") | keeps_the_pen, "drop the paper"),
    ),
)


class Paper(Record):
    unit = models.ForeignKey(Unit, models.PROTECT)
    writer = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    households = models.PositiveIntegerField(null=True, blank=True)
    state = state_field(PAPER)
    public = models.BooleanField(default=False)

    lifecycle = PAPER
    visibility = Visibility("read", published=models.Q(public=True))

    class Meta:
        constraints = (
            state_check(PAPER, "sample_paper_state"),
            models.UniqueConstraint(fields=["unit", "title"], name="sample_paper_title"),
        )


class Thread(Record):
    code = models.UUIDField(default=uuid.uuid4)
    nickname = models.CharField(max_length=40, blank=True)
    phone = SecretField(null=True)

    personal = frozenset({"nickname"})
    visibility = Visibility("read", unit=None)

    @property
    def data_key(self) -> str:
        return f"thread-{self.code}"


class Row(models.Model):
    """What expressions select from."""

    households = models.IntegerField(null=True)
    done = models.IntegerField(null=True)
    due = models.DateField(null=True)
    title = models.CharField(max_length=40)
    folded = models.CharField(max_length=40)
    public = models.BooleanField(null=True)
    state = models.CharField(max_length=10, null=True)
