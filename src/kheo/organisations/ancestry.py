"""The table of who stood under whom, derived from placements. The one file that writes it.

A unit's rows are its own (depth 0) and, for each of its placements, those of the parent cut to the span of the
placement. So a move costs the subtree that moves, and a question about any day is one look into one index.

The pseudo-tree HERITAGE holds what units became: a predecessor stands under each of its successors from the day of the
succession on, so that successors read the records of those they came from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection

from kheo.core.access import FOREVER
from kheo.organisations.models import Ancestry, Placement, Succession, Tree

HERITAGE = "heritage"

DEEPEST = 64
"""No tree of units is deeper; what is, goes in a circle."""

_AT_ONCE = 500
_ROW = 'INSERT INTO ancestry (tree, ancestor, descendant, depth, start, "end") VALUES (%s, %s, %s, %s, %s, %s)'


class Row(NamedTuple):
    """An ancestor of some unit over a span."""

    ancestor: int
    depth: int
    start: date
    end: date


def refresh(tree: str, units: Collection[int]) -> None:
    """Derive anew the rows of units and of all that ever stood under them in a tree, after their placements changed.

    Raises RecursionError where placements go in a circle: whoever places sees to it that they do not.
    """
    affected = set(units) | _ever_below(tree, units)
    placements: defaultdict[int, list[Placement]] = defaultdict(list)
    for part in _parts(affected):
        for one in Placement.objects.filter(tree_id=tree, unit__in=part).order_by("start"):
            placements[one.unit_id].append(one)
    outside = {one.parent_id for found in placements.values() for one in found if one.parent_id} - affected
    rows = _derived(placements, _rows_of(tree, outside))
    for part in _parts(affected):
        Ancestry.objects.filter(tree=tree, descendant__in=part).delete()
    _insert(tree, rows)


def rebuild() -> None:
    """Derive all of the table anew, from whatever is recorded. Call it inside a transaction."""
    Ancestry.objects.all().delete()
    for tree in Tree.objects.order_by("code").values_list("code", flat=True):
        refresh(tree, list(Placement.objects.filter(tree_id=tree).values_list("unit", flat=True).distinct()))
    refresh_heritage(list(Succession.objects.values_list("predecessor", flat=True).distinct()))


def _derived(placements: dict[int, list[Placement]], outside: dict[int, list[Row]]) -> dict[int, list[Row]]:
    """All rows, one depth after the other: a unit has at depth n + 1 what its parents have at depth n, in time."""
    rows = {unit: [Row(unit, 0, one.start, one.end) for one in found] for unit, found in placements.items()}
    last, depth = rows, 0
    while any(last.values()):
        depth += 1
        if depth > DEEPEST:
            raise RecursionError(f"placements go in a circle, among others at unit {next(iter(last))}")
        last = {unit: list(_above(placements[unit], last, outside, depth - 1)) for unit in placements}
        for unit, found in last.items():
            rows[unit] += found
    return {unit: _joined(found) for unit, found in rows.items()}


def _above(
    placements: list[Placement], last: dict[int, list[Row]], outside: dict[int, list[Row]], depth: int
) -> Iterator[Row]:
    for one in placements:
        if one.parent_id in last:
            above = last[one.parent_id]
        else:
            above = [row for row in outside.get(one.parent_id or 0, ()) if row.depth == depth]
        for row in above:
            if row.start < one.end and one.start < row.end:
                yield Row(row.ancestor, row.depth + 1, max(row.start, one.start), min(row.end, one.end))


def _joined(rows: list[Row]) -> list[Row]:
    """Spans that follow each other without a change become one."""
    joined: list[Row] = []
    for row in sorted(rows):
        last = joined[-1] if joined else None
        if last and (last.ancestor, last.depth, last.end) == (row.ancestor, row.depth, row.start):
            joined[-1] = last._replace(end=row.end)
        else:
            joined.append(row)
    return joined


def refresh_heritage(predecessors: Collection[int]) -> None:
    """Derive anew under whom predecessors, and those they came from, stand by succession."""
    affected = set(predecessors) | _ever_below(HERITAGE, predecessors)
    became: defaultdict[int, list[tuple[int, date]]] = defaultdict(list)
    frontier = set(affected)
    while frontier:
        found = [
            row
            for part in _parts(frontier)
            for row in Succession.objects.filter(predecessor__in=part).values_list("predecessor", "successor", "date")
        ]
        for predecessor, successor, on in found:
            if predecessor != successor:
                became[predecessor].append((successor, on))
        frontier = {successor for _, successor, _ in found} - set(became) - frontier
    for part in _parts(affected):
        Ancestry.objects.filter(tree=HERITAGE, descendant__in=part).delete()
    _insert(HERITAGE, {unit: _heirs(unit, became) for unit in affected})


def _heirs(unit: int, became: dict[int, list[tuple[int, date]]]) -> list[Row]:
    """Whoever inherited from a unit, directly or by several steps, each from the earliest day."""
    found: dict[int, Row] = {}
    steps = [(successor, 1, on) for successor, on in became.get(unit, ())]
    while steps:
        heir, depth, on = steps.pop()
        if heir == unit or (heir in found and found[heir].start <= on):
            continue
        found[heir] = Row(heir, depth, on, FOREVER)
        steps += [(next_heir, depth + 1, max(on, day)) for next_heir, day in became.get(heir, ()) if day >= on]
    return list(found.values())


def _ever_below(tree: str, units: Collection[int]) -> set[int]:
    return {
        unit
        for part in _parts(units)
        for unit in Ancestry.objects.filter(tree=tree, ancestor__in=part).values_list("descendant", flat=True)
    }


def _rows_of(tree: str, units: Collection[int]) -> dict[int, list[Row]]:
    rows: dict[int, list[Row]] = {unit: [] for unit in units}
    for part in _parts(units):
        stored = Ancestry.objects.filter(tree=tree, descendant__in=part)
        for unit, ancestor, depth, start, end in stored.values_list("descendant", "ancestor", "depth", "start", "end"):
            rows[unit].append(Row(ancestor, depth, start, end))
    return rows


def _insert(tree: str, rows: dict[int, list[Row]]) -> None:
    """By a statement of our own: there are some 25 rows for each unit, and objects would cost four times as much."""
    values = [
        (tree, row.ancestor, unit, row.depth, row.start.isoformat(), row.end.isoformat())
        for unit, found in rows.items()
        for row in found
    ]
    if values:
        with connection.cursor() as cursor:
            cursor.executemany(_ROW, values)


def _parts(units: Collection[int]) -> Iterator[Sequence[int]]:
    """Units in parts that fit into one statement, each time in the same order."""
    ordered = sorted(units)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))
