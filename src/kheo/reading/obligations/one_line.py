"""Tables whose rows stand one a line, all cells in it: `2 Tập huấn kỹ năng số Sở Nội vụ Các sở, ngành Quý II/2026`.

A cell begins with a capital behind a word that does not lead to it. Where a row took two lines its cells are mixed up:
a table in which any row lacks its time or who acts is left alone.
"""

from __future__ import annotations

from typing import NamedTuple

from kheo.reading.model import Span
from kheo.reading.obligations.aligning import align, sort_of
from kheo.reading.obligations.bodies import body_at
from kheo.reading.obligations.table_heads import role_of_words, roles_in_order
from kheo.reading.obligations.view import View

_HEAD = r"(?m)^\W{0,3}(?:s?tt|số tt) [^\n.;]{5,140}?(?=\n1[.)]? | 1[.)]? )"
_LONGEST_ROW = 600
_LEADS_TO = (
    r"(?:[,;(/–-]|(?<!\w)(?:của|với|và|hoặc|cho|tại|do|bởi|theo|đến|từ|các|gửi|trình|báo cáo|thuộc|về|ở|trong|giữa|qua"
    r"|tham mưu|đề nghị|số|là|cùng|văn phòng|chủ tịch|giám đốc|lãnh đạo|thường trực|thường vụ|chấp hành|đảng ủy"
    r"|trưởng|chánh|thanh tra)) ?$"
)
_MOST_ROWS = 200
_LONGEST_TAIL = 70


class OneLine(NamedTuple):
    """A table: the words it covers, and for each row its label, its cells and where it ends."""

    span: Span
    rows: list[tuple[str, dict[str, tuple[Span, ...]], int]]


def one_line_tables(view: View) -> list[OneLine]:
    """The tables of tasks with a head and rows of one line each, in reading order."""
    found: list[OneLine] = []
    for head in view.everywhere(_HEAD):
        if found and head.start() < found[-1].span[1]:
            continue
        roles = _head_roles(view, head.span())
        table = _table(view, head.span(), roles) if roles else None
        if table is not None:
            found.append(table)
    return found


def _head_roles(view: View, line: Span) -> tuple[str, ...]:
    """The columns of a head whose cells begin with capitals; empty where it is none."""
    starts = [line[0] + m.start() for m in view.cue(r"\S+").finditer(view.quoted.text(*line))]
    begins = [at for at in starts if view.words[at].isupper()]
    cells = [role_of_words(view, (a, b)) for a, b in zip(begins, [*begins[1:], line[1]], strict=True)]
    if None in cells:
        return ()
    roles = roles_in_order([role for role in cells if role is not None])
    roles = roles[1:] if roles[:1] == ["number"] else roles
    return tuple(roles) if len(roles) > 1 and "task" in roles and {"lead", "joint"} & set(roles) else ()


def _table(view: View, head: Span, roles: tuple[str, ...]) -> OneLine | None:
    rows: list[tuple[str, dict[str, tuple[Span, ...]], int]] = []
    needed = len({"lead", "joint"} & set(roles)) > 0, "time" in roles
    at = head[1]
    while len(rows) < _MOST_ROWS and (row := _row_at(view, at, len(rows) + 1)) is not None:
        cells = _cells(view, row, roles)
        if (bool({"lead", "joint"} & set(cells)), "time" in cells) != needed:
            return None
        rows.append((str(len(rows) + 1), cells, row[1]))
        at = row[1]
    return OneLine((head[0], rows[-1][2]), rows) if len(rows) > 1 else None


def _row_at(view: View, at: int, number: int) -> Span | None:
    """The words of the row of a number, behind its label; up to the next number or the end of the line."""
    label = view.cue(rf"\s{number}[.)]? (?=\S)").match(view.words, at)
    if label is None:
        return None
    stop = view.words.find("\n", label.end(), label.end() + _LONGEST_ROW)
    stop = stop if stop >= 0 else min(len(view.words), label.end() + _LONGEST_ROW)
    following = next(
        (
            m
            for m in view.cue(rf" {number + 1}[.)]? (?=\w)").finditer(view.words, label.end(), stop)
            if view.words[m.end()].isupper()
        ),
        None,
    )
    return label.end(), following.start() if following else stop


def _cells(view: View, line: Span, roles: tuple[str, ...]) -> dict[str, tuple[Span, ...]]:
    """The cells of a row: its time at the end, before it as many lists of bodies as there are columns for them."""
    end = view.trimmed(line)[1]
    pieces: list[Span] = []
    if "time" in roles and (at := _time_from(view, line[0], end)) is not None:
        pieces.append((at, end))
        end = at
    for begin in reversed(_begins(view, (line[0], end))):
        if len(pieces) - len(pieces[:1] if "time" in roles else ()) >= sum(r in ("lead", "joint") for r in roles):
            break
        if body_at(view, begin) is not None and sort_of(view, (begin, end)) == "body":
            pieces.append((begin, end))
            end = begin
    lines = [view.trimmed((line[0], end)), *(view.trimmed(one) for one in reversed(pieces))]
    columns = align(view, lines, roles)
    return {roles[i]: tuple(spans) for i, spans in columns.items() if roles[i] != "other"}


def _begins(view: View, line: Span) -> list[int]:
    """Where a cell may begin: a capital or a number behind a word that does not lead to it."""
    places = (line[0] + m.end() for m in view.cue(r" ").finditer(view.quoted.text(*line)))
    return [
        at
        for at in places
        if at < line[1]
        and (view.words[at].isupper() or view.words[at].isdigit())
        and view.quoted.search(view.cue(_LEADS_TO), max(line[0], at - 12), at) is None
    ]


def _time_from(view: View, start: int, end: int) -> int | None:
    """Where the time at the end of a row begins."""
    places = [at for at in _begins(view, (start, end)) if end - at <= _LONGEST_TAIL]
    return next((at for at in places if sort_of(view, (at, end)) == "time"), None)
