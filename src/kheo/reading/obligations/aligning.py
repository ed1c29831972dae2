"""Lines of one row of a flattened table given to its columns: each line goes to the column that suits it best."""

from __future__ import annotations

from itertools import pairwise

from kheo.reading.model import Span
from kheo.reading.obligations.bodies import all_bodies, body_at
from kheo.reading.obligations.deadline import stated_due
from kheo.reading.obligations.period import find_period
from kheo.reading.obligations.phases import range_end
from kheo.reading.obligations.view import View

_SUITS = {
    "text": {"task": 2.0, "other": 1.0, "lead": -1.5, "joint": -1.5, "time": -2.0},
    "body": {"task": -2.5, "other": -1.0, "lead": 3.0, "joint": 3.0, "time": -4.0},
    "time": {"task": -3.0, "other": -0.5, "lead": -4.0, "joint": -4.0, "time": 4.0},
}
"""How well a line of a sort suits a column."""
_EMPTY = {"task": -9.0, "lead": -1.5, "joint": -0.5, "time": -0.5, "other": -0.2}
"""What it costs to leave a column empty."""
_WORST = -1.6
"""Where there are as many lines as columns, each line has its own unless one suits its column worse."""
_SHORT_TEXT = 40
_TIMES = (
    r"(?:thường xuyên|hằng|hàng|định kỳ|trong|trước|từ|đến|quý|tháng|năm|ngày|tuần|đầu|cuối|giữa|sau khi|ngay|theo"
    r"|\d{1,2}/\d|giai đoạn|hoàn thành|chậm nhất|khi có|cả năm|xong|20\d\d)(?!\w)"
)
_REGULAR = (
    r"(?:thường xuyên|hằng|hàng|năm 20|quý|tháng|20\d\d|trong năm|cả năm|giai đoạn \d|từ quý|từ năm|sau khi|khi có"
    r"|theo (?:kế hoạch|yêu cầu|quy định|tiến độ|chỉ đạo|lịch|thực tế|tình hình))"
)
"""Times of a column that give no day."""
_LONGEST_TIME = 90
_PREFIX = r"(?:đề nghị|giao|(?:(?:cơ quan|đơn vị) )?(?:chủ trì|phối hợp|thực hiện|tham gia) ?:) ?"
"""What may stand before the name of a body in a cell."""
_OPEN_NAME = (
    r"(?:^|\n|[,;] | và | với )(?:ủy ban|sở|ban|bộ|cục|hội|hội đồng|bộ chỉ huy|ban chỉ huy|ban quản lý|công|phòng"
    r"|trung tâm|văn phòng|đảng ủy|ban thường trực|đài|báo|trường|chi cục|liên đoàn|ủy ban nhân|ban tuyên)$"
    r"|(?<!trực )(?<!\w)(?:các|của|cho|với|và|thuộc|mặt trận|mặt|tổ|hội nông|phụ"
    r"|đoàn thanh|cựu chiến|liên hiệp|phát thanh,)$"
    r"|\w [-–]$"
)
"""No name ends so."""
_OPEN_TIME = r"(?<!\w)(?:trước|trong|đến|từ|hết|(?:trong|trước|đến|từ|hết) (?:quý|tháng|ngày|năm)|quý|giai đoạn)$"
"""No time ends so before a number."""


def sort_of(view: View, line: Span) -> str:
    """What a line looks like: a time, a list of bodies, or text."""
    start, stop = view.trimmed(line)
    if stop - start <= _LONGEST_TIME and _is_time(view, (start, stop)):
        return "time"
    prefix = view.cue(_PREFIX).match(view.mask, start, stop)
    begin = prefix.end() if prefix else start
    leads = view.cue(r"[^,;.]{3,120}? (?:chủ trì|là cơ quan|là đầu mối)(?!\w)").match(view.mask, begin, stop)
    if body_at(view, begin) is not None and (leads or all_bodies(view, (begin, stop))):
        return "body"
    return "text"


