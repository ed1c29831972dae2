"""The second step of signing in: the page that asks for it, and the pages on which it is set up."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme

from kheo.core.actions.receipts import Unremembered
from kheo.core.errors import Invalid, NotFound
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.organisations.actions import second_step as actions
from kheo.organisations.models import Account, Factor
from kheo.organisations.signing import factors, passkeys, sessions
from kheo.organisations.signing.forms import PasskeyForm, PhoneForm, PresentForm, RemoveForm, SecondStepForm
from kheo.organisations.signing.known import remember
from kheo.organisations.views.common import signed_in
from kheo.pages.answering import answer

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked

PATIENCE = timedelta(minutes=10)
"""Between the password and the second step."""
HOME = "organisations:second-step"
MUST = mark("Your role requires a second step. Set one up; everything else is open after that.")


def ask(request: Asked, account: Account, onward: str) -> HttpResponse:
    """The password was right: go and ask for the second step. Nobody is signed in yet."""
    request.session.cycle_key()
    proof = account.get_session_auth_hash()
    request.session["pending"] = [account.pk, request.at.timestamp(), proof, onward]
    return HttpResponseRedirect(reverse("second-step"))


def second(request: Asked) -> HttpResponse:
    """Ask for a one-time code, a recovery code or a passkey of whoever gave the right password."""
    account, onward = _pending(request)
    if account is None:
        return HttpResponseRedirect(settings.LOGIN_URL)
    form = SecondStepForm(request, account, request.POST or None)
    if request.method == "POST" and form.is_valid():
        del request.session["pending"]
        sessions.begin(request, account, request.at)
        response = HttpResponseRedirect(safe(request, onward))
        remember(request, response, account.username)
        return response
    context = {"form": form, "passkey": passkeys.asked_to_show(request, account)}
    return render(request, "organisations/second_step_asked.html", context, status=form.status)


def safe(request: HttpRequest, onward: str) -> str:
    """An address of ours to go on to, else the first page."""
    fits = url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure())
    return onward if fits else settings.LOGIN_REDIRECT_URL


def _pending(request: Asked) -> tuple[Account | None, str]:
    pk, since, proof, onward = request.session.get("pending", (0, 0, "", ""))
    if request.at.timestamp() - since > PATIENCE.total_seconds():
        return None, ""
    account = Account.objects.select_related("person").filter(pk=pk, is_active=True).first()
    if account is None or not constant_time_compare(proof, account.get_session_auth_hash()):
        return None, ""
    return account, onward


@signed_in
def overview(request: Asked) -> HttpResponse:
    """What is set up, and what can be."""
    account: Any = request.user
    held = factors.of(account)
    shown = [
        (one.pk, one.label or _("Phone with one-time codes"), one.made_at, one.used_at)
        for one in held
        if one.kind != Factor.CODES
    ]
    must = _(MUST) if request.session.get("must_set_up") else ""
    context = {"held": shown, "left": factors.codes_left(held), "must": must}
    return render(request, "organisations/second_step.html", context)


@signed_in
def phone(request: Asked) -> HttpResponse:
    """Set up one-time codes."""
    account: Any = request.user
    secret = request.session.setdefault("phone", factors.fresh_secret())
    picture = segno.make(factors.address_of(secret, account, request.get_host()), error="m")
    form = PhoneForm.of(request)
    act = partial(_act, request, form, actions.add_phone, secret=Unremembered(secret), code=form.data.get("code", ""))
    return _page(
        request,
        form,
        act,
        title=_("Set up one-time codes"),
        said=mark("One-time codes are set up."),
        template="organisations/second_step_phone.html",
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        picture=picture.svg_data_uri(scale=5, border=2, light="#fff"),
    )


@signed_in
def passkey(request: Asked) -> HttpResponse:
    """Set up a passkey."""
    account: Any = request.user
    form = PasskeyForm.of(request)

    def act(**how: Any) -> None:
        made = Unremembered(passkeys.made(request, form.cleaned_data["answer"]))
        _act(request, form, actions.add_passkey, passkey=made, label=form.cleaned_data["label"], **how)

    options = passkeys.asked_to_make(request, account) if request.method != "POST" else ""
    page = _page(
        request,
        form,
        act,
        title=_("Set up a passkey"),
        said=mark("The passkey is set up."),
        template="organisations/second_step_passkey.html",
        options=options,
    )
    if page.status_code == 422:  # the challenge was used: the page that comes back needs another
        options = passkeys.asked_to_make(request, account)
        context = {"form": form, "title": _("Set up a passkey"), "options": options, "back": reverse(HOME)}
        return render(request, "organisations/second_step_passkey.html", context, status=form.status)
    return page


@signed_in
def codes(request: Asked) -> HttpResponse:
    """Make recovery codes and show them, this once."""
    account: Any = request.user
    anew = any(one.kind == Factor.CODES for one in factors.of(account))
    form = PresentForm.of(request)
    if not anew:
        del form.fields["present"]
    if request.method == "POST" and form.is_valid():
        made = factors.fresh_codes()
        batch = sha256("".join(made).encode()).hexdigest()
        how = {"by": request.actor, "at": request.at, "deed_id": form.cleaned_data["deed_id"]}
        try:
            _act(request, form, actions.renew_codes, codes=Unremembered(json.dumps(made)), batch=batch, **how)
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            return render(request, "organisations/second_step_codes.html", {"codes": made})
    context = {"form": form, "title": _("Make recovery codes"), "back": reverse(HOME)}
    context["about"] = _("They let you in when the phone is lost. Each is good once; those made before are void.")
    return render(request, "pages/form.html", context, status=form.status)


@signed_in
def remove(request: Asked, pk: int) -> HttpResponse:
    """Take a phone or a passkey away."""
    account: Any = request.user
    if pk not in {one.pk for one in factors.of(account) if one.kind != Factor.CODES}:
        raise NotFound("not-found", mark("There is nothing here that you may see."))
    form = RemoveForm.of(request)
    act = partial(_act, request, form, actions.remove_factor, factor=pk)
    return _page(
        request, form, act, title=_("Take it away"), said=mark("It was taken away."), template="pages/confirm.html"
    )


def _act(request: Asked, form: Any, action: Any, **how: Any) -> None:
    """Do it for the person who asks, with the password that the form holds."""
    account: Any = request.user
    action(account.person, present=Unremembered(form.cleaned_data.get("present", "")), **how)
    sessions.ask_to_set_up(request, account, request.at)
    request.session.pop("phone", None)


def _page(request: Asked, form: Any, act: Any, **context: Any) -> HttpResponse:
    links = [(_("Second step of signing in"), reverse(HOME))]
    return answer(request, form, act, done=lambda _done: reverse(HOME), back=reverse(HOME), links=links, **context)
