"""Tables that lost their columns: the head and the rows stand one cell a line, long cells in several lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kheo.reading.model import Span
from kheo.reading.obligations.aligning import align, one_each, sort_of
from kheo.reading.obligations.one_line import one_line_tables
from kheo.reading.obligations.table_heads import Head, head_at, head_role
from kheo.reading.obligations.view import View

Cells = dict[str, tuple[Span, ...]]
"""The lines of each cell of a row, by the role of the column."""

_ANCHOR = (
    r"(?m)^[^\n]{0,45}(?:chủ trì|thực hiện|phối hợp|đơn vị|cơ quan|phụ trách|phân công|trách nhiệm|đầu mối)[^\n]{0,20}$"
)
_BARE = r"\W{0,2}(\d{1,3}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-ZĐ]|[a-zđ])[.)]?\W{0,2}"
_INLINE = r"(\d{1,3}(?:\.\d{1,2}){0,3})[.)]? (?=\S)"
_COUNTED = r"\W{0,2}(?:\d{1,2}|[A-G])\W{0,2}"
_ENDS = (
    r"\W*(?:nơi nhận|ghi chú|trên đây là|\(\*\)|phụ lục|mẫu số|điều \d|chương [ivx]|[ivx]{1,5}[.\-] \S|[kt][tml]\. )"
)
_MOST_LINES = 60
"""No row is longer."""
_UPWARDS = 8
_HEAD_LINES = 13
_PROSE = 400


class Row(NamedTuple):
    """One row: its label, where its words begin and end, and its cells."""

    label: str
    cells: Cells
    end: int


class Flattened(NamedTuple):
    """A table: the words it covers, and its rows."""

    span: Span
    rows: list[Row]


def flattened_tables(view: View) -> list[Flattened]:
    """The tables of tasks that lost their columns, one cell or one row a line."""
    by_row = [Flattened(one.span, [Row(*row) for row in one.rows]) for one in one_line_tables(view)]
    return by_row + _by_cell(view)


def _by_cell(view: View) -> list[Flattened]:
    """Those whose head stands one cell a line, in reading order."""
    found: list[Flattened] = []
    end = -1
    for anchor in view.cue(_ANCHOR).finditer(view.uncited):
        if anchor.start() < end or head_role(view, anchor.span()) is None:
            continue
        table = _table_around(view, anchor.start(), end)
        if table is not None:
            found.append(table)
            end = table.span[1]
    return found


def _table_around(view: View, anchor: int, after: int) -> Flattened | None:
    """The table in whose head a line stands: the head begins with it or a few lines above."""
    lines = [*_lines_above(view, anchor, after), *_lines_from(view, anchor, _UPWARDS)]
    for first in range(len(lines)):
        if lines[first][0] > anchor:
            return None
        head = head_at(view, lines, first) if head_role(view, lines[first]) else None
        if head is not None and head.span[1] >= anchor:
            rows = list(_rows(view, head))
            return Flattened((head.span[0], rows[-1].end), rows) if rows else None
    return None


def _rows(view: View, head: Head) -> Iterator[Row]:
    """The rows below a head; those without a task in a line of its own are left out."""
    lines: list[Span] = []
    label = ""
    for line, mark in _marked(view, head):
        if mark is None:
            lines.append(line)
            continue
        if lines:
            yield _row(view, head, label, lines)
        label, lines = mark, [line] if line[0] < line[1] else []
    lines = _within(view, head, lines)
    if lines:
        yield _row(view, head, label, lines)


def _row(view: View, head: Head, label: str, lines: list[Span]) -> Row:
    columns = align(view, lines, head.roles)
    cells = {head.roles[i]: tuple(spans) for i, spans in columns.items() if head.roles[i] != "other"}
    return Row(label, cells, lines[-1][1])


def _marked(view: View, head: Head) -> Iterator[tuple[Span, str | None]]:
    """The lines of the body, each with the label of the row that it begins; None within a row."""
    rows = _Numbering(view, head)
    length = 0
    for line in _lines_from(view, head.span[1], None):
        if rows.skips(line):
            continue
        found = rows.label_at(line)
        if found is not None:
            length = 0
            yield found
            continue
        length += 1
        if length > _MOST_LINES or rows.ends(line):
            return
        yield line, "" if rows.begins(line) else None


class _Numbering:
    """Tells where the rows of one table begin and where the table ends."""

    def __init__(self, view: View, head: Head) -> None:
        self._view, self._head = view, head
        self._last: tuple[int, ...] = (0,)
        self._rows = 0
        self._bare = head.numbered
        self._before = ""
        """The sort of the line before."""
        self._length = 0
        """Lines of the row so far."""
        self._behind = 0
        """Where a head that is passed over ends."""

    def skips(self, line: Span) -> bool:
        """A head that the next page repeats, and the numbers of the columns under a head."""
        if line[0] < self._behind:
            return True
        if head_role(self._view, line) is not None:
            again = head_at(self._view, list(_lines_from(self._view, line[0], _HEAD_LINES)), 0)
            if again is not None and again.roles == self._head.roles:
                self._behind = again.span[1]
                return True
        words = self._view.words[slice(*line)].strip()
        return self._rows == 0 and self._is_count(words)

    def _is_count(self, words: str) -> bool:
        """`(1)`, `(2)` … under the head."""
        return words.startswith("(") and self._view.cue(_COUNTED).fullmatch(words) is not None

    def label_at(self, line: Span) -> tuple[Span, str] | None:
        """The label that a line is or begins with, and the words behind it; None where it has none that is due."""
        words = self._view.words[slice(*line)]
        for pattern, whole in ((_BARE, True), (_INLINE, False)):
            cue = self._view.cue(pattern)
            found = cue.fullmatch(words) if whole else cue.match(words)
            if found is not None and (whole or not self._bare or self._rows == 0) and self._is_due(found[1]):
                self._rows, self._before = self._rows + 1, ""
                self._bare = self._bare and (whole or self._rows > 1)
                return (line[0] + found.end(), line[1]) if not whole else (line[1], line[1]), found[1]
        return None

    def _is_due(self, label: str) -> bool:
        """Whether a number is the next of its list; letters and Roman numerals head groups."""
        if not label[0].isdigit():
            return self._head.numbered
        number = tuple(map(int, label.split(".")))
        last = self._last
        if len(number) > len(last):
            due = number[: len(last)] == last and number[len(last)] == 1
        else:
            due = number[-1] == 1 if number[:-1] != last[: len(number) - 1] else number[-1] == last[len(number) - 1] + 1
        due = due or number == (1,)
        if due:
            self._last = number
        return due

    def begins(self, line: Span) -> bool:
        """Whether a line without a label begins a row: text behind bodies or a time, where rows have no numbers."""
        sort, before = sort_of(self._view, line), self._before
        self._before, self._length = sort, self._length + 1
        if self._rows and self._last != (0,):
            return False
        if self._rows == 0 or (sort == "text" and self._is_full(before)):
            self._rows, self._length = self._rows + 1, 1
            return True
        return False

    def _is_full(self, before: str) -> bool:
        """Whether the line before may be the last cell of a row."""
        last = self._head.roles[-1]
        if last == "other":
            return self._length >= len(self._head.roles)
        if last == "time":
            return before == "time"
        return before == "body"

    def ends(self, line: Span) -> bool:
        """Whether the text goes on behind the table."""
        start, stop = self._view.trimmed(line)
        if self._view.cue(_ENDS).match(self._view.folded(line)) is not None:
            return True
        return stop - start > _PROSE and self._before in ("body", "time")


def _within(view: View, head: Head, lines: list[Span]) -> list[Span]:
    """The lines of the last row: text behind its bodies and times stands behind the table."""
    count = len(head.roles)
    if len(lines) >= count and one_each(view, lines[:count], head.roles):
        return lines[:count]
    last = next((i for i in range(len(lines) - 1, -1, -1) if sort_of(view, lines[i]) != "text"), 0)
    return lines[: last + 1 + (head.roles[-1] == "other" and last > 0)]


def _lines_from(view: View, start: int, most: int | None) -> Iterator[Span]:
    """The lines that hold words, from a place on."""
    count = 0
    while start < len(view.words) and (most is None or count < most):
        stop = view.words.find("\n", start)
        stop = len(view.words) if stop < 0 else stop
        if view.words[start:stop].strip():
            count += 1
            yield start, stop
        start = stop + 1


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
