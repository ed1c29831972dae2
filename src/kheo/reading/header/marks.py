"""What is printed on every letterhead alike, and what others put on it: no words of the document itself."""

from __future__ import annotations

from collections.abc import Iterator

from kheo.reading.flowing.lines import LOWER, UPPER
from kheo.reading.header.fuzzy import MOTTO, spoiled_phrase
from kheo.reading.header.fuzzy import NATIONAL_TITLE as NATIONAL_TITLE_KEY
from kheo.reading.header.fuzzy import PARTY_TITLE as PARTY_TITLE_KEY
from kheo.reading.header.page import Line, in_capitals
from kheo.reading.model import Field, Span
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import plain
from kheo.text.tone import fold_tone

NATIONAL_TITLE = Rule(
    id="header.national-title",
    meaning="Quốc hiệu and Tiêu ngữ (NĐ 30/2020 PL I.II.1): a State letterhead, no words of the document.",
    yes=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỌNG HÒA XÃ. HỘI\nCHỦ NGHĨA YIỆT NAM", "Độc lập – Tự do – Hạnh phúc"),
    no=("ĐẢNG CỘNG SẢN VIỆT NAM", "CÔNG BÁO NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    check=lambda text: any(furniture(text)) and not compiled(_PARTY).search(plain(text)),
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
    yes=("Người ký: CỔNG THÔNG TIN ĐIỆN TỬ", "CÔNG BÁO/Số 12 + 13/Ngày 05-6-2026", "Thời gian ký: 05/6/2026 08:14:02"),
    no=("Số: 15/QĐ-UBND", "Cơ quan chủ trì: Sở Nội vụ"),
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

_NATIONAL = (
    r"c[o0]ng\s*h[o0]a\s*xa\W{0,2}\s*h[o0][il1]\s*ch\w\s*ngh\w{1,4}\s*\w{3,5}\s*n\wm"
    r"|d[o0]\w\s*\w{2,3}\W{1,6}t\w\s*d\w\W{1,6}h\w{1,3}\s*p\w{1,4}"
)
_TITLE_PRINTED = r"(?i)CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐỘC LẬP ?[-–—. ]+ ?TỰ DO ?[-–—. ]+ ?HẠNH PHÚC"
_TITLE_WORDS = r"\b(?:CỘNG|H[ÒO][ÀA]|XÃ|HỘI|CHỦ|NGHĨA|VIỆT|NAM|ĐẢNG|SẢN)\b"
_COMMON = (
    "ỦY BAN NHÂN DÂN",
    "HỘI ĐỒNG NHÂN DÂN",
    "THÀNH PHỐ",
    "XÃ HỘI",
    "LAO ĐỘNG",
    "KẾ HOẠCH",
    "QUYẾT ĐỊNH",
    "NGHỊ QUYẾT",
    "THÔNG BÁO",
    "CHÍNH PHỦ",
)
_PARTY = r"dang\s+c[o0]ng\s+san\s+viet\s+nam"
_STAMPS = (
    r"^\W{0,4}(?:\w{1,2}\W{1,2})?(?:nguoi ky|ky boi|thoi gian ky|ngay ky|gian ky|e?mail|co quan)\W{0,2}:"
    r"|c\wng b\wo\W{0,2}/\W{0,2}s\w|^(?:\w{0,3}\W{0,3})?v?a?n? ?ban quy pham phap luat\W*$|^van ban khac\W*$"
    r"|thong tin \w{3,4} \w{1,3} chinh phu|\+0\d:00|\d\d[:.]\d\d[:.]\d\d|@|gov\.vn|^trung tam cong\b|"
    r"^ba\w va tin hoc|va tin hoc\W*_*$"
)
_DRAFT = r"^\W{0,3}(?:du thao\b.{0,30}|(?:xong|xem xong|het) \w{3,4}.{0,20} tra lai|luu hanh noi bo|tai lieu hoi nghi)$"


def furniture(zone: str, *, noisy: bool = False) -> Iterator[Span]:
    """The national title, the motto and the Party's title wherever they stand in a stretch of text."""
    key = plain(zone)
    titles = [found.span() for found in compiled(_NATIONAL).finditer(key) if not _of_gazette(key, found.start())]
    party = [found.span() for found in compiled(_PARTY).finditer(key)]
    party = [span for span in party if in_capitals(zone[slice(*span)])]
    yield from titles
    yield from party
    if noisy and len(titles) < 2 and not party:
        for phrase in (NATIONAL_TITLE_KEY, MOTTO, PARTY_TITLE_KEY):
            found = spoiled_phrase(key[:1_500], phrase)
            if found and not any(_meet(found, other) for other in titles) and not _of_gazette(key, found[0]):
                yield found


def _of_gazette(key: str, at: int) -> bool:
    """CÔNG BÁO NƯỚC CỘNG HÒA …: a stamp's words."""
    return key[:at].rstrip().endswith("nuoc")


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def has_party_title(zone: str) -> bool:
    """Whether the Party's title stands there in capitals."""
    return any(in_capitals(zone[m.start() : m.end()]) for m in compiled(_PARTY).finditer(plain(zone)))


def has_national_title(zone: str) -> bool:
    """Whether Quốc hiệu or Tiêu ngữ stands there."""
    return compiled(_NATIONAL).search(plain(zone)) is not None


def is_stamp(key: str) -> bool:
    """Whether a line (without diacritics) is a stamp, a gazette's page line or its heading."""
    return compiled(_STAMPS).search(key) is not None


def looks_scanned(words: str) -> bool:
    """Whether a text shows the marks of character recognition: a spoiled national title, signs that nobody prints."""
    ends = words[:4_000] + words[-3_000:]
    strange = len(compiled(r"[~§£®©⁄`¡¬]").findall(ends))
    spoiled = len(compiled(rf"[{UPPER}]0[{UPPER}]|[{LOWER}][01][{LOWER}]|[{UPPER}]ll[{UPPER}]").findall(ends))
    if strange + 2 * spoiled >= 3:
        return True
    key = plain(words[:1_500])
    titles = [words[slice(*m.span())] for m in compiled(_NATIONAL).finditer(key) if not _of_gazette(key, m.start())]
    if any(compiled(_TITLE_PRINTED).fullmatch(fold_tone(" ".join(title.split()))) is None for title in titles):
        return True
    if _misspelt(words[:1_500], key):
        return True
    if len(titles) > 1 or compiled(_PARTY).search(key) or len(compiled(_TITLE_WORDS).findall(words[:1_500])) < 3:
        return False
    return any(spoiled_phrase(key, phrase) for phrase in (NATIONAL_TITLE_KEY, PARTY_TITLE_KEY))


def _misspelt(head: str, key: str) -> bool:
    """Whether words that every letterhead has stand there in capitals with other marks than they have."""
    right = {plain(phrase): phrase for phrase in _COMMON}
    return any(
        fold_tone(" ".join(head[slice(*found.span())].split())) != right[" ".join(found[0].split())]
        for found in compiled(r"\b(?:" + "|".join(name.replace(" ", r"\s+") for name in right) + r")\b").finditer(key)
        if head[slice(*found.span())].isupper()
    )


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
