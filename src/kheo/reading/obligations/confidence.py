"""How sure an order is: by the rule that found it and by what stands around it."""

from __future__ import annotations

from kheo.reading.obligations.draft import Draft
from kheo.reading.obligations.sections import Mode
from kheo.reading.obligations.view import View

_BY_RULE = {
    "order.assign": 0.95,
    "order.asked": 0.93,
    "order.subject-duty": 0.93,
    "order.subject-verb": 0.88,
    "order.verb-first": 0.8,
    "order.task-title": 0.7,
}


def confidence(view: View, draft: Draft) -> float:
    """From 0 to 1."""
    sure = _BY_RULE.get(draft.clause.rule, 0.7)
    if not draft.actors:
        sure -= 0.1
    if not draft.clause.first:
        sure -= 0.1
    if draft.mode is not Mode.FULL:
        sure -= 0.05
    if view.noisy:
        sure -= 0.1
    return round(max(0.3, sure), 2)
