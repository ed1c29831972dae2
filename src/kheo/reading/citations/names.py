"""Documents cited by a name other than a law's: congresses, charters, short numbers, a kind and its issuer."""

from __future__ import annotations

import re

from kheo.reading.citations.bodies import issuer_end
from kheo.reading.citations.charters import charter_at, standing_at
from kheo.reading.citations.congress import congress_at
from kheo.reading.citations.dated import dated_at
from kheo.reading.citations.direct import direct_at
from kheo.reading.citations.followed import SEVERAL, followed_at
from kheo.reading.citations.law_names import Name, law_at
from kheo.reading.citations.programmes import programme_at
from kheo.reading.citations.sessions import session_at
from kheo.reading.citations.short import SHORT_NUMBER, lower_short, short_kind
from kheo.reading.citations.treaties import treaty_at
from kheo.reading.rules import Rule, compiled

_LONGEST = 260

BY_ISSUER = Rule(
    id="citation.by-issuer",
    meaning="A kind with its issuer and a title or date, but no number (Tờ trình của Đảng ủy Thanh Giang về …).",
    yes=(
        "Tờ trình của Đảng ủy Thanh Giang về việc sắp xếp",
        "Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ",
        "theo Quy chế làm việc của Ủy ban nhân dân tỉnh",
        "Thực hiện Thông báo kết luận của Bí thư Tỉnh ủy tại buổi làm việc ngày 02/3/2026",
        "theo Hướng dẫn của Ban Tổ chức Trung ương, các đơn vị rà soát",
        "Xét Tờ trình số 12/TTr-UBND của Ủy ban nhân dân xã; Báo cáo thẩm tra của Ban Pháp chế; ý kiến đại biểu",
    ),
    no=(
        "THÔNG BÁO\nKết luận của Bí thư Tỉnh ủy tại buổi làm việc với xã",
        "xây dựng Quy chế làm việc của Tổ công tác",
        "Hồ sơ gồm Tờ trình của Ủy ban nhân dân cấp xã về việc công nhận",
        "các Quyết định của Thủ tướng Chính phủ",
        "theo Quyết định của Giám đốc Sở",
        "thực hiện Nghị quyết của Đảng, pháp luật của Nhà nước",
        "dự thảo Chỉ thị của Thủ tướng về",
    ),
    pattern=(
        r"(?:Nghị quyết|Nghị định|Thông tư|Quyết định|Chỉ thị|Kết luận|Quy định|Hướng dẫn|Thông báo|Công văn|"
        r"Công điện|Tờ trình|Báo cáo|Kế hoạch|Văn bản|Thông tri|"
        r"Chương trình|Đề án|Quy chế)(?: [^\s,;.\d]{1,8}){0,4} của (?:đồng chí |ông |bà )?(?=[A-ZĐỦ])"
    ),
    literals=(" của ",),
    confidence=0.75,
    check=lambda text: _issued_in(text),  # noqa: PLW0108 - it stands below
)

ATTACHED = Rule(
    id="citation.attached",
    meaning="Rules or a programme by their name, with the numbered document that they were issued with.",
    yes=("Quy chế quản lý bến bãi (ban hành kèm theo Quyết định số 12/QĐ-UBND)",),
    no=(
        "Ban hành kèm theo Quyết định này Quy chế quản lý bến bãi",
        "Mẫu số 05 ban hành kèm theo Thông tư số 23/2014/TT-BNV",
    ),
    pattern=(
        r"(?:Quy chế|Quy định|Chương trình|Chiến lược|Đề án|Kế hoạch|Quy hoạch|Điều lệ)(?: (?!ban|được|số|"
        r"này)[^\s;.:()“”]{1,12}){2,22}"
        r"(?=,? \(?(?:được )?ban hành kèm theo (?:Quyết định|Thông tư|Nghị quyết|Nghị định|Quy định) (?:số )?\d)"
    ),
    literals=("ban hành kèm theo ",),
    confidence=0.75,
)

