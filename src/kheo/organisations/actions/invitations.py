"""Letting someone in by a one-time link: whoever manages the account makes it, the person sets their own password."""

from __future__ import annotations

from kheo.core.actions import Deed, action
from kheo.core.actions.receipts import Unremembered
from kheo.core.errors import Invalid
from kheo.i18n import mark
from kheo.organisations import accounts
from kheo.organisations.actions.people import still_held
from kheo.organisations.models import Person
from kheo.organisations.policies import about_oneself, may_manage_account
from kheo.organisations.signing import invitations

VOID = mark("This link is good no more: it was used, replaced, or is older than three days. Ask for another.")


@action("organisations.invite", mark("open an account by a link"), policy=may_manage_account)
def invite(person: Person, *, deed: Deed, username: str, hashed: str) -> Person:
    """Open an account that nobody can sign in with until the link was used. `hashed` is what is kept of the link, and
    lets a form that was sent twice not show a link that is not kept. Raises Invalid for a name that is taken.
    """
    still_held(person)
    if person.signs_in:
        raise Invalid("has-account", mark("This person has an account already."))
    account = accounts.open_for(person, username=username, password=None)
    invitations.keep(account, hashed, deed.at)
    return deed.change(person, signs_in=True)


@action("organisations.renew-invitation", mark("make a link for a new password"), policy=may_manage_account)
def renew_invitation(person: Person, *, deed: Deed, hashed: str) -> None:
    """Make another link for an account that is there, for instance when the password is lost; it goes on as it was
    until the link is used. Raises Invalid where there is no account.
    """
    invitations.keep(accounts.of(person), hashed, deed.at)


@action("organisations.accept-invitation", mark("set a password by a link"), policy=about_oneself)
def accept_invitation(person: Person, *, deed: Deed, token: Unremembered, password: Unremembered) -> None:
    """Set one's own password; the link is used up, and every session ends. Raises Invalid."""
    account = accounts.of(person)
    if not invitations.use(account, token.text, deed.at):
        raise Invalid("void-link", VOID)
    accounts.renew_password(account, password.text)
