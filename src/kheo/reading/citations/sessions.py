"""Resolutions and conclusions named by the session that made them: the Government's monthly one, a council's."""

from __future__ import annotations

from kheo.reading.citations.bodies import issuer_end
from kheo.reading.citations.law_names import Name
from kheo.reading.rules import Rule, compiled

SESSION = Rule(
    id="citation.session",
    meaning="A resolution or made-known conclusion by its session: the session's number, body and month in any order.",
    yes=(
        "Thực hiện Nghị quyết phiên họp Chính phủ thường kỳ tháng 10 năm 2026",
        "theo Nghị quyết Kỳ họp thứ 10, Quốc hội khóa XV",
        "Nghị quyết kỳ họp thứ tư Hội đồng nhân dân xã Suối Lam",
        "Thông báo kết luận phiên họp thứ 3 của Ban Chỉ đạo chuyển đổi số tỉnh",
        "Nghị quyết Hội nghị Ban Chấp hành Đảng bộ tỉnh lần thứ 5",
    ),
    no=(
        "trình kỳ họp thứ 10 thông qua Nghị quyết",
        "chuẩn bị dự thảo Nghị quyết kỳ họp",
        "Nghị quyết kỳ họp của Hội đồng nhân dân các cấp",
        "Kết luận phiên họp, đồng chí Chủ tịch yêu cầu",
    ),
    literals=("họp", "ội nghị"),
    confidence=0.75,
    check=lambda text: _fires(text),  # noqa: PLW0108 - it stands below
)

_HEAD = r"(Nghị quyết|Thông báo [Kk]ết luận)(?: (?:của|tại))? (?:[Pp]hiên họp|[Kk]ỳ họp|[Hh]ội nghị)(?!\w)"
_ORDINAL = r",? (?:lần )?thứ (?:\d{1,2}|[a-zđ]\w{1,5}(?: [a-zđ]\w{1,5})?)(?= (?:của |[A-ZĐỦ])|,|;|\.|$|\n| năm| tháng)"
_OF = (
    r",? (?:của )?(?=(?:Chính phủ|Quốc hội|Hội đồng|HĐND|Ủy ban|Uỷ ban|UBND|"
    r"Ban |BCH|BTV|Đảng ủy|Thường trực|Tỉnh|Thành))"
)
_STEPS = (
    ("ordinal", _ORDINAL),
    ("kind", r" (?:thường kỳ|thường lệ|chuyên đề|bất thường|định kỳ|toàn thể)(?!\w)"),
    ("month", r" tháng \d{1,2}(?:/\d{4}| năm \d{4})?(?![\w/])"),
    ("year", r" năm \d{4}(?!\w)"),
)
_FRESH = r"(?i:(?<!\w)(?:dự thảo|các|những|mọi|ban hành|trình|xây dựng)) $"
_REACH = 200


def session_at(words: str, start: int) -> Name | None:
    """The resolution of a session whose kind word begins at `start`; the session must be told from others."""
    head = compiled(_HEAD).match(words, start)
    if head is None or compiled(_FRESH).search(words, max(0, start - 12), start):
        return None
    end, limit = head.end(), min(len(words), start + _REACH)
    left = dict(_STEPS)
    issuer: int | None = None
    told = False
    while True:
        step = next(((name, found) for name in left if (found := compiled(left[name]).match(words, end, limit))), None)
        if step:
            del left[step[0]]
            end = step[1].end()
            told |= step[0] != "kind"
            continue
        of = compiled(_OF).match(words, end, limit) if issuer is None else None
        stop = issuer_end(words, of.end(), limit) if of else None
        if of is None or stop is None:
            break
        issuer, end = of.end(), stop
    return Name(start, end, head[1], SESSION, SESSION.confidence) if told else None


def _fires(text: str) -> bool:
    return any(session_at(text, match.start()) for match in compiled(_HEAD).finditer(text))