_FRESH = (
    r"(?i:(?<!\w)(?:dự thảo|các|những|mọi|một|ban hành|trình|xây dựng|có|ra|là|của|số|ký|bản sao|mẫu|tham mưu|từng)) $"
)
_PLENARY = ("ại hội", "ẠI HỘI", "ĐH", "ảng bộ", "Hội nghị", "Trung ương", "TW", "TƯ", "BCH", "ội nghị")
_WEIGHED = ("Tờ trình", "Báo cáo")
_OF_A_SESSION = ("Báo cáo thẩm tra", "Báo cáo giải trình", "Báo cáo tiếp thu")
_WEIGHING = r"(?:[Xx]em xét|[Tt]rên cơ sở|[Xx]ét|nghe|cho ý kiến (?:về|đối với)) (?:các )?$"
_WEIGHING_ALL = r"[-–+* ]{0,3}(?:Xét|Trên cơ sở|Sau khi (?:xem xét|nghe))(?!\w)"
_FOUNDED = r"(?:^|[\n;] ?)[-–+]? ?Căn cứ (?:vào )?$"
_FOUNDED_ALL = r"[-–+* ]{0,3}Căn cứ(?!\w)"
_RESTS_ON = r"(?:theo|Theo|tại|thực hiện|chấp hành|với|trong) $"
_ABOUT = (
    r",? (?:về|ngày|tại (?i:phiên họp|cuộc họp|cuộc làm việc|hội nghị|buổi làm việc|buổi tiếp công dân|kỳ họp)|"
    r"(?:khóa|khoá) [IVXL]+|nhiệm kỳ \d{4}|"
    r"(?:thực hiện|triển khai(?: thực hiện)?|phê duyệt|quy định|hướng dẫn|ban hành|sửa đổi|điều chỉnh|giao)"
    r"(?! (?:tại|của|trên|này|và|theo|cho|như|sau)(?!\w)|[:,;.]))(?!\w)"
)
_PARTY_ORDERS = ("Nghị quyết", "Chỉ thị", "Kết luận", "Quy định", "Hướng dẫn", "Kế hoạch", "Thông báo")
_PARTY_BODY = (
    r"(?:Bộ Chính trị|Ban Bí thư|Ban Chấp hành|Ban Thường vụ|Ban Tổ chức|Ban Tuyên giáo|Ban Nội chính|(?:Ủy|"
    r"Uỷ) ban Kiểm tra|"
    r"Văn phòng Trung ương|Thường trực (?:Tỉnh|Thành|Đảng)|Tỉnh (?:ủy|uỷ)|Thành (?:ủy|uỷ))"
)
_LED = r"(?:theo|Theo|hiện|tại|triệt|hành|với|khai) $"
_CLOSED = r"[,;.)\n]|$| (?:và|đã|các|để|nhằm|trong)(?!\w)"
_MEMBER = r"(?:[;,]|(?<!\w)và) $"
_PARAGRAPH_REACH = 600
_OWN_TITLE = r"THÔNG BÁO\s{1,3}$"
"""Under it stands whose conclusions the document itself makes known."""


def name_at(words: str, start: int, *, noisy: bool) -> Name | None:
    """The name of a document that begins with the kind word at `start`."""
    first = words[start]
    lower = lower_short(words, start) if first in "nđ" else None
    if lower:
        return Name(start, lower[0], lower[1], SHORT_NUMBER, 0.8)
    if first in "lLBPH":
        law = law_at(words, start, noisy=noisy)
        if law is not None:
            return law
    known = charter_at(words, start) if first in "ĐđC" else standing_at(words, start) if first in "QN" else None
    if known is not None:
        return known
    after = words[start : start + _LONGEST]
    if first in "NnKVv" and any(word in after[:60] for word in _PLENARY):
        congress = congress_at(words, start)
        if congress is not None:
            return congress
    if first in "HCN" and (treaty := treaty_at(words, start)):
        return treaty
    return _shortened(words, start, after)


