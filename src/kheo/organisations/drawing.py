"""The succession of units as a drawing: boxes in columns by step, lines between them. Values in, values out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

BOX = (220, 44)
GAP = (90, 14)
TEXT = 30
"""Characters that fit into a box; the table beside the drawing has the whole name."""


@dataclass(frozen=True, slots=True)
class Node:
    """A box with the upper left corner at x, y."""

    unit: int
    name: str
    x: int
    y: int
    own: bool

    @property
    def label(self) -> str:
        """The name as far as it fits."""
        return self.name if len(self.name) <= TEXT else self.name[: TEXT - 1] + "…"

    @property
    def middle(self) -> int:
        """Where lines meet the box."""
        return self.y + BOX[1] // 2

    @property
    def right(self) -> int:
        """Where lines leave the box."""
        return self.x + BOX[0]


@dataclass(frozen=True, slots=True)
class Line:
    """From one box to the next; `dashed` where the share is unknown."""

    start: Node
    end: Node
    dashed: bool

    @property
    def path(self) -> str:
        """A curve in SVG's notation."""
        half = (self.start.right + self.end.x) // 2
        a, b = self.start, self.end
        return f"M{a.right} {a.middle}C{half} {a.middle} {half} {b.middle} {b.x} {b.middle}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes and lines with the size of the whole."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    width: int
    height: int


def draw(unit: int, name: str, steps: Sequence[Any]) -> Drawing:
    """Lay out a unit between what it came from (left) and what it became (right)."""
    columns: dict[int, dict[int, str]] = {0: {unit: name}}
    for step in steps:
        column = columns.setdefault(step.rank, {})
        other = (step.row.predecessor_id, step.before) if step.rank < 0 else (step.row.successor_id, step.after)
        column.setdefault(*other)
    ranks = sorted(columns)
    tallest = max(len(column) for column in columns.values())
    height = tallest * (BOX[1] + GAP[1]) + GAP[1]
    nodes = {}
    for place, rank in enumerate(ranks):
        top = (height - len(columns[rank]) * (BOX[1] + GAP[1])) // 2 + GAP[1] // 2
        for row, (key, text) in enumerate(columns[rank].items()):
            x, y = GAP[1] + place * (BOX[0] + GAP[0]), top + row * (BOX[1] + GAP[1])
            nodes[rank, key] = Node(key, text, x, y, rank == 0)
    lines = [_line(step, nodes) for step in steps]
    width = len(ranks) * (BOX[0] + GAP[0]) - GAP[0] + 2 * GAP[1]
    return Drawing(tuple(nodes.values()), tuple(line for line in lines if line), width, height)


def _line(step: Any, nodes: dict[tuple[int, int], Node]) -> Line | None:
    """The line of a step, where both its boxes are drawn; a unit that kept a part of itself has none."""
    start, end = (step.rank, step.rank + 1) if step.rank < 0 else (step.rank - 1, step.rank)
    a, b = nodes.get((start, step.row.predecessor_id)), nodes.get((end, step.row.successor_id))
    return Line(a, b, step.row.share is None) if a and b and a.unit != b.unit else None
