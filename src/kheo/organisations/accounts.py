"""Accounts follow what deeds say of people. The one file that writes them; it is called inside a deed."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from kheo.core.errors import Invalid
from kheo.i18n import mark
from kheo.organisations.models import Account, Person
from kheo.organisations.signing.sessions import end_all


def open_for(person: Person, *, username: str, password: str | None) -> Account:
    """Give a person an account; without a password nobody can sign in with it yet. Raises Invalid for a name that is
    taken or a password that is too weak.
    """
    username = username.strip().lower()
    if Account.objects.filter(username=username).exists():
        sentence = mark("The sign-in name “{username}” is taken; choose another.")
        raise Invalid("username-taken", sentence, username=username, fields={"username": [sentence]})
    account = Account(person=person, username=username)
    if password is None:
        account.set_unusable_password()
    else:
        _set_password(account, password)
    account.save(force_insert=True)
    return account


def of(person: Person) -> Account:
    """The account of a person. Raises Invalid where there is none."""
    account = Account.objects.filter(person=person).first()
    if account is None:
        raise Invalid("no-account", mark("This person has no account."))
    return account


def renew_password(account: Account, password: str) -> None:
    """Give an account another password, and end its sessions. Raises Invalid where it is too weak."""
    _set_password(account, password)
    account.save(update_fields=["password"])
    end_all(account)


def end_sessions(account: Account) -> None:
    """Sign an account out everywhere."""
    end_all(account)


def close(person: Person) -> None:
    """Take the account of a person away: whoever is signed in with it is out at the next page."""
    Account.objects.filter(person=person).delete()


def _set_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as fault:
        sentence = mark("This password is too weak: {reasons}")
        raise Invalid(
            "weak-password", sentence, reasons=" ".join(fault.messages), fields={"password": fault.messages}
        ) from None
    account.set_password(password)
