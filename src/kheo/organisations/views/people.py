"""People: who holds what where, and one person with all that may be seen of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING, Any

from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from kheo.core.access import FOREVER
from kheo.core.actions.receipts import Unremembered
from kheo.core.expressions import Column
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.organisations import actions
from kheo.organisations.forms import ConfirmForm
from kheo.organisations.models import Person, Role
from kheo.organisations.people_forms import KeepForm, PasswordForm, PersonForm, RegisterForm
from kheo.organisations.policies import may_manage_person
from kheo.organisations.queries.people import (
    charges_of,
    contact_of,
    leaves_of,
    mandates,
    mandates_of,
    name_of,
    named,
    unit_names,
)
from kheo.organisations.views import invitations
from kheo.organisations.views.common import WRONG_DAY, day_asked, person_of, signed_in, titled
from kheo.pages.answering import answer
from kheo.pages.listing import Col, Listing, listed
from kheo.pages.words import day

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked

ERASED = mark("details erased")
DETAILS = ("name", "email", "phone")


def listing(roles: Mapping[str, str], on: date) -> Listing:
    """The list of mandates of a day."""

    def prepare(rows: Sequence[Any]) -> None:
        names = unit_names({row.unit_id for row in rows}, on)
        for row in rows:
            row.unit_name = names.get(row.unit_id, "")

    def unit(row: Any) -> SafeString:
        return SafeString(f'<a href="/units/{row.unit_id}/">{escape(row.unit_name)}</a>')

    return Listing(
        name="people",
        title=mark("People and mandates"),
        columns=(
            Col("person", mark("Full name"), lambda row: name_of(row.person) or _(ERASED), by="person__initial"),
            Col("role", mark("Role"), lambda row: roles.get(row.role_id, row.role_id)),
            Col("unit", mark("Unit"), unit, by="unit_id", plain=lambda row: row.unit_name),
            Col("start", mark("From"), lambda row: row.start, by="start", kind="date"),
            Col(
                "end", mark("Until before"), lambda row: None if row.end == FOREVER else row.end, by="end", kind="date"
            ),
        ),
        order="unit",
        empty=mark("Nobody whom you may see holds a mandate on this day. People are appointed on the page of a unit."),
        link=lambda row: f"/people/{row.person_id}/",
        filters=(
            Column("role", "choice", (mark("role"),), path="role_id", choices={c: (w,) for c, w in roles.items()}),
            Column("start", "date", (mark("from"),), path="start"),
            Column("end", "date", (mark("until"),), path="end"),
        ),
        prepare=prepare,
    )


@signed_in
def people(request: Asked) -> HttpResponse:
    """Who holds what on a day, found by name or by conditions."""
    on, wrong = day_asked(request)
    rows = mandates(request.actor, request.at, on=on).select_related(None).select_related("person").order_by()
    name = request.GET.get("name", "").strip()
    if name:
        rows = named(rows, name)
    roles = {one.code: str(one) for one in Role.objects.all()}
    page = listed(listing(roles, on), request, rows)
    if isinstance(page, HttpResponse):
        return page
    context = {"page": page, "on": day(on), "name": name, "problem": WRONG_DAY if wrong else ""}
    return render(request, "organisations/people.html", context)


@signed_in
def person(request: Asked, pk: int) -> HttpResponse:
    """One person: mandates, localities, leave, contact."""
    record = person_of(request, pk)
    held = mandates_of(request.actor, request.at, record)
    charges, leaves = charges_of(request.actor, request.at, record), leaves_of(request.actor, request.at, record)
    on = day_asked(request)[0]
    names = unit_names({one.unit_id for one in (*held, *charges)}, on)
    contact, name = contact_of(record), name_of(record)
    context = {
        "person": record,
        "name": name or _(ERASED),
        "erased": not name,
        "facts": [
            (mark("E-mail"), contact["email"]),
            (mark("Telephone"), contact["phone"]),
            (mark("Kept until"), record.expires),
            (mark("Signs in"), record.signs_in),
        ],
        "mandates": [
            (one.pk, str(one.role), one.unit_id, names[one.unit_id], one.start, _end(one.end)) for one in held
        ],
        "charges": [(one.unit_id, names[one.unit_id], one.start, _end(one.end)) for one in charges],
        "leaves": [
            (one.start, one.end - timedelta(days=1), name_of(one.deputy.person) if one.deputy else "") for one in leaves
        ],
        "own": request.actor.key == f"person:{pk}",
        "may": bool(may_manage_person(request.actor, record, request.at)),
    }
    return render(request, "organisations/person.html", context)


def _end(end: date) -> date | None:
    return None if end == FOREVER else end


def _page(request: Asked, pk: int, form: Any, act: Any, title: str, said: str, **context: Any) -> HttpResponse:
    record = person_of(request, pk)
    name = name_of(record) or _(ERASED)
    links = [(_("People"), reverse("organisations:people")), (name, f"/people/{pk}/")]
    return answer(
        request,
        form,
        lambda **how: act(form.record, form.cleaned_data, how),
        done=lambda _result: reverse("organisations:person", args=[pk]),
        said=said,
        title=titled(title, name=name),
        links=links,
        back=f"/people/{pk}/",
        **context,
    )


def _confirm(
    request: Asked, record: Person, act: Any, submit: str, title: str, said: str, consequences: Sequence[str]
) -> HttpResponse:
    """Ask once more before something of a person is taken away; `act` takes the person."""
    form = ConfirmForm.of(request, record)
    form.submit = submit  # type: ignore[misc]
    return _page(
        request,
        record.pk,
        form,
        lambda one, _cleaned, how: act(one, **how),
        title,
        said,
        template="pages/confirm.html",
        danger=True,
        consequences=consequences,
    )


@signed_in
def register(request: Asked) -> HttpResponse:
    """Register someone."""
    form = RegisterForm.of(request)
    return answer(
        request,
        form,
        lambda **how: actions.people.register_person(
            **_given(form.cleaned_data, "name", "email", "phone", "expires"), **how
        ),
        done=lambda made: reverse("organisations:person", args=[made.pk]),
        said=mark("The person was registered. Appoint them at a unit now."),
        title=_("Register a person"),
        links=[(_("People"), reverse("organisations:people"))],
        back=reverse("organisations:people"),
    )


def _given(cleaned: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: cleaned[name] for name in names}


@signed_in
def correct(request: Asked, pk: int) -> HttpResponse:
    """Correct someone's details."""
    record = person_of(request, pk)
    form = PersonForm.of(request, record, name=name_of(record), **contact_of(record))

    def act(one: Person, cleaned: Mapping[str, Any], how: Mapping[str, Any]) -> Any:
        return actions.people.correct_person(one, **_given(cleaned, *DETAILS), **how)

    return _page(request, pk, form, act, mark("Correct the details of {name}"), mark("The details were corrected."))


