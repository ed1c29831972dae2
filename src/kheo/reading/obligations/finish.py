"""Drafts into obligations and report duties: ids, object, cites, confidence."""

from __future__ import annotations

from bisect import bisect_left
from sys import intern

from kheo.reading.model import Citation, Footnote, Named, Obligation, Provision, ReportDuty, Span
from kheo.reading.obligations.clause import object_of
from kheo.reading.obligations.confidence import confidence
from kheo.reading.obligations.draft import Draft
from kheo.reading.obligations.reports import report_to, report_what, reports
from kheo.reading.obligations.view import View
from kheo.reading.placing import Placer


def finished(
    view: View,
    drafts: list[Draft],
    provisions: tuple[Provision, ...],
    citations: tuple[Citation, ...],
    footnotes: tuple[Footnote, ...],
) -> tuple[tuple[Obligation, ...], tuple[ReportDuty, ...]]:
    """The orders in reading order, and a duty to report for each of them that is one.

    `drafts` is empty afterwards: a long text has ten thousands, and each is let go as soon as its order is there.
    """
    cited = _Cited(citations, footnotes)
    placer = Placer(provisions)
    obligations: list[Obligation] = []
    duties: list[ReportDuty] = []
    drafts.sort(key=lambda one: one.clause.span)
    drafts.reverse()
    while drafts:
        draft = drafts.pop()
        number = len(obligations) + 1
        place = draft.provision or placer.provision_at(draft.clause.span[0])
        order = _obligation(view, draft, f"o{number}", place, cited)
        obligations.append(order)
        if order.report:
            duties.append(_duty(view, draft, order, f"r{len(duties) + 1}"))
    return tuple(obligations), tuple(duties)


def _obligation(view: View, draft: Draft, order_id: str, place: str | None, cited: _Cited) -> Obligation:
    sure = confidence(view, draft)
    span = view.trimmed(draft.clause.span)

    def named(kind: str, spans: tuple[Span, ...]) -> tuple[Named, ...]:
        rule = intern(f"body.{'named' if draft.source == 'subject' or kind != 'a' else draft.source}")
        return tuple(Named(f"{order_id}.{kind}{i}", one, rule, sure) for i, one in enumerate(spans, 1))

    return Obligation(
        id=order_id,
        span=span,
        rule=draft.clause.rule,
        confidence=sure,
        provision=place,
        actors=named("a", draft.actors),
        actors_from=draft.source,
        through=named("t", draft.through),
        cooperating=named("c", draft.cooperating),
        action_span=view.trimmed(draft.clause.predicate.action),
        object_span=object_of(view, draft.clause),
        due=draft.due or draft.phase,
        period=draft.period,
        cites=cited.within(span),
        report=reports(view, draft.clause),
    )


def _duty(view: View, draft: Draft, order: Obligation, duty_id: str) -> ReportDuty:
    whens = [one.span for one in (order.due,) if one is not None]
    whens += _times(view, order.period.span) if order.period is not None else []
    return ReportDuty(
        id=duty_id,
        span=order.span,
        rule="report.periodic" if order.period else "report.once",
        confidence=order.confidence,
        obligation=order.id,
        who=tuple(
            Named(f"{duty_id}.w{i}", one.span, one.rule, one.confidence) for i, one in enumerate(order.actors, 1)
        ),
        to_span=report_to(view, draft.clause),
        what_span=report_what(view, draft.clause),
        when_spans=tuple(sorted(set(whens))),
    )


def _times(view: View, span: Span) -> list[Span]:
    """The single times of a cycle: `hằng năm`, `sơ kết` and `tổng kết` are three."""
    pieces: list[Span] = []
    start = span[0]
    for mark in view.cue(r", (?:và )?| và ").finditer(view.folded(span)):
        pieces.append((start, span[0] + mark.start()))
        start = span[0] + mark.end()
    return [*pieces, (start, span[1])]


class _Cited:
    """The documents named in a stretch of words, or in a footnote that hangs on it."""

    def __init__(self, citations: tuple[Citation, ...], footnotes: tuple[Footnote, ...]) -> None:
        self._citations = sorted((c for c in citations if c.nested_in is None), key=lambda c: c.core_span)
        self._starts = [c.core_span[0] for c in self._citations]
        self._notes = sorted((f for f in footnotes if f.anchor_span), key=lambda f: f.anchor_span or (0, 0))
        self._anchors = [f.anchor_span[0] for f in self._notes if f.anchor_span]

    def within(self, span: Span) -> tuple[str, ...]:
        """Their keys, each once, in the order of mention."""
        keys = self._keys(span)
        first = bisect_left(self._anchors, span[0])
        last = bisect_left(self._anchors, span[1] + 2)
        for note in self._notes[first:last]:
            keys += self._keys(note.span)
        return tuple(dict.fromkeys(keys))

    def _keys(self, span: Span) -> list[str]:
        first, last = bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1])
        return [c.key for c in self._citations[first:last]]
