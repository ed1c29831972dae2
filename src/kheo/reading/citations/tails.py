"""Looking right from a number or name: date, issuer with its term, and title."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kheo.reading.citations.issuers import FIELDS
from kheo.reading.model import Span
from kheo.reading.rules import Rule, compiled
from kheo.text.dates import date_at, find_dates

TITLE_REACH = 700
"""How far a title may run, in characters."""

_DATE_LEAD = (
    r"(?:,? ?\(?,? ?(?:(?:ban hành|ký|được ban hành) )?)(?=ngày|NGÀY|Ngày)|,? ?(?=\d{1,2}[/.-]\d{1,2}[/.-]\d{4})"
)

_TITLE_STARTS = (
    "về|Về|VỀ|v/v|V/v|ban hành|quy định|hướng dẫn|thực hiện|triển khai|sửa đổi|bổ sung|phê duyệt|công bố|bãi bỏ|thay thế|"
    "điều chỉnh|quyết định|giao|phân công|thành lập|kiện toàn|đính chính|quy chế|tăng cường|đẩy mạnh|tổ chức triển khai|"
    "tổ chức thực hiện|chấp thuận|thông qua|kết luận|thông báo|chỉ đạo|cho phép|đề nghị|báo cáo|chi tiết|hợp nhất|"
    "tổng kết|sơ kết|bổ nhiệm|xếp hạng|công nhận|phân cấp|ủy quyền|uỷ quyền|tiếp tục|xin ý kiến|trả lời|góp ý"
)

TITLE = Rule(
    id="citation.title",
    meaning="What a cited document is about (trích yếu): from về, ban hành, quy định … to the end of that member.",
    yes=("của Bộ Chính trị về công tác dân vận;", "của Chính phủ quy định chi tiết Luật Nhà ở"),
    no=("của Bộ Chính trị và của Ban Bí thư",),
    pattern=rf",? ?(?<![^\s,)])({_TITLE_STARTS})(?= )",
    literals=(" ",),
)

ISSUER = Rule(
    id="citation.issuer",
    meaning="Who issued a cited document: the name after “của”, to the first word that belongs to no name.",
    yes=("ngày 12/12/2013 của Bộ Chính trị về", "của Ủy ban nhân dân tỉnh Thanh Giang"),
    no=("ngày 12/12/2013 về công tác", "của nhân dân"),
    pattern=r",? ?(?:của|CỦA|do) (?=[A-ZĐƯÂÔƠÊĂỦỬỨẤẦẨỒỐỔỂẾỀỘỞ]|liên tịch |Ủ)",
    literals=("của ", "CỦA ", "do "),
)

_STOP = (
    f"{_TITLE_STARTS}|đã|được|có|thì|để|nhằm|trong|theo|tại|đối|do|khi|nếu|là|phải|gồm|như|này|nêu|trên|từ|kể|kèm|với|"
    "yêu|cụ|cùng|và|hoặc|số|ngày|năm|khóa|khoá|Khóa|Khoá|nhiệm|kỳ|qua|đến|của|ghi|nhất|cần|bằng|các|những|mọi|"
    "việc|nêu|còn|hiện|vẫn|sẽ|đang|không|chưa|lần|vào|ra|gửi|ký|ban|"
    "lấy|xây|rà|xác|nâng|sắp|kiểm|giải|chuyển|xem|xử|lập|tính|bố|huy|giữa|cho|làm|nhưng|mà|bao"
)
_FIELD_BODY = (
    rf"(?:liên )?(?:(?:Bộ trưởng|Thứ trưởng|Giám đốc|Phó Giám đốc) )?(?:Bộ|Sở) (?:trưởng (?:Bộ )?)?(?:{FIELDS})"
)
_WORD = rf"(?!(?:{_STOP})(?!\w))[^\s,;.:()“”\"/\[\]]+"
_NAME = rf"(?:{_FIELD_BODY}(?!\w)|{_WORD})(?: {_WORD}| - (?=[A-ZĐ]){_WORD}){{0,12}}"
_BODY_WORDS = "Ban |Bộ |Ủy ban |Uỷ ban |Tổng cục |Viện |Tòa án|Toà án|Hội |Đoàn |Liên đoàn |Tổng Liên"
_ACTS = (
    "ban hành|yêu cầu|đề nghị|giao|chỉ đạo|xây dựng|triển khai|quyết định|hướng dẫn|thông báo|kết luận|đã|phối hợp|có"
)
_MORE_BODIES = rf"(?:, | và | - )(?={_BODY_WORDS})(?!{_NAME} (?:{_ACTS}))(?:{_NAME})"
_TERM = r",? ?\(?((?:[Kk]h[oó][aáà]|KH[OÓ][AÁ]) (?:[IVXL]{1,5}|\d{1,2}))(?!\w)\)?"


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands right of a number or name; `end` is where it ends."""

    end: int
    core_end: int
    date: str | None = None
    issuer: str | None = None
    issuer_term: str | None = None
    title_span: Span | None = None


def paragraph_end(words: str, start: int) -> int:
    """The end of the paragraph around `start`, or of the longest stretch that a citation may take up."""
    limit = min(len(words), start + TITLE_REACH + 300)
    end = words.find("\n", start, limit)
    return end if end >= 0 else limit


def tail_after(words: str, end: int, limit: int, *, noisy: bool = False, issued: bool = True) -> Tail:
    """Date and, where `issued`, issuer and term after `end`, not beyond `limit`."""
    tail = _dated(words, Tail(end, end), limit, noisy)
    if issued:
        tail = _issued(words, tail, limit)
    if tail.date is None and tail.issuer is not None:
        later = _dated(words, tail, limit, noisy)
        if later.date is not None:
            tail = replace(later, core_end=tail.core_end)
    return tail


