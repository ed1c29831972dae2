"""What is printed on every letterhead alike, and what others put on it: no words of the document itself."""

from __future__ import annotations

from collections.abc import Iterator

from kheo.reading.header.page import Line, in_capitals
from kheo.reading.model import Field, Span
from kheo.reading.rules import Rule, compiled
from kheo.reading.scanned import NATIONAL, PARTY, of_gazette
from kheo.reading.spoiled import MOTTO, spoiled_phrase
from kheo.reading.spoiled import NATIONAL_TITLE as NATIONAL_TITLE_KEY
from kheo.reading.spoiled import PARTY_TITLE as PARTY_TITLE_KEY
from kheo.text.folding import plain

NATIONAL_TITLE = Rule(
    id="header.national-title",
    meaning="Quốc hiệu and Tiêu ngữ (NĐ 30/2020 PL I.II.1): a State letterhead, no words of the document.",
    yes=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỌNG HÒA XÃ. HỘI\nCHỦ NGHĨA YIỆT NAM", "Độc lập – Tự do – Hạnh phúc"),
    no=("ĐẢNG CỘNG SẢN VIỆT NAM", "CÔNG BÁO NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    check=lambda text: any(furniture(text)) and not compiled(PARTY).search(plain(text)),
)
PARTY_TITLE = Rule(
    id="header.party-title",
    meaning="Tiêu đề “ĐẢNG CỘNG SẢN VIỆT NAM” (HD 36-HD/VPTW): a Party letterhead.",
    yes=("ĐẢNG CỘNG SẢN VIỆT NAM", "ĐẢNG\nCỘNG SẢN VIỆT NAM"),
    no=("ĐẢNG BỘ TỈNH THANH GIANG", "đường lối của Đảng Cộng sản Việt Nam"),
    check=lambda text: bool(has_party_title(text)),
)
STAMP = Rule(
    id="header.stamp",
    meaning="A signing stamp or a gazette's page line (Người ký, Thời gian ký, CÔNG BÁO/Số …): not of the document.",
    yes=(
        "Người ký: CỔNG THÔNG TIN ĐIỆN TỬ",
        "CÔNG BÁO/Số 12 + 13/Ngày 05-6-2026",
        "Thời gian ký: 05/6/2026 08:14:02",
        "CÔNG VĂN ĐẾN",
        "SAO Y BẢN CHÍNH",
    ),
    no=("Số: 15/QĐ-UBND", "Cơ quan chủ trì: Sở Nội vụ", "Đến nay, các đơn vị đã báo cáo"),
    check=lambda text: is_stamp(plain(text)),
)
URGENCY = Rule(
    id="header.urgency",
    meaning="The degree of urgency in capitals on a line of its own (NĐ 30/2020 PL I.III.2.b).",
    yes=("KHẨN", "HOẢ TỐC", "THƯỢNG KHẨN"),
    no=("KHẨN TRƯƠNG CHUẨN BỊ MÙA MƯA LŨ", "Khẩn"),
    pattern=r"^\W{0,3}((?:THƯỢNG\s+)?KHẨN|H[ỎO][ẢA]\s+TỐC(?:\s+HẸN\s+GIỜ)?)\W{0,3}$",
    literals=("KHẨN", "TỐC"),
    confidence=0.95,
)
RULES = (NATIONAL_TITLE, PARTY_TITLE, STAMP, URGENCY)

_STAMPS = (
    r"\W{0,4}(?:\w{1,2}\W{1,2})?(?:nguoi ky|ky boi|thoi gian ky|ngay ky|gian ky|e?mail|co quan)\W{0,2}:"
    r"|(?:\w{0,3}\W{0,3})?v?a?n? ?ban quy pham phap luat\W*$|van ban khac\W*$|trung tam cong\b|ba\w va tin hoc"
    r"|\W{0,3}sao (?:y|luc)(?: ban chinh)?\W*$"
)
"""How the line of a stamp begins."""
_INCOMING = r"\W{0,3}(?:(?:cong van|van ban) den\b|den\W*$|den\W{1,3}(?:so|gio|ngay)\b|(?:so|ngay|gio) den\b)"
_IN_STAMPS = {
    "/": r"c\wng b\wo\W{0,2}/\W{0,2}s\w",
    "chinh phu": r"thong tin \w{3,4} \w{1,3} chinh phu",
    "+0": r"\+0\d:00",
    ":": r"\d\d[:.]\d\d[:.]\d\d",
    ".": r"\d\d[:.]\d\d[:.]\d\d",
    "@": "@",
    "gov.vn": r"gov\.vn",
    "va tin hoc": r"va tin hoc\W*_*$",
}
"""What stands anywhere in one, by a literal without which it does not."""
_LONGEST_STAMP = 300
"""A paragraph is no stamp, and looking through all of them would cost as much as the rest of the header."""
_DRAFT = r"^\W{0,3}(?:du thao\b.{0,30}|(?:xong|xem xong|het) \w{3,4}.{0,20} tra lai|luu hanh noi bo|tai lieu hoi nghi)$"


def furniture(zone: str, *, noisy: bool = False) -> Iterator[Span]:
    """The national title, the motto and the Party's title wherever they stand in a stretch of text."""
    key = plain(zone)
    titles = [found.span() for found in compiled(NATIONAL).finditer(key) if not of_gazette(key, found.start())]
    party = [found.span() for found in compiled(PARTY).finditer(key)]
    party = [span for span in party if in_capitals(zone[slice(*span)])]
    yield from titles
    yield from party
    if noisy and len(titles) < 2 and not party:
        for phrase in (NATIONAL_TITLE_KEY, MOTTO, PARTY_TITLE_KEY):
            found = spoiled_phrase(key[:1_500], phrase)
            if found and not any(_meet(found, other) for other in titles) and not of_gazette(key, found[0]):
                yield found


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def has_party_title(zone: str) -> bool:
    """Whether the Party's title stands there in capitals."""
    return any(in_capitals(zone[m.start() : m.end()]) for m in compiled(PARTY).finditer(plain(zone)))


def has_national_title(zone: str) -> bool:
    """Whether Quốc hiệu or Tiêu ngữ stands there."""
    return compiled(NATIONAL).search(plain(zone)) is not None


def is_stamp(key: str) -> bool:
    """Whether a line (without diacritics) is a stamp, a gazette's page line or its heading."""
    if len(key) >= _LONGEST_STAMP:
        return False
    if compiled(_STAMPS).match(key) or is_incoming(key):
        return True
    return any(compiled(pattern).search(key) for literal, pattern in _IN_STAMPS.items() if literal in key)


def is_incoming(key: str) -> bool:
    """Whether a line (without diacritics) is of the stamp that the receiver puts on a letter."""
    return len(key) < 60 and compiled(_INCOMING).match(key) is not None


def is_draft_mark(line: Line) -> bool:
    """Whether a line says that the document is a draft or how it circulates."""
    return len(line.text) < 60 and in_capitals(line.text) and compiled(_DRAFT).search(line.plain) is not None


def read_urgency(lines: tuple[Line, ...]) -> Field | None:
    """The degree of urgency, where one is printed."""
    for line in lines:
        if len(line.text) < 30 and URGENCY.may_fire(line.text):
            found = URGENCY.regex.search(line.text)
            if found:
                span = line.start + found.start(1), line.start + found.end(1)
                return Field("h.urgency", span, URGENCY.id, URGENCY.confidence, value=" ".join(found[1].split()))
    return None
