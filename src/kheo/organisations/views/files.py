"""Units and people as .xlsx: download, upload, a rehearsal with every change and fault, and the import itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kheo.core.access import Actor
from kheo.core.access.visibility import day_of
from kheo.core.actions import Action
from kheo.core.errors import Invalid
from kheo.core.files.door import checked
from kheo.core.files.quarantine import forget, wait, waited
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.organisations.exchange import people, units
from kheo.organisations.exchange.plans import Plan, Step
from kheo.organisations.forms import ConfirmForm, UploadForm
from kheo.organisations.views.common import signed_in
from kheo.pages.answering import answer
from kheo.pages.waiting import to_waiting, waiting_of
from kheo.pages.words import number, plainly
from kheo.sheets import TooMuch, marked
from kheo.sheets.writing import file_name

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200
"""Changes and faults on the page; the file that is handed back has all faults."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """What travels as a workbook: `stem` names the file, `place` the page to go back to and, with -import and
    -rehearsal, the others; `label` and `title` are marked words.
    """

    export: Callable[[Actor, datetime], bytes]
    rehearse: Callable[[bytes, Actor, datetime], Plan]
    take: Action[Any, int]
    stem: str
    place: str
    label: str
    title: str

    def to(self, page: str = "", *args: str) -> str:
        """The address of a page of it."""
        return reverse(f"organisations:{self.place}{page}", args=args)


UNITS = Exchange(
    units.export,
    units.rehearse,
    units.import_units,
    "don-vi",
    "units",
    mark("Units"),
    mark("Import units from a workbook"),
)
PEOPLE = Exchange(
    people.export,
    people.rehearse,
    people.import_people,
    "nhan-su",
    "people",
    mark("People"),
    mark("Import people from a workbook"),
)


@signed_in
def download(request: Asked, kind: Exchange) -> HttpResponse:
    """Everything of a kind that the reader may see, with its whole past."""
    return _workbook(kind.export(request.actor, request.at), file_name(kind.stem, day_of(request.at)))


@signed_in
def upload(request: Asked, kind: Exchange) -> HttpResponse:
    """Send a workbook to be looked at; nothing is changed by that."""
    form = UploadForm.of(request)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            checked(content, {"xlsx"})
            kind.rehearse(content, request.actor, request.at)
        except TooMuch as fault:
            form.add_error("file", _(str(fault)))
            form.status = HTTPStatus.UNPROCESSABLE_ENTITY
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            waiting = wait(content, {}, by=request.actor, at=request.at)
            return to_waiting(request, waiting, kind.to("-rehearsal", waiting.token))
    context = {
        "form": form,
        "title": _(kind.title),
        "links": [(_(kind.label), kind.to())],
        "back": kind.to(),
    }
    return render(request, "pages/form.html", context, status=form.status)


@signed_in
def rehearsal(request: Asked, token: str, kind: Exchange) -> HttpResponse:
    """What a workbook would change, and what is wrong with it; then do it."""
    waiting = waiting_of(request, token)
    _said, content = waited(waiting, by=request.actor, at=request.at)
    plan = kind.rehearse(content, request.actor, request.at)
    if request.GET.get("faults") == "xlsx":
        return _workbook(marked(content, plan.faults), file_name(f"{kind.stem}-loi", day_of(request.at)))
    form = ConfirmForm.of(request)

    def act(**how: Any) -> int:
        made: int = kind.take(content=content, **how)
        forget(waiting)
        return made

    return answer(
        request,
        form,
        act,
        done=lambda _made: kind.to(),
        said=mark("The workbook was imported."),
        template="organisations/rehearsal.html",
        title=_("What the workbook would change"),
        links=[(_(kind.label), kind.to()), (_("Import"), kind.to("-import"))],
        back=kind.to(),
        changes=[_told(step) for step in plan.changes[:SHOWN]],
        count=number(len(plan.changes)),
        faults=[(fault.sheet, fault.cell, fault.sentence) for fault in plan.faults[:SHOWN]],
        fault_count=number(len(plan.faults)),
        notes=plan.notes,
    )


def _told(step: Step) -> tuple[str, str, str, list[tuple[str, str, str]]]:
    """Sheet and row, the code, what happens, and the fields with old and new value."""
    hidden = {"folded", "sort_key"}
    fields = [
        (name.removesuffix("_id"), plainly(step.old.get(name)), plainly(value))
        for name, value in step.values.items()
        if name not in hidden
    ]
    what = _("new") if step.is_new else _("changed")
    return f"{step.row.sheet} {step.row.number}", str(step.row.values["code"]), what, fields


def _workbook(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=KIND)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
