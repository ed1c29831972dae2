"""The second step of signing in: set up and taken away by the person, cleared by whoever manages the account, required
of roles. The journal says that it happened; what is secret of it is no record (signing/factors.py).
"""

from __future__ import annotations

import json

from kheo.core.actions import Deed, action
from kheo.core.actions.receipts import Unremembered
from kheo.core.errors import Invalid, NotFound
from kheo.i18n import mark
from kheo.organisations import accounts
from kheo.organisations.actions.people import NO_PASSWORD
from kheo.organisations.models import Account, Factor, Person, Role
from kheo.organisations.policies import about_oneself, may_manage_account, may_set_up
from kheo.organisations.signing import factors


@action("organisations.add-phone", mark("set up one-time codes"), policy=about_oneself)
def add_phone(person: Person, *, deed: Deed, secret: Unremembered, code: str, present: Unremembered) -> None:
    """Let a person sign in with the codes of a phone too; the first code proves that it makes them. Raises Invalid."""
    account = _proved(person, present)
    step = factors.step_of(secret.text, code, deed.at)
    if step is None:
        sentence = mark("This code is not right. Wait for the next one, and check that the phone's clock is right.")
        raise Invalid("wrong-code", sentence, fields={"code": [sentence]})
    factors.add(account, Factor.TOTP, secret.text, deed.at, counter=step)


@action("organisations.add-passkey", mark("set up a passkey"), policy=about_oneself)
def add_passkey(person: Person, *, deed: Deed, passkey: Unremembered, label: str, present: Unremembered) -> None:
    """Let a person sign in with a passkey too. Raises Invalid."""
    factors.add(_proved(person, present), Factor.PASSKEY, passkey.text, deed.at, label=label)


@action("organisations.renew-codes", mark("make recovery codes"), policy=about_oneself)
def renew_codes(person: Person, *, deed: Deed, codes: Unremembered, batch: str, present: Unremembered) -> None:
    """Put recovery codes in the place of those before. `batch` tells these from others, so that a form sent twice does
    not show codes that were not kept. Raises Invalid.
    """
    account = accounts.of(person)
    if not factors.there(account):
        raise Invalid("no-second-step", mark("Set up a phone or a passkey first."))
    if any(one.kind == Factor.CODES for one in factors.of(account)):
        _proved(person, present)
    factors.keep_codes(account, json.loads(codes.text), deed.at)


@action("organisations.remove-factor", mark("take a second step away"), policy=about_oneself)
def remove_factor(person: Person, *, deed: Deed, factor: int, present: Unremembered) -> None:
    """Take a phone or a passkey away. Raises Invalid, and NotFound where the person has none such."""
    if not factors.remove(_proved(person, present), factor):
        raise NotFound("not-found", mark("There is nothing here that you may see."))


@action("organisations.clear-factors", mark("take the second step away"), policy=may_manage_account)
def clear_factors(person: Person, *, deed: Deed) -> None:
    """Take all of someone's second step away, for instance when the phone is lost, and end their sessions."""
    account = accounts.of(person)
    factors.clear(account)
    accounts.end_sessions(account)


@action("organisations.require-second-step", mark("say of whom a second step is required"), policy=may_set_up)
def require_second_step(role: Role, *, deed: Deed, required: bool) -> Role:
    """Say whether holders of a role sign in with more than a password."""
    return deed.change(role, second_step=required)


def _proved(person: Person, present: Unremembered = NO_PASSWORD) -> Account:
    """The account, once its password was given. Raises Invalid."""
    account = accounts.of(person)
    if not account.check_password(present.text):
        sentence = mark("The present password is not right.")
        raise Invalid("present-password", sentence, fields={"present": [sentence]})
    return account
