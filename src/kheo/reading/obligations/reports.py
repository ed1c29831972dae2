"""Duties to report (chế độ báo cáo): whether an order is one, to whom, what."""

from __future__ import annotations

from kheo.reading.model import Span
from kheo.reading.obligations.bodies import body_at, find_predicate, name_span
from kheo.reading.obligations.clause import Clause
from kheo.reading.obligations.view import View

_REPORT = r"(?<!\w)(?:gửi (?:\w{1,8} ){0,3}báo cáo|báo cáo|gửi (?:\w{1,8} ){0,2}(?:kết quả|số liệu))(?!\w)"
_NO_REPORT = (
    r"(?<!\w)(?:vượt thẩm quyền|phê duyệt|xin ý kiến|cho ý kiến|những vấn đề|xem xét, quyết định"
    r"|quyết định|báo cáo viên)(?!\w)"
)
_RECEIVED = r"(?<!\w)(?:tiếp nhận|lồng ghép|thực hiện|nhận|thông qua|thẩm tra|xây dựng|soạn thảo|lập)$"
_TO = r"(?<!\w)(?:về|gửi|cho|với|lên|trình|báo cáo) "
_WHAT = r"(?<!\w)(?:kết quả|tình hình|tiến độ|số liệu|việc)(?!\w)[^,;.()\x02]{0,200}"


def report_verb(view: View, clause: Clause) -> Span | None:
    """The words `báo cáo`, `gửi báo cáo`, `gửi kết quả` where the action is made of them; None where it is not."""
    start, end = clause.predicate.led or clause.predicate.action
    stop = min(clause.span[1], end + 60)
    found = view.cue(_REPORT).search(view.mask, start, stop)
    if found is None or found.start() > end + 1:
        return None
    return found.span()


def reports(view: View, clause: Clause) -> bool:
    """Whether an order is to report on results; passing on opinions or asking for a decision is no report."""
    verb = report_verb(view, clause)
    if verb is None:
        return False
    start = (clause.predicate.led or clause.predicate.action)[0]
    before = view.mask[start : verb[0]].strip()
    if view.lexicon("NOUN_AFTER").covers(before) or view.cue(_RECEIVED).search(before):
        return False
    if view.cue(r"(?:khi|trường hợp|nếu) ").match(view.mask, *clause.span):
        return False
    return view.cue(_NO_REPORT).search(view.mask, clause.span[0], min(clause.span[1], verb[1] + 160)) is None


def report_to(view: View, clause: Clause) -> Span | None:
    """The body that the report goes to; None where it is not named."""
    verb = report_verb(view, clause)
    if verb is None:
        return None
    stop = min(clause.span[1], verb[1] + 500)
    at = view.skip(verb[1], stop)
    if body_at(view, at) is None:
        for found in view.cue(_TO).finditer(view.mask, verb[0], stop):
            if body_at(view, found.end()) is not None:
                at = found.end()
                break
        else:
            return None
    end = view.cue(
        r"[,;.()]|(?<!\w)(?:kết quả|tình hình|tiến độ|số liệu|trước|chậm nhất|để|những|việc|bằng|qua)(?!\w)"
    ).search(view.mask, at, stop)
    limit = end.start() if end else stop
    found_verb = find_predicate(view, at, limit)
    return name_span(view, at, found_verb[0] if found_verb else limit)


def report_what(view: View, clause: Clause) -> Span | None:
    """What is reported: `kết quả thực hiện`, `tình hình …`; None where the words do not say."""
    verb = report_verb(view, clause)
    if verb is None:
        return None
    found = view.cue(_WHAT).search(view.mask, verb[0], clause.span[1])
    if found is None:
        return None
    stop = view.cue(r"(?<!\w)(?:về|trước|chậm nhất|để|theo quy định|trong tháng|trong quý|hằng|hàng)(?!\w)").search(
        view.mask, found.start(), found.end()
    )
    return view.trimmed((found.start(), stop.start() if stop else found.end()))
