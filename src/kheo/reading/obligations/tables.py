"""Tables of tasks: a column for the task, one for who leads, one for who joins, one for the time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kheo.reading.flow import Flow
from kheo.reading.model import Span
from kheo.reading.obligations.clause import Clause, clause_at
from kheo.reading.obligations.draft import Context, Draft
from kheo.reading.obligations.paragraph import Paragraphs
from kheo.reading.obligations.predicate import Predicate
from kheo.reading.obligations.quoted import Found
from kheo.reading.obligations.sections import Mode
from kheo.reading.obligations.tasks import LabelledPart, Stated, attach, attributes
from kheo.reading.obligations.view import View, stretches

_LEADS = (
    r"(?:chủ trì|thực hiện$|đơn vị thực hiện|cơ quan thực hiện|chịu trách nhiệm|phụ trách|phân công"
    r"|^(?:đơn vị|cơ quan|địa phương|xã, phường|phường, xã)$)"
)
_COLUMNS = (
    ("joint", r"(?:phối hợp|tham gia|đơn vị liên quan)"),
    ("lead", _LEADS),
    ("time", r"(?:thời gian|thời hạn|tiến độ|hoàn thành|hạn )"),
    ("task", r"(?:nhiệm vụ|nội dung|công việc|hoạt động|tên|giải pháp)"),
)
"""The role of a column by the words of its head, the first that fits."""
_LINE = r"(?m)^[^\n|]{0,300}\|[^\n]{0,4000}$"

_NUMBER_COLUMN = r"(?m)^[ \t]{0,9}(?:s?tt|số tt|số thứ tự)[ \t]{0,9}\n"
_LONGEST_HEAD = 70
_MOST_COLUMNS = 7


class Tables(NamedTuple):
    """The orders that tables of tasks hold, and the stretches of words that those tables cover."""

    drafts: list[Draft]
    covered: tuple[Span, ...]


def read_tables(flow: Flow, view: View, paragraphs: Paragraphs) -> Tables:
    """The orders of every table whose head names a task and who does it; of tables with `|` in plain text too."""
    drafts: list[Draft] = []
    covered: list[Span] = []
    # A format that knows its tables knows all of them: their cells must not be read a second time as flattened ones.
    for rows in flow.tables or (*_plain_tables(view), *_flattened(view)):
        roles = _roles(view, rows[0]) if rows else {}
        if "task" not in roles.values() or not {"lead", "time"} & set(roles.values()):
            continue
        for row in rows[1:]:
            drafts += _row(view, paragraphs, row, roles)
        covered.append((min(row[0][0] for row in rows if row), max(row[-1][1] for row in rows if row)))
    return Tables(drafts, tuple(covered))


def _roles(view: View, head: tuple[Span, ...]) -> dict[int, str]:
    """What each column is for."""
    roles: dict[int, str] = {}
    for i, cell in enumerate(head):
        words = " ".join(view.folded(cell).split())
        role = next((name for name, pattern in _COLUMNS if view.cue(pattern).search(words)), None)
        if role is not None and role not in roles.values():
            roles[i] = role
    return roles


def _row(view: View, paragraphs: Paragraphs, row: tuple[Span, ...], roles: dict[int, str]) -> list[Draft]:
    cells = {roles[i]: view.trimmed(cell) for i, cell in enumerate(row) if i in roles}
    task = cells.pop("task", None)
    if task is None or task[1] - task[0] < 8:
        return []
    context = Context(Mode.FULL)
    drafts = paragraphs.read(task, None, context)
    if not drafts and any(span[0] < span[1] for span in cells.values()):
        found = clause_at(view, *task)
        clause = found if isinstance(found, Clause) else Clause(task, Predicate(task, task[1], ()), "order.table-row")
        drafts = [paragraphs.draft(clause._replace(span=task), None, context)]
    for draft in drafts:
        draft.clause = draft.clause._replace(rule="order.table-row")
    for role, span in cells.items():
        attach(drafts, [Stated(len(drafts), 0, attributes(view, LabelledPart(role, span[0], span)))])
    return drafts


def _plain_tables(view: View) -> list[tuple[tuple[Span, ...], ...]]:
    """Runs of lines whose cells are parted by `|`."""
    if "|" not in view.words:
        return []
    tables: list[list[tuple[Span, ...]]] = []
    end = -2
    for line in view.cue(_LINE).finditer(view.words):
        if line.start() != end + 1:
            tables.append([])
        tables[-1].append(_cells(line.group(), line.start()))
        end = line.end()
    return [tuple(rows) for rows in tables if len(rows) > 1]


def _flattened(view: View) -> list[tuple[tuple[Span, ...], ...]]:
    """Tables that lost their columns: the head and each row one cell a line, the rows numbered from 1.

    Only rows with as many cells as the head has are taken.
    """
    tables: list[tuple[tuple[Span, ...], ...]] = []
    at = 0
    for number in _number_columns(view):
        if number.start() < at:
            continue
        at = number.end()
        head = _lines(view, at, _MOST_COLUMNS + 1)
        first = next((i for i, one in enumerate(head) if view.words[slice(*one)].strip(" .") in ("1", "01")), 0)
        if first < 2 or any(end - start > _LONGEST_HEAD for start, end in head[:first]):
            continue
        rows = _numbered_rows(view, head[first][0], first)
        if len(rows) > 1:
            tables.append((tuple(head[:first]), *rows))
            at = rows[-1][-1][1]
    return tables


def _number_columns(view: View) -> Iterator[Found]:
    """The heads of columns of numbers, `STT` on a line of its own."""
    for stretch in stretches(view.words):
        if "tt\n" in view.quoted.text(*stretch):
            yield from view.quoted.finditer(view.cue(_NUMBER_COLUMN), *stretch)


def _numbered_rows(view: View, start: int, cells: int) -> list[tuple[Span, ...]]:
    rows: list[tuple[Span, ...]] = []
    while len(lines := _lines(view, start, cells + 1)) > cells:
        if view.words[slice(*lines[0])].strip(" .").lstrip("0") != str(len(rows) + 1):
            break
        rows.append(tuple(lines[1:]))
        start = lines[-1][1]
    return rows


def _lines(view: View, start: int, most: int) -> list[Span]:
    """The next lines that are not empty."""
    lines: list[Span] = []
    while start < len(view.words) and len(lines) < most:
        stop = view.words.find("\n", start)
        stop = len(view.words) if stop < 0 else stop
        if view.words[start:stop].strip():
            lines.append((start, stop))
        start = stop + 1
    return lines


def _cells(line: str, start: int) -> tuple[Span, ...]:
    cells: list[Span] = []
    for cell in line.split("|"):
        cells.append((start, start + len(cell)))
        start += len(cell) + 1
    return tuple(cells)
