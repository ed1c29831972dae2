"""The form of name and password."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from kheo.i18n import gettext as _
from kheo.i18n import mark, ngettext
from kheo.organisations.signing.known import known_as
from kheo.organisations.signing.throttle import doors, knock, opened, source_of

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked

WAIT = "wait"


class SignInForm(AuthenticationForm):
    """Name and password. One message for every wrong pair, so that nobody learns which names exist."""

    submit = mark("Sign in")
    now: dict[str, str] = {}  # noqa: RUF012 -- never written: what the part `form` asks of a form
    request: Asked

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

    def clean(self) -> dict[str, Any]:
        """Look at the password only where the doors are open (throttle.py)."""
        username, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not (username and password):
            return self.cleaned_data
        at = self.request.at
        through = doors(username, source_of(self.request), known_as(self.request, username), at)
        wait = knock(through, at)
        if wait:
            raise forms.ValidationError(wait_words(wait), code=WAIT)
        cleaned: dict[str, Any] = super().clean()
        opened(through, at)
        return cleaned

    @property
    def status(self) -> HTTPStatus:
        """What the page that shows it answers with."""
        return HTTPStatus.TOO_MANY_REQUESTS if self.has_error("__all__", WAIT) else HTTPStatus.UNPROCESSABLE_ENTITY


def wait_words(wait: timedelta) -> str:
    """How long to wait, in words."""
    minutes = -(-wait // timedelta(minutes=1))
    words = ngettext("wait {n} minute and try again", "wait {n} minutes and try again", minutes).format(n=minutes)
    return _("Too many wrong tries: {wait}. A browser in which you signed in before need not wait.").format(wait=words)
