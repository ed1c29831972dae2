"""One paragraph into drafts of orders: sentence by sentence, with the subject that one clause hands to the next."""

from __future__ import annotations

from copy import copy

from kheo.reading.flow import Flow
from kheo.reading.model import Header, Span
from kheo.reading.obligations.bodies import all_bodies
from kheo.reading.obligations.clause import Clause, Told, clause_at, clauses_in, object_of
from kheo.reading.obligations.deadline import find_due
from kheo.reading.obligations.draft import Context, Draft
from kheo.reading.obligations.opening import announced_only
from kheo.reading.obligations.period import find_period
from kheo.reading.obligations.phases import bracketed_range
from kheo.reading.obligations.sections import Mode, executes, is_law, orders_expressly
from kheo.reading.obligations.split import sentences, stretches
from kheo.reading.obligations.view import View
from kheo.values import replace

_SHORT = 24
"""A verb alone on a line (`Tổ chức thực hiện`) is a title."""
_LONGEST_NAME = 300
_LISTED = (
    r"(?:như|gồm|ví dụ|đó là|:)$"
    r"|(?<!\w)(?:các|những|một số|\d+) (?!nội dung|nhiệm vụ|việc|công việc|giải pháp|biện pháp|yêu cầu)[^,;:]{2,30}$"
)
_ANNOUNCES = "it only announces what follows"
_OWN_ACT = "the issuer speaks of its own act"
_BARE = r"(?:tập trung|thực hiện|triển khai|chỉ đạo)$"
"""Without an object and before a colon these verbs only announce: `… phối hợp thực hiện:`."""
_RULING = (
    r"(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|chính phủ|thủ tướng|bộ|chủ tịch|tỉnh ủy|thành ủy|đảng ủy|cấp ủy"
    r"|ban thường vụ|ban chấp hành|ban bí thư)(?!\w)"
)
_SPEAKS = ("ban hành", "thông báo", "đề nghị", "yêu cầu", "trân trọng", "nhận được")


