"""Tables that lost their columns: the cells of head and rows stand one a line, or a whole row stands in a line."""

from __future__ import annotations

from typing import NamedTuple

from kheo.reading.model import Span
from kheo.reading.obligations.one_line import one_line_tables
from kheo.reading.obligations.table_heads import Head, head_at, head_role
from kheo.reading.obligations.table_rows import Body, Row, lines_from
from kheo.reading.obligations.view import View

_ANCHOR = (
    r"(?m)^[^\n]{0,45}(?:tt|chủ trì|thực hiện|phối hợp|đơn vị|cơ quan|phụ trách|phân công|trách nhiệm|đầu mối)"
    r"[^\n]{0,15}$"
)
"""A line that may be a cell of a head."""
_UPWARDS = 8
_DOWNWARDS = 14


class Flattened(NamedTuple):
    """A table: the words it covers, and its rows."""

    span: Span
    rows: list[Row]


def flattened_tables(view: View) -> list[Flattened]:
    """The tables of tasks that lost their columns."""
    by_row = [Flattened(one.span, [Row(*row) for row in one.rows]) for one in one_line_tables(view)]
    return by_row + _by_cell(view)


def _by_cell(view: View) -> list[Flattened]:
    """Those whose head stands one cell a line, in reading order."""
    found: list[Flattened] = []
    end = -1
    for anchor in view.cue(_ANCHOR).finditer(view.uncited):
        if anchor.start() < end or head_role(view, anchor.span()) is None:
            continue
        head = _head_around(view, anchor.start(), end)
        if head is None:
            continue
        body = Body(view, head)
        rows = body.rows()
        end = body.reached  # what was read as rows is not read a second time, whether rows were found or not
        if rows:
            found.append(Flattened((head.span[0], rows[-1].end), rows))
    return found


def _head_around(view: View, anchor: int, after: int) -> Head | None:
    """The head in which a line stands: it begins with that line or a few lines above."""
    lines = [*_lines_above(view, anchor, after), *lines_from(view, anchor, _DOWNWARDS)]
    for first, line in enumerate(lines):
        if line[0] > anchor:
            return None
        head = head_at(view, lines, first) if head_role(view, line) else None
        if head is not None and head.span[1] >= anchor:
            return head
    return None


def _lines_above(view: View, place: int, after: int) -> list[Span]:
    """The few lines that hold words above a place, in order."""
    lines: list[Span] = []
    stop = place - 1
    while stop > max(after, 0) and len(lines) < _UPWARDS:
        start = view.words.rfind("\n", 0, stop) + 1
        if view.words[start:stop].strip():
            lines.append((start, stop))
        stop = start - 1
    return lines[::-1]
