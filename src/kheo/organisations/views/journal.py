"""The journal: what was done, one deed with what it changed, and the seals that prove it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kheo.core.access import fetch
from kheo.core.actions import ACTIONS
from kheo.core.expressions import Column
from kheo.core.journal.models import JournalEntry
from kheo.core.journal.sealing import head
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.organisations.queries import journal as queries
from kheo.organisations.views.common import signed_in
from kheo.pages.listing import Col, Listing, listed
from kheo.pages.people import names
from kheo.pages.words import NONE, plainly

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked

SHOWN = 200
"""Entries of one deed on its page; a load of a province has tens of thousands."""


def verb(code: str) -> str:
    """What a deed did, in words."""
    action = ACTIONS.get(code)
    words = _(action.label) if action else code
    return words[:1].upper() + words[1:]


def _prepare(rows: Sequence[Any]) -> None:
    known = names(row.actor for row in rows)
    for row in rows:
        row.who = known[row.actor]


DEEDS = Listing(
    name="deeds",
    title=mark("Journal"),
    columns=(
        Col("at", mark("When"), lambda row: row.at, by="at"),
        Col("verb", mark("What"), lambda row: verb(row.verb)),
        Col("who", mark("Who"), lambda row: row.who),
        Col("size", mark("Changes"), lambda row: row.size, kind="number"),
        Col("seal", mark("Seal"), lambda row: row.seal, kind="number"),
    ),
    order="-at",
    empty=mark("Nothing has been done here yet, or nothing that you may read about."),
    link=lambda row: f"/journal/{row.pk}/",
    filters=(
        Column("at", "date", (mark("when"),), path="at"),
        Column("size", "number", (mark("changes"),), path="size"),
    ),
    prepare=_prepare,
)
SEALS = Listing(
    name="seals",
    title=mark("Seals of the journal"),
    columns=(
        Col("no", mark("Seal"), lambda row: row.no, by="no", kind="number"),
        Col("at", mark("When"), lambda row: row.at),
        Col("deeds", mark("Deeds"), lambda row: row.deeds, kind="number"),
        Col("entries", mark("Changes"), lambda row: row.entries, kind="number"),
        Col("hash", mark("Hash"), lambda row: bytes(row.hash).hex()),
    ),
    order="-no",
    empty=mark("Nothing is sealed yet; the sealer runs once a minute."),
)


@signed_in
def deeds(request: Asked) -> HttpResponse:
    """What was done: everything for whoever may read all of it, else one's own deeds."""
    page = listed(DEEDS, request, queries.deeds(request.actor, request.at).order_by())
    if isinstance(page, HttpResponse):
        return page
    context = {"page": page, "all": queries.reads_all(request.actor, request.at)}
    return render(request, "organisations/journal.html", context)


@signed_in
def seals(request: Asked) -> HttpResponse:
    """The chain of seals, and the anchor to keep elsewhere."""
    page = listed(SEALS, request, queries.seals().order_by())
    if isinstance(page, HttpResponse):
        return page
    return render(request, "organisations/seals.html", {"page": page, "anchor": str(head() or "")})


@signed_in
def deed(request: Asked, pk: UUID) -> HttpResponse:
    """One deed: each record that it touched, with what stood there before and after."""
    record = fetch(queries.deeds(request.actor, request.at), pk)
    entries = list(JournalEntry.objects.filter(deed=record.pk).order_by("seq")[: SHOWN + 1])
    context = {
        "title": verb(record.verb),
        "facts": [
            (mark("When"), record.at),
            (mark("Who"), names([record.actor])[record.actor]),
            (mark("Changes"), record.size),
            (mark("Deed"), str(record.pk)),
            (mark("Hash"), bytes(record.hash).hex()),
            (mark("Seal"), record.seal),
        ],
        "entries": [_entry(one) for one in entries[:SHOWN]],
        "more": len(entries) > SHOWN,
        "links": [(_("Journal"), reverse("organisations:journal"))],
    }
    return render(request, "organisations/deed.html", context)


DID = {"create": mark("made"), "change": mark("changed"), "remove": mark("removed")}


def _entry(entry: JournalEntry) -> tuple[str, str, list[tuple[str, str, str]]]:
    change = json.loads(entry.change)
    old, new = change["old"], change["new"]
    fields = [(name, _worded(old.get(name)), _worded(new.get(name))) for name in sorted(old.keys() | new.keys())]
    return f"{entry.kind} {entry.key}", _(DID[change["did"]]), fields


def _worded(value: Any) -> str:
    if isinstance(value, Mapping):
        return _("personal, not shown")
    return NONE if value is None else plainly(value) if not isinstance(value, list) else json.dumps(value)
