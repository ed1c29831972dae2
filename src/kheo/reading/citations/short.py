"""Documents cited by a bare number: shortened (Nghị quyết 57), listed (các Nghị quyết 57, 59 và 66), without symbol."""

from __future__ import annotations

from collections.abc import Iterator

from kheo.reading.citations.heads import kind_ending
from kheo.reading.citations.mention import Mention
from kheo.reading.citations.tails import paragraph_end, tail_after
from kheo.reading.model import Span
from kheo.reading.rules import Rule, compiled
from kheo.text.tone import fold_tone

_NO_COUNT = (
    r"(?![\w%/-]|[.,]\d| ?[-/–] ?[A-ZĐ]| (?:năm|tháng|ngày(?! \d)|tuần|giờ|điểm|bước|nội dung|nhiệm vụ|tỷ|triệu|đồng|"
    r"người|xã|phường|tỉnh|chỉ tiêu|mục|đơn vị|cơ quan|hộ|thôn|lớp|trường|bộ|sở|huyện|km|ha|m2|tấn|lần|đợt|khoản)"
    r"(?!\w))"
)

SHORT_NUMBER = Rule(
    id="citation.short-number",
    meaning="A kind and a bare number, as people shorten a document named before (Nghị quyết 57).",
    yes=(
        "thực hiện Nghị quyết 57",
        "Nghị quyết số 18 ngày 25/10/2017",
        "gọi tắt là Quy định 377)",
        "quán triệt NQ 57 và CT số 05",
    ),
    no=(
        "Kế hoạch 05 năm",
        "Nghị quyết 57-NQ/TW",
        "Báo cáo 100% đơn vị",
        "Quyết định 12/QĐ-UBND",
        "Đề án, NQ 12 tháng",
        "số 18-NQ 57",
    ),
    pattern=(
        r"(?:Nghị quyết|Nghị định|Thông tư|Quyết định|Chỉ thị|Kết luận|Quy định|Hướng dẫn|Thông báo|Công văn|"
        r"Công điện|Tờ trình|Kế hoạch|Chương trình|Đề án|Thông tri|Pháp lệnh|(?<![\w/-])(?:NQ|CT|KL|QĐ|NĐ|HD))"
        r"(?: số)? \d{2,5}" + _NO_COUNT
    ),
    literals=(" ",),
    confidence=0.9,
)

_LOWER = (
    r"(nghị quyết|đề án) (?:số )?\d{2,4}"
    + _NO_COUNT
    + r"(?=[,.;:)”]|\s*$|\n| (?:của|về|ngày \d|và|trên|trong|đã|tại)(?!\w))"
)
"""In small letters a count is likelier than a number (quy định 10 hành vi), so more must follow."""

_NEXT = r"(?:, | và |, và )(?:số )?(\d{2,3})" + _NO_COUNT
_LONGEST_LIST = 12

PLAIN_NUMBER = r"[ốỐ] ?:? (\d{1,5}(?:/(?:19|20)\d\d)?)(?= (?:ngày \d|của [A-ZĐ])|, ngày \d)"
"""A number that has no symbol, but a date or an issuer: `công văn số 107/2025 ngày 05/11/2025 của Công ty …`."""
_PLAIN = (
    "công văn|văn bản|công điện|tờ trình|quyết định|nghị quyết|chỉ thị|kết luận|quy định|hướng dẫn|thông báo|"
    "báo cáo|kế hoạch|chương trình|nghị định|thông tư|sắc lệnh|giấy phép|chương trình hành động|thông báo kết luận"
)
_PLAIN_KINDS = frozenset(_PLAIN.split("|"))


def lower_short(words: str, start: int) -> tuple[int, str] | None:
    """The end and kind of a shortened number whose kind word at `start` is in small letters."""
    match = compiled(_LOWER).match(words, start)
    return (match.end(), match[1]) if match else None


def short_kind(words: str, name: Span) -> str:
    """The kind word of a shortened number."""
    kind = compiled(r"\D+?(?=(?: số)? \d)").match(words, *name)
    return kind[0] if kind else ""


def listed(words: str, first: Mention) -> Iterator[Mention]:
    """The other members of a list that begins with a shortened number: `Nghị quyết 57, 59, 66 và 68`."""
    end = first.core[1]
    kind = " ".join(fold_tone(first.kind or "").lower().split())
    for _ in range(_LONGEST_LIST):
        member = compiled(_NEXT).match(words, end)
        if member is None:
            return
        end = member.end(1)
        yield Mention(
            core=member.span(1),
            key=f"{kind} {member[1]}",
            kind=first.kind,
            rule=SHORT_NUMBER,
            confidence=min(first.confidence, 0.85),
            tail=tail_after(words, end, paragraph_end(words, end)),
        )


def plain_number(words: str, at: int) -> Mention | None:
    """The document whose number without a symbol stands behind the word “số” that ends at `at`."""
    number = compiled(PLAIN_NUMBER).match(words, at)
    low = max(0, at - 40)
    kind = kind_ending(words[low : at - 1].rstrip(" ")) if number else None
    if number is None or kind is None or kind[1] not in _PLAIN_KINDS:
        return None
    start, end = low + kind[0], number.end(1)
    if SHORT_NUMBER.regex.match(words, start):
        return None  # found by its name
    year = "/" in number[1]
    return Mention(
        core=(start, end),
        key=number[1] if year else " ".join(fold_tone(words[start:end]).lower().split()),
        kind=words[start : at - 1].rstrip(),
        rule=SHORT_NUMBER,
        confidence=0.85,
        tail=tail_after(words, end, paragraph_end(words, end)),
    )
