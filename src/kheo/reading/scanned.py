"""Whether a text came through character recognition: then rules may forgive more and must promise less."""

from __future__ import annotations

from functools import cache

from kheo.reading.flowing.lines import LOWER, UPPER
from kheo.reading.rules import compiled
from kheo.reading.spoiled import NATIONAL_TITLE, PARTY_TITLE, spoiled_phrase
from kheo.text.folding import plain
from kheo.text.tone import fold_tone

NATIONAL = (
    r"c[o0]ng\s*h[o0]a\s*xa\W{0,2}\s*h[o0][il1]\s*ch\w\s*ngh\w{1,4}\s*\w{3,5}\s*n\wm"
    r"|d[o0]\w\s*\w{2,3}\W{1,6}t\w\s*d\w\W{1,6}h\w{1,3}\s*p\w{1,4}"
)
"""Quốc hiệu and Tiêu ngữ in a text without diacritics, a few letters spoiled."""
PARTY = r"dang\s+c[o0]ng\s+san\s+viet\s+nam"
"""The Party's title in a text without diacritics."""
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
_PHRASES = (
    "chính phủ",
    "sửa đổi",
    "bổ sung",
    "quyết định",
    "nghị quyết",
    "nhân dân",
    "thi hành",
    "thực hiện",
    "hướng dẫn",
)
"""Words that fill the texts, and whose letters with other marks are no words."""
_UNITS = r"\b(?:uy ban|hoi dong) nhan dan\b[^\n]{0,60}\n\W{0,3}(tinh|thanh pho|phuong)(?= [a-z])"
_SPOILED_MARK = (
    rf"(?m)^\W{{0,3}}(?!S[ốỐoO])[S5$8§]\s?[{LOWER}06ÓÔ]\s?[:.;']?\s{{0,3}}"
    rf"\d{{1,5}}\s?[/-]\s?(?:\d{{4}}/)?[{UPPER}]{{2,3}}r?[-/]"
)
_DATE_KEY = r"(?<=,) ?ng\wy \d{1,2} ?th\wng \d{1,2} n\wm \d{4}"
_DATE_PRINTED = r"(?i) ?ngày \d+ ?tháng \d+ năm \d"
_HEAD = 1_500


def looks_scanned(words: str) -> bool:
    """Whether a text shows the marks of character recognition.

    Signs that nobody prints, digits inside words, a spoiled national title, words of every letterhead or of every text
    with other marks than they have.
    """
    ends = words[:4_000] + words[-3_000:]
    strange = len(compiled(r"[~§£®©⁄`¡¬Ñ{}]").findall(ends))
    spoiled = len(compiled(rf"[{UPPER}]0[{UPPER}]|[{LOWER}][01][{LOWER}]|[{UPPER}]ll[{UPPER}]").findall(ends))
    if strange + 2 * spoiled >= 3:
        return True
    head, key = words[:_HEAD], plain(words[:_HEAD])
    titles = [head[slice(*m.span())] for m in compiled(NATIONAL).finditer(key) if not of_gazette(key, m.start())]
    if any(compiled(_TITLE_PRINTED).fullmatch(fold_tone(" ".join(title.split()))) is None for title in titles):
        return True
    if _misspelt(head, key) or _misspelt_unit(head, key) or _misspelt_line(head, key) or _often_misspelt(ends):
        return True
    if len(titles) > 1 or compiled(PARTY).search(key) or len(compiled(_TITLE_WORDS).findall(head)) < 3:
        return False
    return any(spoiled_phrase(key, phrase) for phrase in (NATIONAL_TITLE, PARTY_TITLE))


def of_gazette(key: str, at: int) -> bool:
    """CÔNG BÁO NƯỚC CỘNG HÒA …: the title inside a stamp's words."""
    return key[:at].rstrip().endswith("nuoc")


def _misspelt(head: str, key: str) -> bool:
    """Whether words that every letterhead has stand there in capitals with other marks than they have."""
    right = _common()
    return any(
        fold_tone(" ".join(head[slice(*found.span())].split())) != right[" ".join(found[0].split())]
        for found in compiled(_common_pattern()).finditer(key)
        if head[slice(*found.span())].isupper()
    )


@cache
def _common() -> dict[str, str]:
    return {plain(phrase): phrase for phrase in _COMMON}


@cache
def _common_pattern() -> str:
    return r"\b(?:" + "|".join(name.replace(" ", r"\s+") for name in _common()) + r")\b"


def _misspelt_unit(head: str, key: str) -> bool:
    """Whether the unit under the name of a committee or council in capitals has other marks than TỈNH, THÀNH PHỐ …"""
    for found in compiled(_UNITS).finditer(key):
        printed = head[slice(*found.span(1))]
        if printed.isupper() and fold_tone(printed) not in {"TỈNH", "THÀNH PHỐ", "PHƯỜNG"}:
            return True
    return False


def _misspelt_line(head: str, key: str) -> bool:
    """Whether the line of number, place and date has “Số”, “ngày”, “tháng” or “năm” with other letters."""
    if compiled(_SPOILED_MARK).search(head):
        return True
    dates = (fold_tone(head[slice(*found.span())]) for found in compiled(_DATE_KEY).finditer(key))
    return any(compiled(_DATE_PRINTED).match(date) is None for date in dates)


def _often_misspelt(ends: str) -> bool:
    """Whether two or more of the words that fill the texts stand there with other marks than they have."""
    key = "\n".join(map(plain, ends.split("\n")))  # most lines fold quickly, a long text with one dash does not
    wrong = 0
    for phrase in _PHRASES:
        at = key.find(bare := plain(phrase))
        while at >= 0:
            printed = ends[at : at + len(bare)].lower()
            if printed not in (phrase, bare) and fold_tone(printed) != fold_tone(phrase):
                wrong += 1
                break
            at = key.find(bare, at + len(bare))
    return wrong >= 2
