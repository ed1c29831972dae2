"""Two columns that a conversion ran into each other: the letterhead, and the foot with Nơi nhận and the signature.

The left column (issuing body, number; recipients) is read first, then the right one (Quốc hiệu, place and date;
authority, office, name). Where the text kept the distance (pdftotext -layout) the gap divides; where it did not, the
phrases that can only open a right column do (NĐ 30/2020 PL I.IV, cells 1 to 9).
"""

from __future__ import annotations

import re

from kheo.reading.flowing.lines import LOWER, UPPER, Line, is_rule, opens_paragraph
from kheo.reading.rules import compiled
from kheo.text.folding import plain
from kheo.values import replace

_HEAD_LENGTH = 9
_FOOT_LENGTH = 60

_TITLES = r"\b(?:c.ng h.a.? xa h.i chu nghia|dang c.ng san viet nam|doc lap\s*-\s*tu do)"
"""Quốc hiệu, tiêu ngữ and the Party's title without their marks; OCR confuses the vowels with a dot below."""
_MARK = rf"[S5$8§]\s?[{LOWER}06ÓÔỐ]"
"""“Số” as it is printed, and as scans have it: Só, Sô, Sẽ, S6, $ố, 8ố."""
_DAY = r"[nñ][gs]\w{1,2}[yỳỵv]?"
_SYMBOL_THEN_PLACE = (
    rf"({_MARK}\s?:?.{{0,30}}?[-/]\s?[^\s,]*(?:\s?[-–—~_]{{1,2}}\s?[{UPPER}]{{2,}}[^\s,]*)*"
    rf"(?:(?<=[A-ZĐ\d][-–—~_/])\s[{UPPER}]{{2,}}[^\s,]*(?=\s))?)\s+(?:[_—-]+\s+)?"
    rf"((?:[{UPPER}][^\s,]*\s){{0,4}}[{UPPER}][^\s,]*\s*,?\s*{_DAY}.{{0,40}})"
)
_ABSTRACT = r"V/?[vV]\b|v/v\b|Về việc\b"
_LEFT_ALONE = rf"{_MARK}\s?:?[\s\d/]|{_ABSTRACT}"
_RIGHT_ALONE = rf".{{0,40}}\b{_DAY}.{{0,12}}(?:t|\b)h\w[nu]g"
_RECIPIENTS = r"(N[ơo]i nh[ậạâa]n\s*[:;.,]?)(?:\s(?:[\s_=.—–-]*\s)?(\S.*)|\S.*)?"
_OFFICES = (
    r"(?:CHỦ TỊCH|BÍ THƯ|GIÁM ĐỐC|TRƯỞNG|CHÁNH|BỘ TRƯỞNG|THỦ TƯỚNG|THƯ KÝ|CHỦ NHIỆM|ỦY VIÊN|UỶ VIÊN|THƯỜNG TRỰC|"
    r"TM|T/M|KT|K/T|TL|T/L|TUQ|Q)"
)
_ITEM_THEN_OFFICE = (
    rf"([-–~•*].{{1,70}}?[;,.:])\s+"
    rf"(\S{{0,4}}\s?(?:PHÓ |T/?M\.? ?|K/?T\.? ?|T/?L\.? ?)?{_OFFICES}\b[{UPPER}\s./]*)"
)
_ARCHIVE_THEN_NAME = rf"([-–~•*]\s?L[ưu]u\b.{{1,50}}?[.;])\s+((?:[{UPPER}][{LOWER}]+\s){{1,4}}[{UPPER}][{LOWER}]+)"
_ITEM = r"[-–~•*]\s?\S"
_OF_NUMBERS = frozenset("0123456789/-")
"""With these no right column begins: “Số:      /QĐ-UBND” leaves room for the number."""
_GAP = r"\s{3,}|\s\|\s"


def split_columns(lines: list[Line]) -> list[Line]:
    """The lines with every letterhead and foot that was run together put in order, column after column."""
    ordered: list[Line] = []
    i = 0
    while i < len(lines):
        block = _head(lines, i) or _foot(lines, i)
        if block is None:
            ordered.append(lines[i])
            i += 1
            continue
        i, sorted_block = block
        ordered += sorted_block
        if i < len(lines):
            lines[i].opens = True
    return ordered


def _cut(line: Line, left_end: int, right_start: int) -> tuple[Line, Line]:
    left = replace(line, end=line.start + left_end, words=line.words[:left_end])
    right = Line(line.start + right_start, line.end, line.words[right_start:], opens=True, fixed=line.fixed)
    return left, right


