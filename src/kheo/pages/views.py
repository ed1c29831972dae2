"""The pages of the house itself: what a reader chose, errors, and every part in every state."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.pages.answering import missing, page_of
from kheo.pages.looks import CHOICES, YEAR


# Changes nothing but how pages look to this browser; without a token, pages for the public need no cookie.
@csrf_exempt
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember language, colours or density, and go back."""
    back = request.POST.get("next", "/")
    own = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    answer = HttpResponseRedirect(back if own else "/")
    for key, values in CHOICES.items():
        value = request.POST.get(key)
        if value in values:
            answer.set_cookie(
                f"kheo_{key}", value, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
            )
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    title, sentence = mark("This request cannot be read"), _("Go back, load the page anew and send it again.")
    return page_of(request, HTTPStatus.BAD_REQUEST, title, sentence)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 by Django itself."""
    sentence = _("Your mandate does not cover it. Whoever keeps the mandates of your unit can change that.")
    return page_of(request, HTTPStatus.FORBIDDEN, mark("This is not open to you"), sentence)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without its token."""
    sentence = _("This form is too old, or was not sent from here. Go back, load the page anew and send it again.")
    return page_of(request, HTTPStatus.FORBIDDEN, mark("The form was not taken"), sentence)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404."""
    return missing(request)


def broken(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours. Nothing was saved, since a deed is whole or not at all."""
    sentence = _("Khéo failed on this request, and nothing of it was saved. The fault is in the log of the server.")
    return page_of(request, HTTPStatus.INTERNAL_SERVER_ERROR, mark("A fault of ours"), sentence)


def parts(request: Any) -> HttpResponse:
    """Every part in every state; only where settings say so."""
    if not settings.KHEO_PARTS:
        raise Http404
    from kheo.pages.samples import everything

    return render(request, "pages/parts.html", everything(request))
