"""Lines that say who does the task above them and by when: `Đơn vị chủ trì: …`, `Phối hợp: …`, `Thời gian: …`."""

from __future__ import annotations

from typing import NamedTuple

from kheo.reading.model import Due, Period, Span
from kheo.reading.obligations.bodies import name_span
from kheo.reading.obligations.deadline import stated_due
from kheo.reading.obligations.draft import Draft
from kheo.reading.obligations.listed import split_names
from kheo.reading.obligations.period import find_period
from kheo.reading.obligations.phases import range_end
from kheo.reading.obligations.view import View

_WHO = (
    r"(?:(?:các )?(?:cơ quan|đơn vị|cấp|bộ phận|ban|sở|ngành|tổ chức|phòng|phòng, ban|lãnh đạo"
    r"|đồng chí)(?:[,/]? ?(?:và |hoặc )?(?:đơn vị|tổ chức|cá nhân|địa phương))? )?"
)
_START = r"(?<!\w)"
_LABEL = (
    rf"(?:^|(?<=[.;,(] )|(?<=[-–+] )|(?<=\()){_START}(?:{_WHO}"
    r"(?:(?P<lead>(?:chủ trì|thực hiện|chịu trách nhiệm|đầu mối|chủ trì thực hiện|chủ trì tham mưu"
    r"|phụ trách|được phân công|chủ trì, phối hợp|tổ chức thực hiện)(?: thực hiện| chính| tham mưu"
    r"| triển khai)?)"
    r"|(?P<joint>(?:phối hợp|tham gia|hỗ trợ|liên quan)(?: thực hiện)?))"
    r"|(?P<time>(?:thời gian|thời hạn|tiến độ|hạn|lộ trình)(?:,? (?:thực hiện|hoàn thành|triển khai"
    r"|báo cáo|trình|ban hành|tổ chức|xong|và tiến độ|và|dự kiến)){0,4})"
    r"|(?P<content>(?:các )?(?:nội dung|nhiệm vụ|công việc|hoạt động)(?: thực hiện| công việc| nhiệm vụ"
    r"| triển khai| cụ thể){0,2})"
    r"|(?P<other>(?:sản phẩm|kết quả|đầu ra|kinh phí|nguồn kinh phí|địa điểm|hình thức|thành phần"
    r"|đối tượng|số lượng|mục tiêu|chỉ tiêu|ghi chú|căn cứ|người tham dự)(?: thực hiện| dự kiến| đầu ra"
    r"| tham gia| tham dự| đạt được| hoàn thành| tổ chức| cần đạt| triển khai){0,2}))"
    r" ?:"
)
_BARE_TIME = r"thời (?:gian|hạn) (?:thực hiện|hoàn thành) (?=sau|trước|từ|trong|chậm|theo|đến|quý|tháng|năm|\d)"


class Attributes(NamedTuple):
    """What the lines below a task say of it."""

    lead: tuple[Span, ...] = ()
    joint: tuple[Span, ...] = ()
    due: Due | None = None
    period: Period | None = None
    other: bool = False
    """It states something else: the product, the place, who takes part."""

    def __bool__(self) -> bool:
        """Whether anything is stated."""
        return bool(self.lead or self.joint or self.due or self.period or self.other)

    def with_more(self, other: Attributes) -> Attributes:
        """These, and from another set of lines what these leave open."""
        return Attributes(
            self.lead or other.lead,
            self.joint or other.joint,
            self.due or other.due,
            self.period or other.period,
            self.other or other.other,
        )

    def joined(self, other: Attributes) -> Attributes:
        """These and those: a cell names bodies line by line; of two times the first counts."""
        return self.with_more(other)._replace(lead=self.lead + other.lead, joint=self.joint + other.joint)


Left = list[Attributes]
"""Task lines that found no task yet."""


class LabelledPart(NamedTuple):
    """A label of a task line and the words behind it."""

    role: str
    start: int
    words: Span


def labelled_parts(view: View, line: Span) -> list[LabelledPart]:
    """The labelled parts of a paragraph in order; empty where it has none."""
    start, stop = view.trimmed(line)
    if view.mask.startswith(":", stop):
        stop += 1
    text = view.quoted.text(start, stop)
    if ":" not in text:
        bare = view.cue(_BARE_TIME).match(text)
        return [LabelledPart("time", start, (start + bare.end(), stop))] if bare else []
    marks = list(view.cue(_LABEL).finditer(text)) if len(text) < 6000 else []
    parts = []
    for i, mark in enumerate(marks):
        end = start + marks[i + 1].start() if i + 1 < len(marks) else stop
        parts.append(LabelledPart(str(mark.lastgroup), start + mark.start(), view.trimmed((start + mark.end(), end))))
    return parts


def attributes(view: View, part: LabelledPart) -> Attributes:
    """What one labelled part says of the task."""
    if part.words[0] >= part.words[1]:
        return Attributes()
    if part.role == "lead":
        return Attributes(lead=_names(view, part.words))
    if part.role == "joint":
        return Attributes(joint=_names(view, part.words))
    if part.role == "time":
        due = stated_due(view, part.words) or range_end(view, part.words)
        return Attributes(due=due, period=find_period(view, part.words))
    return Attributes(other=part.role == "other")


class Stated(NamedTuple):
    """What task lines state, behind how many orders they stand, and behind how many items, of which some are none."""

    orders: int
    items: int
    attributes: Attributes


def attach(drafts: list[Draft], stated: list[Stated]) -> None:
    """Give orders what task lines say of them: each run of lines speaks of the orders since the run before.

    Lines below an item that is no order speak of that item alone.
    """
    runs: list[Stated] = []
    for one in stated:
        if runs and (runs[-1].orders, runs[-1].items) == (one.orders, one.items):
            runs[-1] = runs[-1]._replace(attributes=runs[-1].attributes.with_more(one.attributes))
        else:
            runs.append(one)
    start = 0
    for run in runs:
        for draft in drafts[start : run.orders] if run.orders else drafts:
            _state(draft, run.attributes)
        start = run.orders


def _state(draft: Draft, stated: Attributes) -> None:
    if stated.lead and not draft.own_names:
        draft.actors, draft.source = stated.lead, "heading"
    draft.cooperating = draft.cooperating or stated.joint
    if stated.due and (draft.due is None or draft.due.rule == "deadline.term"):
        draft.due = stated.due
    draft.period = draft.period or stated.period


def _names(view: View, span: Span) -> tuple[Span, ...]:
    """The names in a list, each without `theo chức năng …` and `trong phạm vi …` behind it."""
    return tuple(name_span(view, *one) for one in split_names(view, span))
