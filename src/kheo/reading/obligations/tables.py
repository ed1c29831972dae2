"""Tables of tasks: a column for the task, one for who leads, one for who joins, one for the time."""

from __future__ import annotations

from typing import NamedTuple

from kheo.reading.flow import Flow
from kheo.reading.model import Span
from kheo.reading.obligations.clause import Clause, clause_at
from kheo.reading.obligations.draft import Context, Draft
from kheo.reading.obligations.flattened import Flattened, flattened_tables
from kheo.reading.obligations.paragraph import Paragraphs
from kheo.reading.obligations.predicate import Predicate
from kheo.reading.obligations.sections import Mode
from kheo.reading.obligations.table_heads import role_of_words
from kheo.reading.obligations.table_rows import Cells, Row
from kheo.reading.obligations.tasks import Attributes, LabelledPart, Stated, attach, attributes, labelled_parts
from kheo.reading.obligations.view import View
from kheo.values import replace

_LEADS = (
    r"(?:chủ trì|thực hiện$|đơn vị thực hiện|cơ quan thực hiện|chịu trách nhiệm|phụ trách|phân công|đầu mối"
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

_SHORTEST = 8
"""No task is shorter."""


Rows = tuple[tuple[Span, ...], ...]


class Tables(NamedTuple):
    """The orders that tables of tasks hold, and the stretches of words that those tables cover."""

    drafts: list[Draft]
    covered: tuple[Span, ...]


def read_tables(flow: Flow, view: View, paragraphs: Paragraphs) -> Tables:
    """The orders of every table whose head names a task and who does it; of tables with `|` in plain text too."""
    drafts: list[Draft] = []
    covered: list[Span] = []
    # A format that knows its tables knows all of them: their cells must not be read a second time as flattened ones.
    for rows in flow.tables or _plain_tables(view):
        heads = _head_rows(view, rows)
        roles = _roles(view, heads)
        if "task" not in roles.values() or not {"lead", "time"} & set(roles.values()):
            continue
        for row in rows[len(heads) :]:
            if _folded(view, row) == _folded(view, rows[0]):
                continue  # a head that the next page repeats
            cells = {roles[i]: _lines_of(view, cell) for i, cell in enumerate(row) if i in roles}
            drafts += _row(view, paragraphs, cells)
        covered.append((min(row[0][0] for row in rows if row), max(row[-1][1] for row in rows if row)))
    flattened = [] if flow.tables else flattened_tables(view)
    unbroken = _unbroken(view, flattened)
    for table in flattened:
        found = _of_rows(unbroken, paragraphs.seeing(unbroken), table.rows)
        drafts += found
        if found:
            covered.append(table.span)
    return Tables(drafts, tuple(covered))


def _unbroken(view: View, tables: list[Flattened]) -> View:
    """The view with a blank for each line end inside a cell, which only the width of its column has cut."""
    spans = [span for table in tables for row in table.rows for cell in row.cells.values() for span in cell]
    ends = sorted(i for start, stop in spans for i in range(start, stop) if view.words[i] == "\n")

    def mended(text: str) -> str:
        return " ".join(text[a:b] for a, b in zip([0, *(i + 1 for i in ends)], [*ends, len(text)], strict=True))

    if not ends:
        return view
    words = mended(view.words)
    return replace(view, words=words, quoted=view.quoted.over(words), mask=mended(view.mask))


def _of_rows(view: View, paragraphs: Paragraphs, rows: list[Row]) -> list[Draft]:
    """The orders of numbered rows: what row 1 says of who and when holds for 1.1 and 1.2 where these say nothing."""
    drafts: list[Draft] = []
    above: dict[str, Cells] = {}
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        parent = above.get(row.label.rpartition(".")[0], {})
        cells = {**{role: spans for role, spans in parent.items() if role != "task"}, **row.cells}
        above[row.label] = cells
        heads = following is not None and row.label and following.label.startswith(f"{row.label}.")
        if row.cells.keys() - {"task"} or not (heads or row.label[:1].isalpha()):
            drafts += _row(view, paragraphs, cells)
    return drafts


def _head_rows(view: View, rows: Rows) -> Rows:
    """The rows of the head: one, or two where the second divides `Cơ quan thực hiện` into `Chủ trì` and `Phối hợp`."""
    if len(rows) < 2 or len(rows[0]) != len(rows[1]):
        return rows[:1]
    below = [role_of_words(view, cell) for cell in rows[1] if view.words[slice(*cell)].strip()]
    return rows[: 2 if below and None not in below and "number" not in below else 1]


def _folded(view: View, row: tuple[Span, ...]) -> list[str]:
    return [" ".join(view.folded(cell).split()) for cell in row]


def _roles(view: View, heads: Rows) -> dict[int, str]:
    """What each column is for."""
    roles: dict[int, str] = {}
    for i, words in enumerate(zip(*(_folded(view, row) for row in heads), strict=True)):
        told = next((part for part in reversed(words) if part), "")
        role = next((name for name, pattern in _COLUMNS if view.cue(pattern).search(told)), None)
        if role is not None and role not in roles.values():
            roles[i] = role
    return roles


def _lines_of(view: View, cell: Span) -> tuple[Span, ...]:
    """The lines of a cell that hold words."""
    lines: list[Span] = []
    start = cell[0]
    while start < cell[1]:
        stop = view.words.find("\n", start, cell[1])
        stop = cell[1] if stop < 0 else stop
        lines.append(view.trimmed((start, stop)))
        start = stop + 1
    return tuple(line for line in lines if line[0] < line[1])


def _row(view: View, paragraphs: Paragraphs, cells: Cells) -> list[Draft]:
    """The orders of a row; a task that names a thing is one order where the row says who or when."""
    tasks = cells.get("task", ())
    if not tasks or tasks[-1][1] - tasks[0][0] < _SHORTEST:
        return []
    context = Context(Mode.FULL)
    drafts = [draft for line in tasks for draft in paragraphs.read(line, None, context)]
    if not drafts and len(cells) > 1:
        task = view.trimmed((tasks[0][0], tasks[-1][1]))
        found = clause_at(view, *task)
        clause = found if isinstance(found, Clause) else Clause(task, Predicate(task, task[1], ()), "order.table-row")
        drafts = [paragraphs.draft(clause._replace(span=task), None, context)]
    for draft in drafts:
        draft.clause = draft.clause._replace(rule="order.table-row")
    stated = Attributes()
    for role in ("lead", "joint", "time"):
        for line in cells.get(role, ()):
            stated = stated.joined(_said(view, role, view.trimmed(line)))
    if stated:
        attach(drafts, [Stated(len(drafts), 0, stated)])
    return drafts


def _said(view: View, role: str, line: Span) -> Attributes:
    """What a line of a cell says; `Sở Y tế chủ trì, phối hợp với …` and `Chủ trì: …; phối hợp: …` say two things."""
    asked = view.cue(r"(?:đề nghị|giao) ").match(view.mask, *line)
    line = (asked.end() if asked else line[0], line[1])
    stated = Attributes()
    for part in labelled_parts(view, line):
        stated = stated.joined(attributes(view, part))
    clause = clause_at(view, *line) if role == "lead" and not stated else None
    if isinstance(clause, Clause) and clause.names:
        return Attributes(lead=clause.names, joint=clause.predicate.cooperating)
    return stated or attributes(view, LabelledPart(role, line[0], line))


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


def _cells(line: str, start: int) -> tuple[Span, ...]:
    cells: list[Span] = []
    for cell in line.split("|"):
        cells.append((start, start + len(cell)))
        start += len(cell) + 1
    return tuple(cells)
