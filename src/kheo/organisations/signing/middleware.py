"""Around every request of a signed-in person: the session is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kheo.core.access import PUBLIC
from kheo.organisations.signing.sessions import keep

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from kheo.pages.middleware import Asked


def keeping(answer: Callable[[Asked], HttpResponse]) -> Callable[[Asked], HttpResponse]:
    """Keep the session of whoever is signed in; one that has lasted too long ends here."""

    def answered(request: Asked) -> HttpResponse:
        if request.actor != PUBLIC:
            keep(request, request.at)
            if not request.user.is_authenticated:
                request.actor = PUBLIC
        return answer(request)

    return answered
