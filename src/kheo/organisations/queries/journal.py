"""The journal as someone may read it: all of it for whoever may read it at the top of a tree, else one's own deeds."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from kheo.core.access import Actor, System
from kheo.core.access.visibility import day_of
from kheo.core.journal.models import JournalDeed, JournalSeal
from kheo.organisations.ancestry import HERITAGE
from kheo.organisations.models import Ancestry
from kheo.organisations.policies import READ_JOURNAL


def reads_all(actor: Actor, at: datetime) -> bool:
    """Whether someone may read every deed: entries hold values of any record, so no part of a tree is enough."""
    if isinstance(actor, System):
        return True
    on = day_of(at)
    spans = [span for span in actor.reach(at) if span.tree != HERITAGE and span.holds(READ_JOURNAL, on)]
    for span in spans:
        if span.tree == HERITAGE:
            continue  # nobody stands above a unit in what it came from
        above = Ancestry.objects.filter(tree=span.tree, descendant=span.root, depth__gt=0, start__lte=on, end__gt=on)
        if not above.exists():
            return True
    return False


def deeds(actor: Actor, at: datetime) -> QuerySet[JournalDeed]:
    """The deeds that someone may read about, newest first."""
    seen = JournalDeed.objects.all() if reads_all(actor, at) else JournalDeed.objects.filter(actor=actor.key)
    return seen.order_by("-at", "-id")


def seals() -> QuerySet[JournalSeal]:
    """The links of the chain, newest first; they say nothing of what was done."""
    return JournalSeal.objects.order_by("-no")
