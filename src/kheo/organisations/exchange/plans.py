"""What an import would do: its changes and its faults, worked out before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kheo.core.access import FOREVER
from kheo.core.errors import Invalid
from kheo.core.record import Record
from kheo.i18n import mark
from kheo.sheets import Fault, Row


class Rejected(Invalid):
    """An import was refused as a whole; nothing was written. `faults` names each cell."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults; the first one stands in the sentence."""
        sentence = mark("{count} faults, so nothing was imported. The first, at {cell}: {fault}")
        first = faults[0]
        super().__init__("import", sentence, count=len(faults), cell=first.cell, fault=first.sentence)
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Step:
    """What a row asks for: a new record, or other values of the record that it names. `old` holds what stands there."""

    row: Row
    record: Any
    values: Mapping[str, Any]
    old: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether the row names nothing that is there."""
        return self.record is None


@dataclass(slots=True)
class Plan:
    """The steps of an import by the sheet they come from, and what stands against them."""

    steps: dict[str, list[Step]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def changes(self) -> list[Step]:
        """All steps in the order of sheets and rows."""
        return [step for steps in self.steps.values() for step in steps]


def step_of(row: Row, record: Record | None, values: Mapping[str, Any]) -> Step | None:
    """What a row asks for, or None where all is as it says."""
    if record is None:
        return Step(row, None, values)
    old = {name: getattr(record, name) for name in values}
    changed = {name: value for name, value in values.items() if value != old[name]}
    return Step(row, record, changed, {name: old[name] for name in changed}) if changed else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span of something that may not overlap another of the same, with the row that says so, if one does."""

    start: date
    end: date
    row: Row | None


def overlaps(stretches: Iterable[Stretch]) -> Iterable[Fault]:
    """The faults of stretches that overlap or end before they begin."""
    last: Stretch | None = None
    for one in sorted(stretches, key=lambda stretch: stretch.start):
        if one.end <= one.start and one.row:
            yield one.row.fault("end", mark("The end must come after the beginning."))
        if last and one.start < last.end and (one.row or last.row):
            named = one.row or last.row
            assert named is not None
            day = (last.start if one.row else one.start).strftime("%d/%m/%Y")
            yield named.fault("start", mark("This overlaps what holds from {day} on; give that an end."), day=day)
        if last is None or one.end > last.end:
            last = one


def covered(stretches: Iterable[Stretch], start: date, end: date) -> bool:
    """Whether stretches hold without a gap from a day until before another."""
    for one in sorted(stretches, key=lambda stretch: stretch.start):
        if one.start <= start < one.end:
            start = one.end
    return start >= end


def end_of(value: date | None) -> date:
    """An empty end means that there is none."""
    return value or FOREVER


def shown(end: date) -> date | None:
    """No end is shown as an empty cell."""
    return None if end == FOREVER else end
