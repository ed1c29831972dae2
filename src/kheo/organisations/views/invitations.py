"""One-time links: making one, and setting a password by it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import segno
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kheo.core.actions.receipts import Unremembered
from kheo.core.errors import Conflict, Invalid
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.organisations.actions import invitations as actions
from kheo.organisations.actor import PersonActor
from kheo.organisations.models import Person
from kheo.organisations.people_forms import AccountForm, LinkForm, OwnPasswordForm
from kheo.organisations.queries.people import name_of
from kheo.organisations.signing import invitations
from kheo.organisations.signing.known import remember
from kheo.organisations.views.common import person_of, signed_in, titled
from kheo.pages.answering import page_of

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked

KEY = "invitation"


def open_account(request: Asked, record: Person) -> HttpResponse:
    """Open an account, and show the link that its person needs."""
    title = mark("Open an account for {name}")
    return _made(request, record, AccountForm.of(request, record), actions.invite, title, "username")


@signed_in
def link(request: Asked, pk: int) -> HttpResponse:
    """Make a link for an account that is there."""
    record = person_of(request, pk)
    title = mark("A link for {name} to set a new password")
    return _made(request, record, LinkForm.of(request, record), actions.renew_invitation, title)


def _made(request: Asked, record: Person, form: Any, action: Any, title: str, *names: str) -> HttpResponse:
    """The form; once it was sent, the link, this once."""
    back = reverse("organisations:person", args=[record.pk])
    if request.method == "POST" and form.is_valid():
        token = invitations.fresh_token()
        how = {"by": request.actor, "at": request.at, "deed_id": form.cleaned_data["deed_id"]}
        how |= {name: form.cleaned_data[name] for name in names}
        try:
            action(record, hashed=invitations.hash_of(token), **how)
        except (Invalid, Conflict) as refusal:
            form.refuse(refusal)
        else:
            return _shown(request, record, token)
    context = {
        "form": form,
        "title": titled(title, name=name_of(record)),
        "back": back,
        "links": [(_("People"), reverse("organisations:people")), (name_of(record), back)],
        "about": _("The person gets a link, good once and for three days, and sets their own password with it."),
    }
    return render(request, "pages/form.html", context, status=form.status)


def _shown(request: Asked, record: Person, token: str) -> HttpResponse:
    address = request.build_absolute_uri(reverse("invitation-arrive", args=[token]))
    context = {
        "person": record,
        "name": name_of(record),
        "link": address,
        "picture": segno.make(address, error="m").svg_data_uri(scale=4, border=2, light="#fff"),
        "expires": request.at + invitations.GOOD_FOR,
    }
    response = render(request, "organisations/invitation.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def arrive(request: Asked, token: str) -> HttpResponse:
    """Take the link out of the address, so that no history and no next page learns it."""
    request.session[KEY] = token[:100]
    return HttpResponseRedirect(reverse("invitation"))


def accept(request: Asked) -> HttpResponse:
    """Set one's own password by the link."""
    token = request.session.get(KEY, "")
    account = invitations.invited(token, request.at) if token else None
    if account is None:
        return page_of(request, HTTPStatus.GONE, mark("This link is good no more"), _(actions.VOID))
    form = OwnPasswordForm.of(request)
    if request.method == "POST" and form.is_valid():
        password = Unremembered(form.cleaned_data["password"])
        how: dict[str, Any] = {"at": request.at, "deed_id": form.cleaned_data["deed_id"]}
        try:
            actions.accept_invitation(
                account.person, by=PersonActor(account.person_id), token=Unremembered(token), password=password, **how
            )
        except (Invalid, Conflict) as refusal:
            form.refuse(refusal)
        else:
            request.session.flush()  # whoever was signed in here is not the person of the link
            messages.success(request, _("The password was set. Sign in with it."))
            response = HttpResponseRedirect(reverse("sign-in"))
            remember(request, response, account.username)
            return response
    title = _("Set your password")
    about = _("You sign in as “{username}”.").format(username=account.username)
    return render(request, "pages/form.html", {"form": form, "title": title, "about": about}, status=form.status)
