"""Printed deadlines: a day, a month, a quarter, a year, a term from an event, a day that comes round every year.

Nothing is guessed. A date without a printed year stays words (`relative`); a horizon (`đến năm 2030`), urgency
(`khẩn trương`, `sớm`) and `trong thời gian tới` are no deadlines.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from kheo.reading.model import Due, Span
from kheo.reading.obligations.period import cycle_near
from kheo.reading.obligations.quoted import BLANK, Found
from kheo.reading.obligations.view import View
from kheo.text import WrittenDate, date_at, find_dates

_BEFORE = "trước|chậm nhất|muộn nhất|không muộn hơn|đến hết|hết|xong|hạn cuối|thời hạn"
_WITHIN = "trong|cuối|vào"
_DONE = "hoàn thành"
_LEAD = (
    rf"(?<!\w)({_BEFORE}|{_WITHIN}|{_DONE}|đến)"
    r"(?:(?: dứt điểm)?(?: xong)?(?: hoặc)?(?: là| vào| đến| trước| trong| khoảng| hết| cuối|:){0,3})[ \n]"
    r"(?:\d{1,2} ?(?:giờ|h|g)(?: ?\d{2})?(?: phút)?,? ?(?:hết )?)?"
)
_NUMBER = (
    r"(?:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mười lăm|hai mươi|ba mươi|ba)(?: ?\(\w{1,12}(?: \w{1,8})?\))?"
)
_UNIT = "(?:ngày làm việc|ngày|tháng|giờ|tuần|năm|phút)"
_EVENT = (
    r"(?:kể từ|tính từ|sau khi|từ khi|từ ngày|trước ngày|trước khi|sau ngày|khi nhận|khi có|sau thời điểm"
    r"|trước kỳ|đối với)"
)
_TERM = (
    rf"(?<!\w)(?:(?:trong (?:thời hạn|vòng|thời gian)|chậm nhất(?: là)?(?: sau| trong(?: vòng)?)?|không quá"
    rf"|muộn nhất(?: là)?(?: sau)?) {_NUMBER} {_UNIT}(?!\w)"
    rf"|(?:trong|sau|ít nhất|tối đa|trước) {_NUMBER} {_UNIT}(?!\w)(?= (?:làm việc,? ?)?{_EVENT}))"
    rf"(?:,? ?(?:làm việc,? )?{_EVENT}[^,;.\n]{{0,120}})?"
)
_AT_ONCE = (
    r"(?<!\w)ngay (?:sau )?khi [^,;.\n]{3,80}|(?<!\w)sau khi nhận được [^,;.\n]{1,80}"
    r"|(?<!\w)chậm nhất (?:là )?(?:trong )?ngày làm việc (?:tiếp theo|liền kề|sau)[^,;.\n]{0,80}"
)
_HALF = r"(?:06|6|sáu) tháng (đầu|cuối) năm(?: (\d{4}))?"
_YEAR_PART = r"(cuối|giữa|đầu) năm (\d{4})"
_QUARTERS = (
    r"(?<!\w)quý (?:iv|i{1,3})(?:(?:,| và|-| -) ?(?:quý )?(?:iv|i{1,3})){0,2}(?:,| và|-| -) ?(?:quý )?(iv|i{1,3})"
    r"(?:/| năm )(\d{4})"
)
_QUARTER_ENDS = {"i": "03-31", "ii": "06-30", "iii": "09-30", "iv": "12-31"}
_AND_DAY = r",? (?:và|hoặc) (?:trước )?(?:ngày )?(\d{1,2})[/.-](\d{1,2})(?![/\d])"
_TAIL = r"[ .;,)/\n]{0,9}(?:\([^()]{0,160}\)?[ .;,/\n]{0,9})?"
"""Behind the last date of an order there is nothing more, or only a bracket (`kèm theo Phụ lục II`)."""
_OTHER_SCOPE = r"(?:tính|số liệu|kể|chốt|lũy kế|từ nay|nhiệm vụ|phát sinh|triển khai) $"


class _Lead(NamedTuple):
    """A word that may begin a deadline, and the date behind it."""

    word: str
    start: int
    date: WrittenDate


def find_due(view: View, span: Span) -> Due | None:
    """The first printed deadline inside a span; None where none is printed."""
    start, stop = span
    if not view.quoted.search(view.cue(rf"(?:{_BEFORE}|{_WITHIN}|{_DONE}|sau|đến|không quá|khi nhận)"), start, stop):
        return None
    weaker: Due | None = None
    for due in _candidates(view, start, stop):
        if due.rule in ("deadline.before-day", "deadline.recurring-day"):
            return due
        weaker = weaker or due
    return weaker


def stated_due(view: View, span: Span) -> Due | None:
    """The deadline in the words behind `Thời gian thực hiện:`, where the label says what the date is for."""
    found = find_due(view, span)
    if found or view.quoted.search(view.cue("tiếp theo|thường xuyên"), *span):
        return found
    if part := _part_of_year(view, span):
        return part
    dates = list(find_dates(view.words, *span, bare=True, noisy=view.noisy))
    dates = [date for date in dates if view.quoted.text(date.start, date.start + 1) != BLANK]
    if not dates:
        return None
    last = dates[-1]
    if view.quoted.search(view.cue(r"(?<!\w)(?:từ|kể từ)(?: ngày)? ?$"), span[0], last.start):
        return None
    return due_of_date(view, last, (dates[0].start, last.end), span)


def _part_of_year(view: View, span: Span) -> Due | None:
    """What may stand behind a label or in a column without more: `6 tháng đầu năm 2027`, `Quý II, III/2027`, `2027`."""
    if half := view.quoted.search(view.cue(_HALF), *span):
        return _of_half(view, half.span(), half)
    if part := view.quoted.search(view.cue(_YEAR_PART), *span):
        return _of_year_part(view, part)
    if quarters := view.quoted.search(view.cue(_QUARTERS), *span):
        last = _QUARTER_ENDS[quarters[1]]
        return Due(quarters.span(), "deadline.quarter", date=f"{quarters[2]}-{last}")
    start, stop = view.trimmed(span)
    if year := view.quoted.fullmatch(view.cue(r"20\d\d"), start, stop):
        return Due((start, stop), "deadline.year", date=f"{year[0]}-12-31")
    return None


def _candidates(view: View, start: int, stop: int) -> Iterator[Due]:
    yield from _of_leads(view, start, stop)
    for pattern, rule in ((_TERM, "deadline.term"), (_AT_ONCE, "deadline.at-once")):
        for found in view.quoted.finditer(view.cue(pattern), start, stop):
            span = view.trimmed(found.span())
            yield Due(span, rule, relative=_printed(view, span))


def _of_leads(view: View, start: int, stop: int) -> Iterator[Due]:
    for found in view.quoted.finditer(view.cue(_LEAD), start, stop):
        at = found.end()
        if half := view.quoted.match(view.cue(_HALF), at, stop):
            yield _of_half(view, (found.start(), half.end()), half)
            continue
        tail = view.quoted.match(view.cue(_YEAR_PART), found.start(), stop)
        if tail:
            yield _of_year_part(view, tail)
            continue
        date = printed_date(view, at, stop)
        if date is None:
            continue
        word = found[1]
        span = (found.start(), date.end)
        if _meant(view, word, date, span, (start, stop)):
            due = _of_date(view, word, date, span, (start, stop))
            if due:
                yield due


def printed_date(view: View, at: int, stop: int) -> WrittenDate | None:
    """The date that begins at a place; of a scan, or a blank behind it."""
    if view.noisy:
        date = next(find_dates(view.words, at, min(stop, at + 40), bare=True, noisy=True), None)
        return date if date and date.start - at <= 1 else None
    date = date_at(view.words, at, bare=True)
    return date if date and date.end <= stop else None


def due_of_date(view: View, date: WrittenDate, span: Span, within: Span) -> Due | None:
    """The deadline that a date is by its place: the end of a range, the words behind a label."""
    return _of_date(view, view.key("hoàn thành"), date, span, within)


def _meant(view: View, word: str, date: WrittenDate, span: Span, within: Span) -> bool:
    """Whether the words around say that the date ends a task, and not that it bounds a matter."""
    before = view.quoted.text(max(within[0], span[0] - 70), span[0])
    after = view.quoted.text(date.end, date.end + 40)
    done = view.cue("hoàn thành|xong|thời gian|thời hạn|kéo dài")
    if view.cue(_OTHER_SCOPE).search(before) and not done.search(before[-14:]):
        return False
    if word == view.key("đến"):
        return date.day is not None and bool(done.search(before) or done.search(after[:25]))
    if word in (view.key("vào"), view.key("cuối")):
        return bool(done.search(before[-14:]))
    if word == view.key("trong") and date.day is None and date.month is None and date.quarter is None:
        ends = view.quoted.fullmatch(view.cue(_TAIL), date.end, within[1]) is not None
        begins = not view.quoted.text(within[0], span[0]).strip()
        return bool(done.search(before[-14:])) or ends or begins
    return not (word == view.key("hết") and date.day is None and date.month is None and not done.search(before))


def _of_date(view: View, word: str, date: WrittenDate, span: Span, within: Span) -> Due | None:
    if date.rule == "date.blank":
        return None
    if date.year is not None:
        day = _last_day(date, before=word == view.key("trước"))
        return Due(span, _rule_of(date), date=day) if day else None
    cycle = cycle_near(view, date.end, within)
    if cycle and (date.day is not None):
        code, end = cycle
        days = [_day_code(code, date.day, date.month)]
        if more := view.quoted.match(view.cue(_AND_DAY), date.end, within[1]):
            days.append(_day_code(code, int(more[1]), int(more[2])))
            end = max(end, more.end())
        return Due((span[0], max(span[1], end)), "deadline.recurring-day", recurring=f"{code}:{','.join(days)}")
    if date.day is None and date.quarter is None and date.month is None:
        return None
    return Due(span, "deadline.yearless", relative=_printed(view, span))


def _day_code(cycle: str, day: int, month: int | None) -> str:
    return f"{month:02d}-{day:02d}" if cycle == "year" and month else f"{day:02d}"


def _last_day(date: WrittenDate, *, before: bool) -> str | None:
    """The day by which it must be done: of a month, quarter or year the last; `trước tháng 6` ends with May."""
    if date.day is not None:
        return date.iso
    year = date.year or 0
    try:
        if date.month is not None or date.quarter is not None:
            first = date.month if date.month is not None else 3 * (date.quarter or 1) - 2
            after = first if before else (first + 1 if date.month is not None else first + 3)
            start = dt.date(year + (after - 1) // 12, (after - 1) % 12 + 1, 1)
            return (start - dt.timedelta(days=1)).isoformat()
        return dt.date(year - 1 if before else year, 12, 31).isoformat()
    except ValueError:
        return None


def _rule_of(date: WrittenDate) -> str:
    if date.day is not None:
        return "deadline.before-day"
    if date.month is not None:
        return "deadline.month"
    return "deadline.quarter" if date.quarter is not None else "deadline.year"


def _of_half(view: View, span: Span, half: Found) -> Due:
    if half[2] is None:
        return Due(span, "deadline.yearless", relative=_printed(view, span))
    day = "06-30" if half[1] == view.key("đầu") else "12-31"
    return Due(span, "deadline.half-year", date=f"{half[2]}-{day}")


def _of_year_part(view: View, found: Found) -> Due:
    days = {view.key("cuối"): "12-31", view.key("giữa"): "06-30", view.key("đầu"): "01-31"}
    return Due(found.span(), "deadline.half-year", date=f"{found[2]}-{days[found[1]]}")


def _printed(view: View, span: Span) -> str:
    return " ".join(view.words[slice(*span)].split())
