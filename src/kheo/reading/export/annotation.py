"""A reading as W3C Web Annotations (JSON-LD): one annotation a finding, for any tool that knows the standard.

Positions count in the normalised text of the reading (its `text` in JSON); each is given a second time as a quotation
with what stands before and after, so that it can be found again in another copy. Broken words have several targets.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from kheo.reading import plan
from kheo.reading.export.as_json import Json, iter_findings, printable, to_json
from kheo.reading.model import (
    Citation,
    Field,
    Finding,
    Footnote,
    Named,
    Obligation,
    Provision,
    Reading,
    ReportDuty,
    Signature,
    Span,
    Unplaced,
)

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""So many characters before and after are quoted, as the standard's examples do."""

_TAGS: dict[type[Finding], str] = {
    Field: "header field",
    Named: "addressee or recipient",
    Provision: "provision",
    Obligation: "order",
    ReportDuty: "report duty",
    Citation: "citation",
    Footnote: "footnote",
    Signature: "signature",
    Unplaced: "not placed",
}


def as_annotations(reading: Reading) -> Iterator[Json]:
    """One annotation for each finding, in the order of the JSON."""
    for finding in iter_findings(reading):
        yield {
            "id": f"{_urn(reading)}#{finding.id}",
            "type": "Annotation",
            "motivation": "classifying",
            "body": _bodies(reading, finding),
            "target": [_target(reading, piece) for piece in finding.segments or (finding.span,)],
        }


def dump_annotations(reading: Reading, file: TextIO, *, one_line: bool = False) -> None:
    """Write an AnnotationPage, one annotation a line, or all in one line for JSON Lines."""
    gap = " " if one_line else "\n"
    head = {"@context": CONTEXT, "id": _urn(reading), "type": "AnnotationPage", "label": printable(reading.source.name)}
    file.write(to_json(head)[:-1] + f', "items": [{gap}')
    lines = map(to_json, as_annotations(reading))
    file.writelines(("," + gap if number else "") + line for number, line in enumerate(lines))
    file.write("]}\n")


def _urn(reading: Reading) -> str:
    return f"urn:kheo:{reading.source.sha256}"


def _bodies(reading: Reading, finding: Finding) -> list[Json]:
    bodies: list[Json] = [
        {
            "type": "TextualBody",
            "purpose": "tagging",
            "value": _TAGS.get(type(finding), "legal basis"),
            "language": "en",
        }
    ]
    described = _description(reading, finding)
    if described:
        bodies.append({"type": "TextualBody", "purpose": "describing", "value": described, "language": "vi"})
    return bodies


def _description(reading: Reading, finding: Finding) -> str:
    """What the finding says beside its words: the value, who and when, the key."""
    if isinstance(finding, Field):
        return finding.value
    if isinstance(finding, Obligation):
        times = [plan.due_words(reading, finding.due)] if finding.due else []
        times += [plan.words(reading, finding.period.span)] if finding.period else []
        return " – ".join([plan.names(reading, finding.actors), *times]).strip(" –")
    if isinstance(finding, Citation):
        return finding.key
    return (finding.label or "") if isinstance(finding, Provision) else ""


def _target(reading: Reading, span: Span) -> Json:
    start, end = span
    return {
        "source": f"{_urn(reading)}:text",
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": reading.quote(span),
                "prefix": reading.text[max(0, start - AROUND) : start],
                "suffix": reading.text[end : end + AROUND],
            },
        ],
    }
