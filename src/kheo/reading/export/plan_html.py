"""The plan side of the page: header, orders by who must act, report duties, documents, what is not stated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.reading import plan
from kheo.reading.model import Obligation, Reading

FIELD_LABELS = {
    "kind": mark("kind of document"),
    "number": mark("number"),
    "date": mark("date"),
    "place": mark("place"),
    "issuer": mark("issuer"),
    "parent_issuer": mark("issuer's parent body"),
    "abstract": mark("abstract"),
    "urgency": mark("urgency"),
}


def plan_html(reading: Reading) -> Iterator[str]:
    """The parts of the plan in their order, as HTML."""
    yield from _header(reading)
    for number, group in enumerate(plan.groups(reading), 1):
        actors = plan.names(reading, group.actors)
        heading = f'<span lang="vi">{escape(actors)}</span>' if actors else escape(_("Nobody is named"))
        yield f'<section aria-labelledby="g{number}">\n<h3 id="g{number}">{heading}</h3>\n<ol class="orders">\n'
        for order in group.orders:
            yield _order(reading, order)
        yield "</ol>\n</section>\n"
    yield from _report_duties(reading)
    yield from _documents(reading)
    yield from _open_ends(reading)


def _header(reading: Reading) -> Iterator[str]:
    header = reading.header
    yield '<dl class="facts">\n'
    for key, label in FIELD_LABELS.items():
        field = getattr(header, key)
        if field is not None:
            value = plan.vietnamese_date(field.value) if key == "date" else field.value
            link = f'<a href="#t-{key}" lang="vi">{escape(value or "")}</a>'
            yield f'<div id="h-{key}"><dt>{escape(_(label))}</dt><dd>{link}</dd></div>\n'
    if header.addressees:
        links = "; ".join(
            f'<a href="#t-{quote(one.id)}" lang="vi">{escape(plan.words(reading, one.span, one.segments))}</a>'
            for one in header.addressees
        )
        yield f'<div id="h-addressees"><dt>{escape(_("to"))}</dt><dd>{links}</dd></div>\n'
    if header.signature is not None:
        parts = (header.signature.authority, header.signature.office, header.signature.name)
        signed = ", ".join(part for part in parts if part)
        link = f'<a href="#t-signature" lang="vi">{escape(signed)}</a>'
        yield f'<div id="h-signature"><dt>{escape(_("signed by"))}</dt><dd>{link}</dd></div>\n'
    missing = plan.not_stated(reading)
    if missing:
        yield f"<div><dt>{escape(_('not stated'))}</dt><dd>{escape(', '.join(missing))}</dd></div>\n"
    yield "</dl>\n"


def _order(reading: Reading, order: Obligation) -> str:
    facts: list[tuple[str, str]] = []
    if order.actors_from in plan.ACTORS_FROM:
        facts.append((_("who"), escape(_(plan.ACTORS_FROM[order.actors_from]))))
    if order.through:
        facts.append((_("through"), _vietnamese(plan.names(reading, order.through))))
    if order.cooperating:
        facts.append((_("with"), _vietnamese(plan.names(reading, order.cooperating))))
    carried_out = plan.carried_out(reading, order)
    if carried_out:
        facts.append((_("carries out"), _vietnamese(carried_out)))
    return (
        f'<li id="p-{escape(order.id)}">{_tag(order)}<span lang="vi">{escape(plan.what(reading, order))}</span>\n'
        f"{_when(plan.when(reading, order))}{_facts(facts)}</li>\n"
    )


def _tag(order: Obligation) -> str:
    number = escape(order.id.lstrip("o"))
    return (
        f'<a class="tag" href="#t-{quote(order.id)}"><span class="unseen">{escape(_("To the words of order"))} </span>'
        f"{number}</a> "
    )


def _when(stated: list[tuple[str, str]]) -> str:
    if not stated:
        return f'<p class="when unstated"><span aria-hidden="true">–</span> {escape(_("no deadline stated"))}</p>\n'
    return "".join(
        f'<p class="when"><span aria-hidden="true">◷</span> {escape(label)}: {_vietnamese(words)}</p>\n'
        for label, words in stated
    )


def _facts(facts: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<p class="fact">{escape(label)}: {html}</p>\n' for label, html in facts)


def _vietnamese(words: str) -> str:
    return f'<span lang="vi">{escape(words)}</span>'


def _report_duties(reading: Reading) -> Iterator[str]:
    if not reading.report_duties:
        return
    yield f'<section aria-labelledby="reports">\n<h3 id="reports">{escape(_("Report duties"))}</h3>\n'
    yield '<ul class="plain">\n'
    for duty in reading.report_duties:
        who = plan.names(reading, duty.who)
        yield f'<li id="p-{escape(duty.id)}">{_vietnamese(who) if who else escape(_("Nobody is named"))}'
        if duty.to_span:
            yield f" → {_vietnamese(plan.words(reading, duty.to_span, duty.segments))}"
        if duty.what_span:
            yield f": {_vietnamese(plan.words(reading, duty.what_span, duty.segments))}"
        times = "; ".join(plan.words(reading, span) for span in duty.when_spans)
        yield "\n" + _when([(_("due"), times)] if times else [])
        words = escape(_("to the words"))
        yield f'<p class="fact"><a href="#t-{quote(duty.obligation)}">{words}</a></p></li>\n'
    yield "</ul>\n</section>\n"


def _documents(reading: Reading) -> Iterator[str]:
    documents = plan.cited(reading)
    yield f'<section aria-labelledby="documents">\n<h3 id="documents">{escape(_("Documents cited"))}</h3>\n'
    if not documents:
        yield f'<p class="fact">{escape(_("The text cites no document."))}</p>\n</section>\n'
        return
    yield '<ul class="plain">\n'
    for document in documents:
        facts = plan.document_facts(reading, document)
        mentions = " ".join(
            f'<a class="mention" href="#t-{quote(one)}"><span class="unseen">{escape(_("mention"))} </span>{number}</a>'
            for number, one in enumerate(document.mentions, 1)
        )
        name = escape(plan.document_name(reading, document))
        yield (
            f'<li id="d-{escape(document.id)}"><span lang="vi"><strong>{name}</strong>'
            f"{' – ' + escape(facts) if facts else ''}</span>\n"
            f'<p class="fact">{escape(_("mentions"))}: {mentions}</p></li>\n'
        )
    yield "</ul>\n</section>\n"


def _open_ends(reading: Reading) -> Iterator[str]:
    if not reading.unplaced:
        return
    yield f'<section aria-labelledby="unplaced">\n<h3 id="unplaced">{escape(_("Could not be placed"))}</h3>\n'
    yield '<ul class="plain">\n'
    for left in reading.unplaced:
        words = escape(plan.words(reading, left.span, left.segments))
        yield f'<li id="p-{escape(left.id)}"><a href="#t-{quote(left.id)}" lang="vi">{words}</a></li>\n'
    yield "</ul>\n</section>\n"
