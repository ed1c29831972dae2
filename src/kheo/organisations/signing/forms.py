"""The forms of signing in: name and password, the second step, and setting that up."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm

from kheo.i18n import gettext as _
from kheo.i18n import mark, ngettext
from kheo.organisations.signing import passkeys
from kheo.organisations.signing.factors import passes
from kheo.organisations.signing.known import known_as
from kheo.organisations.signing.throttle import door, doors, knock, opened, source_of
from kheo.pages.forms import DeedForm

if TYPE_CHECKING:
    from kheo.organisations.models import Account
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
        return status_of(self)


def status_of(form: forms.Form) -> HTTPStatus:
    """What a page answers with that shows a form: that all is well, to wait, or that something is wrong."""
    if form.has_error("__all__", WAIT):
        return HTTPStatus.TOO_MANY_REQUESTS
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK


def wait_words(wait: timedelta) -> str:
    """How long to wait, in words."""
    minutes = -(-wait // timedelta(minutes=1))
    words = ngettext("wait {n} minute and try again", "wait {n} minutes and try again", minutes).format(n=minutes)
    return _("Too many wrong tries: {wait}. A browser in which you signed in before need not wait.").format(wait=words)


class SecondStepForm(forms.Form):
    """A code, or what the browser says of a passkey. It counts its tries as the password does."""

    submit = mark("Sign in")
    now: dict[str, str] = {}  # noqa: RUF012 -- as above
    code = forms.CharField(
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )
    answer = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)

    def __init__(self, request: Asked, account: Account, data: Any = None) -> None:
        """For whoever gave the right password."""
        super().__init__(data)
        self.request, self.account = request, account
        self.fields["code"].label = _("Code from the phone, or a recovery code")

    def clean(self) -> dict[str, Any]:
        """Let through, or say why not."""
        code, answer = self.cleaned_data.get("code", ""), self.cleaned_data.get("answer", "")
        if not (code or answer):
            raise forms.ValidationError(_("Write the code that the phone shows now."))
        at, name = self.request.at, self.account.username
        place = known_as(self.request, name) or source_of(self.request)
        through = [door("factor", at, str(self.account.pk), place), door("account", at, "factor", str(self.account.pk))]
        wait = knock(through, at)
        if wait:
            raise forms.ValidationError(wait_words(wait), code=WAIT)
        right = passkeys.shown(self.request, self.account, answer, at) if answer else passes(self.account, code, at)
        if not right:
            raise forms.ValidationError(_("This is not right, or was used before. Wait for the next code."))
        opened(through, at)
        return self.cleaned_data

    @property
    def status(self) -> HTTPStatus:
        """What the page that shows it answers with."""
        return status_of(self)


class PresentForm(DeedForm):
    """Whoever sits at an open browser is not yet the person."""

    submit = mark("Make recovery codes")
    present = forms.CharField(
        label=mark("Present password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class RemoveForm(PresentForm):
    """A phone or passkey that goes."""

    submit = mark("Take it away")


class PhoneForm(PresentForm):
    """The first code proves that the phone makes them."""

    submit = mark("Set up one-time codes")
    code = forms.CharField(
        label=mark("Code that the phone shows"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class PasskeyForm(PresentForm):
    """What the browser made; a name by which its person knows it."""

    submit = mark("Set up a passkey")
    label = forms.CharField(label=mark("Name of the passkey"), max_length=60)
    answer = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)