def _head(lines: list[Line], i: int) -> tuple[int, list[Line]] | None:
    """A letterhead that begins here: its end, and its lines in order."""
    if not _may_open_head(lines[i].words):
        return None
    left: list[Line] = []
    right: list[Line] = []
    divided = False
    stop = i
    for line in lines[i : i + _HEAD_LENGTH]:
        parts = _divide_head(line)
        if parts is not None:
            left.append(parts[0])
            right.append(parts[1])
            divided = True
        elif _is_head_right(line.words):
            line.opens = True
            right.append(line)
        elif stop > i and _is_head_left(line, left):
            left.append(line)
        else:
            break
        stop += 1
    return (stop, left + right) if divided else None


def _is_head_left(line: Line, left: list[Line]) -> bool:
    """The number, the abstract of a công văn under it and its further lines; a speck of dirt goes anywhere."""
    words = line.words
    if compiled(_LEFT_ALONE).match(words) or _is_speck(words):
        return True
    in_abstract = any(compiled(_ABSTRACT).match(one.words) for one in left[-3:])
    return in_abstract and not line.blank_before and len(words) < 60 and not opens_paragraph(words)


def _may_open_head(words: str) -> bool:
    return len(words) < 160 and (compiled(_GAP).search(words) is not None or _title(words) is not None)


def _is_speck(words: str) -> bool:
    return is_rule(words) or sum(map(str.isalpha, words)) < 6


def _divide_head(line: Line) -> tuple[Line, Line] | None:
    words = line.words
    if len(words) > 160:
        return None
    for gap in compiled(_GAP).finditer(words):
        in_number = words[gap.end() : gap.end() + 1] in _OF_NUMBERS and compiled(_LEFT_ALONE).match(words)
        if not in_number and _is_head_right(words[gap.end() :]):
            return _cut(line, gap.start(), gap.end())
    title = _title(words)
    if title and words[: title.start()].endswith(" "):
        left = words[: title.start()].rstrip(" _—–|")
        if any(map(str.isalpha, left)) and ":" not in left:
            return _cut(line, len(left), title.start())
    numbered = compiled(_SYMBOL_THEN_PLACE).fullmatch(words)
    if numbered:
        return _cut(line, numbered.end(1), numbered.start(2))
    return None


def _title(words: str) -> re.Match[str] | None:
    """Quốc hiệu or the Party's title in capitals, or tiêu ngữ; in a sentence they stand in small letters."""
    found = compiled(_TITLES).search(plain(words))
    if found is None:
        return None
    printed = words[found.start() : found.end()]
    capitals = sum(map(str.isupper, printed))
    return found if capitals > 10 or (capitals >= 2 and "-" in printed) else None


def _is_head_right(words: str) -> bool:
    title = _title(words)
    return (title is not None and not any(map(str.isalpha, words[: title.start()]))) or compiled(_RIGHT_ALONE).match(
        words
    ) is not None


def _foot(lines: list[Line], i: int) -> tuple[int, list[Line]] | None:
    """A foot that begins here with Nơi nhận and has the signature block beside it."""
    words = lines[i].words
    if not words.startswith("N") or len(words) > 160:
        return None
    opening = compiled(_RECIPIENTS).fullmatch(words)
    if opening is None:
        return None
    stop = _foot_end(lines, i)
    left: list[Line] = []
    right: list[Line] = []
    for line in lines[i:stop]:
        parts = _divide_foot(line)
        if parts is None:
            left.append(line)
        else:
            left.append(parts[0])
            right.append(parts[1])
    return (stop, left + right) if right else None


def _foot_end(lines: list[Line], i: int) -> int:
    """Behind the last recipient, counted generously: what follows it in the left column is not there."""
    last = i
    for j in range(i + 1, min(len(lines), i + _FOOT_LENGTH)):
        words = lines[j].words
        if compiled(_ITEM).match(words):
            last = j
        elif j - last > 4 or _title(words):
            break
    return last + 1


def _divide_foot(line: Line) -> tuple[Line, Line] | None:
    words = line.words
    if len(words) > 160:
        return None
    gap = compiled(_GAP).search(words)
    if gap:
        return _cut(line, gap.start(), gap.end())
    opening = compiled(_RECIPIENTS).fullmatch(words)
    if opening and opening[2] and compiled(_OFFICES).search(opening[2]):
        return _cut(line, opening.end(1), opening.start(2))
    found = compiled(_ITEM_THEN_OFFICE).fullmatch(words) or compiled(_ARCHIVE_THEN_NAME).fullmatch(words)
    return _cut(line, found.end(1), found.start(2)) if found else None