def _is_time(view: View, span: Span) -> bool:
    if view.cue(_TIMES).match(view.folded(span)) is None and not view.words[span[0]].isdigit():
        return False
    found = stated_due(view, span) or range_end(view, span) or find_period(view, span)
    return found is not None or view.cue(_REGULAR).match(view.folded(span)) is not None


def align(view: View, lines: list[Span], roles: tuple[str, ...]) -> dict[int, list[Span]]:
    """The lines of each column: the columns in order, each line in one of them, so that they suit best in sum."""
    sorts = [sort_of(view, line) for line in lines]
    if len(lines) == len(roles) and one_each(view, lines, roles):
        return {i: [line] for i, line in enumerate(lines)}
    goes_on = [False, *(_goes_on(view, a, b) for a, b in pairwise(lines))]
    best = _first(sorts[0], roles)
    back: list[list[int]] = []
    for sort, linked in zip(sorts[1:], goes_on[1:], strict=True):
        best, came = _step(best, sort, roles, linked=linked)
        back.append(came)
    last = max(range(len(roles)), key=lambda i: best[i] + _skipped(roles, i + 1, len(roles)))
    columns = [last]
    for came in reversed(back):
        columns.append(came[columns[-1]])
    found: dict[int, list[Span]] = {}
    for column, line in zip(reversed(columns), lines, strict=True):
        found.setdefault(column, []).append(line)
    return found


def one_each(view: View, lines: list[Span], roles: tuple[str, ...]) -> bool:
    """Whether lines may be the cells of a row, each of one column."""
    return all(_may_stand(view, line, sort_of(view, line), role) for line, role in zip(lines, roles, strict=True))


def _may_stand(view: View, line: Span, sort: str, role: str) -> bool:
    """Whether a line may be the one cell of a column; a short text may stand for a time (`Theo kế hoạch`)."""
    short = line[1] - line[0] <= _SHORT_TEXT
    return _SUITS[sort][role] > _WORST or (role == "time" and sort == "text" and short)


def _first(sort: str, roles: tuple[str, ...]) -> list[float]:
    return [_skipped(roles, 0, i) + _SUITS[sort][role] for i, role in enumerate(roles)]


def _step(best: list[float], sort: str, roles: tuple[str, ...], *, linked: bool) -> tuple[list[float], list[int]]:
    """One line further: in each column the best sum, and the column of the line before that gives it."""
    scores: list[float] = []
    came: list[int] = []
    for i, role in enumerate(roles):
        choices = [best[j] + _moved(roles, j, i, linked=linked) for j in range(i + 1)]
        j = max(range(i + 1), key=choices.__getitem__)
        scores.append(choices[j] + _SUITS[sort][role])
        came.append(j)
    return scores, came


def _moved(roles: tuple[str, ...], j: int, i: int, *, linked: bool) -> float:
    """What it costs that one line stands in column `j` and the next in column `i`."""
    if i == j:
        return 1.0 if linked else {"task": 0.0, "other": 0.0}.get(roles[i], -1.0)
    return _skipped(roles, j + 1, i) - (3.0 if linked else 0.0)


def _skipped(roles: tuple[str, ...], start: int, stop: int) -> float:
    return sum(_EMPTY[role] for role in roles[start:stop])


def _goes_on(view: View, before: Span, line: Span) -> bool:
    """Whether a line goes on with the cell of the line before: an open end, a small letter, a bullet."""
    return view.words[slice(*before)].rstrip().endswith((",", ";")) or is_broken(view, before, line)


def is_broken(view: View, before: Span, line: Span) -> bool:
    """Whether a line goes on with the words of the line before, which the width of the column cut."""
    start, end = view.trimmed(before)
    closed = view.words[end : before[1]].strip()
    if view.words[slice(*line)].lstrip()[:1].islower():
        return closed in ("", ",")
    if closed.strip("-–"):
        return False
    number = view.cue(r"\s*(?:\d|[ivx]+(?!\w))").match(view.mask, *line)
    if number and view.cue(_OPEN_TIME).search(view.mask[start:end]):
        return True
    return view.cue(_OPEN_NAME).search(view.mask[start : before[1]].rstrip()) is not None
