"""The lifecycle of a hand-over (bàn giao)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kheo.core.access import YES, Actor, Verdict, no, rule, within
from kheo.core.lifecycle import Lifecycle, Move
from kheo.i18n import mark

OFFERED, ACCEPTED, DECLINED, WITHDRAWN = "offered", "accepted", "declined", "withdrawn"


@rule
def giver(actor: Actor, handover: Any, _at: datetime) -> Verdict:
    """Whoever gives the work away."""
    if actor.key == f"person:{handover.giver_person_id}":
        return YES
    return no("not-the-giver", mark("Only the person who hands over may do this."))


@rule
def taker(actor: Actor, handover: Any, _at: datetime) -> Verdict:
    """Whoever is to take the work over."""
    if actor.key == f"person:{handover.taker_person_id}":
        return YES
    return no("not-the-taker", mark("Only the person who is to take over may do this."))


manager = within("people.manage")
manager_of_both = manager & within("people.manage", "taker_unit_id")

HANDOVER = Lifecycle(
    "organisations.handover",
    {
        OFFERED: mark("waiting to be taken over"),
        ACCEPTED: mark("taken over"),
        DECLINED: mark("declined"),
        WITHDRAWN: mark("withdrawn"),
    },
    (
        Move("accept", frozenset({OFFERED}), ACCEPTED, taker | manager_of_both, mark("take over the work")),
        Move("decline", frozenset({OFFERED}), DECLINED, taker, mark("decline the hand-over")),
        Move("withdraw", frozenset({OFFERED}), WITHDRAWN, giver | manager, mark("withdraw the hand-over")),
    ),
)
