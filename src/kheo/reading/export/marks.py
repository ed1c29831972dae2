"""Where the text of a page is marked: findings as stretches that follow each other, however spans nest or overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal

from kheo.reading.export.as_json import HEADER_FIELDS
from kheo.reading.model import Citation, Finding, Obligation, Reading, Span
from kheo.reading.plan import holds
from kheo.values import dataclass

Kind = Literal["order", "citation", "due", "field", "unplaced"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One finding in the text: its pieces, its own anchor there, and the anchor of the plan that it leads to."""

    kind: Kind
    anchor: str
    leads_to: str
    pieces: tuple[Span, ...]

    @property
    def length(self) -> int:
        """How many characters are marked."""
        return sum(end - start for start, end in self.pieces)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of text in which the same marks hold, those that begin here first in the order of their length."""

    span: Span
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]


def marks(reading: Reading) -> list[Mark]:
    """All marks of a page: header fields, orders and their deadlines, citations, words that were not placed."""
    header = reading.header
    found = [Mark("field", f"t-{key}", f"h-{key}", pieces(getattr(header, key))) for key in _fields(reading)]
    found += [Mark("field", f"t-{one.id}", "h-addressees", pieces(one)) for one in header.addressees]
    if header.signature is not None:
        found.append(Mark("field", "t-signature", "h-signature", pieces(header.signature)))
    for order in reading.obligations:
        found.append(Mark("order", f"t-{order.id}", f"p-{order.id}", pieces(order)))
        for number, span in enumerate(_times(order), 1):
            found.append(Mark("due", f"t-{order.id}-{number}", f"p-{order.id}", (span,)))
    for citation in reading.citations:
        leads_to = "plan" if citation.self else f"d-{citation.document}" if citation.document else "documents"
        found.append(Mark("citation", f"t-{citation.id}", leads_to, _core(citation)))
    found += [Mark("unplaced", f"t-{one.id}", f"p-{one.id}", pieces(one)) for one in reading.unplaced]
    return found


def stretches(found: Iterable[Mark], start: int, end: int) -> Iterator[Stretch]:
    """The text from start to end, cut wherever a mark begins or ends; together the stretches are the whole of it."""
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    for mark in found:
        for a, b in mark.pieces:
            if max(a, start) < min(b, end):
                opening.setdefault(max(a, start), []).append(mark)
                closing.setdefault(min(b, end), []).append(mark)
    active: list[Mark] = []
    cuts = sorted({start, end, *opening, *closing})
    for at, until in pairwise(cuts):
        for mark in closing.get(at, ()):
            active.remove(mark)
        active += opening.get(at, ())
        begins = [mark for mark in opening.get(at, ()) if mark.pieces[0][0] == at]
        yield Stretch((at, until), tuple(active), tuple(sorted(begins, key=lambda mark: -mark.length)))


def pieces(finding: Finding) -> tuple[Span, ...]:
    """The unbroken pieces of a finding."""
    return finding.segments or (finding.span,)


def _fields(reading: Reading) -> list[str]:
    return [key for key in HEADER_FIELDS if getattr(reading.header, key) is not None]


def _times(order: Obligation) -> list[Span]:
    """The words of deadline and period, once where one holds the other."""
    spans = {one.span for one in (order.due, order.period) if one is not None}
    return sorted(span for span in spans if not any(holds(other, span) for other in spans - {span}))


def _core(citation: Citation) -> tuple[Span, ...]:
    """The core of a citation, without what stands between its segments."""
    a, b = citation.core_span
    return tuple((max(a, x), min(b, y)) for x, y in citation.segments if x < b and a < y) or (citation.core_span,)
