"""Who speaks in a document and lays tasks on others: meetings, committees and persons in office."""

from __future__ import annotations

from collections.abc import Iterator

from kheo.reading.model import Span
from kheo.reading.obligations.view import View

_MEETING = (
    r"(?:hội nghị|phiên họp|cuộc họp|đại hội|kỳ họp)(?: [^\W\d]+){0,8}?"
    r" (?=thống|nhất|đồng|kết|quyết|cho ý|giao|yêu|đề|phân|lưu)"
)
"""A meeting speaks and is no body: `Hội nghị Ban Thường vụ giao …`."""
_SAYS = (
    r"(?:(?:cơ bản|đều|cũng|đã cơ bản) )?(?:thống nhất|nhất trí|đồng ý|kết luận|quyết định|quyết nghị|cho ý kiến"
    r"|có ý kiến|nhấn mạnh|tán thành|chỉ đạo|chấp thuận)(?!\w)"
)
"""What a speaker says before it lays a task on somebody."""
_THEN_LAYS = (
    r"(?:(?<=[,;:] )|(?<= và )|(?<=nhất )|(?<= trí )|(?<= ý )|(?<=luận )|(?<=định )|(?<=trương )|(?<=thành )"
    r"|(?<=thuận )|(?<=đạo ))(?:giao|yêu cầu|đề nghị|phân công|ủy quyền|lưu ý|chỉ định)(?!\w)"
)
_LONGEST = 420
_BEGS = r"(?:xem xét|cho ý kiến|cho phép|phê duyệt|chấp thuận|hỗ trợ|quyết định|tạo điều kiện)(?!\w)"
"""What those above are asked for is no task of theirs."""
_IN_OFFICE = (
    r"(?:ban thường vụ|ban bí thư|ban chấp hành|bộ chính trị|thường trực|thủ tướng|phó thủ tướng|chính phủ|chủ tịch"
    r"|phó chủ tịch|bí thư|phó bí thư|đồng chí|tỉnh ủy|thành ủy|đảng ủy|ban chỉ đạo|trưởng ban|phó trưởng ban"
    r"|chánh văn phòng|bộ trưởng|thứ trưởng|quốc hội|ủy ban thường vụ"
    r"|(?:ubnd|ủy ban nhân dân) (?:tỉnh|thành phố))(?!\w)"
)
_ASKS = r"(?:yêu cầu|đề nghị|lưu ý|nhắc nhở)(?: rằng| là)?(?:,? (?:trong thời gian tới|thời gian tới|từ nay),?)? (?=\w)"
_THINGS = r"(?:nội dung|nhiệm vụ|vấn đề|công việc|giải pháp|việc|yêu cầu|điểm|biện pháp)(?!\w)"
TELLS = (
    r"(?<!\w)(?:(?:yêu cầu|đề nghị|lưu ý|nhấn mạnh|kết luận|đề ra|nêu|gợi mở|tóm tắt|trao đổi|giải đáp|phát biểu"
    r"|định hướng|có ý kiến|thông báo|nhận định|khẳng định)(?!\w)"
    r"|thống nhất(?! (?:lãnh đạo|chỉ đạo|quản lý|thực hiện|triển khai|tổ chức)(?!\w))(?!\w)"
    r"|(?:chỉ đạo|hướng dẫn|quán triệt|xác định|phân tích|làm rõ|tiếp thu|tổng hợp)(?!\w)[^;.:]{0,60}?"
    rf" (?:một số|các|những|\d{{1,2}}) {_THINGS})"
)
"""What somebody does with a list of tasks who only sets it before others."""
_HOLDS = (
    r"(?:thống nhất(?= (?:chủ trương|với|về|nội dung|đánh giá|nhận định|ban hành|kết luận|thông qua|các|những"
    r"|cao)(?!\w)|[,;.:]|$)|kết luận(?!\w))"
)


def behind_meeting(view: View, pos: int, stop: int) -> int | None:
    """Where the words begin that a meeting says; None where no meeting speaks at `pos`."""
    found = view.cue(_MEETING).match(view.mask, pos, stop)
    return found.end() if found else None


def laying_words(view: View, pos: int, stop: int) -> Iterator[int]:
    """Where a speaker may lay a task on somebody: at once, or behind `thống nhất chủ trương,`, `kết luận và`."""
    yield pos
    if view.cue(_SAYS).match(view.mask, pos, stop) is not None:
        for found in view.cue(_THEN_LAYS).finditer(view.mask, pos, min(stop, pos + _LONGEST)):
            yield found.start()


def asked_of_nobody(view: View, pos: int, stop: int) -> int | None:
    """Where the task begins that a speaker lays on nobody by name: `yêu cầu tiếp tục rà soát …`; None elsewhere."""
    found = view.cue(_ASKS).match(view.mask, pos, stop)
    return found.end() if found else None


def by_office(view: View, name: Span) -> bool:
    """Whether whoever bears a name lays tasks on others by office."""
    return view.cue(_IN_OFFICE).match(view.mask, *name) is not None


def begs(view: View, action: int) -> bool:
    """Whether somebody above is asked for a favour: `đề nghị Tỉnh uỷ xem xét, cho ý kiến`."""
    return view.cue(_BEGS).match(view.mask, action) is not None


def holds_a_view(view: View, pos: int, stop: int) -> bool:
    """Whether what a speaker says states a view: `thống nhất chủ trương …`; not so `thống nhất chỉ đạo …`."""
    return view.cue(_HOLDS).match(view.mask, pos, stop) is not None