def title_after(words: str, tail: Tail, limit: int) -> Span | None:
    """The title after a tail, not beyond `limit`; None where the sentence goes on without one."""
    start = TITLE.regex.match(words, tail.end, limit)
    if start is None or _main_verb(words, start.start(1), start.end(1), tail):
        return None
    return start.start(1), title_end(words, start.end(1), min(limit, start.start(1) + TITLE_REACH))


def issuer_end(words: str, start: int) -> int | None:
    """Where the issuer's name that begins at `start` ends; None where no name begins there."""
    name = compiled(_NAME).match(words, start, start + 160)
    return _more_bodies(words, name.end(), start + 320) if name else None


def _dated(words: str, tail: Tail, limit: int, noisy: bool) -> Tail:
    lead = compiled(_DATE_LEAD).match(words, tail.end, limit)
    if lead is None:
        return tail
    date = date_at(words, lead.end())
    if date is None and noisy:
        date = next(find_dates(words, lead.end(), min(limit, lead.end() + 40), noisy=True), None)
        if date is not None and date.start != lead.end():
            return tail
    if date is None or date.end > limit or date.iso is None:
        return tail
    end = date.end
    if "(" in lead[0] and words[end : end + 1] == ")":
        end += 1
    return replace(tail, end=end, core_end=end, date=date.iso)


def _issued(words: str, tail: Tail, limit: int) -> Tail:
    of = ISSUER.regex.match(words, tail.end, limit)
    if of is None:
        return _termed(words, tail, limit)
    name = compiled(_NAME).match(words, of.end(), min(limit, of.end() + 160))
    if name is None:
        return tail
    end = _more_bodies(words, name.end(), limit)
    return _termed(words, replace(tail, end=end, issuer=words[of.end() : end]), limit)


def _more_bodies(words: str, end: int, limit: int) -> int:
    """“… của Ban Tổ chức Trung ương và Ban Tuyên giáo Trung ương”: the end of the last body of the list."""
    for _ in range(6):
        more = compiled(_MORE_BODIES).match(words, end, min(limit, end + 160))
        if more is None:
            break
        end = more.end()
    return end


def _termed(words: str, tail: Tail, limit: int) -> Tail:
    term = compiled(_TERM).match(words, tail.end, min(limit, tail.end + 24))
    return replace(tail, end=term.end(), issuer_term=term[1]) if term else tail


def _main_verb(words: str, start: int, end: int, tail: Tail) -> bool:
    """Whether the word that looks like the start of a title is the verb of the sentence (`quy định: …`)."""
    word = words[start:end].lower()
    if word in {"về", "v/v"}:
        return False
    after = words[end : end + 12]
    if after.startswith((":", " như sau", " nêu trên", " tại", " này", " của", " trên")):
        return True
    return (
        tail.date is None and tail.issuer is None and word in {"quy định", "hướng dẫn", "thực hiện", "giao", "đề nghị"}
    )


_TITLE_STOP = (
    r"[;\n]|\.(?=\s|$)|\./\.|(?= \(sau đây)|(?= \((?:được|đã được|sửa đổi|gọi tắt|viết tắt|gọi là))|"
    r"(?=,? (?:được|đã được) (?:sửa đổi|bổ sung|thay thế|ban hành))|(?=,? (?:và|hoặc) các (?:văn bản|quy định|nhiệm vụ))|"
    r"(?=, (?:theo đó|trong đó|cụ thể|đồng thời|nhất là|kèm theo|kể từ|để|nhằm|góp phần|với định hướng|trên cơ sở|có hiệu lực|"
    r"hiệu lực|đề nghị|yêu cầu|như sau|giao|trân trọng|căn cứ|thực hiện theo|gắn với|phấn đấu|bảo đảm đúng|đã|sẽ|phải|cần) )|"
    r"(?= (?:như sau|có hiệu lực|hết hiệu lực|đã được|kể từ ngày|nêu trên|trên đây|theo quy định)(?!\w))|"
    r"(?=, (?:Ủy ban|Uỷ ban|UBND|HĐND|Thủ tướng|Chính phủ|Bộ|Sở|Ban|Hội đồng|Chủ tịch|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Đảng ủy|Đảng uỷ|"
    r"Cục|Tổng cục|Văn phòng|Thường trực|Quốc hội|Phó Thủ tướng|Bí thư|Giám đốc|Trưởng ban|các cơ quan|các đơn vị|các địa phương)"
    r"(?: [^\s,;.]{1,12}){0,10}? (?:yêu cầu|đề nghị|ban hành|xây dựng kế hoạch|có ý kiến|chỉ đạo|quyết định|kết luận như|"
    r"báo cáo như|thông báo như|hướng dẫn như|giao|nhận được|đã|triển khai thực hiện|xin|điện|kính)(?!\w))"
)


def title_end(words: str, start: int, limit: int) -> int:
    """Where a title that runs at `start` ends."""
    stop = limit
    for match in compiled(_TITLE_STOP).finditer(words, start, limit):
        stop = match.start()
        break
    stop = min(stop, _closing(words, start, stop))
    return start + len(words[start:stop].rstrip(" ,.:-"))


def _closing(words: str, start: int, stop: int) -> int:
    """The first bracket or quotation mark that closes what was opened before the title."""
    depth = 0
    for match in compiled(r"[()“”]").finditer(words, start, stop):
        if match[0] in "(“":
            depth += 1
        elif depth:
            depth -= 1
        else:
            return match.start()
    return stop
