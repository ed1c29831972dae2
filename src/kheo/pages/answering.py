"""From a form to an action and back. Views call an action through here, so that every refusal keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from kheo.core.errors import Conflict, Invalid, MoveNotOpen, NotAllowed, NotFound, Refusal
from kheo.i18n import gettext as _
from kheo.i18n import mark

if TYPE_CHECKING:
    from kheo.pages.forms import DeedForm
    from kheo.pages.middleware import Asked

ANSWERS: dict[type[Refusal], tuple[HTTPStatus, str]] = {
    NotAllowed: (HTTPStatus.FORBIDDEN, mark("This is not open to you")),
    NotFound: (HTTPStatus.NOT_FOUND, mark("There is nothing here")),
    Conflict: (HTTPStatus.CONFLICT, mark("Someone else was faster")),
    MoveNotOpen: (HTTPStatus.CONFLICT, mark("This step is not possible now")),
    Invalid: (HTTPStatus.UNPROCESSABLE_ENTITY, mark("This cannot be kept")),
}


class Act(Protocol):
    """Calls an action with who, when and under which deed."""

    def __call__(self, **how: Any) -> Any:
        """Takes `by`, `at` and `deed_id`; gives what the action gives."""


def answer(
    request: Asked,
    form: DeedForm,
    act: Act,
    *,
    done: Callable[[Any], str],
    said: str,
    template: str = "pages/form.html",
    **context: Any,
) -> HttpResponse:
    """Show a form; when it is sent and valid, act, and go where `done` says with `said` (marked words) as a notice.

    Invalid, Conflict and MoveNotOpen bring the form back with their message and everything that was typed; NotAllowed
    and NotFound become their pages.
    """
    if request.method == "POST" and form.is_valid():
        try:
            result = act(by=request.actor, at=request.at, deed_id=form.cleaned_data["deed_id"])
        except (Invalid, Conflict, MoveNotOpen) as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _(said))
            return HttpResponseRedirect(done(result))
    return render(request, template, {"form": form, **context}, status=form.status)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page of a refusal. Absent and hidden records look alike, and like an address that never was."""
    if isinstance(refusal, NotFound):
        return missing(request)
    status, title = next(found for kind, found in ANSWERS.items() if isinstance(refusal, kind))
    return page_of(request, status, title, str(refusal))


def missing(request: HttpRequest) -> HttpResponse:
    """The page for an address behind which there is nothing for this reader."""
    sentence = _("There is no page at this address, or it is not open to you. Check the address, or sign in.")
    return page_of(request, *ANSWERS[NotFound], sentence)


def page_of(request: HttpRequest, status: HTTPStatus, title: str, sentence: str) -> HttpResponse:
    """A page that says why there is no other."""
    return render(request, "pages/error.html", {"title": _(title), "sentence": sentence}, status=status)
