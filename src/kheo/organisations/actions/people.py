"""Registering people; their values and how long they are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from kheo.core.access import by_system
from kheo.core.access.visibility import day_of
from kheo.core.actions import Deed, action
from kheo.core.actions.receipts import Unremembered
from kheo.core.errors import Invalid
from kheo.core.secrets import keystore
from kheo.i18n import mark
from kheo.organisations import accounts
from kheo.organisations.models import Person
from kheo.organisations.naming import hidden_forms_of
from kheo.organisations.policies import ERASER, about_oneself, may_manage_account, may_manage_person, may_register

NO_PASSWORD = Unremembered("")
LONGEST = {"name": 200, "email": 254, "phone": 40}


@action("organisations.register-person", mark("register a person"), policy=may_register)
def register_person(*, deed: Deed, name: str, expires: date, email: str = "", phone: str = "") -> Person:
    """Register someone (thêm nhân sự). Name and contact details are kept until the end of the month of `expires`.

    Raises Invalid for an empty name, one that is too long, or a day that has passed.
    """
    return register_many(deed, [{"name": name, "email": email, "phone": phone, "expires": expires}])[0]


def register_many(deed: Deed, rows: Sequence[Mapping[str, Any]]) -> list[Person]:
    """Make people with a key for each, within a deed; a row may bring its code. Raises as `register_person`."""
    made = []
    for row in rows:
        later(row["expires"], deed.at)
        code = row.get("code") or uuid4()
        values = values_of(**{name: row[name] for name in LONGEST})
        key = Person(code=code).data_key
        keystore().make(key, until=row["expires"])
        if "code" in row:  # left over from a deed that was undone, the key may have another month
            keystore().renew(key, until=row["expires"])
        made.append({"code": code, "expires": row["expires"], **values})
    return deed.create_many(Person, made)


@action("organisations.correct-person", mark("correct the person's details"), policy=may_manage_person | about_oneself)
def correct_person(person: Person, *, deed: Deed, **values: str) -> Person:
    """Change name, e-mail address or telephone number. Raises Invalid, and where they have been erased."""
    still_held(person)
    return deed.change(person, **values_of(**values))


@action("organisations.keep-person", mark("keep the person's details longer"), policy=may_manage_person)
def keep_person(person: Person, *, deed: Deed, expires: date) -> Person:
    """Let the values of a person be kept until the end of another month. Raises Invalid where they have been erased."""
    still_held(person)
    later(expires, deed.at)
    kept = deed.change(person, expires=expires)
    keystore().renew(person.data_key, until=expires)
    return kept


@action("organisations.erase-person", mark("erase the person's details"), policy=may_manage_account | by_system(ERASER))
def erase_person(person: Person, *, deed: Deed) -> Person:
    """Erase name and contact details for good, here, in the journal and in every backup; what the person did stays."""
    accounts.close(person)
    erased = deed.change(person, initial=None, words=None, signs_in=False)
    keystore().erase(person.data_key)  # last: this cannot be undone, and whoever was overtaken must not do it
    return erased


@action("organisations.open-account", mark("open an account"), policy=may_manage_account)
def open_account(person: Person, *, deed: Deed, username: str, password: Unremembered) -> Person:
    """Let a person sign in. Raises Invalid for a name that is taken, or a password that is too weak."""
    still_held(person)
    if person.signs_in:
        raise Invalid("has-account", mark("This person has an account already."))
    accounts.open_for(person, username=username, password=password.text)
    return deed.change(person, signs_in=True)


@action("organisations.close-account", mark("close the account"), policy=may_manage_account)
def close_account(person: Person, *, deed: Deed) -> Person:
    """Let a person sign in no longer; whoever is signed in is out at the next page."""
    accounts.close(person)
    return deed.change(person, signs_in=False)


@action("organisations.renew-password", mark("set a new password"), policy=may_manage_account | about_oneself)
def renew_password(person: Person, *, deed: Deed, password: Unremembered, present: Unremembered = NO_PASSWORD) -> None:
    """Set another password. Whoever changes their own gives the present one. Raises Invalid."""
    account = accounts.of(person)
    own = deed.by.key == f"person:{person.pk}"
    if own and not account.check_password(present.text):
        sentence = mark("The present password is not right.")
        raise Invalid("present-password", sentence, fields={"present": [sentence]})
    accounts.renew_password(account, password.text)


def values_of(**given: str) -> dict[str, Any]:
    """The columns of personal values; empty contact details are none."""
    values: dict[str, Any] = {}
    for field, text in given.items():
        cleaned = " ".join(text.split())
        if len(cleaned) > LONGEST[field]:
            sentence = mark("This is longer than {most} characters.")
            raise Invalid("too-long", sentence, most=LONGEST[field], fields={field: [sentence]})
        values[field] = cleaned or None
    if "name" in values:
        if not values["name"]:
            sentence = mark("A person needs a name.")
            raise Invalid("no-name", sentence, fields={"name": [sentence]})
        values |= hidden_forms_of(values["name"])
    return values


def later(expires: date, at: datetime) -> None:
    """Raises Invalid for a day until which nothing could be kept any more."""
    if expires <= day_of(at):
        sentence = mark("The day until which details are kept must be in the future.")
        raise Invalid("expires", sentence, fields={"expires": [sentence]})


def still_held(person: Person) -> None:
    """Raises Invalid where the details have been erased."""
    if not keystore().holds(person.data_key):
        raise Invalid("erased", mark("The details of this person have been erased; register the person anew."))
