"""Mandates: appointing, and what may be done with one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kheo.core.access import FOREVER, fetch
from kheo.core.errors import NotFound
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.organisations import actions
from kheo.organisations.forms import ConfirmForm
from kheo.organisations.lifecycle import HANDOVER
from kheo.organisations.models import Handover, Mandate
from kheo.organisations.people_forms import AppointForm, DeputyForm, EndForm, HandoverForm, LeaveForm, LocalityForm
from kheo.organisations.policies import holder, may_manage_people, may_manage_people_of
from kheo.organisations.queries.people import name_of, unit_names
from kheo.organisations.views.common import day_asked, signed_in, spell_of, titled, unit_of
from kheo.pages.answering import answer

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked


def mandate_of(request: Asked, pk: int) -> Mandate:
    """A mandate that the reader may see. Raises NotFound."""
    seen = Mandate.objects.visible_to(request.actor, request.at).select_related("person", "role")
    mandate: Mandate = fetch(seen, pk)
    return mandate


@signed_in
def mandate(request: Asked, pk: int) -> HttpResponse:
    """One mandate: who, what, where, and what may be done."""
    record = mandate_of(request, pk)
    name = name_of(record.person) or _("details erased")
    where = unit_names([record.unit_id], day_asked(request)[0]).get(record.unit_id, "")
    offered = list(Handover.objects.visible_to(request.actor, request.at).filter(giver=record).order_by("-id")[:10])
    manages = bool(may_manage_people(request.actor, record, request.at))
    context = {
        "record": record,
        "name": name,
        "where": where,
        "facts": [
            (mark("Role"), str(record.role)),
            (mark("From"), record.start),
            (mark("Until before"), _end(record.end)),
            (mark("Decision"), record.basis),
            (mark("Deputises"), record.deputises_id is not None),
        ],
        "handovers": [(one.pk, one.lifecycle.states[one.state], one.note) for one in offered if one.lifecycle],
        "manages": manages,
        "own": bool(holder(request.actor, record, request.at)),
    }
    return render(request, "organisations/mandate.html", context)


def _end(end: date) -> date | None:
    return None if end == FOREVER else end


@signed_in
def appoint(request: Asked, pk: int) -> HttpResponse:
    """Give someone a role at a unit."""
    unit = unit_of(request, pk)
    spell = spell_of(request, pk)
    may_manage_people_of(request.actor, unit, request.at).require()
    form = AppointForm.of(request, asked=request, spell=spell)

    def act(**how: Any) -> Any:
        given = {name: form.cleaned_data[name] for name in ("person", "role", "start", "end", "basis")}
        return actions.mandates.appoint(unit, **given, **how)

    return answer(
        request,
        form,
        act,
        done=lambda made: reverse("organisations:mandate", args=[made.pk]),
        said=mark("The mandate was recorded."),
        title=titled(mark("Appoint someone at {name}"), name=spell.name),
        links=[(_("Units"), reverse("organisations:units")), (spell.name, f"/units/{pk}/")],
        back=f"/units/{pk}/",
    )


def _page(request: Asked, pk: int, kind: type[Any], act: Any, title: str, said: str) -> HttpResponse:
    """A form about a mandate; `act` takes the mandate and what the form holds."""
    record = mandate_of(request, pk)
    form = kind.of(request, record, asked=request)
    name = name_of(record.person) or _("details erased")
    return answer(
        request,
        form,
        lambda **how: act(record, form.cleaned_data, how),
        done=lambda _result: reverse("organisations:mandate", args=[pk]),
        said=said,
        title=titled(title, name=name),
        links=[(_("People"), reverse("organisations:people")), (name, f"/mandates/{pk}/")],
        back=f"/mandates/{pk}/",
    )


@signed_in
def end(request: Asked, pk: int) -> HttpResponse:
    """End a mandate."""

    def act(record: Mandate, cleaned: Mapping[str, Any], how: Mapping[str, Any]) -> Any:
        return actions.mandates.end_mandate(record, on=cleaned["on"], **how)

    return _page(request, pk, EndForm, act, mark("End the mandate of {name}"), mark("The mandate ends on that day."))


@signed_in
def locality(request: Asked, pk: int) -> HttpResponse:
    """Assign a locality."""

    def act(record: Mandate, cleaned: Mapping[str, Any], how: Mapping[str, Any]) -> Any:
        given = {name: cleaned[name] for name in ("unit", "start", "end")}
        return actions.mandates.assign_locality(record, **given, **how)

    title, said = mark("Assign a locality to {name}"), mark("The locality was assigned.")
    return _page(request, pk, LocalityForm, act, title, said)


@signed_in
def leave(request: Asked, pk: int) -> HttpResponse:
    """Enter leave."""

    def act(record: Mandate, cleaned: Mapping[str, Any], how: Mapping[str, Any]) -> Any:
        days = {"start": cleaned["start"], "end": cleaned["end"]}
        return actions.mandates.take_leave(record, deputy=cleaned["person"], **days, **how)

    return _page(request, pk, LeaveForm, act, mark("Enter leave of {name}"), mark("The leave was entered."))


@signed_in
def deputy(request: Asked, pk: int) -> HttpResponse:
    """Name a deputy."""

    def act(record: Mandate, cleaned: Mapping[str, Any], how: Mapping[str, Any]) -> Any:
        given = {name: cleaned[name] for name in ("person", "start", "end")}
        return actions.mandates.deputise(record, **given, **how)

    return _page(request, pk, DeputyForm, act, mark("Name a deputy for {name}"), mark("The deputy was named."))


@signed_in
def handover(request: Asked, pk: int) -> HttpResponse:
    """Offer the open work of a mandate."""

    def act(record: Mandate, cleaned: Mapping[str, Any], how: Mapping[str, Any]) -> Any:
        given = {name: cleaned[name] for name in ("taker", "note")}
        return actions.mandates.offer_handover(record, **given, **how)

    return _page(request, pk, HandoverForm, act, mark("Hand over the work of {name}"), mark("The work was offered."))


SETTLE = {
    "accept": actions.mandates.accept_handover,
    "decline": actions.mandates.decline_handover,
    "withdraw": actions.mandates.withdraw_handover,
}


@signed_in
def settle(request: Asked, pk: int, move: str) -> HttpResponse:
    """Take over, decline or withdraw offered work."""
    if move not in SETTLE:
        raise NotFound("not-found", mark("There is nothing here that you may see."))
    seen = Handover.objects.visible_to(request.actor, request.at)
    record = fetch(seen.select_related("giver_person", "taker"), pk)
    form = ConfirmForm.of(request, record)
    form.submit = HANDOVER[move].label  # type: ignore[misc]
    label = _(HANDOVER[move].label)
    return answer(
        request,
        form,
        lambda **how: SETTLE[move](record, **how),
        done=lambda _result: reverse("organisations:home"),
        said=mark("This was recorded."),
        template="pages/confirm.html",
        title=label[:1].upper() + label[1:],
        consequences=[
            titled(mark("Offered by {name}: {note}"), name=name_of(record.giver_person), note=record.note or "–")
        ],
        links=[(_("People"), reverse("organisations:people"))],
        back=reverse("organisations:home"),
    )
