"""Which parts of a document may hold orders, by the kind of the document and the title of the section."""

from __future__ import annotations

from enum import IntEnum

from kheo.reading.obligations.view import View


class Mode(IntEnum):
    """What counts as an order in a part of a document."""

    NONE = 0
    """Nothing: recitals, purposes, assessments."""
    LAW = 1
    """Articles: only who must carry the document out, and what is expressly given to somebody."""
    NAMED = 2
    """Clauses that name who acts, and express orders."""
    FULL = 3
    """Every clause that begins with a verb of duty too."""


_LAWS = "luật|bộ luật|pháp lệnh|nghị định|thông tư|quy chế|quy định|hiến pháp|lệnh|điều lệ|nghị quyết liên tịch"
_DECISIONS = "quyết định"
_PLANS = "kế hoạch|chương trình|phương án|đề án|dự án|chiến lược"
_FACTS = (
    "báo cáo|tờ trình|biên bản|thư|hợp đồng|giấy|phiếu|bản ghi nhớ|tuyên bố|thông cáo|lời kêu gọi|danh sách|quyết toán"
    "|dự toán"
)
_GUIDES = "hướng dẫn"

_IDLE = (
    r"^(?:về )?(?:mục đích|quan điểm|mục tiêu|căn cứ|cơ sở|sự cần thiết|tình hình|thực trạng|kết quả"
    r"|đánh giá|nhận định|hạn chế|tồn tại"
    r"|nguyên nhân|đặc điểm|bối cảnh|phạm vi|đối tượng|nguyên tắc|thời gian|địa điểm|thành phần|chỉ tiêu"
    r"|khái niệm|giải thích|điều kiện"
    r"|tiêu chuẩn|hồ sơ|cơ cấu|định mức|bài học|ưu điểm|những kết quả|khái quát|thông tin chung"
    r"|chương trình làm việc|chương trình hội nghị"
    r"|một số kết quả|ý nghĩa|phương châm|khẩu hiệu|dự kiến|chủ đề|kịch bản|số lượng|danh mục|thời hạn"
    r"|thời điểm|hiệu lực|mức|tiêu chí|những hạn chế"
    r"|công tác lãnh đạo, chỉ đạo|phương pháp|lộ trình|tổng quan|các kết quả|quy mô|kết luận chung"
    r"|ghi nhận|tính cấp thiết|số liệu|điểm mới|kinh nghiệm)(?!\w)"
)
_TASKS = (
    r"(?<!\w)(?:nhiệm vụ|giải pháp|tổ chức thực hiện|tổ chức triển khai|phân công|trách nhiệm"
    r"|nội dung thực hiện|tiến độ thực hiện|biện pháp"
    r"|nội dung kế hoạch|nội dung công việc|nội dung trọng tâm|triển khai thực hiện|điều khoản thi hành"
    r"|kiến nghị, đề xuất|đề nghị|công tác trọng tâm|phương hướng|các hoạt động|giao việc)(?!\w)"
)
_FUNDS = (
    r"^(?:nguồn )?(?:kinh phí|nguồn lực|yêu cầu|chế độ|tài chính|kiến nghị|chính sách|hình thức|quy định"
    r"|cách thức|khen thưởng)(?!\w)"
)
_EXECUTING = (
    r"(?<!\w)(?:chịu trách nhiệm (?:thi hành|tổ chức thi hành|thực hiện|triển khai)|(?:tổ chức thực hiện"
    r"|điều khoản thi hành|trách nhiệm thi hành|hiệu lực thi hành|tổ chức thi hành))(?!\w)"
)
_EXPRESS = r"(?<!\w)(?:giao|ủy quyền cho|yêu cầu|phân công|đề nghị|có trách nhiệm|chịu trách nhiệm)(?!\w)"


def mode_of_kind(view: View, kind: str | None) -> Mode:
    """What counts as an order in the body of a document of a kind, before any section says otherwise."""
    name = view.key(" ".join((kind or "công văn").lower().split()))
    for kinds, mode in (
        (_LAWS, Mode.LAW),
        (_DECISIONS, Mode.LAW),
        (_FACTS, Mode.NONE),
        (_PLANS, Mode.FULL),
        (_GUIDES, Mode.NAMED),
    ):
        if view.cue(rf"(?:{kinds})(?!\w)").match(name):
            return mode
    return Mode.FULL


def is_law(view: View, kind: str | None, number: str | None) -> bool:
    """Whether the document sets rules rather than tasks: a law, a regulation, a numbered legal decision."""
    name = view.key(" ".join((kind or "").lower().split()))
    if view.cue(rf"(?:{_LAWS})(?!\w)").match(name):
        return True
    return number is not None and view.cue(r"\d+/(?:19|20)\d\d/[^\d/]").search(number.lower()) is not None


def mode_of_title(view: View, title: str, mode: Mode) -> Mode:
    """What the title of a section makes of the mode around it."""
    words = view.key(" ".join(title.lower().split())).strip(" .:;-")
    if mode is Mode.LAW:
        return mode
    tasks = view.cue(_TASKS).search(words) is not None
    if view.cue(_IDLE).match(words) and not tasks:
        return Mode.NONE
    if tasks:
        return Mode.FULL if mode is not Mode.NONE or "nhiệm vụ" in title.lower() else mode
    if view.cue(_FUNDS).match(words):
        return Mode.NAMED
    return mode


def executes(view: View, words: str) -> bool:
    """Whether an article says who carries the document out."""
    return view.cue(_EXECUTING).search(words) is not None


def orders_expressly(view: View, words: str) -> bool:
    """Whether an article gives something to somebody, or says that somebody must."""
    return view.cue(_EXPRESS).search(words) is not None


def informs_by_default(view: View, kind: str | None) -> bool:
    """Whether a document of this kind orders only where it says so: most letters and notices inform or explain."""
    name = view.key((kind or "công văn").lower())
    return view.cue("công văn|thông báo|nghị quyết").match(name) is not None
