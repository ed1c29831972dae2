"""The reader within the platform: the same pages as `kheo serve`, in the frame of the platform; nothing is stored."""

from __future__ import annotations

import logging
from functools import cache
from http import HTTPStatus
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from kheo.i18n import gettext as _
from kheo.reading import plan
from kheo.reading.export.page import style
from kheo.reading.formats import Unreadable
from kheo.reading.formats.messages import refusal
from kheo.reading.model import Reading
from kheo.reading.reader import read, read_path
from kheo.reading.samples import folder
from kheo.site import pages
from kheo.site.server import READ_AT_ONCE
from kheo.values import replace

log = logging.getLogger(__name__)
TURN = BoundedSemaphore(READ_AT_ONCE)


@require_safe
def page_style(_request: HttpRequest) -> HttpResponse:
    """The style sheet of a reading."""
    answer = HttpResponse(style(), content_type="text/css")
    answer["Cache-Control"] = "max-age=3600"
    return answer


def read_document(request: Any) -> HttpResponse:
    """The marked-up sample with the form; what the form sends, marked up."""
    if request.method == "POST":
        return _read(request)
    name = request.GET.get("sample", "")
    name = name if name in pages.SAMPLES else pages.SAMPLES[0]
    reading = _sample(name)
    return _page(request, plan.title(reading), pages.sample_html(reading, _form(request), name))


def _read(request: Any) -> HttpResponse:
    form = replace(_form(request), text=request.POST.get("text", "").replace("\r\n", "\n"))
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_LIMIT:
        words = _("The document is larger than {limit} MB and was not read. Split it, or scan it at less resolution.")
        return _refused(request, form, words.format(limit=form.limit), HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    upload = request.FILES.get("file")
    if upload:
        data, name = upload.read(), upload.name
    elif form.text.strip():
        data, name = form.text.encode("utf-8", "replace"), _("pasted text")
    else:
        return _refused(request, form, _("There is nothing to read. Choose a file or paste the text."))
    try:
        with TURN:
            reading = read(data, name)
    except Unreadable as refused:
        return _refused(request, replace(form, text="") if refused.code == "secret" else form, refusal(refused))
    except Exception as fault:  # noqa: BLE001 -- a fault of ours must leave the text there
        log.error("the reader failed: %s", type(fault).__name__)  # noqa: TRY400 -- a traceback could hold words of it
        words = _("{name}: Khéo failed on this document ({fault}). Please report it.")
        words = words.format(name=name, fault=type(fault).__name__)
        return _refused(request, form, words, HTTPStatus.INTERNAL_SERVER_ERROR)
    if request.POST.get("as") == "json":
        answer = HttpResponse(pages.as_json(reading), content_type="application/json; charset=utf-8")
        answer["Content-Disposition"] = pages.attachment(pages.json_name(reading))
        return answer
    return _page(request, plan.title(reading), pages.read_html(reading, form))


def _form(request: HttpRequest) -> pages.Form:
    address = reverse("reader:read")
    limit = settings.UPLOAD_LIMIT >> 20
    return pages.Form(get_token(request), action=address, sample=address, field="csrfmiddlewaretoken", limit=limit)


def _page(request: HttpRequest, title: str, inner: str, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    """`inner` is HTML of ours."""
    context = {"title": title, "inner": SafeString(inner)}
    answer = render(request, "reader/page.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def _refused(
    request: HttpRequest,
    form: pages.Form,
    words: str,
    status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> HttpResponse:
    return _page(request, _("Not read"), pages.form_html(replace(form, error=words)), status)


@cache
def _sample(name: str) -> Reading:
    """A sample, read once in each process."""
    return read_path(folder() / f"{name}.docx")
