"""A text read as the body of a document of a kind, for the tests of this package."""

from __future__ import annotations

from kheo.reading.citations import find_citations
from kheo.reading.flow import Flow
from kheo.reading.model import Due, Field, Header, Named, Obligation, ReportDuty, Span
from kheo.reading.obligations import read_obligations
from kheo.reading.structure import read_structure
from kheo.values import dataclass


@dataclass(frozen=True)
class Read:
    """What was read, and the words to quote from."""

    text: str
    orders: tuple[Obligation, ...]
    duties: tuple[ReportDuty, ...]

    def quote(self, span: Span | None) -> str | None:
        return None if span is None else self.text[slice(*span)]

    def actors(self) -> list[list[str]]:
        return [self.names(order.actors) for order in self.orders]

    def names(self, named: tuple[Named, ...]) -> list[str]:
        return [self.text[slice(*one.span)] for one in named]

    def spans(self) -> list[str]:
        return [self.text[slice(*order.span)] for order in self.orders]

    def actions(self) -> list[str]:
        return [self.text[slice(*order.action_span)] for order in self.orders]


def value(due: Due | None) -> str | None:
    """What a deadline says, whichever way."""
    return due and (due.date or due.recurring or due.relative)


def read(text: str, kind: str | None = "công điện") -> Read:
    header = Header(
        kind=Field("h.kind", (0, 0), "test", 1.0, value=kind) if kind else None,
        number=None,
        date=None,
        place=None,
        issuer=None,
        parent_issuer=None,
        abstract=None,
        urgency=None,
        addressees=(),
        bases=(),
        distribution=(),
        signature=None,
        typist=None,
        body=(0, len(text)),
    )
    flow = Flow(text, (0,), (0,))
    citations = tuple(find_citations(text))
    return Read(text, *read_obligations(flow, header, read_structure(flow, header), citations, ()))
