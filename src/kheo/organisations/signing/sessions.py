"""Sessions (phiên đăng nhập): beginning, keeping, listing and ending them.

A session ends 12 hours after its last use, and a week after it began however much it is used.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple, cast

from django.contrib import auth
from django.db.models import Q
from django.http import HttpRequest

from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.organisations.models import Account, Session, SignIn
from kheo.organisations.signing import factors
from kheo.organisations.signing.browsers import OTHER, PLACES, family_of

KEPT = timedelta(days=90)
LONGEST = timedelta(days=7)
FINENESS = timedelta(minutes=5)
"""How exact “last used” is: finer would write at every page, and tell more than anyone needs."""


def begin(request: HttpRequest, account: Account, at: datetime) -> None:
    """Sign an account in. The session gets another key, so that nobody can have set it before."""
    auth.login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    browser = family_of(request.META.get("HTTP_USER_AGENT", ""))
    made = SignIn.objects.create(account=account, begun=at, used=at, browser=browser)
    request.session["sign_in"] = made.pk
    request.session["begun"] = request.session["used"] = at.timestamp()
    ask_to_set_up(request, account, at)


def ask_to_set_up(request: HttpRequest, account: Account, at: datetime) -> None:
    """Note whether the person must set up a second step before anything else (middleware.py)."""
    request.session["must_set_up"] = factors.needed(account, at) and not factors.there(account)


def keep(request: HttpRequest, at: datetime) -> None:
    """Note that a session is used; end one that began too long ago."""
    begun, used = request.session.get("begun"), request.session.get("used")
    if begun is None or used is None:
        return
    if at.timestamp() - begun > LONGEST.total_seconds():
        auth.logout(request)
    elif at.timestamp() - used > FINENESS.total_seconds():
        request.session["used"] = at.timestamp()
        ask_to_set_up(request, cast("Account", request.user), at)
        SignIn.objects.filter(pk=request.session["sign_in"]).update(used=at)


class Shown(NamedTuple):
    """A sign-in as its person sees it."""

    pk: int
    browser: str
    begun: datetime
    used: datetime
    open: bool
    here: bool


def of(request: HttpRequest, account: Account, at: datetime) -> list[Shown]:
    """The sign-ins of an account that are still kept, latest first; one query."""
    here = request.session.get("sign_in")
    rows = SignIn.objects.filter(account=account).select_related("session").order_by("-used", "-pk")[:200]
    return [Shown(row.pk, _worded(row.browser), row.begun, row.used, _is_open(row, at), row.pk == here) for row in rows]


def _is_open(row: SignIn, at: datetime) -> bool:
    session: Session | None = getattr(row, "session", None)
    return session is not None and session.expire_date > at and at - row.begun <= LONGEST


def _worded(browser: str) -> str:
    place, _sign, name = browser.partition(":")
    return _(PLACES[place]).format(browser=_(mark("another browser")) if name == OTHER else name)


def end(account: Account, sign_in: int) -> bool:
    """End one session of an account; False where it has none such."""
    return bool(Session.objects.filter(sign_in__account=account, sign_in=sign_in).delete()[0])


def end_all(account: Account, *, but: int | None = None) -> int:
    """End all sessions of an account, or all others; how many."""
    ended: int = Session.objects.filter(sign_in__account=account).exclude(Q(sign_in=but)).delete()[0]
    return ended


def forget(at: datetime) -> None:
    """Erase what is older than 90 days, and sessions that are over."""
    Session.objects.filter(expire_date__lt=at).delete()
    SignIn.objects.filter(used__lt=at - KEPT).delete()
