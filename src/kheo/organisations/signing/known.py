"""Known browsers: a signed cookie says that a name signed in here. It opens nothing, and leads past the doors of
strangers.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

COOKIE = "kheo_known"
KEPT = timedelta(days=90)
MOST = 4
"""Names of one browser: computers of an office are shared."""
_SALT = "kheo.organisations.signing.known"


def known_as(request: HttpRequest, username: str) -> str:
    """What this browser was called when the name signed in here; empty where it never did."""
    mine = _mark_of(username)
    return next((called for mark, called in _held(request) if constant_time_compare(mark, mine)), "")


def remember(request: HttpRequest, response: HttpResponse, username: str) -> None:
    """Let the browser be known by a name for 90 days from now. The server keeps nothing."""
    mine = _mark_of(username)
    others = [pair for pair in _held(request) if pair[0] != mine]
    held = [(mine, known_as(request, username) or secrets.token_urlsafe(12)), *others][:MOST]
    response.set_cookie(
        COOKIE,
        signing.dumps(held, salt=_SALT),
        max_age=int(KEPT.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _held(request: HttpRequest) -> list[tuple[str, str]]:
    try:
        held: list[Any] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=KEPT)
    except signing.BadSignature:
        return []
    return [(mark, called) for mark, called in held]


def _mark_of(username: str) -> str:
    """The name is not to be read from the cookie of a shared computer."""
    return salted_hmac(_SALT, username.strip().lower(), algorithm="sha256").hexdigest()[:32]
