"""Move findings from the flow's spans to the text's, once, when everything is found."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, TypeVar

from kheo.reading.flow import Flow
from kheo.reading.model import Finding, Span
from kheo.values import fields, replace

T = TypeVar("T")


Way = Callable[[Span], tuple[Span, tuple[Span, ...]]]
"""From a span of the words to the text: its envelope, and its pieces where it is broken."""
_REMEMBERED = 512


def way_home(flow: Flow) -> Way | None:
    """The way from words to text; None where they are one. It remembers: many findings share their spans.

    It does not hold the words, so that those of a long text need not be there any more.
    """
    if flow.starts == (0,) and flow.places == (0,):
        return None
    return lru_cache(maxsize=_REMEMBERED)(_sharing(replace(flow, words="").to_text))


def _sharing(way: Way) -> Way:
    """The same way with one number for each place: the parts of a finding begin and end where the whole does.

    A long text has a hundred thousand spans, and each number of its own would weigh as much as half a span.
    """
    known: dict[int, int] = {}

    def shared(span: Span) -> tuple[Span, tuple[Span, ...]]:
        (start, end), pieces = way(span)
        if len(known) > _REMEMBERED:
            known.clear()
        return (known.setdefault(start, start), known.setdefault(end, end)), pieces

    return shared


def _segments(finding: Finding, pieces: tuple[Span, ...], way: Way) -> tuple[Span, ...]:
    """The pieces of a finding in the text: of each segment where it was found in several, else of its span."""
    if not finding.segments:
        return pieces
    moved: list[Span] = []
    for segment in finding.segments:
        envelope, broken = way(segment)
        moved.extend(broken or (envelope,))
    return tuple(moved)


@cache
def _plan(kind: Any) -> tuple[tuple[str, str], ...]:
    """Which fields of a class hold spans, lists of spans, or other values that do."""
    plan: list[tuple[str, str]] = []
    for one in fields(kind):
        described = str(one.type)
        if one.name == "segments":
            continue
        if one.name.endswith("span") or one.name == "body":
            plan.append((one.name, "span"))
        elif one.name.endswith("spans") or one.name in {"annexes", "furniture"}:
            plan.append((one.name, "spans"))
        elif any(word in described for word in _NESTED):
            plan.append((one.name, "values" if described.startswith("tuple") else "value"))
    return tuple(plan)


_NESTED = ("Field", "Named", "Basis", "Signature", "Part", "Due", "Period")


def to_text(value: T, way: Way) -> T:
    """The same finding with every span counted in the text; `segments` filled where its words are broken."""
    changes: dict[str, Any] = {}
    for name, form in _plan(type(value)):  # type: ignore[arg-type]
        old = getattr(value, name)
        if old is None:
            continue
        if form == "span":
            changes[name], pieces = way(old)
            if name == "span" and isinstance(value, Finding):
                changes["segments"] = _segments(value, pieces, way)
        elif form == "spans":
            changes[name] = tuple(way(span)[0] for span in old)
        elif form == "values":
            changes[name] = tuple(to_text(item, way) for item in old)
        else:
            changes[name] = to_text(old, way)
    moved: T = replace(value, **changes)
    return moved
