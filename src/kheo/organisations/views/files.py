"""Units as .xlsx: download, upload, a rehearsal with every change and fault, and the import itself."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kheo.core.access.visibility import day_of
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.organisations.exchange.plans import Step
from kheo.organisations.exchange.units import export, import_units, rehearse
from kheo.organisations.forms import ConfirmForm, UploadForm
from kheo.organisations.views.common import signed_in
from kheo.pages.answering import answer
from kheo.pages.quarantine import forget, keep, kept
from kheo.pages.words import number, plainly
from kheo.sheets import TooMuch, marked
from kheo.sheets.writing import file_name

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 200
"""Changes and faults on the page; the file that is handed back has all faults."""


@signed_in
def download(request: Asked) -> HttpResponse:
    """All units that the reader may see, with their whole past."""
    return _workbook(export(request.actor, request.at), file_name("don-vi", day_of(request.at)))


@signed_in
def upload(request: Asked) -> HttpResponse:
    """Send a workbook to be looked at; nothing is changed by that."""
    form = UploadForm.of(request)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            rehearse(content, request.actor, request.at)
        except TooMuch as fault:
            form.add_error("file", _(str(fault)))
            form.status = HTTPStatus.UNPROCESSABLE_ENTITY
        else:
            return HttpResponseRedirect(
                reverse("organisations:units-rehearsal", args=[keep(content, request.actor.key)])
            )
    context = {
        "form": form,
        "title": _("Import units from a workbook"),
        "links": [(_("Units"), reverse("organisations:units"))],
        "back": reverse("organisations:units"),
    }
    return render(request, "pages/form.html", context, status=form.status)


@signed_in
def rehearsal(request: Asked, token: str) -> HttpResponse:
    """What a workbook would change, and what is wrong with it; then do it."""
    content = kept(token, request.actor.key)
    plan = rehearse(content, request.actor, request.at)
    if request.GET.get("faults") == "xlsx":
        return _workbook(marked(content, plan.faults), file_name("don-vi-loi", day_of(request.at)))
    form = ConfirmForm.of(request)

    def act(**how: Any) -> int:
        made: int = import_units(content=content, **how)
        forget(token, request.actor.key)
        return made

    return answer(
        request,
        form,
        act,
        done=lambda _made: reverse("organisations:units"),
        said=mark("The workbook was imported."),
        template="organisations/rehearsal.html",
        title=_("What the workbook would change"),
        links=[(_("Units"), reverse("organisations:units")), (_("Import"), reverse("organisations:units-import"))],
        changes=[_told(step) for step in plan.changes[:SHOWN]],
        count=number(len(plan.changes)),
        faults=[(fault.sheet, fault.cell, fault.sentence) for fault in plan.faults[:SHOWN]],
        fault_count=number(len(plan.faults)),
        notes=plan.notes,
    )


def _told(step: Step) -> tuple[str, str, str, list[tuple[str, str, str]]]:
    """Sheet and row, the unit's code, what happens, and the fields with old and new value."""
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
