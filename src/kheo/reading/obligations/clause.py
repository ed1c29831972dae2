"""One stretch of a sentence into the orders that it holds."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from kheo.reading.model import Span
from kheo.reading.obligations import speaking
from kheo.reading.obligations.bodies import Subject, body_at, subject_at, verb_end
from kheo.reading.obligations.listed import split_names, start_of_list
from kheo.reading.obligations.predicate import Predicate, predicate_at
from kheo.reading.obligations.view import View

MOST_STARTS = 10
"""So many places of one stretch are tried as the beginning of a clause."""

_PURPOSE = (
    r"(?<!\w)(?:để|nhằm|góp phần|từ đó|qua đó|hướng tới|hướng đến|trong đó|bao gồm|với mục tiêu"
    r"|với phương châm|tạo sự|tạo tiền đề)(?!\w)"
)
_BREAK = r", | và |; |(?:…|\.\.\.) (?=\w)"
_REPORTS = r"(?:(?:gửi )?báo cáo|gửi|trình|hướng dẫn|thông tin|thông báo|tham mưu|đề xuất) "
_REPORTED = r"(?:kết quả|tình hình|bằng văn bản|về )"
_AND_THEN = r"(?:(?:định kỳ|kịp thời) )?(?:(?:gửi )?báo cáo|gửi|hướng dẫn|thông tin|thông báo) "
_SERIES = 30
"""Commas closer than this part the items of a series."""
_MARK = r"[,:]|(?= (?:do đó|vì vậy|do vậy) )|(?<!cơ) (?=(?:các|sở|ubnd|ủy ban|thủ trưởng|đơn vị|chủ) )"
_FURTHEST = 900
_LISTS = r"(?<!\w)(?:của|với|giữa|từ) ((?:các |những )?[^,]{1,60}), $"
_CONDITION = r"(?:trong )?(?:quá trình|nếu|khi|trường hợp)(?!\w)"
_TIME = (
    r"(?:trước|chậm nhất|muộn nhất|trong|đến|vào) (?:là |hết )?(?:ngày |tháng |quý )?[\divx][^,;]{0,30}?"
    r"(?:(?:hằng|hàng) (?:năm|quý|tháng|tuần)|/\d{4}|năm \d{4})(?= )"
)
"""A time before the verb, without a comma."""
_CONDITION_LIMIT = 220
"""Behind a condition the subject may follow without a comma, within so many characters."""
_BETWEEN = r"(?:trong|từ|thời gian|trên cơ sở|căn cứ|trước mắt|năm \d{4}|ngay)(?!\w)[^,;.:]{0,120}, "
"""A circumstance between the ordering word and the body: `đề nghị trong thời gian tới, các sở …`."""
_PAST = (
    r"(?<!\w)(?:đã|đang|vừa qua|thời gian qua|trong thời gian qua|những năm qua)(?!\w)(?! được giao"
    r"| được phê duyệt| được phân công| được duyệt| được cấp| được bố trí| ký| ban hành| đề ra| giao)"
)


class Clause(NamedTuple):
    """An order as its words say it; the names are those printed in the clause itself."""

    span: Span
    predicate: Predicate
    rule: str
    names: tuple[Span, ...] = ()
    duty: bool = False
    first: bool = True
    """It opens its stretch; what is split off behind a comma does not."""


class Told(NamedTuple):
    """A clause that tells a fact, grants a right or gives a reason."""

    span: Span
    rule: str
    names: tuple[Span, ...] = ()


def clauses_in(view: View, span: Span) -> list[Clause | Told]:
    """The orders of one stretch in reading order; empty where nothing in it may be one."""
    start, stop = view.trimmed(span)
    begin = _past_links(view, view.skip(start, stop, "“\"‘'"), stop)
    if _serves(view, begin):
        return [Told((start, stop), "exclude.result")]
    if view.at("STATED", begin) is not None:
        return [Told((start, stop), "exclude.view")]
    found = _first_clause(view, begin, stop)
    if found is None:
        return []
    if isinstance(found, Told):
        return [found]
    found = found._replace(span=(min(found.span[0], _with_circumstance(view, begin, found)), stop))
    return list(_with_followers(view, found, stop))


def _serves(view: View, pos: int) -> bool:
    """Whether the words that open here only say what an order is for, or what follows from it."""
    result = view.at("RESULTS", pos)
    return result is not None and (view.at("VERBS", pos) or 0) <= result and view.at("FRONTS", pos) is None


def _with_circumstance(view: View, begin: int, clause: Clause) -> int:
    """The order takes in the circumstance before it, unless an ordering word stands between."""
    return clause.span[0] if clause.rule in ("order.assign", "order.asked") else begin


def _past_links(view: View, pos: int, stop: int) -> int:
    for _ in range(4):
        end = view.at("LINKS", pos)
        if end is None or (view.at("VERBS", pos) or 0) > end:
            return pos
        pos = view.skip(end, stop, " ,:")
    return pos


def _first_clause(view: View, begin: int, stop: int) -> Clause | Told | None:
    asked = _asked_behind_purpose(view, begin, stop)
    if asked is not None:
        return asked
    for pos in _starts(view, begin, stop):
        found = clause_at(view, pos, stop)
        if isinstance(found, Clause) and pos > begin and _lists_bodies(view, begin, pos):
            return found._replace(names=found.names[-1:])
        if found is not None:
            return found
    return None


def _asked_behind_purpose(view: View, begin: int, stop: int) -> Clause | Told | None:
    """`Để …, theo chỉ đạo của Thủ tướng, …, yêu cầu Bộ … như sau:`: the ordering word outweighs what the aim names."""
    aim = view.cue(r"(?:để|nhằm)(?!\w)").match(view.mask, begin, stop)
    if aim is None or not view.mask[begin : stop + 2].rstrip().endswith(":"):
        return None
    for found in view.cue(r", (?=yêu cầu |đề nghị |giao )").finditer(view.mask, aim.end(), stop):
        ordered = _ordered(view, found.end(), stop)
        if ordered is not None:
            return ordered
    return None


def _lists_bodies(view: View, begin: int, pos: int) -> bool:
    """Whether a circumstance ends within a list of bodies: the last of them is the subject of what follows."""
    found = view.cue(_LISTS).search(view.mask, begin, pos)
    return found is not None and body_at(view, found.start(1)) is not None


def _starts(view: View, begin: int, stop: int) -> Iterator[int]:
    """Where the clause may begin: at once, behind a topic and its colon, behind a circumstance and its comma."""
    yield begin
    if timed := view.cue(_TIME).match(view.mask, begin, stop):
        yield view.skip(timed.end(), stop)
    condition = view.cue(_CONDITION).match(view.mask, begin) is not None
    tried = 0
    for mark in view.cue(_MARK).finditer(view.mask, begin, min(stop, begin + _FURTHEST)):
        if mark[0] == " " and not (condition and mark.start() - begin < _CONDITION_LIMIT):
            continue
        tried += 1
        if tried > MOST_STARTS:
            return
        pos = _past_links(view, view.skip(mark.end(), stop), stop)
        if view.at("ORDERING", pos) is not None or _may_begin(view, begin, pos, mark[0], condition=condition):
            yield pos if mark[0] != "," else start_of_list(view, (begin, mark.start()), pos)


def _may_begin(view: View, begin: int, pos: int, mark: str, *, condition: bool) -> bool:
    """Whether what stands before a mark is a circumstance, and what stands behind it may be the clause."""
    if mark == "," and view.at("FRONTS", begin) is None:
        return False
    if not condition and view.cue(r"(?<!\w)(?:đã|đang)(?!\w)").search(view.mask, begin, pos) is not None:
        return False
    purpose = view.cue(r"(?:để|nhằm)(?!\w)").match(view.mask, begin) is not None
    return not (purpose and mark == "," and view.at("VERBS", pos) is not None and body_at(view, pos) is None)


def clause_at(view: View, pos: int, stop: int) -> Clause | Told | None:
    """The clause that begins exactly at `pos`; None where none does."""
    ordered = _ordered(view, pos, stop)
    if ordered is not None:
        return ordered
    met = speaking.behind_meeting(view, pos, stop)
    laid = _laid(view, met, stop) or _laid_on_nobody(view, met, stop) if met is not None else None
    if laid is not None:
        return laid
    subject = subject_at(view, pos, stop)
    return _of_subject(view, pos, subject, stop) if subject is not None else _verb_first(view, pos, stop)


def _verb_first(view: View, pos: int, stop: int) -> Clause | Told | None:
    """The clause that begins with its verb."""
    predicate = predicate_at(view, pos, stop)
    if predicate is None:
        return None
    if _states(view, predicate, stop):
        return Told((pos, stop), "exclude.statement")
    if view.cue(_PAST).search(view.mask, pos, min(stop, pos + 600)) and _recital(view, pos):
        return Told((pos, stop), "exclude.account")
    return Clause((pos, stop), predicate, "order.verb-first")


def _states(view: View, predicate: Predicate, stop: int) -> bool:
    """`Xây dựng pháp luật phải …` speaks of an activity; it is no order to carry it out."""
    if predicate.verbs[0] in map(view.key, ("xác định", "coi", "xem")):
        return False
    stated = view.cue(r"(?:[^,;:\s]+ ){1,9}(?:phải|là)(?!\w)").match(view.mask, view.skip(predicate.end, stop), stop)
    if stated is None:
        return False
    return view.cue(r"nhất là$|đặc biệt là$|coi|xem|xác định|các \S+ \S+ phải$|những").search(stated[0]) is None


def _recital(view: View, pos: int) -> bool:
    return view.cue("(?:tiếp tục )?(?:triển khai )?(?:thực hiện|triển khai)(?!\\w)").match(view.mask, pos) is not None


def _ordered(view: View, pos: int, stop: int) -> Clause | Told | None:
    """`Giao Sở … chủ trì …`, `đề nghị các cơ quan … kịp thời …`."""
    end = view.at("ORDERING", pos)
    if end is None:
        return None
    at = view.skip(end, stop)
    if body_at(view, at) is None and (between := view.cue(_BETWEEN).match(view.mask, at, stop)):
        at = between.end()
    subject = subject_at(view, at, stop)
    if subject is None or subject.told:
        return None
    predicate = predicate_at(view, subject.predicate, stop, duty=subject.duty)
    if predicate is None:
        return None
    word = view.mask[pos:end]
    assigned = any(view.key(one) in word for one in ("giao", "phân công", "ủy quyền", "chỉ định"))
    begin = pos if assigned else subject.span[0]
    rule = "order.assign" if assigned else "order.asked"
    return Clause((begin, stop), predicate, rule, split_names(view, subject.span), duty=True)


def _laid(view: View, pos: int, stop: int) -> Clause | Told | None:
    """What a speaker lays on others: the ordering word stands at `pos`, or behind words of speech that begin there."""
    found = (_ordered(view, at, stop) for at in speaking.laying_words(view, pos, stop))
    return next((ordered for ordered in found if ordered is not None), None)


def _of_subject(view: View, pos: int, subject: Subject, stop: int) -> Clause | Told | None:
    ordered = _laid(view, subject.predicate, stop)
    if ordered is not None and _lays_on_others(view, subject, ordered):
        return ordered
    if (why := _told_of(view, subject, stop)) is not None:
        return Told((pos, stop), why, split_names(view, subject.span))
    if view.at("DETERMINERS", pos) is None and (open_task := _laid_on_nobody(view, subject.predicate, stop)):
        return open_task
    predicate = predicate_at(view, subject.predicate, stop, duty=subject.duty)
    if predicate is None:
        return None
    rule = "order.subject-duty" if subject.duty else "order.subject-verb"
    return Clause((pos, stop), predicate, rule, split_names(view, subject.span), duty=subject.duty)


def _told_of(view: View, subject: Subject, stop: int) -> str | None:
    """The rule by which something is told of a subject and nothing ordered; None where it may be an order."""
    if subject.told:
        return "exclude.told"
    if speaking.holds_a_view(view, subject.predicate, stop) and speaking.by_office(view, subject.span):
        return "exclude.view"
    power = not subject.duty and view.at("POWERS", subject.predicate) is not None
    return "exclude.power" if power and predicate_at(view, subject.predicate, stop) is not None else None


def _laid_on_nobody(view: View, pos: int, stop: int) -> Clause | None:
    """`Ban Thường vụ yêu cầu tiếp tục rà soát …`: the speaker does not say who is to do it."""
    at = speaking.asked_of_nobody(view, pos, stop)
    predicate = predicate_at(view, at, stop) if at is not None else None
    return Clause((pos, stop), predicate, "order.asked") if predicate is not None else None


def _lays_on_others(view: View, subject: Subject, ordered: Clause | Told) -> bool:
    """`Cục … đề nghị các chi cục …` orders those below; `Sở … đề nghị Chủ tịch …` is what the department is to do.

    So does `Ban Thường vụ đề nghị Sở …`, where it does not beg for anything.
    """
    if isinstance(ordered, Told) or not view.mask.startswith(view.key("đề nghị"), subject.predicate):
        return True
    if view.at("DETERMINERS", ordered.names[0][0]) is not None:
        return True
    return speaking.by_office(view, subject.span) and not speaking.begs(view, ordered.predicate.action[0])


def _with_followers(view: View, clause: Clause, stop: int) -> Iterator[Clause]:
    """The clause and those that hang on it behind commas: new subjects, reports, verbs with their own manner."""
    start = clause.predicate.end
    purposes = _purposes(view, start, stop)
    serving = _serving_from(clause, purposes)
    for mark in view.cue(_BREAK).finditer(view.mask, start, stop):
        if mark.start() < start:
            continue
        at = view.skip(mark.end(), stop)
        following = _follower(view, mark[0], at, stop, free=serving is None or serving > at)
        if following is None:
            continue
        yield clause._replace(span=view.trimmed((clause.span[0], mark.start())))
        clause = following._replace(first=False)
        start = following.predicate.end
        serving = _serving_from(clause, purposes)
    yield clause._replace(span=view.trimmed((clause.span[0], stop)))


def _purposes(view: View, start: int, stop: int) -> list[int]:
    """The places behind which verbs serve the order and begin none: `để`, `góp phần`, `trong` before a verb."""
    found = {one.start() for one in view.cue(_PURPOSE).finditer(view.mask, start, stop)}
    within = view.cue(r"(?<!\w)trong ").finditer(view.mask, start, stop)
    return sorted(found | {one.start() for one in within if view.at("VERBS", one.end()) is not None})


def _serving_from(clause: Clause, purposes: list[int]) -> int | None:
    """From where on the verbs behind a clause serve it; what a body led is to do serves it too."""
    i = bisect_left(purposes, clause.predicate.end)
    places = [place for place in (clause.predicate.led and clause.predicate.led[0],) if place]
    return min([*places, *purposes[i : i + 1]], default=None)


def _follower(view: View, mark: str, at: int, stop: int, *, free: bool) -> Clause | None:
    """The order that begins behind a comma or `và`; `free` where no purpose stands before."""
    if mark == " và ":
        if free and view.cue(_AND_THEN).match(view.mask, at, stop) is not None:
            return _reporting(view, at, stop)
        pressing = free and view.at("PRESSING", at) is not None
        return _owning(view, at, stop) if pressing else None
    linked = view.cue(r"(?:đồng thời|song song với đó|bên cạnh đó)(?!\w),? ?").match(view.mask, at, stop)
    found: Clause | Told | None = None
    if linked:
        found = clause_at(view, linked.end(), stop)
    elif free and view.at("PRESSING", at) is not None and not _pair(view, at) and verb_end(view, at, stop) is not None:
        predicate = predicate_at(view, at, stop)
        found = Clause((at, stop), predicate, "order.verb-first") if predicate else None
    elif free and view.at("OWN", at) is not None and _far_enough(view, at):
        found = _owning(view, at, stop)
    elif free and view.cue(_REPORTS).match(view.mask, at, stop):
        found = _reporting(view, at, stop)
    elif view.words[at : at + 1].isupper() or view.at("DETERMINERS", at) is not None:
        subject = subject_at(view, at, min(stop, at + 400))
        found = _of_subject(view, at, subject, stop) if subject is not None and subject.duty else None
    return found if isinstance(found, Clause) else None


def _pair(view: View, at: int) -> bool:
    """Whether the comma only parts two words of manner: `người trực tiếp, thường xuyên làm …`."""
    return (
        view.cue(r"(?<!\w)(?:trực tiếp|thường xuyên|kịp thời|chủ động|khẩn trương|tích cực), $").search(
            view.mask, max(0, at - 16), at
        )
        is not None
    )


def _far_enough(view: View, at: int) -> bool:
    """Whether no comma stands shortly before: in a close series of verbs or of nouns none begins an order."""
    return "," not in view.mask[max(0, at - _SERIES) : max(0, at - 2)]


def _owning(view: View, at: int, stop: int) -> Clause | None:
    """A verb behind a comma with an object of its own."""
    predicate = predicate_at(view, at, stop)
    if predicate is None:
        return None
    after = view.skip(predicate.end, stop)
    nominal = view.cue(r"(?:của|về|trong|để|và|này|đó)(?!\w)").match(view.mask, after, stop)
    if after >= stop or not view.mask[after].isalpha() or nominal is not None:
        return None
    return Clause((at, stop), predicate, "order.verb-first")


def _reporting(view: View, at: int, stop: int) -> Clause | None:
    """`…, báo cáo Ban Thường vụ kết quả …`: a verb with an addressee of its own begins an order."""
    predicate = predicate_at(view, at, stop)
    if predicate is None:
        return None
    after = view.skip(predicate.end, stop)
    if body_at(view, after) is None and view.cue(_REPORTED).match(view.mask, after, stop) is None:
        return None
    return Clause((at, stop), predicate, "order.verb-first")


def object_of(view: View, clause: Clause) -> Span | None:
    """The complement of the action, up to a purpose; None where the verb stands alone."""
    start, stop = clause.predicate.end, clause.span[1]
    if start >= stop:
        return None
    purpose = view.cue(_PURPOSE).search(view.mask, view.skip(start, stop) + 1, stop)
    begin = view.cue(r" ?(?:để|nhằm) ").match(view.mask, start, stop)
    span = view.trimmed((begin.end() if begin else start, purpose.start() if purpose else stop))
    return span if span[1] - span[0] > 1 else None
