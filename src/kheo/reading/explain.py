"""Why a finding was made: the document is read again, and this time the rules write down what they leave aside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from kheo.reading.catalogue import rule_by_id
from kheo.reading.export.as_json import iter_findings
from kheo.reading.flowing import make_flow
from kheo.reading.formats import load_path
from kheo.reading.model import Considered, Finding, Reading, Span
from kheo.reading.reader import read_loaded
from kheo.reading.rules import Rule
from kheo.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Explanation:
    """A finding, its rule (None where a format and no rule knew it), and what was considered in the same line."""

    reading: Reading
    finding: Finding
    rule: Rule | None
    place: str
    """Where the words stand in the source, as `Source.origins` gives it."""
    considered: tuple[Considered, ...]
    """Spans count in `Reading.text`."""


def explain_path(path: Path, finding_id: str) -> Explanation | None:
    """Explain one finding of a file; None where nothing has that id. Raises `Unreadable` and OSError."""
    loaded, digest = load_path(path)
    trace: list[Considered] = []
    reading = read_loaded(loaded, path.name, digest, trace=trace)
    finding = next((one for one in _all_findings(reading) if one.id == finding_id), None)
    if finding is None:
        return None
    flow = make_flow(loaded)
    line = _line_around(reading.text, finding.span)
    considered = tuple(replace(one, span=flow.to_text(one.span)[0]) for one in trace)
    return Explanation(
        reading=reading,
        finding=finding,
        rule=rule_by_id(finding.rule),
        place=place(reading, finding.span[0]),
        considered=tuple(dict.fromkeys(one for one in considered if _overlap(one.span, line))),
    )


def _all_findings(reading: Reading) -> Iterator[Finding]:
    """Everything that has an id, the bodies inside orders and report duties included."""
    yield from iter_findings(reading)
    for order in reading.obligations:
        yield from (*order.actors, *order.through, *order.cooperating)
    for duty in reading.report_duties:
        yield from duty.who


def place(reading: Reading, offset: int) -> str:
    """The place in the source of a character of the text, worded as the format words its places (`p3 char 15`)."""
    origins = reading.source.origins
    at = bisect_right(origins, offset, key=lambda origin: origin[0]) - 1
    if at < 0:
        return f"char {offset}"
    start, origin = origins[at]
    head, _, number = origin.rpartition(" ")
    return f"{head} {int(number) + offset - start}" if number.isdigit() else origin


def _line_around(text: str, span: Span) -> Span:
    """The line, or lines, in which a span stands."""
    end = text.find("\n", span[1])
    return text.rfind("\n", 0, span[0]) + 1, len(text) if end < 0 else end


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
