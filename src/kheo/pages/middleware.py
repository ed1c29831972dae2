"""Around every request: the language, the headers, who asks and when, refusals as pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.module_loading import import_string

from kheo.core.access import PUBLIC, Actor
from kheo.core.errors import Refusal
from kheo.i18n import speaking
from kheo.pages.answering import refused
from kheo.pages.looks import language_of

if TYPE_CHECKING:
    from datetime import datetime

Answer = Callable[[HttpRequest], HttpResponse]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
"""Beside what Django's SecurityMiddleware says (nosniff, referrer, opener)."""


class Asked(HttpRequest):
    """A request as views get it (for type checkers): `actor` and `at` are what actions and queries ask for."""

    actor: Actor
    at: datetime


def headers(answer: Answer) -> Answer:
    """Say what a page may load: nothing of others, no script and no style within the page."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return answered


def words(answer: Answer) -> Answer:
    """Speak the reader's language; pages differ by it, so caches must know."""

    def answered(request: HttpRequest) -> HttpResponse:
        chosen = language_of(request)
        with speaking(chosen), translation.override(chosen):
            response = answer(request)
        response.headers.setdefault("Content-Language", chosen)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Cookie",))
        return response

    return answered


@cache
def _actor_maker(path: str) -> Callable[[Any, datetime], Actor]:
    """What KHEO_ACTOR names; organisations fills it in."""
    maker: Callable[[Any, datetime], Actor] = import_string(path)
    return maker


def acting(answer: Answer) -> Answer:
    """Say who asks (`request.actor`) and when (`request.at`), the same for all that happens in a request."""

    def answered(request: Any) -> HttpResponse:
        request.at = timezone.now()
        signed_in = settings.KHEO_ACTOR and request.user.is_authenticated
        request.actor = _actor_maker(settings.KHEO_ACTOR)(request.user, request.at) if signed_in else PUBLIC
        return answer(request)

    return answered


class Refusing:
    """Answer a refusal that no view took care of: a page with its reason."""

    def __init__(self, answer: Answer) -> None:
        """Made once."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on."""
        return self.answer(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Called by Django with what a view raised."""
        return refused(request, fault) if isinstance(fault, Refusal) else None
