"""Units as values: localities and their bodies with all that is recorded of them, ready to be stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from kheo.core.access import FOREVER
from kheo.organisations.loading.source import BORDER, COUNTRY, HOLDS_FROM, Heir, Locality, Name
from kheo.organisations.loading.words import shipped
from kheo.organisations.models.units import Certainty, Change

_COMMITTEES = {
    "country": "Ban Chấp hành Trung ương Đảng",
    "tinh": "Tỉnh uỷ",
    "thanh-pho-tw": "Thành uỷ",
    "huyen": "Huyện uỷ",
    "quan": "Quận uỷ",
    "thi-xa": "Thị uỷ",
    "thanh-pho": "Thành uỷ",
}
_COMMITTEE_KINDS = {"tinh": "tinh-uy", "thanh-pho-tw": "tinh-uy", "huyen": "huyen-uy", "quan": "quan-uy"}
_COMMITTEE_KINDS |= {"thi-xa": "thi-uy", "thanh-pho": "thanh-uy"}


class Place(NamedTuple):
    """Under which unit, by its code, a unit stands in a tree over a span."""

    tree: str
    parent: str | None
    start: date
    end: date


class Became(NamedTuple):
    """A row of succession; the share is None where it is unknown."""

    successor: str
    on: date
    kind: str
    share: Decimal | None
    custodian: bool


@dataclass(slots=True)
class UnitPlan:
    """A unit with its spells (columns by name), placements and successions."""

    code: str
    spells: list[dict[str, Any]]
    places: list[Place] = field(default_factory=list)
    became: list[Became] = field(default_factory=list)

    @property
    def end(self) -> date:
        """The day from which it is no more."""
        last: date = self.spells[-1]["end"]
        return last


@dataclass(frozen=True, slots=True)
class Body:
    """A body of a locality: one entry of the template for its life there."""

    code: str
    locality: Locality
    entry: Mapping[str, Any]
    start: date
    end: date


def centre() -> list[UnitPlan]:
    """The country and its bodies, under which all provinces stand."""
    return plan([country()], {})


def country() -> Locality:
    """The root of the territory."""
    name = Name("Việt Nam", "Việt Nam", "country", HOLDS_FROM, FOREVER, None, None, "")
    return Locality(COUNTRY, "centre", [name], [])


def plan(localities: list[Locality], above: Mapping[str, Locality]) -> list[UnitPlan]:
    """The units of localities and their bodies, in the order in which they can be stored.

    `above` holds localities that are stored already and that these stand under.
    """
    known = {one.code: one for one in localities}
    bodies = _Bodies([*above.values(), *localities])
    units = [_locality_plan(one, known) for one in localities]
    units += [_body_plan(body, bodies, known) for one in localities for body in bodies.of(one.code)]
    return units


class _Bodies:
    """The bodies of localities by the role that they have there."""

    def __init__(self, localities: Iterable[Locality]) -> None:
        self._localities = {one.code: one for one in localities}
        self._bodies = {code: list(_bodies(one)) for code, one in self._localities.items()}

    def of(self, locality: str) -> list[Body]:
        return self._bodies.get(locality, [])

    def holding(self, where: str, locality: Locality, start: date, end: date) -> Iterator[tuple[Body, date, date]]:
        """Who holds a role, “own:ROLE” or “above:ROLE”, for a locality, each with the part of a span."""
        scope, role = where.split(":")
        places = [(locality.code, start, end)] if scope == "own" else locality.above
        for code, since, until in places:
            for body in self.of(code):
                first, last = max(start, since, body.start), min(end, until, body.end)
                if body.entry["role"] == role and first < last:
                    yield body, first, last


def _bodies(locality: Locality) -> Iterator[Body]:
    template = shipped("bodies.toml")
    for entry in template["body"]:
        if locality.level in entry["level"]:
            start = max(locality.start, template["reform"] if "since" in entry else locality.start)
            end = min(locality.end, template["reform"] if "until" in entry else locality.end)
            if start < end:
                yield Body(f"{locality.code}.{_slug(entry)}", locality, entry, start, end)


def _slug(entry: Mapping[str, Any]) -> str:
    """A role that passes from one body to another on the day of the reform tells them apart by their kinds."""
    kind, role = str(entry["kind"]), str(entry["role"])
    return f"{role}.{kind}" if "since" in entry or "until" in entry else role


def _locality_plan(locality: Locality, known: Mapping[str, Locality]) -> UnitPlan:
    spells = [
        {
            "name": one.name,
            "kind": one.kind,
            "level": locality.level,
            "start": one.start,
            "end": one.end,
            "latitude": one.latitude,
            "longitude": one.longitude,
            "source": one.source,
            "certainty": _certainty(one.start),
        }
        for one in locality.names
    ]
    places = [Place("territory", code, start, end) for code, start, end in locality.above]
    if not places:
        places = [Place("territory", None, locality.start, locality.end)]
    return UnitPlan(locality.code, spells, places, list(_became(locality, known)))


def _certainty(start: date) -> str:
    """No data is official here; the first day of what is older than the data is a convention of ours."""
    return Certainty.ASSUMED if start == HOLDS_FROM else Certainty.DERIVED


def _became(locality: Locality, known: Mapping[str, Locality]) -> Iterator[Became]:
    yield from _heirs(locality.heirs, lambda code: code)
    if locality.heirs and not any(heir.custodian for heir in locality.heirs):
        # A district went to many: its records go to the province of today, its figures do not.
        province = _province_of(locality, known)
        yield Became(province.code, BORDER, Change.CLOSED, Decimal(0), custodian=True)


def _heirs(heirs: list[Heir], code_of: Any) -> Iterator[Became]:
    for heir in heirs:
        kind = Change.MERGED if heir.whole else Change.SPLIT
        yield Became(code_of(heir.code), BORDER, kind, Decimal(1) if heir.whole else None, heir.custodian)


def _province_of(district: Locality, known: Mapping[str, Locality]) -> Locality:
    """The province of today whose land a district's is."""
    old = known[district.above[0][0]]
    return known[old.heirs[0].code] if old.heirs else old


