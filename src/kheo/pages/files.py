"""The pages of files: attaching one to a record, the second step for pictures, handing it out, taking it away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseNotModified, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from kheo.core.errors import NotFound
from kheo.core.files import quarantine
from kheo.core.files.actions import attach, detach, keep, may_attach
from kheo.core.files.door import Seen, blurred, preview
from kheo.core.files.looking.kinds import KINDS
from kheo.core.files.models import Attachment
from kheo.core.files.quarantine import Waiting
from kheo.core.files.queries import attachment, attachments_of, record_of
from kheo.core.files.storing import KEPT, store
from kheo.core.files.uses import USES, use_of
from kheo.core.record import Record, kind_of
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.pages.answering import answer
from kheo.pages.forms import DeedForm
from kheo.pages.uploading import AttachForm, ReviewForm
from kheo.pages.waiting import to_waiting, waiting_of
from kheo.pages.words import size

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked

ATTACHED = mark("The file was attached.")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-cache",
}
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class FileRow:
    """An attachment as the part `attachments` shows it; no address to remove it where the reader may not."""

    title: str
    address: str
    kind: str
    size: str
    dated: date | None
    place: str
    at: Any
    remove: str = ""


def file_rows(request: Asked, record: Record, *, may: bool) -> list[FileRow]:
    """The files of a record for its reader; one query. Who attached them, the journal knows."""
    return [
        FileRow(
            one.title,
            reverse("pages:file", args=[one.pk]),
            KINDS[one.file.kind][1].removeprefix(".").upper(),
            size(one.file.size),
            one.dated,
            one.place,
            one.added_at,
            reverse("pages:file-remove", args=[one.pk]) if may else "",
        )
        for one in attachments_of(request.actor, request.at, record)
    ]


def attach_page(request: Asked, record: Record, *, title: str, links: Sequence[tuple[str, str]]) -> HttpResponse:
    """The form that attaches a file to a record. A picture with faces, or with day and place, leads to `review`."""
    may_attach(request.actor, record, request.at).require()
    form = AttachForm.on(request, use_of(record))
    if request.method == "POST" and form.is_valid() and form.seen.asks:
        return _wait(request, record, form, links)
    act = partial(_attach, record, form)
    back = _page_of(record)
    return answer(request, form, act, done=lambda _made: back, said=ATTACHED, title=title, links=links, back=back)


def _attach(record: Record, form: AttachForm, **how: Any) -> Attachment:
    seen, values = form.seen, {name: form.cleaned_data[name] for name in ("title", "dated")}
    made: Attachment = attach(record, file=keep(seen.content, seen.kind), name=seen.name, **values, **how)
    return made


def _wait(request: Asked, record: Record, form: AttachForm, links: Sequence[tuple[str, str]]) -> HttpResponse:
    """Let the picture wait, and send its key along with the way to the second step."""
    dated = form.cleaned_data["dated"]
    said = {"about": kind_of(record), "key": record.pk, "title": form.cleaned_data["title"]}
    said |= {"links": links, "dated": dated.isoformat() if dated else form.seen.taken, **_told(form.seen)}
    waiting = quarantine.wait(form.seen.content, said, by=request.actor, at=request.at)
    return to_waiting(request, waiting, reverse("pages:file-review", args=[waiting.token]))


def _told(seen: Seen) -> dict[str, Any]:
    return {"kind": seen.kind, "name": seen.name, "faces": seen.faces, "place": seen.place}


def _waited(request: Asked, token: str) -> tuple[Waiting, dict[str, Any], bytes]:
    waiting = waiting_of(request, token)
    return waiting, *quarantine.waited(waiting, by=request.actor, at=request.at)


@login_required
def review(request: Asked, token: str) -> HttpResponse:
    """Who may be seen in a picture, and which day and place are kept; then it is stored, and what waited goes."""
    waiting, said, content = _waited(request, token)
    if "done" in said:
        return HttpResponseRedirect(said["done"])
    record = record_of(request.actor, request.at, said["about"], said["key"])
    may_attach(request.actor, record, request.at).require()
    faces, back = said["faces"], _page_of(record)
    dated = date.fromisoformat(said["dated"]) if said["dated"] else None
    form = ReviewForm.on(request, len(faces), dated=dated, place=said["place"])

    def act(**how: Any) -> Any:
        picture = blurred(content, said["kind"], [faces[at] for at in form.hidden_faces()])
        values = {"title": said["title"], "name": said["name"], "dated": form.cleaned_data["dated"]}
        kept = keep(picture, said["kind"])
        made = attach(record, file=kept, place=form.cleaned_data["place"], **values, **how)
        quarantine.keep(waiting, b"", {"done": back}, by=request.actor)  # for whoever sends it twice
        return made

    shown = {
        "links": said["links"],
        "faces": len(faces),
        "place": said["place"],
        "picture": reverse("pages:file-waiting", args=[token]),
    }
    title = _("Who may be seen?") if faces else _("Day and place of the picture")
    template = "pages/review.html"
    return answer(
        request, form, act, done=lambda _made: back, said=ATTACHED, template=template, title=title, back=back, **shown
    )


@login_required
@require_safe
def waiting_picture(request: Asked, token: str) -> HttpResponse:
    """The waiting picture with its faces numbered, for its sender."""
    _waiting, said, content = _waited(request, token)
    if not content:
        raise NotFound("not-found", mark("There is nothing here that you may see."))
    return HttpResponse(preview(content, said["faces"]), headers=HEADERS | {"Content-Type": "image/jpeg"} | _UNKEPT)


_UNKEPT = {"Cache-Control": "no-store"}


@login_required
@require_safe
def download(request: Asked, pk: int) -> HttpResponse | StreamingHttpResponse:
    """Hand a file out to whoever may see its record: to be saved, never shown within a page of ours."""
    found = attachment(request.actor, request.at, pk)
    tag = f'"{found.file_id}"'
    headers = HEADERS | {
        "ETag": tag,
        "Accept-Ranges": "bytes",
        "Content-Type": KINDS[found.file.kind][0],
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=found.name) or "attachment",
    }
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponseNotModified(headers=headers)
    start, end, status = _range(request, found.file.size, tag)
    if status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        return HttpResponse(status=status, headers=headers | {"Content-Range": f"bytes */{found.file.size}"})
    if status == HTTPStatus.PARTIAL_CONTENT:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{found.file.size}"
    headers["Content-Length"] = str(end - start)
    pieces = _pieces(KEPT + found.file_id, start, end)
    return StreamingHttpResponse(pieces, status=status, headers=headers)


def _range(request: Asked, size: int, tag: str) -> tuple[int, int, HTTPStatus]:
    """Which part is asked for; one range is understood, and of several the whole is sent."""
    asked = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", request.headers.get("Range", ""))
    if asked is None or not (asked[1] or asked[2]) or request.headers.get("If-Range", tag) != tag:
        return 0, size, HTTPStatus.OK
    start = int(asked[1]) if asked[1] else max(0, size - int(asked[2]))
    end = min(size, int(asked[2]) + 1) if asked[1] and asked[2] else size
    wrong = start >= end
    return start, end, HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE if wrong else HTTPStatus.PARTIAL_CONTENT


def _pieces(name: str, start: int, end: int) -> Iterator[bytes]:
    with store().open(name) as content:
        content.seek(start)
        while start < end:
            piece = content.read(min(_CHUNK, end - start))
            if not piece:
                return
            start += len(piece)
            yield piece


class RemoveForm(DeedForm):
    """Nothing to fill in."""

    submit = mark("Take the file away")


@login_required
def remove(request: Asked, pk: int) -> HttpResponse:
    """Take a file from its record."""
    found = attachment(request.actor, request.at, pk)
    record = record_of(request.actor, request.at, found.about, found.about_key)
    may_attach(request.actor, record, request.at).require()
    back = _page_of(record)
    consequence = _("“{title}” will no longer stand with its record. The journal keeps that it did.")
    return answer(
        request,
        RemoveForm.of(request, found),
        partial(detach, found),
        done=lambda _made: back,
        said=mark("The file was taken away."),
        template="pages/confirm.html",
        title=_("Take a file away"),
        consequences=[consequence.format(title=found.title)],
        back=back,
        danger=True,
    )


def _page_of(record: Record) -> str:
    return reverse(USES[kind_of(record)].page, args=[record.pk])
