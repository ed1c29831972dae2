"""Access beyond mandates: who was given what, giving it, withdrawing it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from kheo.core.access import FOREVER, fetch
from kheo.core.expressions import Column
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.organisations import actions
from kheo.organisations.actions.grants import Access
from kheo.organisations.models import Grant
from kheo.organisations.people_forms import EndForm, GiveForm
from kheo.organisations.policies import CAPABILITIES, may_manage_grants_of
from kheo.organisations.queries.people import grants as grants_seen
from kheo.organisations.queries.people import name_of, unit_names
from kheo.organisations.views.common import WRONG_DAY, day_asked, signed_in, spell_of, titled, unit_of
from kheo.pages.answering import answer
from kheo.pages.listing import Col, Listing, listed
from kheo.pages.words import day

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked


def listing(on: date) -> Listing:
    """The list of grants of a day."""

    def prepare(rows: Sequence[Any]) -> None:
        units = {row.unit_id for row in rows} | {row.to_unit_id for row in rows if row.to_unit_id}
        names = unit_names(units, on)
        for row in rows:
            row.unit_name = names.get(row.unit_id, "")
            row.holder = name_of(row.to_person) if row.to_person else names.get(row.to_unit_id, "")

    def unit(row: Any) -> SafeString:
        return SafeString(f'<a href="/units/{row.unit_id}/">{escape(row.unit_name)}</a>')

    return Listing(
        name="grants",
        title=mark("Access given"),
        columns=(
            Col("holder", mark("To"), lambda row: row.holder or _("details erased")),
            Col("capability", mark("What it allows"), lambda row: _(CAPABILITIES.get(row.capability, row.capability))),
            Col("over", mark("Over"), lambda row: str(row.tree) if row.tree else _("one record")),
            Col("unit", mark("Unit"), unit, by="unit_id", plain=lambda row: row.unit_name),
            Col("start", mark("From"), lambda row: row.start, by="start", kind="date"),
            Col(
                "end", mark("Until before"), lambda row: None if row.end == FOREVER else row.end, by="end", kind="date"
            ),
            Col("reason", mark("Reason"), lambda row: row.reason),
        ),
        order="unit",
        empty=mark("No access beyond mandates holds on this day. It is given on the page of a unit."),
        link=lambda row: f"/access/{row.pk}/withdraw/",
        filters=(
            Column("start", "date", (mark("from"),), path="start"),
            Column("end", "date", (mark("until"),), path="end"),
        ),
        prepare=prepare,
    )


@signed_in
def grants(request: Asked) -> HttpResponse:
    """The grants in force on a day."""
    on, wrong = day_asked(request)
    page = listed(listing(on), request, grants_seen(request.actor, request.at, on=on).order_by())
    if isinstance(page, HttpResponse):
        return page
    context = {"page": page, "on": day(on), "problem": WRONG_DAY if wrong else ""}
    return render(request, "organisations/grants.html", context)


@signed_in
def give(request: Asked, pk: int) -> HttpResponse:
    """Give someone access to all below a unit."""
    unit = unit_of(request, pk)
    spell = spell_of(request, pk)
    may_manage_grants_of(request.actor, unit, request.at).require()
    form = GiveForm.of(request, asked=request, spell=spell)

    def act(**how: Any) -> Any:
        said = form.cleaned_data
        access = Access(said["capability"], said["person"], said["reason"], said["start"], said["end"], said["tree"])
        return actions.grants.give_access(unit, access=access, **how)

    return answer(
        request,
        form,
        act,
        done=lambda _made: reverse("organisations:grants"),
        said=mark("Access was given."),
        title=titled(mark("Give access below {name}"), name=spell.name),
        links=[(_("Units"), reverse("organisations:units")), (spell.name, f"/units/{pk}/")],
        back=f"/units/{pk}/",
    )


@signed_in
def withdraw(request: Asked, pk: int) -> HttpResponse:
    """Let access end."""
    record = fetch(Grant.objects.visible_to(request.actor, request.at), pk)
    form = EndForm.of(request, record, asked=request)
    return answer(
        request,
        form,
        lambda **how: actions.grants.withdraw_access(record, on=form.cleaned_data["on"], **how),
        done=lambda _result: reverse("organisations:grants"),
        said=mark("The access ends on that day."),
        title=_("Withdraw access"),
        about=record.reason,
        links=[(_("Access"), reverse("organisations:grants"))],
        back=reverse("organisations:grants"),
    )
