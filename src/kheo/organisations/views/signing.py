"""Signing in, and the sessions of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kheo.i18n import gettext as _
from kheo.organisations.signing import factors
from kheo.organisations.signing import sessions as kept
from kheo.organisations.signing.forms import SignInForm
from kheo.organisations.signing.known import remember
from kheo.organisations.views.common import signed_in
from kheo.organisations.views.second_step import ask

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked


class SignIn(LoginView):
    """The page; whoever is signed in already goes on."""

    form_class = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Signed in: go where the person wanted to go, if that is here."""
        account, asked = form.get_user(), cast("Asked", self.request)
        if factors.there(account):
            return ask(asked, account, self.get_success_url())
        kept.begin(asked, account, asked.at)
        response = HttpResponseRedirect(self.get_success_url())
        remember(asked, response, account.username)
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The page again, with a status that says so."""
        response = super().form_invalid(form)
        response.status_code = cast("SignInForm", form).status
        return response


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: Asked) -> HttpResponse:
    """Where one is signed in; ends one session, or all others."""
    account: Any = request.user
    if request.method == "POST":
        ending = request.POST.get("end", "")
        here = request.session.get("sign_in")
        if ending == "others":
            kept.end_all(account, but=here)
            messages.success(request, _("All other sessions were ended."))
        elif ending.isdecimal() and len(ending) < 19 and int(ending) != here and kept.end(account, int(ending)):
            messages.success(request, _("The session was ended."))
        return HttpResponseRedirect(reverse("organisations:sessions"))
    shown = kept.of(request, account, request.at)
    context = {
        "open": [one for one in shown if one.open],
        "past": [one for one in shown if not one.open],
        "others": any(one.open and not one.here for one in shown),
    }
    return render(request, "organisations/sessions.html", context)
