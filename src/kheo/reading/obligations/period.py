"""Printed cycles: every year, every quarter, twice a year (hằng năm, định kỳ 6 tháng)."""

from __future__ import annotations

from kheo.reading.model import Period, Span
from kheo.reading.obligations.view import View

_UNITS = {"năm": "year", "quý": "quarter", "tháng": "month", "tuần": "week", "ngày": "day"}
_EACH = r"(?<!\w)(?:hằng|hàng|mỗi|từng) (năm|quý|tháng|tuần|ngày)(?!\w)"
_MONTHS = (
    r"(?<!\w)(?:định kỳ |mỗi )(?:hằng |hàng |là |\()?(\d{1,2}|sáu|ba) tháng(?!\w)|(?<!\w)(\d{1,2}|sáu"
    r"|ba) tháng(?:/| (?:một|1|01|\/) ?)lần"
)
_REGULAR = r"(?<!\w)định kỳ(?: theo)? (?:hằng |hàng |mỗi )?(năm|quý|tháng|tuần|ngày)(?!\w)"
_ONCE = r"(?<!\w)(?:mỗi |một |1 |01 )?(năm|quý|tháng|tuần|ngày)(?:/| (?:một|1|01) )lần(?!\w)"
_BARE = r"(?<!\w)định kỳ(?!\w)"
_REVIEWS = (
    r"(?:,? ?(?:và )?(?:sơ kết|tổng kết|6 tháng|06 tháng|quý|năm|tháng|hằng quý|hằng năm|hàng quý|hàng năm"
    r"|hằng tháng|hàng tháng|đột xuất|giai đoạn)(?: và tổng kết)?(?!\w)){1,4}"
)
_OF_QUARTER = r"(?:,? ?(?:của )?(?:tháng )?(?:cuối|đầu tiên của|đầu)(?: của)?(?: mỗi| từng| hằng| hàng)? quý)"
_MATTER = r"(?:ngân sách|dự toán|kinh phí|định mức|chi thường xuyên|vốn|thu chi)(?: \w{1,7}){0,2} $"
"""Behind these a cycle tells of money and not of the order."""


def find_period(view: View, span: Span) -> Period | None:
    """The first printed cycle of an order; a cycle that qualifies money or a plan (`kế hoạch hằng năm`) is none."""
    start, stop = span
    if view.quoted.search(view.cue("định kỳ|hằng |hàng |mỗi |từng | lần|/lần"), start, stop) is None:
        return None
    bare: Period | None = None
    for pattern, rule in (
        (_MONTHS, "period.months"),
        (_REGULAR, "period.regular"),
        (_EACH, "period.each"),
        (_ONCE, "period.once-in"),
        (_BARE, "period.unnamed"),
    ):
        for found in view.quoted.finditer(view.cue(pattern), start, stop):
            before = view.quoted.text(max(start, found.start() - 40), found.start())
            if view.cue(_MATTER).search(before):
                continue
            more = view.quoted.match(view.cue(_REVIEWS), found.end(), stop)
            whole = (found.start(), more.end() if more else found.end())
            unit = next((group for group in found.groups() if group), None) if found.match.re.groups else None
            period = Period(whole, rule, _cycle(view, unit, months=rule == "period.months"))
            if period.cycle:
                return period
            bare = bare or period
    return bare


def cycle_near(view: View, pos: int, within: Span) -> tuple[str, int] | None:
    """The cycle printed right behind a day (`ngày 15/11 hằng năm`), else elsewhere in the order; with its end."""
    window = (pos, min(within[1], pos + 60))
    if found := view.quoted.match(view.cue(_OF_QUARTER), *window):
        return "quarter", found.end()
    each = view.cue(_EACH)
    if found := view.quoted.search(each, *window):
        return _cycle(view, found[1], months=False) or "year", found.end()
    regular = view.cue(f"{_EACH}|{_REGULAR}")
    if found := view.quoted.search(regular, max(within[0], pos - 200), pos):
        return _cycle(view, found[1] or found[2], months=False) or "year", pos
    return None


def _cycle(view: View, unit: str | None, *, months: bool) -> str | None:
    if unit is None:
        return None
    if not months:
        return next((code for word, code in _UNITS.items() if view.key(word) == unit), None)
    number = {view.key("sáu"): 6, view.key("ba"): 3}.get(unit) or (int(unit) if unit.isdecimal() else 0)
    return {6: "half-year", 3: "quarter", 1: "month", 12: "year"}.get(number, f"{number} months")
