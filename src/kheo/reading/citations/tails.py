"""Looking right from a number or name: date, issuer and term."""

from __future__ import annotations

from typing import NamedTuple

from kheo.reading.citations.bodies import ISSUER, issuer_end
from kheo.reading.model import Span
from kheo.reading.rules import compiled
from kheo.text.dates import date_at, find_dates

TITLE_REACH = 700
"""How far a title may run, in characters."""

_DATE_LEAD = (
    r"(?:,? ?\(?,? ?(?:(?:ban hành|ký|được ban hành) )?)(?=ngày|NGÀY|Ngày)|,? ?(?=\d{1,2}[/.-]\d{1,2}[/.-]\d{4})"
)
_TERM = r",? ?\(?((?:[Kk]h[oó][aáà]|KH[OÓ][AÁ]) (?:[IVXL]{1,5}|\d{1,2}))(?!\w)\)?"


class Tail(NamedTuple):
    """What stands right of a number or name; `end` is where it ends."""

    end: int
    core_end: int
    date: str | None = None
    issuer: str | None = None
    issuer_term: str | None = None
    title_span: Span | None = None


def paragraph_end(words: str, start: int) -> int:
    """The end of the paragraph around `start`, or of the longest stretch that a citation may take up."""
    limit = min(len(words), start + TITLE_REACH + 300)
    end = words.find("\n", start, limit)
    return end if end >= 0 else limit


def tail_after(words: str, end: int, limit: int, *, noisy: bool = False, issued: bool = True) -> Tail:
    """Date and, where `issued`, issuer and term after `end`, not beyond `limit`."""
    tail = _dated(words, Tail(end, end), limit, noisy)
    if issued:
        tail = _issued(words, tail, limit, noisy)
    if tail.date is None and tail.issuer is not None:
        later = _dated(words, tail, limit, noisy)
        if later.date is not None:
            tail = later._replace(core_end=tail.core_end)
    return tail


def _dated(words: str, tail: Tail, limit: int, noisy: bool) -> Tail:
    lead = compiled(_DATE_LEAD).match(words, tail.end, limit)
    if lead is None:
        return tail
    date = date_at(words, lead.end())
    if date is None and noisy:
        date = next(find_dates(words, lead.end(), min(limit, lead.end() + 40), noisy=True), None)
        if date is not None and date.start != lead.end():
            return tail
    if date is None or date.end > limit:
        return tail
    if date.iso is None:
        return tail._replace(end=date.end) if date.rule == "date.blank" else tail
    end = date.end
    if "(" in lead[0] and words[end : end + 1] == ")":
        end += 1
    return tail._replace(end=end, core_end=end, date=date.iso)


def _issued(words: str, tail: Tail, limit: int, noisy: bool) -> Tail:
    of = ISSUER.regex.match(words, tail.end, limit)
    if of is None:
        return _termed(words, tail, limit)
    end = issuer_end(words, of.end(), limit, noisy=noisy)
    if end is None:
        return tail
    return _termed(words, tail._replace(end=end, issuer=words[of.end() : end]), limit)


def _termed(words: str, tail: Tail, limit: int) -> Tail:
    term = compiled(_TERM).match(words, tail.end, min(limit, tail.end + 24))
    return tail._replace(end=term.end(), issuer_term=term[1]) if term else tail


_LEAD = r"(?:^|[.;:“(\n]) ?(?:[-–+*] ?)?(?:Trước đó, |Tiếp theo,? )?(?=[Nn]gày \d)|(?:Tiếp theo|Trước đó),? (?=ngày \d)"
_ISSUED = r",? ([A-ZĐ][^.;:\n“]{2,70}?) (?:đã |tiếp tục |cũng |vừa ){0,2}(?:có|ban hành|ký ban hành|ký|gửi)(?: các)? $"
_BEFORE = 130


def dated_before(words: str, start: int) -> tuple[str, str] | None:
    """Date and issuer said before a citation: `Ngày 19/12/2013 Tổng cục Thuế đã có công điện số …`."""
    if not words.startswith(("có ", "hành ", "ký ", "gửi ", "các "), words.rfind(" ", 0, max(0, start - 1)) + 1):
        return None
    low = max(0, start - _BEFORE)
    for lead in compiled(_LEAD).finditer(words, low, start):
        date = date_at(words, lead.end())
        issued = compiled(_ISSUED).match(words, date.end, start) if date and date.iso else None
        if date and date.iso and issued:
            return date.iso, issued[1]
    return None