def _body_plan(body: Body, bodies: _Bodies, known: Mapping[str, Locality]) -> UnitPlan:
    spells = [
        _body_spell(body, name) for name in body.locality.names if name.start < body.end and body.start < name.end
    ]
    places = [Place("territory", body.locality.code, body.start, body.end), *_body_places(body, bodies)]
    return UnitPlan(body.code, spells, places, list(_body_became(body, bodies, known)))


def _body_places(body: Body, bodies: _Bodies) -> Iterator[Place]:
    """Where a body stands in each tree: until the border day by `under_before` where it says so, else by `under`."""
    before = body.entry.get("under_before", {})
    for tree, where in body.entry["under"].items():
        spans = [(where, HOLDS_FROM, FOREVER)]
        if tree in before:
            spans = [(before[tree], HOLDS_FROM, BORDER), (where, BORDER, FOREVER)]
        for role, start, end in spans:
            first, last = max(body.start, start), min(body.end, end)
            if first < last and role == "root":
                yield Place(tree, None, first, last)
            elif first < last:
                held = bodies.holding(role, body.locality, first, last)
                yield from (Place(tree, parent.code, since, until) for parent, since, until in held)


def _body_spell(body: Body, name: Name) -> dict[str, Any]:
    entry, template, start = body.entry, shipped("bodies.toml"), max(name.start, body.start)
    return {
        "name": entry["name"].format(
            place=name.within,
            short=name.within if name.short.isdigit() else name.short,
            committee=_COMMITTEES.get(name.kind, "Đảng uỷ"),
            committee_place=name.short if name.kind in _COMMITTEES and not name.short.isdigit() else name.within,
        ),
        "kind": _COMMITTEE_KINDS.get(name.kind, "dang-uy-xa") if entry["kind"] == "committee" else entry["kind"],
        "level": body.locality.level,
        "start": start,
        "end": min(name.end, body.end),
        "source": template["reform_source" if "since" in entry or "until" in entry else "source"],
        "certainty": body.entry.get("certainty") or _certainty(start),
    }


def _body_became(body: Body, bodies: _Bodies, known: Mapping[str, Locality]) -> Iterator[Became]:
    """What a body became: another role-holder on the day of the reform, or the same body of the heirs of its place."""
    if body.end == FOREVER:
        return
    if body.end < body.locality.end:
        there = bodies.of(body.locality.code)
        [heir] = [one for one in there if one.entry["role"] == body.entry["becomes"] and one.start == body.end]
        others = [one for one in there if one.entry.get("becomes") == body.entry["becomes"] and one is not body]
        kind = Change.MERGED if others or heir.entry["role"] != body.entry["role"] else Change.REPLACED
        yield Became(heir.code, body.end, kind, Decimal(1), custodian=True)
    elif body.locality.level == "district":
        yield Became(_keeper(body, bodies, known).code, BORDER, Change.CLOSED, None, custodian=True)
    else:
        same = _slug(body.entry)
        yield from _heirs(body.locality.heirs, lambda code: f"{code}.{same}")


def _keeper(body: Body, bodies: _Bodies, known: Mapping[str, Locality]) -> Body:
    """Who keeps the records of a district's body: its like where the district went on as one commune, else its like, or
    the Party committee, at the province.
    """
    heirs, role = body.locality.heirs, body.entry["heir"]
    alone = bodies.of(heirs[0].code) if len(heirs) == 1 else []
    above = [one for one in bodies.of(_province_of(body.locality, known).code) if one.end > BORDER]
    candidates = {one.entry["role"]: one for one in [*above, *alone]}
    return candidates.get(role) or candidates["committee"]
