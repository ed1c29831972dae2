"""What one was told, and how one wants to be told."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any
from uuid import uuid5

from django.conf import settings as here
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

from kheo.core import choices
from kheo.core.expressions import Column
from kheo.core.notices.kinds import KINDS, Line
from kheo.core.notices.models import Notice
from kheo.core.notices.telling import choices_of, lines_of, told
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.pages.answering import answer
from kheo.pages.listing import Col, Listing, listed
from kheo.pages.notices.forms import ChoiceForm, ReadForm, microseconds

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked

READ_FORM = "read-notices"
"""The one form of the list, which the button of each row sends."""


def listing(request: Asked) -> Listing:
    """The list of a person's notices; words are looked up for the rows that are shown, with the rights of now."""
    lines: dict[int, Line] = {}
    kinds = {one.code: (one.label,) for one in KINDS.values()}

    def prepare(rows: Sequence[Notice]) -> None:
        lines.update(lines_of(rows, request.actor, request.at))

    def words(row: Notice) -> str:
        return lines[row.pk].words if row.pk in lines else _("No longer open to see")

    def linked(row: Notice) -> SafeString | str:
        if row.pk not in lines:
            return words(row)
        return SafeString(f'<a href="{escape(lines[row.pk].address)}">{escape(words(row))}</a>')

    def state(row: Notice) -> SafeString | str:
        if row.read_at:
            return _("read")
        label = escape(_("Mark as read"))
        return SafeString(
            f'<button class="second" form="{READ_FORM}" name="only" value="{row.pk}">{label}'
            f'<span class="unseen"> {escape(words(row))}</span></button>'
        )

    return Listing(
        name="notices",
        title=mark("Notices"),
        columns=(
            Col("what", mark("What"), linked, plain=words),
            Col("at", mark("When"), lambda row: row.at, by="at"),
            Col("kind", mark("Kind"), lambda row: _(KINDS[row.kind].label)),
            Col("why", mark("Why"), lambda row: _("Because {why}.").format(why=_(KINDS[row.kind].why))),
            Col("read", mark("Read"), state, plain=lambda row: row.read_at is not None),
        ),
        order="-at",
        empty=mark("Nothing here. Khéo tells of mandates, hand-overs and access as they come."),
        filters=(
            Column("at", "date", (mark("when"),), path="at"),
            Column("kind", "choice", (mark("kind"),), path="kind", choices=kinds),
        ),
        prepare=prepare,
    )


@login_required
def notices(request: Asked) -> HttpResponse:
    """What one was told, latest first; with `unread=1` what is not read yet."""
    rows, unread = told(request.actor), request.GET.get("unread") == "1"
    page = listed(listing(request), request, rows.filter(read_at=None) if unread else rows)
    if isinstance(page, HttpResponse):
        return page
    form = ReadForm(initial={"until": microseconds(request.at)})
    return render(
        request, "pages/notices.html", {"page": page, "form": form, "form_id": READ_FORM, "unread_only": unread}
    )


@login_required
def read(request: Asked) -> HttpResponse:
    """Mark one notice as read, or all."""
    form = ReadForm.of(request, until=microseconds(request.at))

    def act(**how: Any) -> Any:
        only = form.cleaned_data["only"]
        if only is not None:  # the buttons of a page share one form: each is a deed of its own
            how["deed_id"] = uuid5(how["deed_id"], str(only))
        return choices.mark_read(until=form.moment, only=only, **how)

    return answer(
        request,
        form,
        act,
        done=lambda _count: reverse("notices:list"),
        said=mark("Marked as read."),
        template="pages/confirm.html",
        title=_("Mark all as read"),
        consequences=[_("All notices until now count as read; they stay in the list.")],
        links=[(_("Notices"), reverse("notices:list"))],
        back=reverse("notices:list"),
    )


@login_required
def settings(request: Asked) -> HttpResponse:
    """Choose for each kind how one is told, and when mail may come."""
    choice = choices_of([request.actor.key])[request.actor.key]
    form = ChoiceForm.of(request, **ChoiceForm.holding(choice))
    return answer(
        request,
        form,
        lambda **how: choices.choose(**form.values(), **how),
        done=lambda _none: reverse("notices:list"),
        said=mark("From now on notices come so."),
        title=_("How notices come"),
        about=_reached(request),
        links=[(_("Notices"), reverse("notices:list"))],
        back=reverse("notices:list"),
    )


def _reached(request: Asked) -> str:
    """Whether e-mail reaches this person at all."""
    if not here.KHEO_MAIL:
        return _("This installation sends no e-mail yet; everything is told here.")
    if not import_string(here.KHEO_RECIPIENTS)(request.actor.key).address:
        return _("No e-mail address is recorded, so everything is told here alone.")
    return ""
