"""Units as .xlsx: one sheet says what each was called when, another where each stood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from kheo.core.access import FOREVER, Actor, by_person, by_system
from kheo.core.actions import Deed, action
from kheo.i18n import mark
from kheo.organisations import ancestry
from kheo.organisations.exchange.plans import (
    Plan,
    Rejected,
    Step,
    end_of,
    shown,
    step_of,
)
from kheo.organisations.exchange.unit_checks import There, faults_of, units_by_code
from kheo.organisations.models import Kind, Level, Placement, Spell, Tree, Unit
from kheo.organisations.models.units import Certainty
from kheo.organisations.naming import forms_of
from kheo.organisations.policies import LOADER
from kheo.sheets import Field, Row, Sheet, read, write

_SPELL = ("unit__code", "name", "kind", "level", "start", "end", "latitude", "longitude", "source", "certainty")
_PLACE = ("unit__code", "tree", "parent__code", "start", "end", "custody")


def sheets() -> tuple[Sheet, Sheet]:
    """The two sheets, with the kinds, levels and trees of this installation as choices."""
    kinds, levels, trees = _choices(Kind), _choices(Level), _choices(Tree)
    named = Sheet(
        "units",
        mark("Units"),
        (
            Field("code", mark("Code"), required=True, longest=60),
            Field("name", mark("Name"), required=True, longest=200, width=44),
            Field("kind", mark("Kind"), required=True, choices=kinds),
            Field("level", mark("Level"), required=True, choices=levels),
            Field("start", mark("From"), "date", required=True, width=12),
            Field("end", mark("Until before"), "date", width=12),
            Field("latitude", mark("Latitude"), "number", width=12),
            Field("longitude", mark("Longitude"), "number", width=12),
            Field("source", mark("Source"), width=30),
            Field("certainty", mark("Certainty"), choices=dict(Certainty.choices)),
        ),
        key=("code", "start"),
    )
    placed = Sheet(
        "places",
        mark("Places"),
        (
            Field("code", mark("Code"), required=True, longest=60),
            Field("tree", mark("Tree"), required=True, choices=trees),
            Field("parent", mark("Stands under"), longest=60),
            Field("start", mark("From"), "date", required=True, width=12),
            Field("end", mark("Until before"), "date", width=12),
            Field("custody", mark("In custody"), "flag", width=12),
        ),
        key=("code", "tree", "start"),
    )
    return named, placed


def _choices(model: type[Kind | Level | Tree]) -> dict[str, str | tuple[str, str]]:
    return {one.code: (one.label_vi, one.label_en) for one in model.objects.order_by("rank", "code")}


def export(actor: Actor, at: datetime) -> bytes:
    """All units that someone may see, with their whole past, as a workbook."""
    named, placed = sheets()
    spells = Spell.objects.visible_to(actor, at).order_by("unit__code", "start")
    places = Placement.objects.visible_to(actor, at).order_by("unit__code", "tree", "start")
    return write(
        [
            (named, _rows(named, spells.values_list(*_SPELL).iterator())),
            (placed, _rows(placed, places.values_list(*_PLACE).iterator())),
        ]
    )


def _rows(sheet: Sheet, records: Iterator[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    for record in records:
        row = dict(zip((one.name for one in sheet.fields), record, strict=True))
        yield row | {"end": shown(row["end"])}


@action("organisations.import-units", mark("import units from a file"), policy=by_person | by_system(LOADER))
def import_units(*, deed: Deed, content: bytes) -> int:
    """Do what a file asks for; how many changes it made. Raises Rejected, and TooMuch for what is no workbook."""
    plan = rehearse(content, deed.by, deed.at)
    if plan.faults:
        raise Rejected(plan.faults)
    codes = {step.row.values["code"] for step in plan.changes}
    units = units_by_code(codes | {step.values.get("parent") for step in plan.steps["places"]})
    units |= {
        unit.code: unit for unit in deed.create_many(Unit, ({"code": code} for code in sorted(codes - set(units))))
    }
    _write(deed, Spell, plan.steps["units"], units)
    _write(deed, Placement, plan.steps["places"], units)
    moved: defaultdict[str, set[int]] = defaultdict(set)
    for step in plan.steps["places"]:
        moved[step.row.values["tree"]].add(units[step.row.values["code"]].pk)
    for tree, placed in sorted(moved.items()):
        ancestry.refresh(tree, placed)
    return len(plan.changes)


def _write(deed: Deed, model: type[Spell | Placement], steps: list[Step], units: Mapping[str, Unit]) -> None:
    """First what makes room, then what takes it: the database looks at every statement."""

    def ready(step: Step) -> dict[str, Any]:
        values = dict(step.values)
        return values | {"parent": units.get(values["parent"] or "")} if "parent" in values else values

    changes = sorted((step for step in steps if not step.is_new), key=lambda step: step.values.get("end", FOREVER))
    for step in changes:
        deed.change(step.record, **ready(step))
    new = [step for step in steps if step.is_new]
    deed.create_many(model, ({"unit": units[step.row.values["code"]], **ready(step)} for step in new))


def rehearse(content: bytes, actor: Actor, at: datetime) -> Plan:
    """What a file would change and what is wrong with it; nothing is written. Raises TooMuch."""
    tables = read(content, sheets())
    plan = Plan(notes=[head for table in tables for head in table.unknown])
    plan.faults = [fault for table in tables for fault in table.faults]
    named, placed = tables[0].rows, tables[1].rows
    there = There(row.values["code"] for row in (*named, *placed))
    plan.steps = {
        "units": [step for row in named if (step := _spell_step(row, there))],
        "places": [step for row in placed if (step := _place_step(row, there))],
    }
    plan.faults += faults_of(plan, there, named, placed, actor, at)
    return plan


def _spell_step(row: Row, there: There) -> Step | None:
    names = ("latitude", "longitude")
    values = {name: row.values.get(name) for name in ("kind", "level", "start", "source")} | forms_of(
        row.values["name"]
    )
    values |= {name: None if row.values.get(name) is None else float(row.values[name]) for name in names}
    values |= {"end": end_of(row.values.get("end")), "source": values["source"] or ""}
    values |= {"certainty": row.values.get("certainty") or Certainty.OFFICIAL.value}
    values |= {"kind_id": values.pop("kind"), "level_id": values.pop("level")}
    return step_of(row, there.spells[row.values["code"]].get(row.values["start"]), values)


def _place_step(row: Row, there: There) -> Step | None:
    said = row.values
    record = there.places[said["code"], said["tree"]].get(said["start"])
    parent = said.get("parent")
    values = {"start": said["start"], "end": end_of(said.get("end")), "custody": bool(said.get("custody"))}
    if record is None:
        return Step(row, None, values | {"tree_id": said["tree"], "parent": parent})
    step = step_of(row, record, values)
    stands = record.parent.code if record.parent else None
    if parent == stands:
        return step
    changed, old = (dict(step.values), dict(step.old)) if step else ({}, {})
    return Step(row, record, changed | {"parent": parent}, old | {"parent": stands})
