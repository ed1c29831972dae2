"""The abstract (trích yếu): under the kind name, or after V/v in a letter (NĐ 30/2020 PL I.II.5)."""

from __future__ import annotations

from typing import NamedTuple

from kheo.reading.header.kind import Title, is_opening
from kheo.reading.header.page import Line, in_capitals, is_rule_line, spaced
from kheo.reading.model import Field, Span
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import plain

LETTER = Rule(
    id="header.abstract-letter",
    meaning="The words after “V/v” under the number of a letter, or after “Về” where V/v is not printed.",
    yes=("V/v báo cáo mô hình “Dân vận khéo”", "V/v: tổ chức hội nghị"),
    no=("Căn cứ công văn v/v tổ chức hội nghị", "VV"),
    pattern=r"^\W{0,4}V\s?/\s?[vV]\b\W{0,2}",
    literals=("V",),
    confidence=0.93,
)
TITLE = Rule(
    id="header.abstract-title",
    meaning="The lines under the kind name, down to the authority line, the legal bases or the text.",
    yes=("KẾ HOẠCH\nTriển khai phong trào năm 2026\nCăn cứ Luật Thanh niên;",),
    no=("KẾ HOẠCH\nCăn cứ Luật Thanh niên;",),
    check=lambda text: _demo(text) is not None,
    confidence=0.9,
)
RULES = (LETTER, TITLE)

_OFFICES = (
    r"^(?:(?:quyen |pho )?(?:chu tich|bo truong|thu truong|giam doc|cuc truong|tong cuc truong|tong giam doc|chanh an|"
    r"vien truong|hieu truong|truong ban|chu nhiem|thong doc|tong thanh tra|tong kiem toan|thu tuong|bi thu)\b"
    r"|uy ban|hoi dong|bo |chinh phu|quoc hoi|ban |tinh uy|thanh uy|dang uy|toa an|vien kiem sat)"
)
_TEXT_STARTS = (
    r"^\W{0,3}(?:ngay \d|trong |de |nham |qua |sau |tai |vua qua|thoi gian|hien nay|tiep theo|tren co so|"
    r"xet |theo |thuc hien |trien khai thuc hien (?:nghi|ke|quyet|chi|cong|chuong|ket)|nhan dip|ban thuong vu|uy ban|"
    r"ubnd)"
)


class Abstract(NamedTuple):
    """The abstract, and the line after it."""

    found: Field | None
    next_index: int


def _demo(text: str) -> Field | None:
    rows = tuple(Line(0, len(row), row, plain(row)) for row in text.split("\n"))
    title = Title(0, "kế hoạch", (0, 8), last_index=0)
    return under_title(text, rows, title).found


def under_title(words: str, lines: tuple[Line, ...], title: Title) -> Abstract:
    """The abstract under a title."""
    index = title.last_index
    first = title.span[1] if title.last_index == title.first_index else lines[index].end
    rest = words[first : lines[index].end].strip(" :-–—*.")
    taken: list[Line] = []
    if any(map(str.isalnum, rest)):
        start = words.index(rest[0], first)
        taken.append(Line(start, lines[index].end, rest, plain(rest)))
    index += 1
    while index < len(lines) and len(taken) < 14:
        line = lines[index]
        if is_rule_line(line.text):
            if taken:
                break
        elif _ends_abstract(line, taken):
            break
        else:
            taken.append(line)
        index += 1
    while index < len(lines) and is_rule_line(lines[index].text):
        index += 1
    if not taken:
        return Abstract(None, index)
    span = taken[0].start, taken[-1].end
    value = spaced(words[span[0] : span[1]]).strip(" *-–—:")
    mark = LETTER.regex.match(value) if LETTER.may_fire(value) else None
    value = value[mark.end() :] if mark else value
    return Abstract(Field("h.abstract", span, TITLE.id, TITLE.confidence, value=value), index)


def _ends_abstract(line: Line, taken: list[Line]) -> bool:
    """Whether a line under the title is no part of the abstract any more."""
    loud = in_capitals(line.text)
    if is_opening(line) and (not loud or compiled(r"^\W*(?:[ivx]+|\d+)[.)]").match(line.plain)):
        return True
    if not taken:
        return compiled(r"^\W{0,3}so\s*:?\s*\d").match(line.plain) is not None or len(line.text) > 600
    if line.text.startswith("("):
        return False
    first_loud = in_capitals(taken[0].text)
    if loud:
        return _is_authority(line) and (not first_loud or len(line.text) < 90)
    return not line.text[:1].islower() if first_loud else _ends_sentence(line, taken[-1])


def _ends_sentence(line: Line, before: Line) -> bool:
    """Whether an abstract in small letters is complete before a line."""
    if before.text.endswith((".", ":", ";")) or len(before.text) > 240:
        return True
    if line.text[:1].islower() or before.text.endswith((",", "và", "của", "-", "–")):
        return False
    opens_text = compiled(_TEXT_STARTS).match(line.plain) is not None
    return opens_text or len(line.text) > 120 or line.text.endswith((":", "./."))


def _is_authority(line: Line) -> bool:
    return compiled(_OFFICES).match(line.plain) is not None


def is_authority_line(line: Line) -> bool:
    """The line in capitals that names who decides, above the legal bases (CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ …)."""
    return in_capitals(line.text) and _is_authority(line) and len(line.text) < 160


def in_letter(words: str, lines: tuple[Line, ...], upto: int, stops: list[int]) -> tuple[Field | None, Span | None]:
    """The abstract of a letter, and its stretch with the mark; `stops` are offsets where something else begins."""
    for line in lines[:upto]:
        mark = LETTER.regex.match(line.text) if LETTER.may_fire(line.text) else None
        if mark:
            return _abstract_from(words, line, line.start + mark.end(), lines[upto - 1].end, stops)
    for line in lines[1:upto]:
        if compiled(r"^\(?(?:ve viec|ve) \w").match(line.plain) and not in_capitals(line.text):
            start = line.start + line.text.startswith("(")
            return _abstract_from(words, line, start, lines[upto - 1].end, stops)
    return None, None


def _abstract_from(words: str, line: Line, start: int, last: int, stops: list[int]) -> tuple[Field | None, Span | None]:
    """The abstract that begins at `start` and ends where something else does."""
    end = min([stop for stop in stops if stop > start], default=last)
    value = words[start:end].rstrip(" \n-–—_*|.")
    if value.endswith(")") and value.count(")") > value.count("("):
        value = value[:-1].rstrip()
    if not value.strip():
        return None, None
    start += len(value) - len(value.lstrip())
    span = start, start + len(value.strip())
    return Field("h.abstract", span, LETTER.id, LETTER.confidence, value=spaced(value)), (line.start, end)
