"""What people are told of mandates, hand-overs and access (thông báo)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from kheo.core.access import FOREVER, Actor
from kheo.core.access.visibility import day_of
from kheo.core.notices import NOW, Line, Note, kind
from kheo.core.notices.kinds import About
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.organisations.lifecycle import HANDOVER
from kheo.organisations.lifecycle import OFFERED as WAITING
from kheo.organisations.models import Grant, Handover, Mandate
from kheo.organisations.policies import CAPABILITIES
from kheo.organisations.queries import concerning
from kheo.organisations.queries.people import name_of

if TYPE_CHECKING:
    from kheo.core.actions import Deed

WARNED = timedelta(days=30)
"""So long before it ends, the holder of a mandate is told."""


def key_of(person: int) -> str:
    """The key under which a person is told."""
    return f"person:{person}"


def tell_of_mandates(deed: Deed, made: Iterable[Mandate]) -> None:
    """Tell people of mandates that they were given; of what is over already there is nothing to tell."""
    for mandate in made:
        if mandate.end > day_of(deed.at):
            deed.notify(GIVEN, [key_of(mandate.person_id)], mandate)


def say(actor: Actor, at: datetime, about: Collection[About], /) -> Mapping[About, Line]:
    """Lines for one person, of what still concerns them; at most three queries, and those of the person's reach."""
    person = int(actor.key.removeprefix("person:"))
    keys = {code: {key for one, key in about if one == code} for code, _key in about}
    lines: dict[About, Line] = {}
    for found, worded, kinds in (
        (concerning.mandates, _mandate, (GIVEN.code, ENDING.code, DEPUTISED.code)),
        (concerning.handovers, _handover, (OFFERED.code, SETTLED.code)),
        (concerning.grants, _grant, (ACCESS.code,)),
    ):
        asked = {key for code in kinds for key in keys.get(code, ())}
        for record in found(actor, person, asked, at) if asked else ():
            lines.update({(code, record.pk): worded(code, record) for code in kinds if record.pk in keys.get(code, ())})
    return lines


def _mandate(code: str, mandate: Mandate) -> Line:
    address = f"/mandates/{mandate.pk}/" if mandate.opens else f"/units/{mandate.unit_id}/"  # type: ignore[attr-defined]  # annotated
    words = {
        GIVEN.code: mark("Mandate given: {role}, {unit}, {span}"),
        ENDING.code: mark("The mandate ends: {role}, {unit}, {span}"),
        DEPUTISED.code: mark("{name} stands in: {role}, {unit}, {span}"),
    }[code]
    if code == GIVEN.code and mandate.deputises_id:
        words = mark("Standing in for the holder: {role}, {unit}, {span}")
    name = name_of(mandate.person) if code == DEPUTISED.code else ""
    where = mandate.place or ""  # type: ignore[attr-defined]  # annotated
    return Line(
        _(words).format(role=mandate.role, unit=where, name=name, span=_span(mandate.start, mandate.end)), address
    )


def _handover(code: str, handover: Handover) -> Line:
    words = {
        OFFERED.code: mark("{giver} hands work over: {unit} ({state})"),
        SETTLED.code: mark("{taker} on the hand-over of {unit}: {state}"),
    }[code]
    values = {"giver": name_of(handover.giver_person), "taker": name_of(handover.taker_person)}
    values |= {"state": _(HANDOVER.states[handover.state]), "unit": handover.place or ""}  # type: ignore[attr-defined]  # annotated
    waits = code == OFFERED.code and handover.state == WAITING
    return Line(_(words).format(**values), f"/handovers/{handover.pk}/accept/" if waits else "/")


def _grant(_code: str, grant: Grant) -> Line:
    what = _(CAPABILITIES.get(grant.capability, grant.capability))
    where = grant.place or ""  # type: ignore[attr-defined]  # annotated
    words = _("Access given: {what}, {unit}, {span}").format(what=what, unit=where, span=_span(grant.start, grant.end))
    return Line(words, f"/units/{grant.unit_id}/")


def _span(start: date, end: date) -> str:
    if end == FOREVER:
        return _("from {start}").format(start=f"{start:%d/%m/%Y}")
    return _("from {start} until before {end}").format(start=f"{start:%d/%m/%Y}", end=f"{end:%d/%m/%Y}")


OFFERED = kind(
    "organisations.handover-offered",
    mark("Work waits to be taken over"),
    why=mark("whoever is to take work over is asked"),
    say=say,
    default=NOW,
    optional=False,
)
SETTLED = kind(
    "organisations.handover-settled",
    mark("A hand-over was answered"),
    why=mark("whoever hands work over is told the answer"),
    say=say,
)
GIVEN = kind(
    "organisations.mandate-given",
    mark("A mandate was given"),
    why=mark("whoever is given a mandate is told"),
    say=say,
    default=NOW,
)
ENDING = kind(
    "organisations.mandate-ending",
    mark("A mandate ends soon"),
    why=mark("the holder is told 30 days before a mandate ends"),
    say=say,
)
DEPUTISED = kind(
    "organisations.deputised",
    mark("A deputy was named"),
    why=mark("the holder of a mandate is told who stands in"),
    say=say,
    default=NOW,
)
ACCESS = kind(
    "organisations.access-given",
    mark("Access was given"),
    why=mark("whoever is given access is told"),
    say=say,
)


def ending(at: datetime) -> Iterator[Note]:
    """Notes for the holders of mandates that end soon. A deputy's mandate, and one that was short from the start, end
    as everybody knew. Told again they stay one: the day of the end is their occasion.
    """
    on = day_of(at)
    soon = Mandate.objects.filter(end__gt=on, end__lte=on + WARNED, deputises=None)
    for pk, person, start, end in soon.values_list("pk", "person", "start", "end").iterator():
        if start + WARNED <= end:
            yield Note(ENDING, key_of(person), pk, end.isoformat())
