"""Heads of tables of tasks: which column holds the task, who leads, who joins, by when."""

from __future__ import annotations

from typing import NamedTuple

from kheo.reading.model import Span
from kheo.reading.obligations.view import View

_WHO = (
    r"(?:(?:các )?(?:cơ quan|đơn vị|cấp|bộ phận|ngành|sở|tổ chức|cá nhân|thành phần|lực lượng|người"
    r"|địa phương)(?:(?:,|/| và| hoặc)? ?(?:cơ quan|đơn vị|tổ chức|cá nhân|địa phương|bộ phận|người)){0,3})"
)
_NUMBER = r"s?tt|số tt|số thứ tự|số"
_JOINT = rf"(?:{_WHO} )?(?:phối hợp|tham gia|liên quan|cùng thực hiện|hỗ trợ)(?: thực hiện| triển khai| chính)?"
_LEAD = (
    rf"(?:{_WHO} )?(?:chủ trì|thực hiện|đầu mối|phụ trách|chịu trách nhiệm|tham mưu|triển khai|được giao"
    r"|được phân công)(?:,? (?:chủ trì|thực hiện|chính|tham mưu|triển khai|tổ chức thực hiện)){0,2}"
    rf"|(?:phân công|trách nhiệm)(?: thực hiện| nhiệm vụ| chủ trì)?|{_WHO}|xã, phường|phường, xã"
)
_TIME = (
    r"(?:dự kiến )?(?:thời gian|thời hạn|tiến độ|hạn|lộ trình|thời điểm|mốc thời gian|ngày|hoàn thành)"
    r"(?:,? (?:và|thực hiện|hoàn thành|triển khai|báo cáo|trình|ban hành|tổ chức|xong|tiến độ|dự kiến|thời gian"
    r"|bắt đầu|kết thúc)){0,4}"
)
_TASK = (
    r"(?:các |tên |danh mục )?(?:nội dung|nhiệm vụ|công việc|hoạt động|đầu việc|phần việc|việc|giải pháp)"
    r"(?:[,/ ]{1,2}(?:nội dung|nhiệm vụ|công việc|hoạt động|giải pháp|thực hiện|triển khai|cụ thể|chủ yếu|trọng tâm"
    r"|và|các|được giao|cần|phải|kế hoạch|chính|công tác|tổ chức|chi tiết)){0,6}"
    r"|tên (?:văn bản|đề án|chương trình|mô hình)"
)
_OTHER = (
    r"(?:lãnh đạo|sản phẩm|kết quả|đầu ra|ghi chú|kinh phí|nguồn kinh phí|nguồn lực|địa điểm|địa bàn|căn cứ|cơ sở"
    r"|hình thức|đối tượng|số lượng|mục tiêu|chỉ tiêu|cách thức|cấp trình|cấp ban hành|thẩm quyền|quy mô|yêu cầu"
    r"|biện pháp)[^.;:]{0,40}"
)
_HEADS = {"number": _NUMBER, "joint": _JOINT, "lead": _LEAD, "time": _TIME, "task": _TASK, "other": _OTHER}
"""The role of a column by the whole words of its head, the first that fits."""
_LIKELY = {
    "joint": r"phối hợp|tham gia",
    "lead": r"chủ trì|thực hiện$|phụ trách|đầu mối|soạn thảo|phân công|chịu trách nhiệm|tham mưu",
    "time": r"^(?:thời|tiến độ|hạn|lộ trình)|hoàn thành$",
    "task": r"nhiệm vụ|nội dung|công việc|hoạt động|giải pháp|đầu việc|phần việc",
}
"""The role of a column behind `STT` whose head is put in words of its own."""
_FIRST_ROW = r"\(?0?1\)?[.)]?|1\.1\.?|I[.)]?|A[.)]?|a[.)]?"
_LONGEST_LINE = 70
_LONGEST = 60
_MOST = 12


class Head(NamedTuple):
    """A head of a table whose cells stand one a line: the roles of its columns in the order of the cells of a row."""

    span: Span
    roles: tuple[str, ...]
    numbered: bool
    """A first column numbers the rows."""


def head_role(view: View, line: Span) -> str | None:
    """The role of the column whose head a line is; None where it is no head."""
    start, stop = view.trimmed(line)
    if stop - start > _LONGEST or view.words[stop : line[1]].strip(" ") not in ("", ".", ":"):
        return None
    return role_of_words(view, (start, stop))


def role_of_words(view: View, span: Span) -> str | None:
    """The role of the column whose head a stretch of words is."""
    words = " ".join(view.folded(view.trimmed(span)).split())
    return next((role for role, pattern in _HEADS.items() if view.cue(pattern).fullmatch(words)), None)


def head_at(view: View, lines: list[Span], first: int) -> Head | None:
    """The head that begins with a line: at least three cells, among them a task and who does it."""
    numbered = head_role(view, lines[first]) == "number"
    cells = _up_to_first_row(view, lines, first) if numbered else []
    cells = cells or _named_cells(view, lines, first)
    roles = roles_in_order([role for role, _ in cells])
    known = {"lead", "joint", "time"} if numbered else {"lead", "joint"}
    if len(cells) < 3 or "task" not in roles or not known & set(roles):
        return None
    return Head((lines[first][0], cells[-1][1]), tuple(roles[numbered:]), numbered)


def _named_cells(view: View, lines: list[Span], first: int) -> list[tuple[str, int]]:
    """The cells from a line on as long as each is the head of a column: its role, and where it ends."""
    cells: list[tuple[str, int]] = []
    for before, line in zip([lines[first], *lines[first:]], lines[first : first + _MOST], strict=False):
        role = head_role(view, line)
        if cells and (role is None or _goes_on(view, line)):
            role = head_role(view, (before[0], line[1]))
            if role is None:
                break
            cells.pop()
        if role is None:
            break
        cells.append((role, line[1]))
    return cells


def _up_to_first_row(view: View, lines: list[Span], first: int) -> list[tuple[str, int]]:
    """Behind `STT` every short line up to the first number is a head; one that is not known is of some other column."""
    cells: list[tuple[str, int]] = []
    for line in lines[first : first + _MOST + 1]:
        if cells and view.cue(_FIRST_ROW).fullmatch(view.words[slice(*line)].strip()):
            return cells
        if line[1] - line[0] > _LONGEST_LINE:
            return []
        if len(cells) > 1 and _goes_on(view, line):
            cells[-1] = (cells[-1][0] if cells[-1][0] != "other" else _likely_role(view, line), line[1])
        else:
            cells.append((head_role(view, line) or _likely_role(view, line), line[1]))
    return []


def _likely_role(view: View, line: Span) -> str:
    words = " ".join(view.folded(line).split())
    return next((role for role, pattern in _LIKELY.items() if view.cue(pattern).search(words)), "other")


def _goes_on(view: View, line: Span) -> bool:
    """A line in lower case goes on with the cell before."""
    return view.words[view.trimmed(line)[0]].islower()


def roles_in_order(cells: list[str]) -> list[str]:
    """The columns in the order of a row: a head over `Chủ trì` and `Phối hợp` gives its place to these two."""
    roles = list(cells)
    leads = [i for i, role in enumerate(roles) if role == "lead"]
    if len(leads) > 1 and roles[leads[1] + 1 : leads[1] + 2] == ["joint"]:
        below = roles[leads[1] : leads[1] + 2]
        del roles[leads[1] : leads[1] + 2]
        roles[leads[0] : leads[0] + 1] = below
    seen: set[str] = set()
    for i, role in enumerate(roles):
        if role in seen and role != "other":
            roles[i] = "other"
        seen.add(role)
    return roles