def _shortened(words: str, start: int, after: str) -> Name | None:
    """A document named by its kind and a bare number, by what it was issued with, or by its issuer."""
    short = SHORT_NUMBER.regex.match(words, start) if any(map(str.isdigit, after[:24])) else None
    if short:
        kind = short_kind(words, short.span())
        return Name(start, short.end(), kind, SHORT_NUMBER, _short_confidence(words, short.end()))
    attached = ATTACHED.regex.match(words, start) if "ban hành kèm theo" in after else None
    if attached:
        return Name(start, attached.end(), " ".join(attached[0].split(" ", 2)[:2]), ATTACHED, ATTACHED.confidence)
    named = _by_issuer(words, start) if " của " in after[:60] else None
    if named is None and " ngày " in after[:30]:
        named = dated_at(words, start)
    if named is None and ("họp" in after[:40] or "ội nghị" in after[:40]):
        named = session_at(words, start)
    return named or direct_at(words, start) or followed_at(words, start) or programme_at(words, start)


def _short_confidence(words: str, end: int) -> float:
    return 0.9 if words[end : end + 1] in {"", " ", ",", ".", ";", ")", "”"} else 0.6


def _by_issuer(words: str, start: int) -> Name | None:
    match = BY_ISSUER.regex.match(words, start)
    if match is None or compiled(_FRESH).search(words, max(0, start - 20), start):
        return None
    end = issuer_end(words, match.end(), start + _LONGEST)
    if end is None or " cấp " in words[match.end() : end]:
        return None  # “Tờ trình của Ủy ban nhân dân cấp xã” is what every commune hands in
    founded = _founded(words, start)
    weighed = _weighed(words, match[0], start) or _rests_on_rules(words, match[0], start)
    if not (founded or weighed or _of_the_party(words, start, match, end)):
        several = compiled(SEVERAL).search(words, match.end(), end)
        own = compiled(_OWN_TITLE).search(words, max(0, start - 12), start)
        if several or own or not compiled(_ABOUT).match(words, end):
            return None
    return Name(start, end, match[0].split(" của ")[0], BY_ISSUER, 0.8 if founded else 0.7, match.end())


def _founded(words: str, start: int) -> bool:
    """Whether a document rests on what is named here: behind “Căn cứ”, first or later of a list."""
    if compiled(_FOUNDED).search(words, max(0, start - 16), start):
        return True
    return _is_member(words, start, _FOUNDED_ALL)


def _weighed(words: str, name: str, start: int) -> bool:
    """Whether a proposal or report is one that a body had before it: `Xét Tờ trình của …; Báo cáo thẩm tra của …`."""
    if not name.startswith(_WEIGHED):
        return False
    if name.startswith(_OF_A_SESSION) and compiled(_MEMBER).search(words, max(0, start - 4), start):
        return True
    if compiled(_WEIGHING).search(words, max(0, start - 24), start):
        return True
    return _is_member(words, start, _WEIGHING_ALL)


def _rests_on_rules(words: str, name: str, start: int) -> bool:
    """Whether the rules of a body are followed: `theo Quy chế làm việc của …`."""
    return name.startswith("Quy chế ") and compiled(_RESTS_ON).search(words, max(0, start - 11), start) is not None


def _of_the_party(words: str, start: int, head: re.Match[str], end: int) -> bool:
    """Whether an order of a Party body is followed that everybody is expected to know: `theo Hướng dẫn của Ban …,`."""
    if not head[0].startswith(_PARTY_ORDERS) or not compiled(_PARTY_BODY).match(words, head.end()):
        return False
    led = compiled(_LED).search(words, max(0, start - 12), start)
    return led is not None and compiled(_CLOSED).match(words, end) is not None


def _is_member(words: str, start: int, opening: str) -> bool:
    """Whether a list goes on here, in a paragraph that opens so."""
    if compiled(_MEMBER).search(words, max(0, start - 4), start) is None:
        return False
    low = max(0, start - _PARAGRAPH_REACH)
    line = words.rfind("\n", low, start) + 1
    return (line > 0 or low == 0) and compiled(opening).match(words, line, start) is not None


def _issued_in(text: str) -> bool:
    return any(_by_issuer(text, match.start()) for match in BY_ISSUER.regex.finditer(text))
