"""Which lines belong together: a paragraph that was wrapped is one line of the flow.

Every decision is about two neighbouring lines. `joint` answers with what stands between them in the flow: a blank,
nothing (a symbol that was broken at its hyphen), or None where a new paragraph begins.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from kheo.reading.flowing.lines import LOWER, UPPER, Line, ends_sentence, is_capitals, is_rule, opens_paragraph
from kheo.reading.rules import compiled
from kheo.text.syllables import is_syllable

_FULL = 0.84
"""A line is full when it, with the first word of the next, fills this share of the width."""
_FULL_IN_CAPITALS = 0.6
_LONG = 45
_PARAGRAPH = 200
_BEGINNING = 30
_NEARLY_FULL = 60
_WIDEST = 110
_SPACED_SHARE = 0.4
"""Lists stand without empty lines even where paragraphs have them."""
_DEFAULT_WIDTH = 70

_OPEN_WORD = (
    r"(?:ngày|tháng|năm|khoản|điểm|điều|của|và|hoặc|về|tại|theo|do|các|những|cho|với|từ|đến|trong|là|bởi|cùng|ở|bằng|"
    r"để|khi|vào|như|được|giữa|thuộc|nhằm|mà|nếu|qua|thì|vì)"
)
"""Words that cannot end a paragraph: what follows belongs to them."""
_OPENING_WORD = (
    r"(?:Nghị|Quyết|Thông|Chỉ|Bộ|Ủy|Uỷ|Cục|Vụ|Sở|Hội|Đảng|Tỉnh|Thành|Mặt|Luật|Chủ|Phó|Đồng|Trưởng|Mục|Chương|Phần)"
)
"""Words that mostly begin a name; weaker, since a title may end with one of them."""
_COUNTING_WORD = r"(?:số:?|ngày|tháng|năm|khoản|điểm|điều|mục|chương|quý|thứ|lần|tại|và|của|tờ)"
"""Words behind which a number at the start of the next line is no label."""
_PART_WORD = r"(?:khoản|điểm|điều|mục|chương|thứ)"
"""Even where it is written like one: theo quy định tại khoản, 1. …"""

_NAME = (
    r"(?:CỘNG H[OÒ][AÀ] XÃ HỘI CHỦ NGHĨA VIỆT NAM|ĐẢNG CỘNG SẢN VIỆT NAM|BAN CHẤP HÀNH TRUNG ƯƠNG|THỦ TƯỚNG CHÍNH PHỦ|"
    r"VĂN PHÒNG CHÍNH PHỦ|[UỦ][ỶY] BAN (?:NHÂN DÂN|THƯỜNG VỤ QUỐC HỘI|MẶT TRẬN TỔ QUỐC VIỆT NAM)|HỘI ĐỒNG NHÂN DÂN|"
    r"Việt Nam|Thủ tướng Chính phủ|Bộ Chính trị|Ban Bí thư|Ban Chấp hành|Trung ương Đảng|Mặt trận Tổ quốc|"
    rf"Đảng Cộng sản|Hồ Chí Minh|Hà Nội|(?:Bộ|[UỦ][ỷy] ban|Sở|Cục|Ban|Hội đồng|Vụ|Đảng [uủ][ỷy]) [{UPPER}][{LOWER}]+)"
)
"""Names that the end of a line may break; one of a letterhead in capitals, too, where its column was narrow."""

_NAME_BEGUN = rf"(?:[,:]| và) [{UPPER}][{LOWER}]+$"
"""The first syllable of a name in a list of names: `Khánh Hoà, Gia`; places and people have two or more."""
_NAME_ENDED = rf"[{UPPER}][{LOWER}]+(?:[,.;]| và | [{LOWER}])"
_QUARTER = r"(?:IV|I{1,3})(?!\w)(?![.)-] )"

_NUMBERED_KIND = (
    r"(?:Luật|Pháp lệnh|Nghị (?:định|quyết)|Quyết định|Thông (?:tư|báo|tri)|Chỉ thị|Công (?:văn|điện)|Kết luận|"
    r"Quy định|Kế hoạch|Hướng dẫn|Tờ trình|Báo cáo|Chương trình)[\w ]{0,20} số\b"
)
_COUNT = rf"\d[\d.,]*(?:%| [{LOWER}])"
"""A number within a sentence: 60%, 12 bộ."""
_OPENS_TITLE = r"VỀ\s|V/V\s|[IVXL\d]+[.)]\s"
_OFFICE = r"(?:TM|KT|TL|TUQ|T/M|K/T|T/L|CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|THỦ TƯỚNG|ỦY BAN|UỶ BAN|HỘI ĐỒNG|CHÍNH PHỦ)\b"
_LIST_LABEL = rf"\d{{1,2}}[.)]\s+[{UPPER}“]"
_SYMBOL = r"\d{1,5}[-/]\S{0,12}[A-ZĐ]{2}"
"""Number and symbol of a document: no paragraph begins with them."""
_BARE_LABEL = r"(?:[IVXL]{1,6}|\d{1,2}|[a-zđ])[.)]|\[\d{1,3}\]"
_MOTTO = r"\W*(?:Độc lập\s*[-–—]|CỘNG H[ÒO][AÀ] XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM\W*$)"
_BROKEN_SYMBOL = r"\w[-/]$"
_GLUED_BEFORE = r"[-/](?:[A-ZĐ]{1,8}[A-Za-z]?[-/]|[A-ZĐ]{2,8}\b|\d)"
_PLACE_AND_DATE = rf"(?:[{UPPER}][^\s,]*\s){{0,3}}[{UPPER}][^\s,]*\s?,\s?ngày\b"


class Layout(NamedTuple):
    """How the text was laid out on its page."""

    wrapped: bool
    """Lines end where the page was full."""
    spaced: bool
    """Empty lines part the paragraphs."""
    width: int
    """Characters of a full line."""
    visual: bool
    """The lines are those of a printed page, where capitals take more room; else those of a file."""

    def full(self, before: str, after: str) -> bool:
        """Whether the first word of `after` would have found no room on the line `before`."""
        return len(before) + 1 + len(after.split(maxsplit=1)[0]) >= _FULL * self.width


def layout_of(lines: list[Line], *, wrapped: bool) -> Layout:
    """What the lines themselves show of the layout; `wrapped` where the format knows that a page wrapped them."""
    long = [(a, b) for a, b in pairwise(lines) if len(a.words) >= _LONG and not ends_sentence(a.words)]
    joints = sorted(len(a.words) for a, b in long if _goes_on(b))
    # A table behind the text has many long lines that end nothing: the text before it may show more.
    shown = not _has_whole_paragraphs(lines) and any(
        _shows_wrapping(sum(_goes_on(b) for _, b in part), len(part)) for part in (long, long[:_BEGINNING])
    )
    shown = shown or _is_narrow(lines, long)
    # Seven in eight: a few lines are wider than the rest where the type is narrow.
    width = joints[len(joints) * 7 // 8] if shown and joints else _DEFAULT_WIDTH
    labels = [line.blank_before for line in lines if opens_paragraph(line.words)]
    spaced = len(labels) >= 3 and sum(labels) >= _SPACED_SHARE * len(labels)
    layout = Layout(wrapped or shown, spaced, max(width, 30), visual=True)
    return layout if wrapped or not _is_ragged(lines, layout) else layout._replace(visual=False)


def _is_narrow(lines: list[Line], long: list[tuple[Line, Line]]) -> bool:
    """No line is longer than a page is wide, and several that nearly are have their sentence cut."""
    cut = [
        a
        for a, b in long
        if len(a.words) >= _NEARLY_FULL
        and not b.blank_before
        and not opens_paragraph(b.words)
        and not is_capitals(b.words)
    ]
    return len(cut) >= 3 and max(len(line.words) for line in lines) <= _WIDEST


def _is_ragged(lines: list[Line], layout: Layout) -> bool:
    """An editor of web pages counted marks that are gone now: many lines went on though the next word had room."""
    joints = [(a.words, b.words) for a, b in pairwise(lines) if _goes_on(b) and not ends_sentence(a.words)]
    short = sum(not layout.full(a, b) for a, b in joints)
    return short >= 5 and 8 * short >= len(joints)


def _goes_on(line: Line) -> bool:
    return line.words[0].islower() and not line.blank_before and not opens_paragraph(line.words)


def _shows_wrapping(joints: int, long: int) -> bool:
    """Of the long lines of a wrapped text that end no sentence many go on in small letters."""
    return (joints >= 2 and 2 * joints >= long) or (joints >= 3 and 10 * joints >= 3 * long)


def _has_whole_paragraphs(lines: list[Line]) -> bool:
    """Lines that no page and no editor would leave so long."""
    long = sum(len(line.words) > _LONG for line in lines)
    return 10 * sum(len(line.words) > _PARAGRAPH for line in lines) > long


def joint(first: Line, before: Line, after: Line, layout: Layout) -> str | None:
    """What stands between two lines in the flow, `first` being the line that their paragraph begins with."""
    if before.fixed or after.fixed or after.opens or is_rule(before.words) or is_rule(after.words):
        return None
    a, b = before.words, after.words
    parted = after.blank_before and not after.cut_before
    if not parted and (glued := _broken_symbol(a, b)) is not None:
        return glued
    if not parted and layout.wrapped and _belongs_by_words(a, b):
        return " "
    if opens_paragraph(b) or compiled(_MOTTO).match(a) or compiled(_MOTTO).match(b):
        return None
    if layout.wrapped and not parted and compiled(_BARE_LABEL).fullmatch(a):
        return " "
    return " " if _runs_on(first.words, a, after, layout, parted=parted) else None


def _broken_symbol(a: str, b: str) -> str | None:
    """`1116-` and `QĐ/TU`, `51` and `/QĐ-UBND`; and a syllable parted by a hyphen loses the hyphen in `paragraphs`."""
    if a[-1] in "-/" and compiled(_BROKEN_SYMBOL).search(a, len(a) - 2) and b[0].isalnum():
        return ""
    if b[0] in "-/" and (a[-1].isdigit() or a[-1].isupper()) and compiled(_GLUED_BEFORE).match(b):
        return ""
    return None


def parts_a_syllable(a: str, b: str) -> bool:
    """Whether the hyphen at the end of `a` only parts a syllable (`nghi-` and `ệp`): it is then no part of the word."""
    if not a.endswith("-") or not b[0].islower():
        return False
    head = a[:-1].rsplit(maxsplit=1)[-1].lower()
    tail = compiled(r"[^\W\d_]+").match(b)
    return tail is not None and head.isalpha() and is_syllable(head + tail[0].lower())


def _belongs_by_words(a: str, b: str) -> bool:
    """The words themselves show that the line goes on, though the next may look like a label."""
    last = a.rsplit(maxsplit=1)[-1].lower()
    if b[0].isdigit() and compiled(_COUNTING_WORD).fullmatch(last):
        return compiled(_PART_WORD).fullmatch(last) is not None or compiled(_LIST_LABEL).match(b) is None
    if b[0] in "-–" and not ends_sentence(a) and a[-1] != ",":
        rest = b[1:].lstrip()
        return rest[:1].islower() or (a[-1].isdigit() and rest[:1].isdigit()) or rest.startswith("Thương binh")
    if b[0] == "(" and not ends_sentence(a):
        return True
    return (
        _breaks_part(a, b, last)
        or compiled(_SYMBOL).match(b) is not None
        or _place_and_date(a, b)
        or _breaks_name(a, b)
    )


def _breaks_part(a: str, b: str, last: str) -> bool:
    """The part of a document or of a year stands across the line end: `khoản 2` and `Điều 5`, `quý` and `IV`."""
    if last == "quý" and compiled(_QUARTER).match(b):
        return True
    if b.startswith(("Điều ", "Mục ", "Chương ", "Phần ")) and (a[-1] == "," or compiled(_OPEN_WORD).fullmatch(last)):
        return True
    return compiled(r"(?:[Kk]hoản|[Đđ]iểm) \w{1,3}$").search(a) is not None and b.startswith("Điều ")


def _breaks_name(a: str, b: str) -> bool:
    """A name of one body or place stands across the line end."""
    if compiled(_NAME_BEGUN).search(a) and compiled(_NAME_ENDED).match(b):
        return True
    tail = " ".join(a.split()[-8:])
    both = f"{tail} {' '.join(b.split(maxsplit=8)[:8])}"
    return any(found.start() < len(tail) < found.end() for found in compiled(_NAME).finditer(both))


def _place_and_date(a: str, b: str) -> bool:
    """`Thành phố Hồ` and `Chí Minh, ngày …`."""
    if len(a) > 24 or is_capitals(a) or any(map(str.isdigit, a)) or not compiled(_PLACE_AND_DATE).match(b):
        return False
    return all(word[0].isupper() or word == "phố" for word in a.split())


def _runs_on(first: str, a: str, after: Line, layout: Layout, *, parted: bool) -> bool:
    """Whether the sentence of `a` goes on in the next line, which is no label."""
    b = after.words
    if b[0] in ",;)”":
        return True
    if ends_sentence(a):
        return not parted and _false_stop(a, b, layout)
    if is_capitals(a) and is_capitals(first):
        return not parted and layout.wrapped and is_capitals(b) and _capitals_run_on(first, a, b, layout)
    if _is_number_line(a):
        return False
    if b[0].islower() or (b[0] in '(“"[' and b[1:2].islower()):
        return True
    return not parted and layout.wrapped and _name_runs_on(first, a, b, layout)


def _name_runs_on(first: str, a: str, b: str, layout: Layout) -> bool:
    """Whether a sentence goes on with a capital or a digit."""
    if is_capitals(b):
        return layout.full(a, b) and b[-1] in ".;,"
    if a[0] == "(" and a[-1] == ")":
        return False
    if a[-1] == "," or layout.full(a, b) or (b[0] in '“‘"' and 2 * len(a) > layout.width):
        return True
    if layout.spaced and not layout.visual and " " in a and 2 * max(len(a), len(b)) > layout.width:
        return True
    return _phrase_is_open(first, a, b, layout)


def _phrase_is_open(first: str, a: str, b: str, layout: Layout) -> bool:
    """A short line whose last word cannot stand last, or whose next begins like the middle of a sentence."""
    last = a.rsplit(maxsplit=1)[-1]
    if compiled(_OPEN_WORD).fullmatch(last.lower()):
        return True
    if last == "số" and any(map(str.isdigit, b.split(maxsplit=1)[0])):
        return True
    if not opens_paragraph(a) and compiled(_NUMBERED_KIND).match(b):
        return True
    if a != first:
        return False
    if a.endswith(" ban hành") or (" " in a and compiled(_OPENING_WORD).fullmatch(last)):
        return True
    counts = compiled(_COUNT).match(b) is not None
    return counts and a.count(" ") >= 2 and 2 * len(b) > layout.width


def _false_stop(a: str, b: str, layout: Layout) -> bool:
    """A stop in the middle of a sentence: an abbreviation, inside a quotation, or a speck that OCR took for one."""
    if not layout.wrapped or not b[0].islower():
        return False
    return a[-1] != "." or a.endswith("...") or layout.full(a, b)


def _capitals_run_on(first: str, a: str, b: str, layout: Layout) -> bool:
    """A title in capitals goes on: it was full, it began with a lone syllable, or it names its subject (VỀ VIỆC …)."""
    if layout.full(a, b) or (a == first and " " not in a) or a[-1] == "," or b.startswith("VÀ "):
        return True
    if compiled(_OFFICE).match(b):
        return False
    last = a.rsplit(maxsplit=1)[-1].lower()
    if compiled(_OPEN_WORD).fullmatch(last) or (layout.visual and len(a) >= _FULL_IN_CAPITALS * layout.width):
        return True
    return a == first and compiled(_OPENS_TITLE).match(first) is not None


def _is_number_line(words: str) -> bool:
    """The line of number and symbol, under which the abstract begins in small letters."""
    return len(words) < 40 and compiled(r"S[ốỐ]\s*[:\d/.…-]").match(words) is not None