class Paragraphs:
    """Reads paragraphs of one document."""

    def __init__(self, flow: Flow, view: View, header: Header) -> None:
        """Keep what every paragraph of the document shares."""
        self.flow, self.view = flow, view
        self._issuer = view.key(" ".join(header.issuer.value.lower().split())) if header.issuer else ""
        kind, number = header.kind, header.number
        self.law = is_law(view, kind.value if kind else None, number.value if number else None)

    def seeing(self, view: View) -> Paragraphs:
        """The same reader over another view of the same words."""
        other = copy(self)
        other.view = view
        return other

    def read(self, line: Span, provision: str | None, context: Context, named: tuple[Span, ...] = ()) -> list[Draft]:
        """The orders of a paragraph, or of a part of one behind the bodies that are `named`."""
        if context.mode is Mode.NONE or self._topic(line):
            return []
        if context.mode is Mode.LAW and not self._may_order(line):
            return []
        drafts: list[Draft] = []
        carried = named
        for sentence in sentences(self.view, self.view.trimmed(line)):
            found, carried = self._sentence(sentence, provision, context, carried)
            drafts += found
        return drafts

    def only_leads(self, draft: Draft) -> bool:
        """`Sở … chủ trì, phối hợp với …` without a task says who does the task above."""
        predicate = draft.clause.predicate
        parts = {self.view.key("chủ trì"), self.view.key("phối hợp")}
        return bool(draft.clause.names) and set(predicate.verbs) <= parts and object_of(self.view, draft.clause) is None

    def draft(self, clause: Clause, provision: str | None, context: Context, carried: tuple[Span, ...] = ()) -> Draft:
        """The draft of a clause; who acts is named in it, or before it, or above it."""
        predicate = clause.predicate
        own = clause.names or carried
        if not own and (lead := self._lead_in_brackets(clause.span)) is not None:
            own, predicate = lead[0], predicate._replace(cooperating=lead[1])
        return Draft(
            clause=clause,
            provision=provision,
            actors=own or context.actors,
            source="subject" if own else context.source if context.actors else None,
            cooperating=predicate.cooperating or (() if own else context.cooperating),
            through=predicate.through or (() if own else context.through),
            due=find_due(self.view, clause.span)
            or bracketed_range(self.view, clause.span)
            or (None if own else context.due),
            period=find_period(self.view, clause.span),
            mode=context.mode,
            own_names=bool(own),
            phase=context.phase,
        )

    def _lead_in_brackets(self, span: Span) -> tuple[tuple[Span, ...], tuple[Span, ...]] | None:
        """`Rà soát quy hoạch (Sở Xây dựng chủ trì, phối hợp với …)`: who does it and with whom, named in brackets."""
        quoted = self.view.quoted
        if quoted.find(self.view.key("chủ trì"), *span) < 0:
            return None
        opened = quoted.rfind("(", *span)
        if opened < 0:
            return None
        closed = quoted.find(")", opened, span[1])
        begin, end = opened + 1, closed if closed >= 0 else span[1]
        # The brackets alone as a text: in the view of the whole they are blanked out.
        words = self.view.words[begin:end]
        found = clause_at(
            replace(self.view, words=words, mask=quoted.text(begin, end), spot=[-1, None]), 0, end - begin
        )
        if not isinstance(found, Clause) or found.predicate.verbs[0] != self.view.key("chủ trì") or not found.names:
            return None
        moved = [
            tuple((a + begin, b + begin) for a, b in spans) for spans in (found.names, found.predicate.cooperating)
        ]
        return moved[0], moved[1]

    def _sentence(
        self, sentence: Span, provision: str | None, context: Context, carried: tuple[Span, ...]
    ) -> tuple[list[Draft], tuple[Span, ...]]:
        """The orders of a sentence, and the bodies that a clause without a subject would speak of next."""
        listing = told = False
        held: Span | None = None
        drafts: list[Draft] = []
        for stretch in stretches(self.view, sentence):
            if self._names_only(stretch):
                held = held or stretch
                continue
            begin, held = (held or stretch)[0], None
            of_stretch: list[Draft] = []
            for clause in clauses_in(self.view, (begin, stretch[1])):
                told = told or clause.rule == "exclude.told"
                why_not = self._why_not(clause, context, carried, told=told, listing=listing)
                if isinstance(clause, Told) or why_not:
                    self.flow.note_considered(clause.rule, clause.span, why_not)
                    if why_not in (_ANNOUNCES, _OWN_ACT):
                        carried = clause.names or carried
                    continue
                carried = clause.names or carried
                of_stretch.append(self.draft(clause, provision, context, carried))
            if not of_stretch and drafts:
                _prolong(self.view, drafts, stretch)
            _share_due(of_stretch)
            drafts += of_stretch
            listing = listing or self._opens_list(stretch)
        return drafts, carried

    def _why_not(
        self, clause: Clause | Told, context: Context, carried: tuple[Span, ...], *, told: bool, listing: bool
    ) -> str:
        """Why a clause is no order here; empty where it is one."""
        if isinstance(clause, Told):
            return "it tells, grants or gives a reason"
        reasons = (
            (_OWN_ACT, clause.names and self._speaks_for_itself(clause)),
            ("it goes on with what was told", told and not clause.names),
            ("it stands in a list of things", listing and not clause.names and not self._pressing(clause)),
            ("no body is named, and no section of tasks is open", not self._owned(clause, context, carried)),
            ("a verb alone is a title", not (clause.names or carried) and self._title_like(clause)),
            ("it only says when the task ends", not clause.names and self._only_ends(clause)),
            ("an article tells what a body does", context.mode is Mode.LAW and self._bare_article(clause)),
            (_ANNOUNCES, self._announces(clause)),
        )
        return next((reason for reason, holds in reasons if holds), "")

    def _owned(self, clause: Clause, context: Context, carried: tuple[Span, ...]) -> bool:
        return bool(clause.names or carried) or context.mode is Mode.FULL

    def _title_like(self, clause: Clause) -> bool:
        return clause.span[1] - clause.span[0] < _SHORT and object_of(self.view, clause) is None

    def _only_ends(self, clause: Clause) -> bool:
        """`hoàn thành trước ngày …` behind a semicolon is the deadline of the orders before it."""
        due = find_due(self.view, clause.span) if clause.predicate.verbs == (self.view.key("hoàn thành"),) else None
        return due is not None and due.span[0] <= self.view.skip(clause.predicate.end, clause.span[1])

    def _bare_article(self, clause: Clause) -> bool:
        return clause.rule == "order.subject-verb" and not executes(self.view, self.view.mask[slice(*clause.span)])

    def _topic(self, line: Span) -> bool:
        """`Về kiến nghị …:` only names what the next paragraph speaks of."""
        start, end = self.view.trimmed(line)
        if ":" not in self.view.mask[end : line[1]]:
            return False
        to_body = self.view.cue(r"đối với (?:các )?(?:sở|ủy|ubnd)").match(self.view.mask, start, end)
        return to_body is None and self.view.cue(r"(?:về|đối với) ").match(self.view.mask, start, end) is not None

    def _may_order(self, line: Span) -> bool:
        """Whether an article says who carries the document out, or, where it sets no rules, gives something to do."""
        text = self.view.mask[slice(*line)]
        return executes(self.view, text) or (not self.law and orders_expressly(self.view, text))

    def _names_only(self, stretch: Span) -> bool:
        start, end = self.view.trimmed(stretch)
        ordered = self.view.at("ORDERING", start)
        span = (self.view.skip(ordered, end) if ordered else start, end)
        return span[1] - span[0] < _LONGEST_NAME and all_bodies(self.view, span)

    def _pressing(self, clause: Clause) -> bool:
        pressing = self.view.at("PRESSING", clause.predicate.action[0])
        return pressing is not None or self.view.at("LINKS", clause.span[0]) is not None

    def _opens_list(self, stretch: Span) -> bool:
        """A colon before a word that is no verb opens a list of things."""
        for found in self.view.cue(r": ?").finditer(self.view.mask, *stretch):
            at = self.view.skip(found.end(), stretch[1])
            if at >= stretch[1]:
                return False
            before = max(stretch[0], found.start() - 40)
            if self.view.cue(_LISTED).search(self.view.mask, before, found.start()):
                return True
            if clause_at(self.view, at, min(stretch[1], at + _LONGEST_NAME)) is None:
                return True
        return False

    def _speaks_for_itself(self, clause: Clause) -> bool:
        """The issuer issues, informs, asks: that is no order to anybody."""
        action = self.view.mask[slice(*clause.predicate.action)]
        speaks = clause.rule == "order.subject-verb" and action.startswith(tuple(map(self.view.key, _SPEAKS)))
        return speaks and self.is_issuer(clause.names[0])

    def plans_own_work(self, name: Span) -> bool:
        """Whether a name is the issuer's, and the issuer is no committee that plans for those below it."""
        ruling = self.view.cue(_RULING).match(self.view.folded(name))
        return ruling is None and self.is_issuer(name)

    def is_issuer(self, name: Span) -> bool:
        """Whether a name is that of the body that issues the document."""
        words = self.view.folded(name)
        return bool(self._issuer) and (words.split()[:2] == self._issuer.split()[:2] or self._issuer.startswith(words))

    def _announces(self, clause: Clause) -> bool:
        """`… thực hiện tốt các nội dung sau:` announces the items below and would count them twice."""
        after = self.view.mask[clause.span[1] : clause.span[1] + 3].strip()
        if not after.startswith(":"):
            return False
        words = object_of(self.view, clause)
        if words is None:
            return self.view.cue(_BARE).search(clause.predicate.verbs[-1]) is not None
        return announced_only(self.view, words)


def _share_due(drafts: list[Draft]) -> None:
    """A deadline at the end of a stretch holds for all the orders that its commas part."""
    if len(drafts) > 1 and drafts[-1].due is not None:
        for draft in drafts[:-1]:
            draft.due = draft.due or drafts[-1].due


def _prolong(view: View, drafts: list[Draft], stretch: Span) -> None:
    """A stretch that is no order goes on with the one before; `hoàn thành trước …` is the deadline of those before."""
    last = drafts[-1]
    last.clause = last.clause._replace(span=(last.clause.span[0], view.trimmed(stretch)[1]))
    due = find_due(view, stretch)
    if due is None:
        return
    for draft in reversed(drafts):
        if draft.due is not None:
            return
        draft.due = due
