"""Written dates, in every form that official documents use. The day comes first, always.

Texts are NFC. Any white space counts as a blank, so a date may run over a line end. Nothing is guessed: what is not
printed is None, and a year of two digits is no year.

Rules: `date.words` (ngày 05 tháng 3 năm 2020; the year may be missing), `date.numeric` (05/3/2020, ngày 15/11),
`date.blank` (ngày … tháng … năm 2026), `date.month` (tháng 6/2026), `date.quarter` (quý IV/2026), `date.year`
(năm 2026); with `bare` also `date.day-month` (15/11), `date.month` (6/2026, tháng 6), `date.day` (ngày 15),
`date.words` (25 tháng 11), `date.quarter` (quý 4); with `noisy` also `date.noisy` (ngày O5 tháng l2 năm 2O25).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from kheo.text.folding import plain
from kheo.text.numerals import NUMBER_WORD, roman_to_int, words_to_int
from kheo.text.patterns import compiled


class WrittenDate(NamedTuple):
    """A date as written: its span in the text, and what it says.

    `day`, `month` and `year` are the printed numbers, even where there is no such day (31/2).
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    rule: str
    quarter: int | None = None

    @property
    def iso(self) -> str | None:
        """The day as ISO 8601; None where a part is missing or the calendar has no such day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return dt.date(self.year, self.month, self.day).isoformat()
        except ValueError:
            return None


def find_dates(
    text: str, start: int = 0, end: int | None = None, *, bare: bool = False, noisy: bool = False
) -> Iterator[WrittenDate]:
    """All dates between `start` and `end`, in order, none inside another.

    `bare` takes also what only its surroundings make a date (15/11 may be a ratio or a number, ngày 15 part of a
    count); `noisy` takes what text recognition makes of dates, leaving None for a number that it cannot tell.
    """
    stop = len(text) if end is None else end
    scanned = plain(text) if noisy else text
    triggers = compiled(_TRIGGER_PLAIN if noisy else _TRIGGER)
    while trigger := triggers.search(scanned, start, stop):
        date = _at(text, trigger.start(), stop, bare=bare)
        if noisy and (date is None or date.iso is None):
            date = max(date, _noisy_at(text, scanned, trigger.start(), stop), key=_known_parts)
        if date:
            yield date
        start = date.end if date else trigger.start() + 1


def date_at(text: str, pos: int, *, bare: bool = False) -> WrittenDate | None:
    """The date that begins exactly at `pos`; None where none does. `bare` as in `find_dates`."""
    if pos < len(text) and text[pos] in "nNmMtTqQ0123456789":
        return _at(text, pos, len(text), bare=bare)
    return None


# A class of single characters in front keeps the search quick; the first word decides which patterns are tried.
_TRIGGER = (
    r"[nNmMtTqQ\d](?:gày|ăm|háng|uý|úy|ùng|ồng|GÀY|ĂM|HÁNG|UÝ|ÚY|ÙNG|ỒNG"
    r"|\d{0,3}(?=\s{0,6}(?:[/.\-–⁄]|[tT]háng|THÁNG)))"
)
_TRIGGER_PLAIN = r"[nmtq\d](?:gay|am|hang|uy|ung|ong|\d{0,3}(?=\s{0,6}(?:[/.\-–⁄]|thang)))"

_S = r"\s{0,6}"
_DAY_WORD = (
    r"ba\s{1,6}mươi(?:\s{1,6}mốt)?|hai\s{1,6}mươi(?:\s{1,6}\w{2,4})?|mười(?:\s{1,6}\w{2,4})?"
    r"|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín"
)
_MONTH_WORD = r"giêng|chạp|mười\s{1,6}một|mười\s{1,6}hai|mười|một|hai|ba|bốn|tư|năm|sáu|bảy|tám|chín"
_DAY = rf"(?P<day>\d{{1,2}}(?!\d)|{_DAY_WORD})"
_MONTH = rf"(?P<month>\d{{1,2}}(?!\d)|(?:{_MONTH_WORD})(?!\w))"
_YEAR = r"(?P<year>[12]\d{3})(?!\d)"
_YEAR_WORDS = rf"(?P<year_words>(?:một|hai)\s{{1,6}}(?:nghìn|ngàn)(?:\s{{1,6}}{NUMBER_WORD}){{1,6}})(?!\w)"
_ANY_YEAR = rf"(?:{_YEAR}|{_YEAR_WORDS})"
_TO_YEAR = rf"{_S},?{_S}(?:của{_S})?năm{_S}"
_ON_DAY = rf"(?:ngày{_S}(?:m[ùồ]ng{_S})?|m[ùồ]ng{_S})"
_D, _M = r"(?P<day>\d{1,2})", r"(?P<month>\d{1,2})"
_REAL_D, _REAL_M = r"(?P<day>0?[1-9]|[12]\d|3[01])", r"(?P<month>0?[1-9]|1[0-2])"

# What stands where nothing has been filled in yet; dots or a rule must show it where not even the year is printed.
_GAP = r"[\s.…_\-–—]{0,60}"
_GAP_D, _GAP_M = rf"{_GAP}(?:{_D}{_S})?", rf"{_GAP}(?:{_M}{_S})?"
_LEADER = r"\d{0,3}(?:…|\.{2,}|_)[.…_]{0,60}"
_GAP_YEAR = rf"(?:{_GAP}{_YEAR}|[ ]{{0,6}}{_LEADER})?"

_Patterns = tuple[tuple[str, str], ...]

_FROM_DAY: _Patterns = (
    ("date.words", rf"{_ON_DAY}{_DAY}{_S},?{_S}tháng{_S}{_MONTH}(?:{_TO_YEAR}(?:{_ANY_YEAR}|{_LEADER}))?"),
    ("date.numeric", rf"ngày{_S}{_D}{_S}(?P<mark>[/.\-–⁄]){_S}{_M}{_S}(?P=mark){_S}{_YEAR}"),
    (
        "date.numeric",
        rf"{_ON_DAY}{_D}{_S}[/⁄]{_S}{_M}(?:[/⁄]\d\d|{_S}năm{_S}{_YEAR})?(?!\d|[/.\-–⁄]\s?\d)",
    ),
    ("date.numeric", rf"ngày[ ]{{0,3}}{_D}\.{_M}(?!\d|[/.\-–⁄]\s?\d)"),
    ("date.blank", rf"ngày{_GAP_D}tháng{_GAP_M}năm{_GAP_YEAR}"),
    ("date.blank", rf"ngày{_GAP_D}/{_GAP_M}/{_GAP_YEAR}"),
    ("date.words", rf"m[ùồ]ng{_S}{_DAY}(?!\w)"),
)
_FROM_MONTH: _Patterns = (
    ("date.month", rf"tháng{_S}{_M}(?:{_TO_YEAR}|{_S}[/.\-–⁄]{_S}){_YEAR}"),
    ("date.month", rf"tháng{_S}{_MONTH}{_TO_YEAR}{_ANY_YEAR}"),
)
_QUARTER = r"(?:quý|qúy)\s{0,6}(?P<quarter>(?-i:IV|I{1,3})(?!\w)"
_FROM_QUARTER: _Patterns = (
    ("date.quarter", rf"{_QUARTER}|[1-4]|một|hai|ba|bốn|tư)(?:{_TO_YEAR}|{_S}[/\-–⁄]{_S}){_YEAR}"),
    ("date.quarter", rf"{_QUARTER})"),
)
# A period (2021 - 2025) is not a year.
_FROM_YEAR: _Patterns = (("date.year", rf"năm{_S}{_YEAR}(?!{_S}[\-–—]{_S}\d{{4}})"),)
_FROM_DIGIT: _Patterns = (
    ("date.numeric", rf"(?<![\d/])(?<!\d\.){_REAL_D}/\s{{0,3}}{_REAL_M}/\s{{0,3}}{_YEAR}(?!/\w)"),
    ("date.numeric", rf"(?<![\w./\-]){_REAL_D}(?P<mark>[.\-–]){_REAL_M}(?P=mark){_YEAR}(?![.\-–/]\w)"),
    ("date.numeric", r"(?<![\w./\-])(?P<year>[12]\d{3})-(?P<month>0[1-9]|1[0-2])-(?P<day>\d\d)(?![\w/\-])"),
    ("date.words", rf"(?<![\d./,]){_D}{_S}tháng{_S}{_M}{_TO_YEAR}{_YEAR}"),
)
_BARE: dict[str, _Patterns] = {
    "n": (("date.day", rf"ngày[ ]?{_D}(?!\w)"),),
    "t": (("date.month", rf"tháng[ ]?{_M}(?!\w)"),),
    "q": (("date.quarter", r"(?:quý|qúy)[ ]?(?P<quarter>[1-4])(?!\w)"),),
    "d": (
        ("date.words", rf"(?<![\d./,]){_REAL_D}{_S}tháng{_S}{_REAL_M}(?!\w)"),
        ("date.day-month", rf"(?<![\w/.,]){_REAL_D}/{_REAL_M}(?!\w|/\w)"),
        ("date.month", rf"(?<![\w/.,]){_REAL_M}/{_YEAR}(?![/\w]|-\w)"),
    ),
}
_BY_FIRST: dict[str, _Patterns] = {
    "n": _FROM_DAY + _FROM_YEAR,
    "m": _FROM_DAY,
    "t": _FROM_MONTH,
    "q": _FROM_QUARTER,
    "d": _FROM_DIGIT,
}


def _at(text: str, pos: int, stop: int, *, bare: bool) -> WrittenDate | None:
    first = "d" if text[pos].isdecimal() else text[pos].lower()
    for rule, pattern in _BY_FIRST.get(first, ()) + (_BARE.get(first, ()) if bare else ()):
        match = compiled(pattern, re.IGNORECASE).match(text, pos, stop)
        date = _written(rule, match) if match else None
        if date:
            return date
    return None


def _written(rule: str, match: re.Match[str]) -> WrittenDate | None:
    printed = match.groupdict()
    numbers = {name: _number(text) for name, text in printed.items() if text and name != "mark"}
    if None in numbers.values():
        return None
    year = numbers.get("year") or numbers.get("year_words")
    if rule == "date.blank" and year is None and compiled(r"…|\.\.|_").search(match[0]) is None:
        return None
    return WrittenDate(*match.span(), year, numbers.get("month"), numbers.get("day"), rule, numbers.get("quarter"))


def _number(printed: str) -> int | None:
    if printed.isdecimal():
        return int(printed)
    word = " ".join(printed.lower().split())
    return {"giêng": 1, "chạp": 12, "tư": 4}.get(word) or words_to_int(word) or roman_to_int(printed)


_SPOILT_DIGITS = str.maketrans("OoQDIlÌì|!]ZzSsB", "0000111111122558")
_SPOILT: tuple[str, ...] = (
    r"ngay\s{0,3}(?P<day>\S{0,3}?)\s{0,3}thang\s{0,3}(?P<month>\S{0,3}?)\s{0,3}ng?am\s{0,3}(?P<year>[12zil|]\S{3})(?!\w)",
    r"ngay\s{0,3}(?P<day>[^\s/]{1,2})/(?P<month>[^\s/]{1,2})/(?P<year>[12zil|]\S{3})(?!\w)",
)


def _noisy_at(text: str, folded: str, pos: int, stop: int) -> WrittenDate | None:
    """A date spoilt by text recognition; its words are compared without diacritics, its numbers read off the text."""
    for pattern in _SPOILT:
        if match := compiled(pattern).match(folded, pos, stop):
            day, month, year = (_spoilt_number(text[slice(*match.span(name))]) for name in ("day", "month", "year"))
            return WrittenDate(*match.span(), year, month, day, "date.noisy")
    return None


def _spoilt_number(printed: str) -> int | None:
    digits = printed.translate(_SPOILT_DIGITS)
    return int(digits) if digits.isascii() and digits.isdecimal() else None


def _known_parts(date: WrittenDate | None) -> tuple[int, bool]:
    if date is None:
        return -1, False
    return 3 - (date.year, date.month, date.day).count(None), date.iso is not None