@signed_in
def keep(request: Asked, pk: int) -> HttpResponse:
    """Keep someone's details longer."""
    form = KeepForm.of(request, person_of(request, pk))

    def act(one: Person, cleaned: Mapping[str, Any], how: Mapping[str, Any]) -> Any:
        return actions.people.keep_person(one, expires=cleaned["expires"], **how)

    return _page(
        request, pk, form, act, mark("Keep the details of {name} longer"), mark("The details are kept longer.")
    )


@signed_in
def erase(request: Asked, pk: int) -> HttpResponse:
    """Erase someone's details."""
    return _confirm(
        request,
        person_of(request, pk),
        actions.people.erase_person,
        mark("Erase the details"),
        mark("Erase the details of {name}"),
        mark("The details were erased."),
        consequences=[
            _("Name, e-mail and telephone become unreadable, here, in the journal and in every backup."),
            _("What the person did stays recorded, without the name. This cannot be undone."),
        ],
    )


@signed_in
def account(request: Asked, pk: int) -> HttpResponse:
    """Open an account, or close the one there is."""
    record = person_of(request, pk)
    if record.signs_in:
        return _close_account(request, pk, record)
    return invitations.open_account(request, record)


def _close_account(request: Asked, pk: int, record: Person) -> HttpResponse:
    return _confirm(
        request,
        record,
        actions.people.close_account,
        mark("Close the account"),
        mark("Close the account of {name}"),
        mark("The account was closed."),
        consequences=[_("The person can sign in no longer, and is signed out at the next page.")],
    )


@signed_in
def second_step(request: Asked, pk: int) -> HttpResponse:
    """Take someone's second step away, when the phone is lost."""
    return _confirm(
        request,
        person_of(request, pk),
        actions.second_step.clear_factors,
        mark("Take the second step away"),
        mark("Take the second step of {name} away"),
        mark("The second step was taken away."),
        consequences=[
            _("The person signs in with the password alone until they set it up anew, and is signed out everywhere."),
            _("Do this only after you have seen the person: whoever holds their password is let in by it."),
        ],
    )


@signed_in
def password(request: Asked, pk: int) -> HttpResponse:
    """Set another password for oneself."""
    form = PasswordForm.of(request, person_of(request, pk))

    def act(one: Person, cleaned: Mapping[str, Any], how: Mapping[str, Any]) -> Any:
        given = {name: Unremembered(cleaned[name]) for name in ("password", "present")}
        actions.people.renew_password(one, **{**given, **how})
        logout(request)  # its session has ended with the others

    return _page(request, pk, form, act, mark("Set a new password"), mark("The password was set. Sign in with it."))
