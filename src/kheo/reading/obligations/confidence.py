"""How sure an order is: by the rule that found it, by who acts, and by what stands around it.

Measured on annotated documents: orders that an ordering word or a word of duty marks, or that a body with a leading
verb begins, were all right there; those that only begin with a verb are right in about 19 of 20.
"""

from __future__ import annotations

from kheo.reading.obligations.draft import Draft
from kheo.reading.obligations.sections import Mode
from kheo.reading.obligations.view import View

_BY_RULE = {
    "order.assign": 0.95,
    "order.asked": 0.93,
    "order.subject-duty": 0.93,
    "order.subject-verb": 0.87,
    "order.verb-first": 0.82,
    "order.table-row": 0.75,
    "order.task-title": 0.7,
}


def confidence(view: View, draft: Draft) -> float:
    """From 0 to 1."""
    clause = draft.clause
    sure = _BY_RULE.get(clause.rule, 0.7)
    if clause.rule == "order.subject-verb" and _leads(view, draft):
        sure += 0.04
    if clause.rule == "order.verb-first" and draft.own_names:
        sure += 0.03
    if not draft.actors:
        sure -= 0.1
    if not clause.first:
        sure -= 0.05
    if draft.mode is not Mode.FULL:
        sure -= 0.05
    if view.noisy:
        sure -= 0.1
    return round(sure, 2)


def _leads(view: View, draft: Draft) -> bool:
    """Whether the predicate begins as orders do: `chủ trì`, `phối hợp`, `khẩn trương …`."""
    predicate = draft.clause.predicate
    pressing = view.at("PRESSING", predicate.action[0]) is not None
    return pressing or view.lexicon("LEADS").covers(predicate.verbs[0])
