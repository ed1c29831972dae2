"""Units: the tree as of a day, one unit with its past, and what may be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from kheo.core.access import FOREVER
from kheo.core.errors import NotFound
from kheo.core.expressions import Column
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.organisations import actions
from kheo.organisations.drawing import draw
from kheo.organisations.forms import CloseForm, FoundForm, MergeForm, MoveForm, RenameForm, SplitForm
from kheo.organisations.models import Kind, Spell, Tree, Unit
from kheo.organisations.models.units import Certainty, Change
from kheo.organisations.policies import may_manage_unit
from kheo.organisations.queries.lineage import Names, lineage
from kheo.organisations.queries.units import below, children, history, placements, standing, units
from kheo.organisations.views.common import WRONG_DAY, day_asked, signed_in, spell_of, titled, unit_of
from kheo.pages.answering import answer
from kheo.pages.files import attach_page, file_rows
from kheo.pages.listing import Col, Listing, listed
from kheo.pages.timeline import timeline as timeline_of
from kheo.pages.words import day

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked

TREE = "territory"
LABELS = {"code": mark("Code"), "published": mark("Published")}
SPELL_LABELS = {"name": mark("Name"), "kind_id": mark("Kind"), "start": mark("From"), "end": mark("Until before")}


def listing(kinds: Mapping[str, str], tree: str, on: date) -> Listing:
    """The list of units of a day; the last column leads down the tree."""
    asked = escape(urlencode({"tree": tree, "on": on.strftime("%d/%m/%Y")}))
    words = escape(_("units under it"))

    def down(spell: Any) -> SafeString:
        name = escape(spell.name)
        return SafeString(f'<a href="?under={spell.unit_id}&amp;{asked}" aria-label="{words}: {name}">{words}</a>')

    return Listing(
        name="units",
        title=mark("Units"),
        columns=(
            Col("name", mark("Name"), lambda spell: spell.name, by="sort_key"),
            Col("kind", mark("Kind"), lambda spell: kinds.get(spell.kind_id, spell.kind_id)),
            Col("code", mark("Code"), lambda spell: spell.unit.code),
            Col("start", mark("Since"), lambda spell: spell.start, by="start", kind="date"),
            Col("down", mark("Below"), down, plain=lambda _spell: ""),
        ),
        order="name",
        empty=mark("No unit stands here on this day. Whoever manages the unit above may found one."),
        link=lambda spell: f"/units/{spell.unit_id}/",
        filters=(
            Column("name", "text", (mark("name"),), path="name", folded="folded"),
            Column("kind", "choice", (mark("kind"),), path="kind_id", choices={c: (w,) for c, w in kinds.items()}),
            Column("start", "date", (mark("since"),), path="start"),
        ),
        words="name",
    )


@signed_in
def tree(request: Asked) -> HttpResponse:
    """Units under one unit of a tree as of a day; with a filter, all that stand below it."""
    on, wrong = day_asked(request)
    trees = list(Tree.objects.order_by("rank"))
    chosen = request.GET.get("tree", TREE)
    chosen = chosen if chosen in {one.code for one in trees} else TREE
    seen = units(request.actor, request.at, on=on)
    under = _number(request.GET.get("under", ""))
    where = standing(seen, under, chosen, on) if under else None
    if where is not None and not where.way:
        raise NotFound("not-found", mark("There is nothing here that you may see."))
    rows = children(seen, under, chosen, on)
    if request.GET.get("q"):
        rows = below(seen, where) if where is not None else seen
    kinds = {one.code: str(one) for one in Kind.objects.all()}
    page = listed(listing(kinds, chosen, on), request, rows.order_by())
    if isinstance(page, HttpResponse):
        return page
    asked = {"tree": chosen, "on": day(on)}
    links = [(spell.name, f"?{urlencode({**asked, 'under': spell.unit_id})}") for spell in (where.way if where else ())]
    context = {
        "page": page,
        "trees": [(one.code, str(one), one.code == chosen) for one in trees],
        "on": day(on),
        "under": under,
        "top": f"?{urlencode(asked)}",
        "way": links[:-1],
        "here": where.way[-1] if where else None,
        "problem": WRONG_DAY if wrong else "",
    }
    return render(request, "organisations/units.html", context)


@signed_in
def unit(request: Asked, pk: int) -> HttpResponse:
    """One unit: what it was called, where it stood, what it came from and became."""
    record = unit_of(request, pk)
    places = placements(request.actor, request.at, record)
    told = lineage(request.actor, request.at, pk, {place.parent_id for place in places if place.parent_id})
    spells = told.names.of(pk)
    now = spells[-1] if spells else None
    name = now.name if now else record.code
    may = bool(may_manage_unit(request.actor, record, request.at))
    ended = now is not None and now.end != FOREVER
    context = {
        "unit": record,
        "name": name,
        "about": str(now.kind) if now else "",
        "ended": day(now.end) if now and ended else "",
        "spells": [_named(one) for one in spells],
        "places": [(_tree(one), _parent(one, told.names), one.start, _end(one.end), one.custody) for one in places],
        "steps": [_told(step) for step in told.steps],
        "more": told.more,
        "drawing": draw(pk, name, told.steps) if told.steps else None,
        "may": may and not ended,
        "may_attach": may,
        "no_files": _("No decision is attached yet. Whoever manages the unit can attach the one behind each change."),
        "files": file_rows(request, record, may=may),
        "where": (now.latitude, now.longitude) if now and now.latitude is not None else None,
    }
    return render(request, "organisations/unit.html", context)


def _end(end: date) -> date | None:
    return None if end == FOREVER else end


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _named(spell: Any) -> tuple[object, ...]:
    return spell.name, str(spell.kind), spell.start, _end(spell.end), spell.source, _certain(spell)


def _certain(spell: Any) -> str:
    return _(str(Certainty(spell.certainty).label))


def _tree(place: Any) -> str:
    return str(place.tree)


def _parent(place: Any, names: Names) -> SafeString | str:
    if place.parent_id is None:
        return _("at the top")
    name = escape(names.on(place.parent_id, place.start))
    return SafeString(f'<a href="/units/{place.parent_id}/">{name}</a>')


def _told(step: Any) -> tuple[object, ...]:
    row = step.row
    share = _("unknown") if row.share is None else f"{(row.share * 100).normalize():f} %".replace(".", ",")
    kind = _(str(Change(row.kind).label))
    return row.date, row.predecessor_id, step.before, kind, row.successor_id, step.after, share, row.custodian


@signed_in
def timeline(request: Asked, pk: int) -> HttpResponse:
    """What was done to a unit and to what it is called, from the journal."""
    record = unit_of(request, pk)
    spells = list(Spell.objects.visible_to(request.actor, request.at).filter(unit=pk).order_by("-start")[:5])
    steps = timeline_of(record, LABELS)
    for spell in spells:
        steps += timeline_of(spell, SPELL_LABELS)
    name = spells[0].name if spells else record.code
    steps.sort(key=lambda step: step.at, reverse=True)
    context = {
        "title": titled(mark("Journal of {name}"), name=name),
        "steps": steps,
        "links": [(name, f"/units/{pk}/")],
    }
    return render(request, "organisations/timeline.html", context)


def _form_page(
    request: Asked, pk: int, kind: type[Any], title: str, act: Any, said: str, **initial: Any
) -> HttpResponse:
    """A form about a unit that exists today; `act` takes the unit and what the form holds."""
    record = unit_of(request, pk)
    spell = spell_of(request, pk)
    may_manage_unit(request.actor, record, request.at).require()
    form = kind.of(request, asked=request, spell=spell, **initial)
    form.opened_on(spell)
    name = spell.name
    return answer(
        request,
        form,
        lambda **how: act(record, spell, form.cleaned_data, how),
        done=lambda _result: reverse("organisations:unit", args=[pk]),
        said=said,
        title=titled(title, name=name),
        links=[(_("Units"), reverse("organisations:units")), (name, f"/units/{pk}/")],
        back=f"/units/{pk}/",
    )


def _values(cleaned: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: cleaned[name] for name in names}


@signed_in
def rename(request: Asked, pk: int) -> HttpResponse:
    """Let a unit be called or be something else from a day on."""

    def act(record: Unit, _spell: Any, cleaned: Mapping[str, Any], how: Mapping[str, Any]) -> Any:
        return actions.units.rename(record, **_values(cleaned, "on", "name", "kind", "level"), **how)

    title, said = mark("Rename {name}"), mark("The unit was renamed.")
    return _form_page(request, pk, RenameForm, title, act, said)


@signed_in
def found(request: Asked, pk: int) -> HttpResponse:
    """Found a unit under this one."""

    def act(record: Unit, _spell: Any, cleaned: Mapping[str, Any], how: Mapping[str, Any]) -> Any:
        return actions.units.found(record, **_values(cleaned, "code", "tree", "start", "name", "kind", "level"), **how)

    return _form_page(request, pk, FoundForm, mark("Found a unit under {name}"), act, mark("The unit was founded."))


@signed_in
def move(request: Asked, pk: int) -> HttpResponse:
    """Let a unit stand under another."""

    def act(record: Unit, _spell: Any, cleaned: Mapping[str, Any], how: Mapping[str, Any]) -> Any:
        return actions.units.place(record, **_values(cleaned, "tree", "parent", "on"), **how)

    return _form_page(request, pk, MoveForm, mark("Move {name}"), act, mark("The unit was moved."))


@signed_in
def merge(request: Asked, pk: int) -> HttpResponse:
    """Merge other units into this one."""

    def act(record: Unit, _spell: Any, cleaned: Mapping[str, Any], how: Mapping[str, Any]) -> Any:
        return actions.successions.merge(record, **_values(cleaned, "units", "on", "basis"), **how)

    title, said = mark("Merge units into {name}"), mark("The units were merged.")
    return _form_page(request, pk, MergeForm, title, act, said)


@signed_in
def split(request: Asked, pk: int) -> HttpResponse:
    """Let a unit go on in several."""

    def act(record: Unit, _spell: Any, cleaned: Mapping[str, Any], how: Mapping[str, Any]) -> Any:
        return actions.successions.split(record, **_values(cleaned, "parts", "custodian", "on", "basis"), **how)

    return _form_page(request, pk, SplitForm, mark("Split {name}"), act, mark("The unit was split."))


@signed_in
def close(request: Asked, pk: int) -> HttpResponse:
    """Let a unit end without successor."""

    def act(record: Unit, _spell: Any, cleaned: Mapping[str, Any], how: Mapping[str, Any]) -> Any:
        return actions.successions.close(record, **_values(cleaned, "custodian", "on", "basis"), **how)

    return _form_page(request, pk, CloseForm, mark("Close {name}"), act, mark("The unit was closed."))


@signed_in
def document(request: Asked, pk: int) -> HttpResponse:
    """Attach a document on which the unit or a change of it rests (văn bản căn cứ); of one that ended, too."""
    record = unit_of(request, pk)
    spells = history(request.actor, request.at, record)
    name = spells[-1].name if spells else record.code
    links = [(_("Units"), reverse("organisations:units")), (name, f"/units/{pk}/")]
    return attach_page(request, record, title=titled(mark("Attach a document to {name}"), name=name), links=links)
