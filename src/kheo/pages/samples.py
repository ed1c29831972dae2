"""What the page of the parts shows: every part in every state, with invented content."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from kheo.core.access import anyone
from kheo.core.errors import Conflict
from kheo.core.expressions import Column
from kheo.core.lifecycle import Move
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.pages.files import FileRow
from kheo.pages.forms import DateField, DeedForm
from kheo.pages.listing import Col, Listing, Page
from kheo.pages.listing.showing import Head, rows_of
from kheo.pages.states import LOOKS, badge
from kheo.pages.timeline import Difference, Step

AT = datetime(2026, 7, 1, 2, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sample list."""

    name: str
    look: str
    unit: str
    due: date | None
    households: int


class SampleForm(DeedForm):
    """Every kind of field."""

    submit = mark("Send the report")

    name = forms.CharField(label=mark("Name of the model"), help_text=mark("As it stands in the decision."))
    unit = forms.ChoiceField(label=mark("Unit"), choices=[("1", "Xã Tân Lập"), ("2", "Xã Phước Vinh")])
    due = DateField(label=mark("Due"))
    households = forms.IntegerField(label=mark("Households"), required=False)
    public = forms.BooleanField(label=mark("Show it to the public"), required=False)
    note = forms.CharField(label=mark("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


LIST = Listing(
    name="sample",
    title=mark("Models"),
    columns=(
        Col("name", mark("Name of the model"), lambda row: row.name, by="name"),
        Col("state", mark("State"), lambda row: badge(row.look), kind="state"),
        Col("unit", mark("Unit"), lambda row: row.unit, by="unit"),
        Col("due", mark("Due"), lambda row: row.due, by="due", kind="date"),
        Col("households", mark("Households"), lambda row: row.households, by="households", kind="number"),
    ),
    order="name",
    link=lambda _row: "#",
    empty=mark("No model has been registered yet. The focal officer of a unit registers one."),
    filters=(Column("name", "text", (mark("name"),)), Column("households", "number", (mark("households"),))),
)


def _rows() -> list[Row]:
    units = ("Xã Tân Lập", "Xã Phước Vinh", "Phường Long Hoa", "Uỷ ban Mặt trận Tổ quốc Việt Nam tỉnh Tây Ninh")
    names = ("Ánh sáng đường quê", "Tiếng loa an ninh ở ấp và khu dân cư vùng biên giới", "Ngõ xanh", "Tổ tiết kiệm")
    return [
        Row(names[at % 4], look, units[at % 4], date(2026, 7, 2 + at) if at % 3 else None, 37 * at**3)
        for at, look in enumerate(LOOKS)
    ]


def _list(name: str, title: str, **changes: Any) -> Page:
    heads = [
        Head(f"sample-{col.name}", _(col.label), SafeString(f' class="{col.kind}"'), "?#" if col.by else "", "")
        for col in LIST.columns
    ]
    heads[0] = Head("sample-name", heads[0].label, SafeString(' aria-sort="ascending"'), "?#", "up")
    page = Page(
        replace(LIST, name=name, title=title),
        "",
        [],
        heads,
        rows_of(LIST, _rows()),
        "1.000+",
        next="?#",
        previous="?#",
        export="?#",
    )
    page.help = [(_("name"), _("contains “dan van”; is empty")), (_("households"), _("at least 10; from 10 to 50"))]
    for changed, value in changes.items():
        setattr(page, changed, value)
    return page


def _sent(refusal: Conflict | None = None, **typed: str) -> SampleForm:
    held = {"name": "Ngõ xanh", "unit": "2", "due": date(2026, 7, 9), "households": 40}
    version = {"deed_id": "5f0c1f0a-53a1-4a0e-9d0c-0f6f3f1d6b11", "version": "3"}
    form = SampleForm({**version, **typed}, initial=held, auto_id=f"id_{len(typed)}_%s")
    form.is_valid()
    if refusal is not None:
        form.refuse(refusal)
    return form


def everything(request: Any) -> dict[str, Any]:
    """The context of the page."""
    overtaken = Conflict(
        "changed", mark("This was removed meanwhile."), by="system:sample", at=AT, fields="households, name", version=4
    )
    typed = {"name": "Ngõ xanh, ngõ sạch", "unit": "2", "due": "09/07/2026", "households": "45"}
    moves = (
        Move("send", frozenset({"draft"}), "sent", anyone, mark("send the report")),
        Move("edit", frozenset({"draft"}), "draft", anyone, mark("change the report")),
        Move("drop", frozenset({"draft"}), "dropped", anyone, mark("withdraw the report")),
    )
    steps = [
        Step(_("Send the report"), _("the system"), AT, (), "1"),
        Step(
            _("Change the report"),
            _("Focal officer of the commune"),
            AT,
            (Difference(_("Households"), "40", "45"), Difference(_("Due"), "–", "09/07/2026")),
            "2",
        ),
    ]
    return {
        "looks": [badge(name) for name in LOOKS],
        "facts": [
            (mark("Unit"), "Xã Tân Lập"),
            (mark("Due"), date(2026, 7, 9)),
            (mark("Households"), 1234),
            (mark("Show it to the public"), True),
            (mark("Note"), None),
        ],
        "links": [(_("Models"), "#"), ("Xã Tân Lập", "#")],
        "state": badge("working"),
        "moves": moves,
        "dangerous": ("drop",),
        "addresses": {move.name: "#" for move in moves},
        "steps": steps,
        "files": [
            FileRow(_("Decision of the founding"), "#", "PDF", "1,2 MB", date(2026, 7, 1), "", AT, "#"),
            FileRow(_("Picture of the lane"), "#", "JPG", "340 KB", None, "11.3100, 106.1000", AT, "#"),
        ],
        "no_files": _("No decision is attached yet. Whoever manages the unit can attach the one behind each change."),
        "full": _list("full", LIST.title),
        "unread": _list(
            "unread",
            mark("A filter that cannot be read"),
            q="số hộ nhiều hơn",
            rows=[],
            problem=_("Not understood from here on: “{rest}”").format(rest="nhiều hơn"),
        ),
        "empty": _list("empty", mark("An empty list"), rows=[], total="0"),
        "fresh": SampleForm(initial={"name": "Ngõ xanh"}, auto_id="id_fresh_%s"),
        "wrong": _sent(name="", due="31/02/2026", unit="2"),
        "overtaken": _sent(overtaken, **typed),
    }
