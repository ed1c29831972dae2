"""The rows below the head of a flattened table: where each begins, and where the table ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kheo.reading.model import Span
from kheo.reading.obligations.aligning import align, is_broken, one_each, sort_of
from kheo.reading.obligations.table_heads import Head, head_at, head_role
from kheo.reading.obligations.view import View

Cells = dict[str, tuple[Span, ...]]
"""The lines of each cell of a row, by the role of the column."""

_BARE = r"\W{0,2}(\d{1,3}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-ZĐ]|[a-zđ])[.)]?\W{0,2}"
_INLINE = r"(\d{1,3}(?:\.\d{1,2}){0,3})[.)]? (?=\S)"
_COUNTED = r"\(\d{1,2}\)"
_ENDS = (
    r"\W*(?:nơi nhận|ghi chú|trên đây là|\(\*\)|phụ lục|mẫu số|điều \d|chương [ivx]|[ivx]{1,5}[.\-] \S|[kt][tml]\. )"
)
_LABELLED = r"(?:\d{1,2}(?:\.\d{1,2}){0,2}[.)]|[a-zđ]\)) \S"
"""Behind rows that have other labels, or none, the text goes on with such a line."""
_MOST_LINES = 60
"""No row is longer."""
_PROSE = 400
_HEAD_LINES = 13


class Row(NamedTuple):
    """One row: its label, its cells, and where its words end."""

    label: str
    cells: Cells
    end: int


class Body:
    """What stands below one head."""

    def __init__(self, view: View, head: Head) -> None:
        """Begin behind the head."""
        self._view, self._head = view, head
        self.reached = head.span[1]
        """How far the text was read."""
        self._last: tuple[int, ...] = ()
        """The number of the last row that had one."""
        self._rows = 0
        self._inline = not head.numbered
        """Numbers stand before the words of the task, not in a line of their own."""
        self._before = ""
        """The sort of the line before."""
        self._length = 0
        """Lines of the row so far."""
        self._behind = 0
        """Where a head that the next page repeats ends."""

    def rows(self) -> list[Row]:
        """The rows in order; without those at the end that only look like one."""
        gathered: list[tuple[str, list[Span]]] = []
        for line, label in self._marked():
            if label is not None or not gathered:
                gathered.append((label or "", []))
            if line[0] < line[1]:
                gathered[-1][1].append(line)
        whole = [(label, self._joined(lines)) for label, lines in gathered]
        if whole:
            whole[-1] = whole[-1][0], self._within(whole[-1][1])
        rows = [self._row(label, lines) for label, lines in whole if lines]
        while rows and not self._last and rows[-1].cells.keys() <= {"task"}:
            rows.pop()
        return rows

    def _row(self, label: str, lines: list[Span]) -> Row:
        columns = align(self._view, lines, self._head.roles)
        roles = self._head.roles
        cells = {roles[i]: tuple(spans) for i, spans in columns.items() if roles[i] != "other"}
        return Row(label, cells, lines[-1][1])

    def _joined(self, lines: list[Span]) -> list[Span]:
        """The lines of a row; those that a narrow column has cut are one again."""
        whole = lines[:1]
        for line in lines[1:]:
            if is_broken(self._view, whole[-1], line):
                whole[-1] = (whole[-1][0], line[1])
            else:
                whole.append(line)
        return whole

    def _marked(self) -> Iterator[tuple[Span, str | None]]:
        """The lines of the body, each with the label of the row that it begins; None within a row."""
        for line in lines_from(self._view, self._head.span[1], None):
            self.reached = line[0]
            if self._skips(line):
                continue
            found = self._label_at(line)
            if found is not None:
                self._rows, self._length, self._before = self._rows + 1, 0, ""
                yield found
                continue
            if self._length > _MOST_LINES or self._ends(line):
                return
            yield line, "" if self._begins(line) else None

    def _skips(self, line: Span) -> bool:
        """A head that the next page repeats, and the numbers of the columns (`(1)`, `(2)`) under a head."""
        if line[0] < self._behind:
            return True
        if head_role(self._view, line) is not None:
            again = head_at(self._view, list(lines_from(self._view, line[0], _HEAD_LINES)), 0)
            if again is not None and again.roles == self._head.roles:
                self._behind = again.span[1]
                return True
        words = self._view.words[slice(*line)].strip()
        return self._rows == 0 and self._view.cue(_COUNTED).fullmatch(words) is not None

    def _label_at(self, line: Span) -> tuple[Span, str] | None:
        """The label that a line is or begins with, and the words behind it; None where it has none that is due."""
        words = self._view.words[slice(*line)]
        bare = self._view.cue(_BARE).fullmatch(words) if line[1] - line[0] < 16 else None
        if bare is not None and self._is_due(bare[1]):
            self._inline = False
            return (line[1], line[1]), bare[1]
        inline = self._view.cue(_INLINE).match(words) if self._inline or not self._rows else None
        if inline is not None and self._is_due(inline[1]):
            self._inline = True
            return (line[0] + inline.end(), line[1]), inline[1]
        return None

    def _is_due(self, label: str) -> bool:
        """Whether a number is the next of its list; letters and Roman numerals head groups of rows."""
        if not label[0].isdigit():
            return self._head.numbered
        number = tuple(map(int, label.split(".")))
        due = number == (1,) or self._follows(number)
        if due:
            self._last = number
        return due

    def _follows(self, number: tuple[int, ...]) -> bool:
        """`3` and `2.1` follow `2`; `2.2` and `3` follow `2.1`."""
        last = self._last
        if len(number) > len(last):
            return number[:-1] == last and number[-1] == 1
        return number[:-1] == last[: len(number) - 1] and number[-1] == last[len(number) - 1] + 1

    def _begins(self, line: Span) -> bool:
        """Whether a line begins a row where rows have no numbers: text behind what may be the last cell."""
        sort, before = sort_of(self._view, line), self._before
        self._before, self._length = sort, self._length + 1
        if self._last or (self._rows and not (sort == "text" and self._is_full(before))):
            return False
        self._rows, self._length = self._rows + 1, 1
        return True

    def _is_full(self, before: str) -> bool:
        """Whether the line before may be the last cell of a row."""
        last = self._head.roles[-1]
        if last == "other":
            return self._length > len(self._head.roles)
        return before == ("time" if last == "time" else "body")

    def _ends(self, line: Span) -> bool:
        """Whether the text goes on behind the table."""
        start, stop = self._view.trimmed(line)
        if self._view.cue(_ENDS).match(self._view.folded(line)) is not None:
            return True
        labelled = self._view.cue(_LABELLED).match(self._view.words, start, stop) is not None
        if labelled and self._rows and not (self._inline and self._last):
            return True
        return stop - start > _PROSE and self._before in ("body", "time")

    def _within(self, lines: list[Span]) -> list[Span]:
        """The lines of the last row: text behind its bodies and times stands behind the table."""
        roles = self._head.roles
        if len(lines) >= len(roles) and one_each(self._view, lines[: len(roles)], roles):
            return lines[: len(roles)]
        told = (i for i in range(len(lines) - 1, -1, -1) if sort_of(self._view, lines[i]) != "text")
        last = next(told, 0)
        return lines[: last + 1 + (roles[-1] == "other" and last > 0)]


def lines_from(view: View, start: int, most: int | None) -> Iterator[Span]:
    """The lines that hold words, from a place on."""
    count = 0
    while start < len(view.words) and (most is None or count < most):
        stop = view.words.find("\n", start)
        stop = len(view.words) if stop < 0 else stop
        if view.words[start:stop].strip():
            count += 1
            yield start, stop
        start = stop + 1
