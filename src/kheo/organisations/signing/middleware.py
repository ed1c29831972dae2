"""Around every request of a signed-in person: the session is kept, and whoever must set up a second step does nothing
else before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse

from kheo.core.access import PUBLIC
from kheo.organisations.signing.sessions import keep

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from kheo.pages.middleware import Asked


OPEN = ("/account/second-step/", "/sign-out/", "/invitation/", "/choose/", "/static/")
"""What is open before the second step is set up that one's role requires."""


def keeping(answer: Callable[[Asked], HttpResponse]) -> Callable[[Asked], HttpResponse]:
    """Keep the session of whoever is signed in; one that has lasted too long ends here."""

    def answered(request: Asked) -> HttpResponse:
        if request.actor != PUBLIC:
            keep(request, request.at)
            if not request.user.is_authenticated:
                request.actor = PUBLIC
            elif request.session.get("must_set_up") and not request.path.startswith(OPEN):
                return HttpResponseRedirect(reverse("organisations:second-step"))
        return answer(request)

    return answered
