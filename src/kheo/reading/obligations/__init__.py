"""Orders (nhiệm vụ được giao) and duties to report: who must do what, by when, through and together with whom."""

from __future__ import annotations

from kheo.reading.flow import Flow
from kheo.reading.model import Citation, Footnote, Header, Obligation, Provision, ReportDuty
from kheo.reading.obligations.catalogue import RULES

__all__ = ["RULES", "read_obligations"]


def read_obligations(
    flow: Flow,
    header: Header,
    provisions: tuple[Provision, ...],
    citations: tuple[Citation, ...],
    footnotes: tuple[Footnote, ...],
) -> tuple[tuple[Obligation, ...], tuple[ReportDuty, ...]]:
    """The orders of a document and its report duties, in reading order; spans count in `flow.words`.

    Recitals, purposes, assessments, accounts of what was done, quotations and titles are no orders. What the words do
    not say is None or empty, never a guess.
    """
    from kheo.reading.obligations.finish import finished
    from kheo.reading.obligations.walk import Walk

    walk = Walk(flow, header, provisions, citations)
    return finished(walk.view, walk.drafts(), provisions, citations, footnotes)
