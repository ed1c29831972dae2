"""Sign-in by password, with Django's own views in our look."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpResponse

from kheo.i18n import gettext as _
from kheo.i18n import mark


class SignInForm(AuthenticationForm):
    """Name and password. One message for every wrong pair, so that nobody learns which names exist."""

    submit = mark("Sign in")
    now: dict[str, str] = {}  # noqa: RUF012 -- never written: what the part `form` asks of a form

    def __init__(self, *args: Any, **options: Any) -> None:
        """With our words."""
        super().__init__(*args, **options)
        wrong = _("This name and this password do not belong together. Check both, and the Caps Lock key.")
        self.error_messages = {"invalid_login": wrong, "inactive": wrong}
        labels = {"username": _("Account name"), "password": _("Password")}
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].error_messages["required"] = _("Fill this in.")
        assert isinstance(self.fields["username"].widget, forms.TextInput)


class SignIn(LoginView):
    """The page; whoever is signed in already goes on."""

    form_class = SignInForm
    redirect_authenticated_user = True

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The page again, with a status that says so."""
        response = super().form_invalid(form)
        response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response
