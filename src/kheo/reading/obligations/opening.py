"""The ordering formula before the tasks: who orders whom (`Ban Thường vụ Tỉnh uỷ yêu cầu các cấp uỷ … như sau:`)."""

from __future__ import annotations

from kheo.reading.model import Span
from kheo.reading.obligations.bodies import body_at, name_span, split_names, subject_at
from kheo.reading.obligations.view import View

_ANNOUNCES = (
    r"(?:như sau|sau đây|sau|dưới đây|cụ thể|yêu cầu|đề nghị|kết luận|chỉ đạo|ý kiến|lưu ý|thông báo"
    r"|chỉ thị|điện|quyết nghị)(?: một số (?:nội dung|nhiệm vụ|điểm))?\s*[:.]?\s*$"
)
_ORDERS = (
    r"(?<!\w)(?:yêu cầu|đề nghị|giao|chỉ đạo|kết luận|có ý kiến|hướng dẫn|ban hành|thông báo|xây dựng"
    r"|phân công|lưu ý|đề ra|triển khai|quyết định|chỉ thị|điện|quyết nghị|tập trung|thực hiện"
    r"|xác định)(?!\w)"
)
_GENERIC = (
    r"(?:(?:các|những|một số|tốt các|tốt một số|tốt|nghiêm|nghiêm túc|nghiêm các|nghiêm túc các|ngay"
    r"|ngay các|ngay một số|có hiệu quả|hiệu quả)? ?){1,3}"
    r"(?:nội dung|nhiệm vụ|công việc|giải pháp|việc|biện pháp|yêu cầu|vấn đề|công tác"
    r"|công đoạn)(?: công việc| công tác| nhiệm vụ|, giải pháp| và giải pháp|, nhiệm vụ| trọng tâm"
    r"| chủ yếu| chính| cụ thể| cơ bản|,| trọng điểm| cấp bách| trước mắt){0,4}"
    r"(?: như)? ?(?:sau|sau đây|dưới đây|gồm)?\s*$"
)
_SESSION = (
    r"(?<!\w)(?:buổi )?làm việc với (?:(?:tập thể )?(?:lãnh đạo|ban thường vụ|ban chấp hành|thường trực"
    r"|cán bộ chủ chốt)(?: chủ chốt)?(?: của)? )?"
)


def is_formula(view: View, line: Span) -> bool:
    """Whether a paragraph announces what follows and is no order of its own."""
    text = view.mask[slice(*line)].rstrip()
    if not view.cue(_ORDERS).search(text[-700:]):
        return False
    return bool(text.endswith(":") and view.cue(_ANNOUNCES).search(text[-60:])) or bool(
        view.cue(r"(?:như sau|sau đây)[:.]$").search(text[-12:])
    )


def announced_only(view: View, words: Span) -> bool:
    """Whether the object of an introduction is nothing but `các nội dung sau`."""
    text = view.mask[slice(*words)].strip(" :.,;")
    return len(text) < 160 and view.cue(_GENERIC).fullmatch(text) is not None


def addressed(view: View, line: Span) -> tuple[Span, ...]:
    """The bodies that the formula lays the tasks on; empty where it names none."""
    start, stop = line
    last: tuple[Span, ...] = ()
    for found in view.cue(r"(?<!\w)(?:yêu cầu|đề nghị|giao|phân công|chỉ đạo)(?!\w)").finditer(view.mask, start, stop):
        at = view.skip(found.end(), stop, " :")
        if body_at(view, at) is None:
            continue
        subject = subject_at(view, at, stop)
        if subject is not None and not subject.told:
            last = split_names(view, subject.span)
        elif view.mask[at:stop].rstrip().endswith(":"):
            last = split_names(view, name_span(view, at, stop))
    return last


def session_with(view: View, start: int, stop: int) -> Span | None:
    """The place or body whose meeting the conclusions are of (`buổi làm việc với lãnh đạo tỉnh Thanh Giang`)."""
    found = view.cue(_SESSION).search(view.mask, start, stop)
    if found is None:
        return None
    end = view.cue(r"(?<!\w)(?:về|theo|nhằm|để|tại|do|đã|và|ngày|trong)(?!\w)|[,.;:\n]").search(
        view.mask, found.end(), stop
    )
    span = view.trimmed((found.end(), min(end.start() if end else stop, found.end() + 120)))
    return span if span[1] > span[0] and body_at(view, span[0]) is not None else None
