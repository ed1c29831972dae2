"""A list as a page: from what a person may see and what the address asks for, with two queries, or one where all
rows fit on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.safestring import SafeString

from kheo.core.errors import Invalid
from kheo.core.expressions import Column, condition, parse
from kheo.core.expressions.tree import Binary, Constant, Ref
from kheo.i18n import gettext as _
from kheo.i18n import speaking
from kheo.pages.listing.declared import Col, Listing
from kheo.pages.listing.exporting import workbook
from kheo.pages.listing.keyset import Lost, Order, order_of
from kheo.pages.words import as_html, number
from kheo.text import plain

if TYPE_CHECKING:
    from django.http import HttpRequest

COUNTED = 1_000
"""A count stops here: what is more is “1.000+”."""
OWN = ("q", "sort", "after", "before", "export")
"""What a list reads from its address; everything else in it is kept as it is."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: `marks` are its attributes; `address` orders by it."""

    name: str
    label: str
    marks: SafeString
    address: str
    icon: str


@dataclass(slots=True)
class Page:
    """What the part `listing` shows."""

    listing: Listing
    q: str
    kept: list[tuple[str, str]]
    heads: list[Head] = field(default_factory=list)
    rows: list[SafeString] = field(default_factory=list)
    total: str = ""
    problem: str = ""
    lost: str = ""
    understood: str = ""
    next: str = ""
    previous: str = ""
    export: str = ""
    help: list[tuple[str, str]] = field(default_factory=list)


def listed(listing: Listing, request: HttpRequest, rows: QuerySet[Any]) -> Page | HttpResponse:
    """The page of a list that an address asks for, or the file of all of it. `rows` are what the person may see."""
    asked = {name: request.GET.get(name, "") for name in OWN}
    kept = [(name, value) for name, values in request.GET.lists() if name not in OWN for value in values]
    page = Page(listing, asked["q"].strip(), kept)
    order = _order(listing, asked["sort"], rows)
    chosen = _chosen(page, rows)
    if asked["export"] == "xlsx" and not page.problem:
        return workbook(listing, order.rows(chosen))
    _fill(page, order, chosen, asked)
    return page


def _order(listing: Listing, sort: str, rows: QuerySet[Any]) -> Order:
    name = sort if listing.column(sort.removeprefix("-")) else listing.order
    column = listing.column(name.removeprefix("-"))
    assert column is not None, "a listing's own order is one of its columns"
    return order_of(rows.model, column.by, descending=name.startswith("-"))


def _chosen(page: Page, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The rows that the filter selects; none where it cannot be read, so that nobody takes all for some."""
    page.help = [(_(one.labels[0]), _example(one.kind)) for one in page.listing.filters]
    if not page.q:
        return rows
    columns = in_both_languages(page.listing.filters)
    try:
        node = parse(page.q, columns)
    except Invalid as refusal:
        column = next((one for one in columns if one.name == page.listing.words), None)
        if column is None or refusal.data.get("position") != 0:
            page.problem = str(refusal)
            return rows.none()
        page.understood = _("“{words}” is looked for in: {column}").format(words=page.q, column=_(column.labels[0]))
        node = Binary("~", Ref(column), Constant(plain(page.q)))
    return rows.filter(condition(node))


def in_both_languages(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Columns whose labels are marked words, as conditions may name them: in English and in Vietnamese."""
    with speaking("vi"):
        return tuple(
            replace(
                one,
                labels=_with_translations(one.labels),
                choices={code: _with_translations(labels) for code, labels in one.choices.items()},
            )
            for one in columns
        )


def _with_translations(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*labels, *map(_, labels))))


def _example(kind: str) -> str:
    return {
        "number": _("at least 10; from 10 to 50"),
        "date": _("before 30/06/2026; from 01/01/2026"),
        "text": _("contains “dan van”; is empty"),
        "flag": _("by itself, or after “not”"),
        "choice": _("is …; in (…, …)"),
    }[kind]


def _fill(page: Page, order: Order, rows: QuerySet[Any], asked: Mapping[str, str]) -> None:
    found, back = _cut(page, order, rows, asked)
    size = page.listing.size
    more = len(found) > size
    shown = found[:size][::-1] if back else found[:size]
    if page.listing.prepare is not None:
        page.listing.prepare(shown)
    page.rows = rows_of(page.listing, shown)
    whole = not (more or asked["after"] or asked["before"])
    counted = len(shown) if whole else 0 if page.problem else rows.order_by()[: COUNTED + 1].count()
    page.total = f"{number(COUNTED)}+" if counted > COUNTED else number(counted)
    sort = [("sort", asked["sort"])] if asked["sort"] else []
    given = [*page.kept, *([("q", page.q)] if page.q else [])]
    if shown and (more or back):
        page.next = _address([*given, *sort, ("after", order.place(shown[-1]))])
    if shown and (more if back else asked["after"] and not page.lost):
        page.previous = _address([*given, *sort, ("before", order.place(shown[0]))])
    page.export = _address([*given, *sort, ("export", "xlsx")])
    page.heads = [
        _head(page.listing, column, asked["sort"] or page.listing.order, given) for column in page.listing.columns
    ]


def _cut(page: Page, order: Order, rows: QuerySet[Any], asked: Mapping[str, str]) -> tuple[list[Any], bool]:
    """One row more than a page, from the place that was asked for; and whether they run backwards."""
    keyed, most = order.keyed(rows), page.listing.size + 1
    try:
        if asked["before"]:
            place = order.read(asked["before"], rows.model)
            return list(order.backwards(keyed.filter(order.before(*place)))[:most]), True
        if asked["after"]:
            place = order.read(asked["after"], rows.model)
            return list(order.rows(keyed.filter(order.after(*place)))[:most]), False
    except Lost:
        page.lost = _("The address of this page of the list is damaged. Here is the beginning.")
    return list(order.rows(keyed)[:most]), False


def rows_of(listing: Listing, rows: Iterable[Any]) -> list[SafeString]:
    """The cells of each row as HTML, made here since a loop over cells in a template costs five times as much."""
    opened = [_opening(column) for column in listing.columns]
    link = listing.link
    shown = []
    for row in rows:
        words = [as_html(column.value(row)) for column in listing.columns]
        if link is not None:
            words[0] = f'<a href="{escape(link(row))}">{words[0]}</a>'
        shown.append(SafeString("".join([f"{tag}{one}</td>" for tag, one in zip(opened, words, strict=True)])))
    return shown


def _opening(column: Col) -> str:
    kind = f' class="{column.kind}"' if column.kind != "text" else ""
    return f'<td{kind} data-label="{escape(_(column.label))}">'


def _head(listing: Listing, column: Col, sort: str, given: list[tuple[str, str]]) -> Head:
    now = sort.removeprefix("-") == column.name
    descending = now and sort.startswith("-")
    kind = f' class="{column.kind}"' if column.kind != "text" else ""
    sorted_by = f' aria-sort="{"descending" if descending else "ascending"}"' if now else ""
    turned = f"-{column.name}" if now and not descending else column.name
    address = _address([*given, ("sort", turned)]) if column.by else ""
    icon = ("down" if descending else "up") if now else ""
    return Head(f"{listing.name}-{column.name}", _(column.label), SafeString(kind + sorted_by), address, icon)


def _address(given: list[tuple[str, str]]) -> str:
    return f"?{urlencode(given)}"
