"""The time that a heading, a phase or an introduction states for all that stands below it.

`Giai đoạn 1 (từ ngày … đến ngày …)`, `Trước bầu cử: từ nay đến ngày bầu cử`, `Đợt 2 (01/02/2026 - 14/3/2026)`: the end
of the phase is the due date of each order in it. A range of years bounds a matter and is no phase.
"""

from __future__ import annotations

from kheo.reading.model import Due, Span
from kheo.reading.obligations.deadline import due_of_date, find_due, printed_date
from kheo.reading.obligations.view import View

_RANGE = (
    r"(?<!\w)từ (?:nay|sau khi|(?:ngày |tháng |quý |đầu |cuối |giữa |khi |sau |\d)[^;.:()\n]{0,60}?)"
    r",? (?:cho )?(?:đến|tới) (?:(?:hết|trước|cuối) ){0,2}"
)
_DASH = r"(?<![\d/.])\d{1,2}[/.]\d{1,2}(?:[/.]\d{4})? ?[-–—] ?(?:ngày )?"
_EVENT = r"(?:ngày|khi|lúc|thời điểm|kỳ|lễ|cuộc|bầu cử) (?!\d)[^,;.:()\n]{3,60}"
_STAGE = r"\W*(?:giai đoạn|đợt|bước|từ ngày|trước|sau|trong|thời gian|thời hạn|tuần)(?!\w)"
"""What begins with one of these is itself a phase."""
_ENDS = r"(?<!\w)(?:hoàn thành|thời gian|thời hạn|tiến độ)(?!\w)"
_LONGEST = 260


def phase_due(view: View, title: Span) -> Due | None:
    """When the phase ends that a title names; None where it names none.

    A range counts where the title is the phase, or has it in brackets, behind a colon or at its end by two days;
    `nhiệm vụ từ nay đến hết nhiệm kỳ` says what a part is about.
    """
    start, stop = title
    if stop - start > _LONGEST:
        return None
    found = range_end(view, title)
    if found is not None:
        staged = view.quoted.match(view.cue(_STAGE), start, stop) is not None
        set_off = view.quoted.text(start, found.span[0]).rstrip(" ").endswith(("(", ":"))
        last = not view.quoted.text(found.span[1], stop).strip(" .:;)")
        by_days = found.date is not None and last and view.quoted.match(view.cue(r"từ ngày \d"), found.span[0], stop)
        return found if staged or set_off or by_days else None
    done = view.quoted.search(view.cue(_ENDS), start, stop) is not None
    due = find_due(view, title) if done else None
    return due if due is not None and due.rule in ("deadline.before-day", "deadline.month") else None


def range_end(view: View, span: Span) -> Due | None:
    """The end of the first range of days in a span: `từ ngày … đến ngày …`, `từ nay đến khi …`, `15/12 - 31/12/2026`.

    The span of what is found is that of the whole range.
    """
    for pattern, literal in ((_RANGE, "từ "), (_DASH, "/")):
        if view.quoted.find(view.key(literal), *span) < 0:
            continue
        for found in view.quoted.finditer(view.cue(pattern), *span):
            due = _end_at(view, found.start(), found.end(), span)
            if due is not None:
                return due
    return None


def bracketed_range(view: View, span: Span) -> Due | None:
    """The end of a range of days that an order states in brackets: `Kiểm tra … (từ ngày … đến ngày …)`."""
    opened = view.quoted.find("(", *span)
    while opened >= 0:
        closed = view.quoted.find(")", opened, min(span[1], opened + _LONGEST))
        if closed < 0:
            return None
        due = range_end(view, (opened, closed))
        if due is not None:
            return due
        opened = view.quoted.find("(", closed, span[1])
    return None


def _end_at(view: View, start: int, at: int, within: Span) -> Due | None:
    date = printed_date(view, at, within[1])
    if date is not None:
        bounded = date.day is not None or date.month is not None or date.quarter is not None
        return due_of_date(view, date, (start, date.end), within) if bounded else None
    event = view.quoted.match(view.cue(_EVENT), at, within[1])
    return _relative(view, (start, event.end())) if event else None


def _relative(view: View, span: Span) -> Due:
    span = view.trimmed(span)
    return Due(span, "deadline.phase", relative=" ".join(view.words[slice(*span)].split()))
