"""Tables that lost their columns: the cells of head and rows stand one a line, or a whole row stands in a line."""

from __future__ import annotations

from typing import NamedTuple

from kheo.reading.model import Span
from kheo.reading.obligations.one_line import one_line_tables
from kheo.reading.obligations.table_heads import head_at, head_role
from kheo.reading.obligations.table_rows import Body, Row, lines_from
from kheo.reading.obligations.view import View

_BEGINS = (
    r"(?m)^[^\S\n]{0,9}(?:s?tt|số tt|số thứ tự|nội dung|nhiệm vụ|công việc|hoạt động|đầu việc|giải pháp|các|tên"
    r"|danh mục|cơ quan|đơn vị|người|chủ trì|phân công|thời gian|thời hạn|tiến độ|phần việc)(?!\w)[^\n]{0,60}$"
)
"""A line that may be the first cell of a head."""
_LONGEST_HEAD = 14


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
    for first in view.everywhere(_BEGINS):
        if first.start() < end or head_role(view, first.span()) is None:
            continue
        head = head_at(view, list(lines_from(view, first.start(), _LONGEST_HEAD)), 0)
        if head is None:
            continue
        body = Body(view, head)
        rows = body.rows()
        end = body.reached  # what was read as rows is not read a second time, whether rows were found or not
        if rows:
            found.append(Flattened((head.span[0], rows[-1].end), rows))
    return found
