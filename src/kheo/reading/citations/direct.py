"""Documents cited by kind and body side by side, without “của”: “Nghị quyết Tỉnh ủy về …”."""

from __future__ import annotations

from kheo.reading.citations.bodies import issuer_end
from kheo.reading.citations.law_names import Name
from kheo.reading.rules import Rule, compiled

BY_BODY = Rule(
    id="citation.by-body",
    meaning="A kind with its issuer right behind it and what it is about, or the meeting that it was made at.",
    yes=(
        "Thực hiện Nghị quyết Tỉnh ủy về phát triển du lịch",
        "quán triệt Chỉ thị Ban Bí thư về công tác dân vận",
        "Kết luận Thủ tướng Chính phủ tại cuộc họp ngày 02/3/2026",
    ),
    no=(
        "trình Nghị quyết Hội đồng nhân dân tỉnh thông qua",
        "các Nghị quyết Tỉnh ủy về phát triển kinh tế",
        "Thông báo Ban Thường trực về việc họp",
        "ban hành Nghị quyết Hội đồng nhân dân xã về dự toán",
    ),
    pattern=(
        r"(?:Nghị quyết|Chỉ thị|Kết luận|Nghị định|Thông báo [Kk]ết luận) "
        r"(?=Tỉnh [ủu]|Tỉnh uỷ|Thành [ủu]|Đảng [ủu]|HĐND|Hội đồng nhân dân|Bộ Chính trị|Ban Bí thư|Ban Thường vụ|BTV |"
        r"Ban Chấp hành|Thường trực|Quốc hội|Chính phủ|Thủ tướng)"
    ),
    literals=("Nghị ", "Chỉ thị ", "luận "),
    confidence=0.7,
    check=lambda text: _fires(text),  # noqa: PLW0108 - it stands below
)

_FRESH = r"(?i:(?<!\w)(?:dự thảo|các|những|mọi|ban hành|trình|xây dựng|thông qua|thông báo|công bố)) $"
_ABOUT = r",? (?:về|(?:khóa|khoá) [IVXL]+ về|tại (?i:phiên họp|cuộc họp|hội nghị|buổi làm việc))(?!\w)"
_REACH = 260


def direct_at(words: str, start: int) -> Name | None:
    """The document whose kind word begins at `start` with its issuer right behind."""
    head = BY_BODY.regex.match(words, start)
    if head is None or compiled(_FRESH).search(words, max(0, start - 12), start):
        return None
    end = issuer_end(words, head.end(), min(len(words), start + _REACH))
    if end is None or compiled(_ABOUT).match(words, end) is None:
        return None
    return Name(start, end, head[0].rstrip(), BY_BODY, BY_BODY.confidence, head.end())


def _fires(text: str) -> bool:
    return any(direct_at(text, match.start()) for match in BY_BODY.regex.finditer(text))
