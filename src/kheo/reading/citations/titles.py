"""The title of a cited document (trích yếu): where it begins, and where the sentence goes on without it."""

from __future__ import annotations

from kheo.reading.citations.bodies import TITLE_STARTS
from kheo.reading.citations.tails import TITLE_REACH, Tail
from kheo.reading.model import Span
from kheo.reading.rules import Rule, compiled

TITLE = Rule(
    id="citation.title",
    meaning="What a cited document is about (trích yếu): from về, ban hành, quy định … to the end of that member.",
    yes=("của Bộ Chính trị về công tác dân vận;", "của Chính phủ quy định chi tiết Luật Nhà ở"),
    no=("của Bộ Chính trị và của Ban Bí thư",),
    pattern=rf",? ?(?<![^\s,)])((?i:{TITLE_STARTS}))(?=[ ,])",
    literals=(" ",),
)


def title_after(words: str, tail: Tail, limit: int, *, about: bool = False) -> Span | None:
    """The title after a tail, not beyond `limit`; None where the sentence goes on without one.

    With `about` only one that begins with “về” is taken.
    """
    start = TITLE.regex.match(words, tail.end, limit)
    if start is None and not about:
        return _quoted(words, tail, limit)
    if start is not None and about and words[start.start(1)] not in "vV":
        return None
    if start is None or not _begins(words, start.start(1), start.end(1), tail):
        return None
    return start.start(1), title_end(words, start.end(1), min(limit, start.start(1) + TITLE_REACH))


_AFTER_COMMA = frozenset(("về", "v/v", "quy định", "sửa đổi", "ban hành", "hướng dẫn", "phê duyệt"))
_NEEDS_DATE = frozenset(("quy định", "hướng dẫn", "thực hiện", "giao", "đề nghị", "một số"))


def _begins(words: str, start: int, end: int, tail: Tail) -> bool:
    """Whether the word that looks like the start of a title is one, and not the verb of the sentence."""
    word = words[start:end].lower()
    about = word in {"về", "v/v"}
    if words[tail.end : start].startswith(",") and (word not in _AFTER_COMMA or (words[start].isupper() and not about)):
        return False
    if about:
        return True
    after = words[end : end + 12]
    if after.startswith((":", " như sau", " nêu trên", " tại", " này", " của", " trên", " số ", " SỐ ")):
        return False
    return tail.date is not None or tail.issuer is not None or word not in _NEEDS_DATE


_QUOTED = r",? [“\"]([A-ZĐ][^”\"\n]{12,300})[”\"]"


def _quoted(words: str, tail: Tail, limit: int) -> Span | None:
    """A title in quotation marks: `của Ban Chấp hành Trung ương “Một số vấn đề …”`."""
    if tail.issuer is None:
        return None
    quoted = compiled(_QUOTED).match(words, tail.end, limit)
    return (quoted.start(1), quoted.end()) if quoted else None


_TITLE_STOP = (
    r"[;\n]|\.(?=\s|$)|\./|(?= \((?:sau đây|được|đã được|sửa đổi,? (?:bổ|tại|bởi|theo)|gọi tắt|viết tắt|gọi là))|"
    r"(?= \([^\s()]{1,8} (?:[^\s()]{1,8} )?số )|"
    r"(?=,? (?:được|đã được) (?:sửa đổi|bổ sung|thay thế)[^.;\n]{0,40}? (?:bởi|tại|theo|năm) )|(?=,? (?:và|"
    r"hoặc) các (?:văn bản|quy định|nhiệm vụ))|"
    r"(?=,? cụ thể(?::| như sau| là:))|(?=,? (?:quy định|nêu|hướng dẫn|ghi)(?: rõ)?: ?[“\"])|"
    r"(?=, (?:theo đó|trong đó|cụ thể|đồng thời|nhất là|kèm theo|kể từ|để|nhằm|góp phần|"
    r"với định hướng|trên cơ sở|có hiệu lực|"
    r"hiệu lực|đề nghị|yêu cầu|như sau|giao|trân trọng|căn cứ|thực hiện theo|gắn với|phấn đấu|bảo đảm đúng|đã|sẽ|"
    r"phải|cần|bao gồm|gồm)[ :])|"
    r"(?= (?:như sau|có hiệu lực|hết hiệu lực|đã được|kể từ ngày|nêu trên|trên đây|theo quy định|thì)(?!\w))|"
    r"(?=,? và (?:theo )?(?:đề xuất|đề nghị|ý kiến) (?:của|tại|thống nhất) )|"
    r"(?=, (?:Ủy ban|Uỷ ban|UBND|HĐND|Thủ tướng|Chính phủ|Bộ|Sở|Ban|Hội đồng|Chủ tịch|Tỉnh ủy|Tỉnh uỷ|Thành ủy|"
    r"Đảng ủy|Đảng uỷ|"
    r"Cục|Tổng cục|Văn phòng|Thường trực|Quốc hội|Phó Thủ tướng|Bí thư|Giám đốc|Trưởng ban|các cơ quan|các đơn vị|"
    r"các địa phương)"
    r"(?: [^\s,;.]{1,12}){0,10}? (?:yêu cầu|đề nghị|ban hành|xây dựng kế hoạch|có ý kiến|chỉ đạo|quyết định|"
    r"kết luận như|"
    r"báo cáo như|thông báo như|hướng dẫn như|giao|nhận được|đã|triển khai thực hiện|xin|điện|kính)(?!\w))"
)


def title_end(words: str, start: int, limit: int) -> int:
    """Where a title that runs at `start` ends."""
    stop = limit
    for match in compiled(_TITLE_STOP).finditer(words, start, limit):
        if match[0] != "." or not words[match.end() + 1 : match.end() + 2].islower():
            stop = match.start()
            break
    stop = min(stop, _closing(words, start, stop))
    title = words[start:stop].rstrip(" ,.-")
    if title.endswith(":") or words[stop : stop + 8].startswith((":", " như sau")):
        title = compiled(_LAST_VERB).sub("", title.rstrip(" :"))
    return start + len(title.rstrip(" ,.:-"))


_LAST_VERB = r",? (?:có )?(?:quy định|nêu|hướng dẫn|ghi|yêu cầu)(?: rõ)?$"
"""The verb of the sentence, before the words that it quotes: `… hướng dẫn về quản lý thuế quy định: “…”`."""


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
