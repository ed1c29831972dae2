"""The plan as lines of text for a terminal or a pipe."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, TextIO

from kheo.i18n import gettext as _
from kheo.reading import plan
from kheo.reading.model import Obligation, Reading
from kheo.values import dataclass

if TYPE_CHECKING:
    from kheo.reading.explain import Explanation

Style = Literal["", "title", "heading", "muted", "late"]

WIDTH = 80
STYLES: dict[Style, str] = {"": "", "title": "bold", "heading": "bold cyan", "muted": "dim", "late": "yellow"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line and how a terminal may show it."""

    text: str
    style: Style = ""


def plan_lines(reading: Reading, width: int = WIDTH) -> Iterator[Line]:
    """The whole plan: what it is, orders by actor, report duties, documents, what is not stated or not placed."""
    yield from _head(reading, width)
    for group in plan.groups(reading):
        yield Line("")
        yield from _wrapped(plan.names(reading, group.actors) or _("Nobody is named"), width, style="heading")
        for order in group.orders:
            yield from _order(reading, order, width)
    yield from _report_duties(reading, width)
    yield from _documents(reading, width)
    yield from _open_ends(reading, width)


def show(lines: Iterable[Line], out: TextIO, *, styled: bool = False) -> None:
    """Write lines, with the styles of a terminal where it is one and Rich is there."""
    if styled:
        try:
            from rich.console import Console
            from rich.text import Text
        except ImportError:
            styled = False
    if not styled:
        out.writelines(line.text + "\n" for line in lines)
        return
    console = Console(file=out, force_terminal=True, width=1000)
    for line in lines:
        console.print(Text(line.text, STYLES[line.style]), soft_wrap=True)


def explanation_lines(explanation: Explanation, width: int = WIDTH) -> Iterator[Line]:
    """Why a finding was made: its words, its rule with meaning and examples, what else was considered there."""
    reading, finding, rule = explanation.reading, explanation.finding, explanation.rule
    yield Line(f"{finding.id}", "title")
    yield from _labelled(_("words"), plan.words(reading, finding.span, finding.segments), width, indent="  ")
    yield from _labelled(_("stands at"), explanation.place, width, indent="  ")
    yield from _labelled(_("rule"), finding.rule, width, indent="  ", style="heading")
    if rule is not None:
        yield from _labelled(_("meaning"), rule.meaning, width, indent="  ")
        for label, examples in ((_("fires in"), rule.yes), (_("does not fire in"), rule.no)):
            for example in examples[:2]:
                yield from _labelled(label, f"“{example}”", width, indent="  ")
    yield from _labelled(_("confidence"), f"{finding.confidence:.2f}", width, indent="  ")
    yield Line("")
    if not explanation.considered:
        yield Line(_("Nothing else was considered there."), "muted")
        return
    yield Line(_("Also considered there, and left aside:"), "heading")
    for other in explanation.considered:
        yield from _hanging("–", f"{other.rule}: “{plan.words(reading, other.span)}” ({other.why_not})", width)


def _head(reading: Reading, width: int) -> Iterator[Line]:
    header = reading.header
    yield from _wrapped(plan.title(reading), width, style="title")
    issued = [
        header.issuer.value if header.issuer else None,
        plan.vietnamese_date(header.date.value) if header.date else None,
    ]
    if any(issued):
        yield from _wrapped(", ".join(part for part in issued if part), width)
    if header.abstract:
        yield from _wrapped(plan.words(reading, header.abstract.span, header.abstract.segments), width)
    if header.addressees:
        yield from _labelled(_("to"), plan.names(reading, header.addressees), width, indent="")
    yield Line("")
    yield from _wrapped(plan.summary(reading), width)


def _order(reading: Reading, order: Obligation, width: int) -> Iterator[Line]:
    yield from _hanging(order.id, plan.what(reading, order), width)
    if order.actors_from in plan.ACTORS_FROM:
        yield from _labelled(_("who"), _(plan.ACTORS_FROM[order.actors_from]), width)
    if order.through:
        yield from _labelled(_("through"), plan.names(reading, order.through), width)
    if order.cooperating:
        yield from _labelled(_("with"), plan.names(reading, order.cooperating), width)
    stated = plan.when(reading, order)
    for label, words in stated:
        yield from _labelled(label, words, width, style="late")
    if not stated:
        yield from _labelled(_("due"), _("no deadline stated"), width)
    carried_out = plan.carried_out(reading, order)
    if carried_out:
        yield from _labelled(_("carries out"), carried_out, width)


def _report_duties(reading: Reading, width: int) -> Iterator[Line]:
    if not reading.report_duties:
        return
    yield Line("")
    yield Line(_("Report duties"), "heading")
    for duty in reading.report_duties:
        parts = [plan.names(reading, duty.who) or _("Nobody is named")]
        if duty.to_span:
            parts.append("→ " + plan.words(reading, duty.to_span, duty.segments))
        if duty.what_span:
            parts.append(plan.words(reading, duty.what_span, duty.segments))
        yield from _hanging(duty.id, ": ".join([" ".join(parts[:2]), *parts[2:]]), width)
        times = "; ".join(plan.words(reading, span) for span in duty.when_spans)
        yield from _labelled(_("due"), times or _("no deadline stated"), width)


def _documents(reading: Reading, width: int) -> Iterator[Line]:
    documents = plan.cited(reading)
    if not documents:
        return
    yield Line("")
    yield Line(_("Documents cited"), "heading")
    for document in documents:
        facts = plan.document_facts(reading, document)
        name = plan.document_name(reading, document)
        yield from _hanging(document.id, f"{name} – {facts}" if facts else name, width)
        yield from _labelled(_("mentions"), ", ".join(document.mentions), width)


def _open_ends(reading: Reading, width: int) -> Iterator[Line]:
    missing = plan.not_stated(reading)
    if missing:
        yield Line("")
        yield from _labelled(_("Not stated in the text"), ", ".join(missing), width, indent="")
    if reading.unplaced:
        yield Line("")
        yield Line(_("Could not be placed"), "heading")
        for left in reading.unplaced:
            yield from _hanging(left.id, plan.words(reading, left.span, left.segments), width)


def _wrapped(text: str, width: int, *, style: Style = "") -> Iterator[Line]:
    for line in textwrap.wrap(text, width, break_on_hyphens=False):
        yield Line(line, style)


def _hanging(label: str, text: str, width: int) -> Iterator[Line]:
    first = f"  {label:<5} "
    for line in textwrap.wrap(text, width, initial_indent=first, subsequent_indent=" " * 8, break_on_hyphens=False):
        yield Line(line)


def _labelled(label: str, text: str, width: int, *, indent: str = " " * 8, style: Style = "muted") -> Iterator[Line]:
    for line in textwrap.wrap(
        f"{label}: {text}",
        width,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_on_hyphens=False,
    ):
        yield Line(line, style)
