"""Where a finding stands in the provision tree, and which words no analyser placed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from kheo.reading.flow import Flow
from kheo.reading.model import Citation, Header, Provision, Span, Unplaced

UNPLACED_MIN = 3
"""Stretches with fewer letters than this (stray marks, list dashes) are not worth a line to the officer."""


class Placer:
    """Finds the innermost provision around an offset in logarithmic time."""

    def __init__(self, provisions: tuple[Provision, ...]) -> None:
        """`provisions` in any order."""
        self._starts: list[int] = []
        self._ids: list[str | None] = []
        open_nodes: list[Provision] = []
        for provision in sorted(provisions, key=lambda p: (p.span[0], -p.span[1])):
            self._close(open_nodes, provision.span[0])
            self._mark(provision.span[0], provision.id)
            open_nodes.append(provision)
        self._close(open_nodes, None)

    def _close(self, open_nodes: list[Provision], until: int | None) -> None:
        while open_nodes and (until is None or open_nodes[-1].span[1] <= until):
            ended = open_nodes.pop()
            self._mark(ended.span[1], open_nodes[-1].id if open_nodes else None)

    def _mark(self, start: int, provision_id: str | None) -> None:
        if self._starts and self._starts[-1] == start:
            self._ids[-1] = provision_id
        else:
            self._starts.append(start)
            self._ids.append(provision_id)

    def provision_at(self, offset: int) -> str | None:
        """The id of the innermost provision that holds the offset; None outside all of them."""
        i = bisect_right(self._starts, offset) - 1
        return self._ids[i] if i >= 0 else None


def own_mentions(citations: Iterable[Citation], header: Header) -> Iterator[Citation]:
    """Leave out what the letterhead says of the document itself: its own number, and its kind beside it."""
    own = [field.span for field in (header.number, header.date, header.issuer) if field is not None]
    for citation in citations:
        if not any(_overlap(citation.core_span, span) for span in own):
            yield citation


def unplaced(flow: Flow, header: Header, provisions: tuple[Provision, ...]) -> Iterator[Unplaced]:
    """The lines of the flow that neither header, nor provisions, nor footnotes account for."""
    covered = _merged(
        [*header.furniture, *(p.span for p in provisions if p.parent is None), *(note.span for note in flow.notes)]
    )
    number = 0
    for start, end in _gaps(covered, len(flow.words)):
        line_start = start
        for line in flow.words[start:end].split("\n"):
            words = line.strip()
            at = line_start + len(line) - len(line.lstrip())
            if sum(map(str.isalnum, words)) >= UNPLACED_MIN:
                number += 1
                yield Unplaced(f"u{number}", (at, at + len(words)), "placing.left-over", 1.0, reason="not-placed")
            line_start += len(line) + 1


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _gaps(covered: list[Span], length: int) -> Iterator[Span]:
    at = 0
    for start, end in covered:
        if start > at:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length
