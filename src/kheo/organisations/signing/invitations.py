"""One-time links with which people set their own password, so that nobody hands passwords over.

A link is good once and for three days; another one for the same account voids it. The server keeps its hash alone.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from kheo.organisations.models import Account, Invitation

GOOD_FOR = timedelta(days=3)


def fresh_token() -> str:
    """What makes a link; 256 bits, so that there is nothing to guess."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of it."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def keep(account: Account, hashed: str, at: datetime) -> None:
    """Keep a link for an account in the place of one before."""
    values = {"token": hashed, "expires": at + GOOD_FOR}
    Invitation.objects.update_or_create(account=account, defaults=values)


def invited(token: str, at: datetime) -> Account | None:
    """Whose link this is, while it is good."""
    found = Invitation.objects.filter(token=hash_of(token), expires__gt=at).select_related("account__person").first()
    return found.account if found else None


def use(account: Account, token: str, at: datetime) -> bool:
    """Use a link up; False where it is not good, or somebody was faster."""
    good = Invitation.objects.filter(account=account, token=hash_of(token), expires__gt=at)
    return bool(good.delete()[0])


def forget(at: datetime) -> None:
    """Erase the links that are good no more."""
    Invitation.objects.filter(expires__lte=at).delete()
