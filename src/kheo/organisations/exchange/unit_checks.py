"""What is wrong with an import of units: looked for before anything is written, each fault at its cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from kheo.core.access import FOREVER, Actor, System
from kheo.i18n import mark
from kheo.organisations import ancestry
from kheo.organisations.exchange.plans import Plan, Step, Stretch, covered, end_of, overlaps
from kheo.organisations.models import Placement, Spell, Unit
from kheo.organisations.policies import may_manage_unit
from kheo.sheets import Fault, Row

_AT_ONCE = 500


def units_by_code(codes: Iterable[str | None]) -> dict[str, Unit]:
    """Units by their codes, those that there are."""
    wanted = sorted({code for code in codes if code})
    parts = (wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE))
    return {unit.code: unit for part in parts for unit in Unit.objects.filter(code__in=part)}


class There:
    """What is recorded of the units that a file names."""

    def __init__(self, codes: Iterable[str]) -> None:
        """Three queries for each five hundred units."""
        self.units = units_by_code(codes)
        self.spells: defaultdict[str, dict[date, Spell]] = defaultdict(dict)
        self.places: defaultdict[tuple[str, str], dict[date, Placement]] = defaultdict(dict)
        units = sorted(unit.pk for unit in self.units.values())
        for start in range(0, len(units), _AT_ONCE):
            part = units[start : start + _AT_ONCE]
            for spell in Spell.objects.filter(unit__in=part).select_related("unit"):
                self.spells[spell.unit.code][spell.start] = spell
            for place in Placement.objects.filter(unit__in=part).select_related("unit", "parent"):
                self.places[place.unit.code, place.tree_id][place.start] = place


def faults_of(
    plan: Plan, there: There, named: list[Row], placed: list[Row], actor: Actor, at: datetime
) -> Iterator[Fault]:
    """All that stands against a plan whose cells could be read."""
    yield from _unknown(placed, there, named)
    yield from _out_of_reach(plan, there, actor, at)
    yield from _spell_faults(plan.steps["units"], there)
    yield from _place_faults(plan.steps["places"], there, named)


def _unknown(placed: list[Row], there: There, named: list[Row]) -> Iterator[Fault]:
    """Codes that stand for nothing, here or in the file."""
    here = set(there.units) | {row.values["code"] for row in named}
    here |= set(units_by_code(row.values.get("parent") for row in placed))
    for row in placed:
        for name in ("code", "parent"):
            if row.values.get(name) and row.values[name] not in here:
                yield row.fault(name, mark("No unit has the code “{code}”."), code=row.values[name])


def _out_of_reach(plan: Plan, there: There, actor: Actor, at: datetime) -> Iterator[Fault]:
    """Whoever imports manages what is changed, and one of the units above whatever is new; the system may all."""
    if isinstance(actor, System):
        return
    changed = {step.row.values["code"]: step for step in reversed(plan.changes)}
    known = [there.units[code] for code in changed if code in there.units]
    parents = units_by_code(step.values.get("parent") for step in plan.steps["places"])
    verdicts = may_manage_unit.each(actor, [*known, *parents.values()], at)
    allowed = {unit.code for unit, verdict in zip([*known, *parents.values()], verdicts, strict=True) if verdict}
    for step in plan.steps["places"]:  # what is new below what one manages is managed too, in the order of the file
        if step.values.get("parent") in allowed and step.row.values["code"] not in there.units:
            allowed.add(step.row.values["code"])
    for code, step in changed.items():
        if code not in allowed:
            yield step.row.fault("code", mark("This unit is outside your mandate."))
    for step in plan.steps["places"]:
        if "parent" in step.values and step.values["parent"] not in allowed:
            outside, root = mark("This unit is outside your mandate."), mark("Only the system puts a unit at the top.")
            yield step.row.fault("parent", outside if step.values["parent"] else root)


def _spell_faults(steps: list[Step], there: There) -> Iterator[Fault]:
    for code, after in _spells_after(steps, there).items():
        yield from overlaps(after)
        before = max((spell.end for spell in there.spells[code].values()), default=FOREVER)
        last = max(after, key=lambda one: one.end)
        if last.row and last.end != before:
            yield last.row.fault(
                "end", mark("A unit ends by merging, splitting or closing it, so that its records have a custodian.")
            )


def _spells_after(steps: list[Step], there: There) -> dict[str, list[Stretch]]:
    """The spells of each unit that the file changes, as they would be."""
    said: defaultdict[str, dict[date, Step]] = defaultdict(dict)
    for step in steps:
        said[step.row.values["code"]][step.row.values["start"]] = step
    return {code: _after(there.spells[code], own) for code, own in said.items()}


def _after(there: Mapping[date, Spell | Placement], said: Mapping[date, Step]) -> list[Stretch]:
    kept = [Stretch(start, one.end, None) for start, one in there.items() if start not in said]
    return [*kept, *(Stretch(start, end_of(step.row.values.get("end")), step.row) for start, step in said.items())]


def _place_faults(steps: list[Step], there: There, named: list[Row]) -> Iterator[Fault]:
    said: defaultdict[tuple[str, str], dict[date, Step]] = defaultdict(dict)
    for step in steps:
        said[step.row.values["code"], step.row.values["tree"]][step.row.values["start"]] = step
        if "custody" in step.values and (step.values["custody"] or not step.is_new):
            yield step.row.fault("custody", mark("Custody follows from what became of a unit; leave this as it is."))
    for key, own in said.items():
        yield from overlaps(_after(there.places[key], own))
    yield from _not_there_then(steps, there, named)
    yield from _circles(steps)


def _not_there_then(steps: list[Step], there: There, named: list[Row]) -> Iterator[Fault]:
    """A unit stands somewhere only while it exists, and under what exists."""
    spells = {code: [Stretch(s.start, s.end, None) for s in own.values()] for code, own in there.spells.items()}
    parents = There(step.values["parent"] for step in steps if step.values.get("parent"))
    spells |= {code: [Stretch(s.start, s.end, None) for s in own.values()] for code, own in parents.spells.items()}
    for row in named:
        stretch = Stretch(row.values["start"], end_of(row.values.get("end")), None)
        spells[row.values["code"]] = [
            one for one in spells.get(row.values["code"], ()) if one.start != stretch.start
        ] + [stretch]
    for step in steps:
        row, end = step.row, end_of(step.row.values.get("end"))
        for name in ("code", "parent"):
            code = row.values.get(name)
            if code in spells and not row.values.get("custody") and not covered(spells[code], row.values["start"], end):
                yield row.fault(name, mark("“{code}” does not exist in all of this time."), code=code)


def _circles(steps: list[Step]) -> Iterator[Fault]:
    """Placements that would put a unit under itself, found by walking up from each new parent."""
    said = defaultdict(list)
    for step in steps:
        said[step.row.values["tree"], step.row.values["code"]].append(step)
    stored = _Stored({(tree, code, one.row.values["start"]) for (tree, code), own in said.items() for one in own})
    for step in steps:
        row, tree = step.row, step.row.values["tree"]
        walk = [(*_span(row), 0)]
        while walk:
            code, start, end, depth = walk.pop()
            if code == row.values["code"] or depth > ancestry.DEEPEST:
                yield row.fault("parent", mark("“{code}” would stand under itself."), code=row.values["code"])
                break
            above = [_span(one.row) for one in said[tree, code]]
            above += stored.above(tree, code)
            walk += [(p, max(s, start), min(e, end), depth + 1) for p, s, e in above if p and s < end and start < e]


def _span(row: Row) -> tuple[str | None, date, date]:
    return row.values.get("parent"), row.values["start"], end_of(row.values.get("end"))


class _Stored:
    """Placements as they are stored, without those that the file says anew; fetched for each tree and unit once."""

    def __init__(self, said: set[tuple[str, str, date]]) -> None:
        self._said = said
        self._found: dict[tuple[str, str], list[tuple[str | None, date, date]]] = {}

    def above(self, tree: str, code: str | None) -> list[tuple[str | None, date, date]]:
        """Parents of a unit in a tree with the span of each."""
        if code is None:
            return []
        if (tree, code) not in self._found:
            rows = Placement.objects.filter(tree_id=tree, unit__code=code).values_list("parent__code", "start", "end")
            self._found[tree, code] = [row for row in rows if (tree, code, row[1]) not in self._said]
        return self._found[tree, code]
