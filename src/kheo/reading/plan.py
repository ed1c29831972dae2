"""The plan that a document lays out: who must do what by when, grouped by who; for pages and the command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kheo.i18n import gettext as _
from kheo.i18n import mark, ngettext
from kheo.reading.model import Citation, Document, Due, Named, Obligation, Reading, Span
from kheo.values import dataclass

ACTORS_FROM = {
    "heading": mark("named in the heading of the section"),
    "opening": mark("named in the opening"),
    "addressees": mark("the addressees"),
}
NOT_STATED = {
    "kind": mark("kind of document"),
    "number": mark("number"),
    "date": mark("date"),
    "issuer": mark("issuer"),
    "abstract": mark("abstract"),
    "signature": mark("signature"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """The orders of one set of bodies, in the order of the text."""

    actors: tuple[Named, ...]
    orders: tuple[Obligation, ...]


def groups(reading: Reading) -> tuple[Group, ...]:
    """Orders by those who must act, in the order in which the text first names them."""
    found: dict[tuple[str, ...], list[Obligation]] = {}
    for order in reading.obligations:
        found.setdefault(tuple(_folded(actor, reading) for actor in order.actors), []).append(order)
    return tuple(Group(orders[0].actors, tuple(orders)) for orders in found.values())


def words(reading: Reading, span: Span, segments: Sequence[Span] = ()) -> str:
    """The words of a span in one line, without what stands between its segments."""
    pieces = [(max(a, span[0]), min(b, span[1])) for a, b in segments if a < span[1] and span[0] < b] or [span]
    return " ".join(" ".join(map(reading.quote, pieces)).split())


def what(reading: Reading, order: Obligation) -> str:
    """What is ordered: the words from the verb on, without the subject before it."""
    start = order.action_span[0] if order.span[0] <= order.action_span[0] < order.span[1] else order.span[0]
    return words(reading, (start, order.span[1]), order.segments)


def names(reading: Reading, bodies: Sequence[Named]) -> str:
    """Bodies in one line."""
    return "; ".join(words(reading, body.span, body.segments) for body in bodies)


def due_words(reading: Reading, due: Due) -> str:
    """The printed words of a deadline, with the day that they stand for where they do not print it in figures."""
    printed = words(reading, due.span)
    day = vietnamese_date(due.date)
    return printed if day is None or _same_day(day, printed) else f"{printed} ({day})"


def vietnamese_date(iso: str | None) -> str | None:
    """An ISO date as dd/mm/yyyy."""
    return None if iso is None else "/".join(reversed(iso.split("-")))


def when(reading: Reading, order: Obligation) -> list[tuple[str, str]]:
    """The deadline and the period of an order, each with its label; empty where the text states neither.

    A period that the words of the deadline hold already (trước ngày 15/11 hằng năm) is not said twice.
    """
    stated = []
    if order.due is not None:
        stated.append((_("due"), due_words(reading, order.due)))
    if order.period is not None and not (order.due is not None and holds(order.due.span, order.period.span)):
        stated.append((_("period"), words(reading, order.period.span)))
    return stated


def document_name(reading: Reading, document: Document) -> str:
    """The number of a document; where it has none, its name as the first mention spells it."""
    if document.number:
        return document.number
    mention = next((one for one in reading.citations if one.id in document.mentions), None)
    return words(reading, mention.core_span, mention.segments) if mention else document.key


def document_facts(reading: Reading, document: Document) -> str:
    """What all mentions together say of a document, in one line."""
    mentions = {citation.id: citation for citation in reading.citations}
    title = None
    if document.title_span is not None:
        title = words(reading, document.title_span, _segments(document, mentions))
    facts = [document.kind if document.number else None, vietnamese_date(document.date), document.issuer, title]
    return ", ".join(fact for fact in facts if fact)


def _segments(document: Document, mentions: dict[str, Citation]) -> tuple[Span, ...]:
    owners = (mentions[m] for m in document.mentions if m in mentions)
    return next((c.segments for c in owners if c.title_span == document.title_span), ())


def cited(reading: Reading) -> tuple[Document, ...]:
    """The documents that the text mentions, itself left out."""
    return tuple(document for document in reading.documents if not document.self)


def carried_out(reading: Reading, order: Obligation) -> str:
    """The documents that an order carries out, by number or name; the document itself is left out."""
    known = {document.key: document for document in reading.documents}
    itself = {citation.key for citation in reading.citations if citation.self}
    others = [key for key in order.cites if key not in itself]
    return "; ".join(document_name(reading, known[key]) if key in known else key for key in others)


def not_stated(reading: Reading) -> list[str]:
    """The parts that a document usually has and this one does not state."""
    return [_(label) for key, label in NOT_STATED.items() if getattr(reading.header, key) is None]


def summary(reading: Reading) -> str:
    """The document in one sentence of figures: orders, actors, deadlines, report duties, documents cited."""
    orders = reading.obligations
    if not orders:
        answer = _("No order was found in this document.")
    else:
        answer = _("{orders} for {actors}: {due} with a deadline, {period} periodic, {neither} without a stated time.")
        counts = Counter("due" if one.due else "period" if one.period else "neither" for one in orders)
        answer = answer.format(
            orders=ngettext("{n} order", "{n} orders", len(orders)).format(n=len(orders)),
            actors=ngettext("{n} group of bodies", "{n} groups of bodies", len(groups(reading))).format(
                n=len(groups(reading))
            ),
            due=counts["due"],
            period=counts["period"],
            neither=counts["neither"],
        )
    duties, documents = len(reading.report_duties), len(cited(reading))
    rest = _("{duties}; {documents}.").format(
        duties=ngettext("{n} report duty", "{n} report duties", duties).format(n=duties),
        documents=ngettext("{n} document cited", "{n} documents cited", documents).format(n=documents),
    )
    return f"{answer} {rest}"


def title(reading: Reading) -> str:
    """What the document is, in one line; the file's name where it does not say."""
    header = reading.header
    kind = header.kind.value if header.kind else None
    number = header.number.value if header.number else None
    label = " ".join(part for part in (kind, number) if part)
    return label[:1].upper() + label[1:] if label else reading.source.name


def holds(outer: Span, inner: Span) -> bool:
    """Whether one span lies within another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _folded(actor: Named, reading: Reading) -> str:
    return words(reading, actor.span, actor.segments).casefold()


def _same_day(day: str, printed: str) -> bool:
    """Whether the printed words hold the day in figures, with or without leading zeros."""
    short = "/".join(part.lstrip("0") for part in day.split("/"))
    return day in printed or short in printed or day.replace("/", "-") in printed
