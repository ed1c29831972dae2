"""What must hold of every reading, whatever was read: spans inside the text, children inside parents, ids once each.

Shared by the fuzzer, by `bench/selfchecks.py` and by the property tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from kheo.reading.model import Finding, Provision, Reading
from kheo.values import fields, is_dataclass


def findings(value: Any) -> Iterator[Finding]:
    """Every finding inside a reading, however deep."""
    if isinstance(value, Finding):
        yield value
    if is_dataclass(value):
        for field in fields(value):
            yield from findings(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from findings(item)


def spans(value: Any) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every span inside a value, with the name of its field."""
    if is_dataclass(value):
        for field in fields(value):
            inner = getattr(value, field.name)
            if (field.name.endswith("span") and inner is not None) or field.name == "body":
                yield field.name, inner
            elif field.name.endswith("spans") or field.name in {"segments", "annexes", "furniture"}:
                yield from ((field.name, span) for span in inner)
            else:
                yield from spans(inner)
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)


def breaches(reading: Reading) -> Iterator[tuple[str, str]]:
    """What does not hold, as (name of the check, where). The checks need no gold."""
    length = len(reading.text)
    for name, (start, end) in spans(reading):
        if not 0 <= start <= end <= length:
            yield "span-outside-text", f"{name} {start}:{end} of {length}"
    for finding in findings(reading):
        if not 0 <= finding.confidence <= 1 or not finding.rule:
            yield "finding-without-rule", finding.id
        if finding.segments and (
            finding.span != (min(s for s, _ in finding.segments), max(e for _, e in finding.segments))
        ):
            yield "segments-not-in-span", finding.id
    yield from tree_breaches(reading.provisions)
    yield from list_breaches(reading)


def tree_breaches(provisions: tuple[Provision, ...]) -> Iterator[tuple[str, str]]:
    """Children inside their parents, ids once each, parents that exist."""
    by_id = {provision.id: provision for provision in provisions}
    for provision_id, count in Counter(p.id for p in provisions).items():
        if count > 1:
            yield "id-twice", provision_id
    for provision in provisions:
        if provision.parent is None:
            continue
        parent = by_id.get(provision.parent)
        if parent is None:
            yield "parent-missing", provision.id
        elif not (parent.span[0] <= provision.span[0] and provision.span[1] <= parent.span[1]):
            yield "child-outside-parent", provision.id


def list_breaches(reading: Reading) -> Iterator[tuple[str, str]]:
    """No overlap of one kind, orders inside one provision, links that lead somewhere."""
    provisions = {p.id: p for p in reading.provisions}
    documents = {d.id for d in reading.documents}
    orders = {o.id for o in reading.obligations}
    for before, after in zip(reading.obligations, reading.obligations[1:], strict=False):
        if after.span[0] < before.span[1] and not (before.segments or after.segments):
            yield "orders-overlap", f"{before.id} {after.id}"
    # Citations come in reading order: those of a footnote after the text, wherever the note is printed.
    cores = sorted((c.core_span, c.id) for c in reading.citations if not c.segments)
    for (before_span, before_id), (after_span, after_id) in zip(cores, cores[1:], strict=False):
        if after_span[0] < before_span[1]:
            yield "citations-overlap", f"{before_id} {after_id}"
    for order in reading.obligations:
        home = provisions.get(order.provision or "")
        if home and not order.segments and not (home.span[0] <= order.span[0] and order.span[1] <= home.span[1]):
            yield "order-outside-provision", order.id
        if order.due and sum(x is not None for x in (order.due.date, order.due.recurring, order.due.relative)) != 1:
            yield "due-not-one-of", order.id
    for citation in reading.citations:
        if citation.document not in documents:
            yield "citation-without-document", citation.id
        if citation.provision is not None and citation.provision not in provisions:
            yield "citation-without-provision", citation.id
    for duty in reading.report_duties:
        if duty.obligation not in orders:
            yield "report-without-order", duty.id


def numbering_breaches(provisions: tuple[Provision, ...]) -> Iterator[tuple[str, str]]:
    """Arabic labels of siblings that do not follow one another; a sign of a label missed or made up.

    In an annex a list may begin anew: forms and tables stand there one behind another, each counting from 1.
    """
    last: dict[tuple[str | None, str], int] = {}
    for provision in provisions:
        digits = "".join(char for char in provision.label or "" if char.isdigit())
        if provision.level not in {"dieu", "khoan", "arabic"} or not digits or len(digits) > 3:
            continue
        at = (provision.parent, provision.level)
        anew = digits == "1" and provision.id.startswith("phuluc")
        if at in last and int(digits) != last[at] + 1 and not anew:
            yield "numbering-not-consecutive", provision.id
        last[at] = int(digits)
