"""Page furniture: page numbers, gazette headers (Công báo) and signing stamps, which belong to no sentence."""

from __future__ import annotations

from kheo.reading.flowing.lines import Line
from kheo.reading.model import Span
from kheo.reading.rules import compiled

_GAZETTE = r"(?:\d{1,4}\s+)?C[ÔO]NG B[ÁẢA]O\s*/\s*S[ốóôo]\b.{0,80}"
_NOISE = r"\W{0,4}(?:\S{1,2}\s)?\W{0,4}"
_STAMP = rf"{_NOISE}(?:Người ký|Ký bởi|Ký số bởi|Thời gian ký|Ngày ký|Giờ ký|Ngày giờ ký)\s*:.*"
_STAMP_DETAIL = rf"{_NOISE}(?:Email|E-mail|Cơ quan|Tổ chức|Chức danh)\s*:.*"
_MOMENT = (
    rf"{_NOISE}(?:\d{{2}}[./-]\d{{2}}[./-]\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})\s+\d{{2}}:\d{{2}}:\d{{2}}"
    r"(?:\s*[+-]\d{2}:\d{2})?\W{0,2}"
)
_PAGE_NUMBER = r"[-–—\s]{0,4}(?:Trang\s+)?(\d{1,4})(?:\s*/\s*\d{1,4})?[-–—\s]{0,4}"
_NEAR = 3
_PAGE_LENGTH = 12
"""Fewer lines than this between two numbers, and they are no page numbers."""
_PROSE_LENGTH = 40


def drop_furniture(lines: list[Line], known: tuple[Span, ...]) -> list[Line]:
    """The lines without furniture: that which the format names (`known`), and that which its words give away.

    The line after a dropped one is marked `cut_before`.
    """
    dropped = _known(lines, known) | _stamps(lines) | _gazette(lines)
    dropped |= _page_numbers(lines, dropped)
    if not dropped:
        return lines
    kept: list[Line] = []
    cut = blank = False
    for i, line in enumerate(lines):
        if i in dropped:
            cut = True
            blank = blank or line.blank_before
            continue
        if cut:
            line.cut_before = True
            line.blank_before = line.blank_before or blank
        kept.append(line)
        cut = blank = False
    return kept


def _known(lines: list[Line], known: tuple[Span, ...]) -> set[int]:
    found: set[int] = set()
    spans = iter(sorted(known))
    span = next(spans, None)
    for i, line in enumerate(lines):
        while span and span[1] <= line.start:
            span = next(spans, None)
        if span is None:
            break
        if span[0] <= line.start and line.end <= span[1]:
            found.add(i)
    return found


def _stamps(lines: list[Line]) -> set[int]:
    marks = {i for i, line in enumerate(lines) if "ký" in line.words.lower() and compiled(_STAMP).fullmatch(line.words)}
    details = {
        i
        for mark in marks
        for i in range(max(0, mark - _NEAR), min(len(lines), mark + _NEAR + 1))
        if ":" in lines[i].words and compiled(f"{_STAMP_DETAIL}|{_MOMENT}").fullmatch(lines[i].words)
    }
    moments = {
        i for i, line in enumerate(lines) if line.words.count(":") >= 2 and compiled(_MOMENT).fullmatch(line.words)
    }
    return marks | details | moments


def _gazette(lines: list[Line]) -> set[int]:
    return {i for i, line in enumerate(lines) if "BÁO" in line.words and compiled(_GAZETTE).fullmatch(line.words)}


def _page_numbers(lines: list[Line], dropped: set[int]) -> set[int]:
    """Lone numbers beside other furniture, or each one more than the last and a page apart."""
    numbers = {
        i: int(found[1])
        for i, line in enumerate(lines)
        if i not in dropped and len(line.words) < 16 and (found := compiled(_PAGE_NUMBER).fullmatch(line.words))
    }
    beside = {i for i in numbers if _beside(i, dropped)}
    lonely = [i for i in numbers if i not in beside and not {i - 1, i + 1} & numbers.keys() and _in_prose(lines, i)]
    in_step = {
        at
        for before, after in zip([-1, *lonely], lonely, strict=False)
        for at in (before, after)
        if at >= 0 and before >= 0 and numbers[after] == numbers[before] + 1 and after - before >= _PAGE_LENGTH
    }
    alone = {i for i in lonely if _alone(lines, i, numbers[i])}
    return beside | in_step | alone


def _beside(i: int, dropped: set[int]) -> bool:
    return any(j in dropped for j in (i - 1, i + 1))


def _alone(lines: list[Line], i: int, number: int) -> bool:
    """A number between empty lines, early enough to be that of a page."""
    if not (lines[i].blank_before and i + 1 < len(lines) and lines[i + 1].blank_before and i):
        return False
    return 2 <= number <= 2 + i // _PAGE_LENGTH


def _in_prose(lines: list[Line], i: int) -> bool:
    """Sentences stand around the number, not the cells of a table."""
    return max(len(line.words) for line in lines[max(0, i - 1) : i + 2]) > _PROSE_LENGTH
