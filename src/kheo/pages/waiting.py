"""An upload that waits for a second step: its key travels in a cookie that goes to the pages of that upload alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect

from kheo.core.files.quarantine import LEASE, Waiting

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked

KEY = "kheo_upload"


def to_waiting(request: Asked, waiting: Waiting, address: str) -> HttpResponse:
    """Send the key of what waits along with the way to its page."""
    response = HttpResponseRedirect(address)
    how = {"max_age": LEASE, "path": address, "secure": request.is_secure(), "httponly": True, "samesite": "Strict"}
    response.set_cookie(KEY, waiting.key, **how)  # type: ignore[arg-type]
    return response


def waiting_of(request: Asked, token: str) -> Waiting:
    """What a page is about, as far as its reader has the key."""
    return Waiting(token, request.COOKIES.get(KEY, ""))
