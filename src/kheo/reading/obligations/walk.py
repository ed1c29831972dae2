"""The walk through the provision tree: which mode holds where, who acts in which part, what task lines add."""

from __future__ import annotations

from kheo.reading.flow import Flow
from kheo.reading.model import Citation, Header, Provision, Span
from kheo.reading.obligations.bodies import all_bodies
from kheo.reading.obligations.clause import Clause, clause_at
from kheo.reading.obligations.draft import Context, Draft
from kheo.reading.obligations.gathered import UNNUMBERED, Gathered
from kheo.reading.obligations.nodes import Node, all_lines, build
from kheo.reading.obligations.opening import addressed, is_formula, session_with
from kheo.reading.obligations.paragraph import Paragraphs
from kheo.reading.obligations.predicate import predicate_at
from kheo.reading.obligations.sections import Mode, informs_by_default, mode_of_kind
from kheo.reading.obligations.tables import read_tables
from kheo.reading.obligations.tasks import Attributes, LabelledPart, Left, attributes, labelled_parts
from kheo.reading.obligations.titles import Titles
from kheo.reading.obligations.view import View, make_view

_PLAN = r"(?:^|\n)\W{0,3}(?:kế hoạch|chương trình|phương án|nội dung|nhiệm vụ|bảng phân công|phân công)(?!\w)"
_LISTS = r"(?<!\w)(?:mức chi|mức thu|định mức|đơn giá|mức hỗ trợ|biểu mẫu)(?!\w)"
"""An annex of rates or forms orders nothing."""
_ANNEXED = r"\((?:ban hành )?kèm theo [^)\n]{3,300}\)"
_TITLE = 700
"""So far from its beginning the title of an annex ends."""
_MOST_ADDRESSEES = 60
_OPENING = 60
"""The ordering formula stands among so many first parts of a document."""
_PLANS = r"(?<!\w)(?:xây dựng|ban hành|triển khai|thông báo|đề ra) (?:các )?(?:kế hoạch|chương trình)(?!\w)"
_SECTION = (
    r"(?:phân công|tổ chức|triển khai)(?: (?:và )?(?:tổ chức|triển khai|thực hiện|nhiệm vụ|trách nhiệm|công việc)){0,4}"
)
"""Titles that look like a task and name a section."""
_RUN_IN = 400
"""So far from its beginning a paragraph may part who acts from what to do by a colon."""


class Walk:
    """One pass over one document; `drafts` gives the orders in reading order."""

    def __init__(
        self, flow: Flow, header: Header, provisions: tuple[Provision, ...], citations: tuple[Citation, ...]
    ) -> None:
        """Make the text ready for the pass."""
        self.flow, self.header, self.provisions = flow, header, provisions
        cited = (c.span for c in citations if not c.self)
        self.view: View = make_view(flow.words, cited, noisy=flow.noisy)
        self.kind = header.kind.value if header.kind else None
        self.paragraphs = Paragraphs(flow, self.view, header)
        self.titles = Titles(flow, self.view, header, law=self.paragraphs.law)

    def drafts(self) -> list[Draft]:
        """All orders of the body, and of an annex that is a plan."""
        tables = read_tables(self.flow, self.view, self.paragraphs)
        found = self._body(self._tree(self.header.body, tables.covered), Context(mode_of_kind(self.view, self.kind)))
        for annex in self.header.annexes:
            title = self.view.folded((annex[0], min(annex[1], annex[0] + 300)))
            if self.view.cue(_PLAN).search(title) and not self.view.cue(_LISTS).search(title):
                found += self._node(self._tree(self._behind_title(annex), tables.covered), Context(Mode.FULL))[0]
        return found + tables.drafts

    def _behind_title(self, annex: Span) -> Span:
        """An annex behind its title, which ends with `(Kèm theo Quyết định …)`."""
        found = self.view.quoted.search(self.view.cue(_ANNEXED), annex[0], min(annex[1], annex[0] + _TITLE))
        return (found.end(), annex[1]) if found else annex

    def _tree(self, within: Span, covered: tuple[Span, ...]) -> Node:
        return build(self.flow.words, self.provisions, within, covered)

    # The opening -------------------------------------------------------------------------------------------------

    def _body(self, root: Node, context: Context) -> list[Draft]:
        """Before the ordering formula only express orders count; behind it everything that the mode lets through."""
        parts = [part for one in root.parts for part in _parted(one)]
        pending = context.mode > Mode.LAW and any(self._opens(part) for part, _ in parts[:_OPENING])
        if not pending and context.mode is Mode.FULL and informs_by_default(self.view, self.kind):
            context = context._replace(mode=Mode.NAMED)
        narrated = Mode.NAMED if self._is_letter() else Mode.NONE
        current = context._replace(mode=narrated) if pending else context
        drafts: list[Draft] = []
        local: Context | None = None
        level: str | None = None
        for part, provision in parts:
            if isinstance(part, Node):
                level = level or (part.provision.level if part.provision else None)
                local = local if part.provision and part.provision.level in (*UNNUMBERED, level) else None
                drafts += self._node(part, local or current)[0]
                current = self._announced_last(part, current)
            elif pending and self._opens(part):
                current, pending, local = self._opened(part, context), False, None
            else:
                drafts += self._line(part, provision, local or current)[0]
                if not pending:
                    current = self._announced(part, current)
                    introduced = self.titles.introduced([part], current)
                    local, level = introduced or local, None if introduced else level
        return drafts

    def _announced(self, line: Span, context: Context) -> Context:
        """What a later formula in the open text makes of the context."""
        actors = self._addressed(line) if self._opens(line) else ()
        return context._replace(actors=actors, source="opening") if actors else context

    def _announced_last(self, node: Node, context: Context) -> Context:
        """A section that ends with a formula lays the tasks of the sections behind it on somebody."""
        lines = all_lines(node)
        opened = self._announced(lines[-1], context) if lines else context
        return (
            opened if opened is context else opened._replace(mode=max(opened.mode, mode_of_kind(self.view, self.kind)))
        )

    def _addressed(self, line: Span) -> tuple[Span, ...]:
        """Whom a formula names; `Sở … hướng dẫn thực hiện như sau:` only says who speaks."""
        actors = addressed(self.view, line)
        return () if len(actors) == 1 and self.paragraphs.is_issuer(actors[0]) else actors

    def _is_letter(self) -> bool:
        return self.kind is None or self.view.key(self.kind.lower()).startswith(self.view.key("công văn"))

    def _asks(self) -> bool:
        """A letter or a telegram lays its tasks on its addressees."""
        return self._is_letter() or self.view.key((self.kind or "").lower()) == self.view.key("công điện")

    def _own_plan(self, line: Span) -> tuple[Span, ...]:
        """`Ban Thường trực … xây dựng kế hoạch … như sau`: who plans its own work acts where no other is named.

        Not so a people's committee or a Party committee: these plan for those below them.
        """
        if not self.view.cue(r"(?:kế hoạch|chương trình)(?!\w)").match(self.view.key((self.kind or "").lower())):
            return ()
        for found in self.view.cue(_PLANS).finditer(self.view.mask, *line):
            start = max(self.view.mask.rfind(mark, line[0], found.start()) for mark in (", ", ". ", "; ")) + 1
            start = self.view.skip(max(start, line[0]), found.start())
            name = self.view.trimmed((start, found.start()))
            if all_bodies(self.view, name) and self.paragraphs.plans_own_work(name):
                return (name,)
        return ()

    def _opens(self, part: Node | Span) -> bool:
        return not isinstance(part, Node) and is_formula(self.view, part)

    def _opened(self, line: Span, context: Context) -> Context:
        """What holds behind the formula: who is addressed, by name, as addressee, or as host of the meeting."""
        actors = self._addressed(line)
        if not actors and self._asks():
            actors = tuple(one.span for one in self.header.addressees[:_MOST_ADDRESSEES])
        if not actors:
            actors = self._own_plan(line)
        if not actors and self.header.abstract is not None:
            session = session_with(self.view, *self.header.abstract.span)
            actors = (session,) if session else ()
        return context._replace(actors=actors, source="opening" if actors else None)

    # The tree ----------------------------------------------------------------------------------------------------

    def _node(self, node: Node, context: Context) -> tuple[list[Draft], Left]:
        """The orders of a node and of all below it, and the task lines that found no task there."""
        context, head = self.titles.headed(node, context)
        at = Gathered(context, titled=head is not None and context.source == "heading")
        parts = self.titles.parts_of(node)
        for part, following in zip(parts, [*parts[1:], None], strict=False):
            if isinstance(part, Node):
                self._gather_node(part, at)
                if (line := part.only_line) and self._heads(line, following):
                    at.hand_on([], self.titles.introduced([line], at.context, titled=True))
            elif part != head and (line := self.titles.behind_heading(node, part)):
                found, stated = self._line(line, node.id, at.for_part("para"))
                at.add_line(found, stated)
                at.hand_on(found, self.titles.introduced([part], at.context))
        if not at.drafts and head is not None and at.context.mode is Mode.FULL:
            at.only(self._task_of_title(head, node.id, at.context))
        if not at.drafts:
            return [], at.left() or self.titles.time_below(node, head)
        return at.drafts, at.attached()

    def _gather_node(self, part: Node, at: Gathered) -> None:
        level = part.provision.level if part.provision else "para"
        found, left = self._node(part, at.for_part(level))
        at.add_node(found, left, level)
        if level == "para" or self._only_turns(part, level):
            numbered = part.provision is not None and self.view.words.startswith("(", part.provision.span[0])
            at.hand_on(found, self.titles.introduced(all_lines(part)[-1:], at.context), numbered=numbered)

    def _heads(self, line: Span, following: Node | Span | None) -> bool:
        """Whether a line of bodies without a number heads the bullets behind it."""
        bullets = (
            isinstance(following, Node) and following.provision is not None and following.provision.level != "para"
        )
        return bullets and bool(self.titles.bodies_of(self.view.trimmed(line)))

    def _only_turns(self, node: Node, level: str) -> bool:
        """`* Đối với các xã:` with nothing below: the items beside it are what the bodies named are to do."""
        line = node.only_line if level in UNNUMBERED else None
        return (
            line is not None
            and self.view.words[slice(*line)].rstrip().endswith(":")
            and bool(self.titles.bodies_of(self.view.trimmed(line)))
        )

    def _task_of_title(self, head: Span, provision: str | None, context: Context) -> list[Draft]:
        """A title that is itself the task: nothing but task lines, or names of things, stand below it."""
        found = clause_at(self.view, head[0], head[1])
        if not isinstance(found, Clause) or self.view.cue(_SECTION).fullmatch(self.view.folded(head)):
            return []
        return [self.paragraphs.draft(found._replace(span=head, rule="order.task-title"), provision, context)]

    # One line ----------------------------------------------------------------------------------------------------

    def _line(self, line: Span, provision: str | None, context: Context) -> tuple[list[Draft], Attributes]:
        """The orders of a paragraph that may carry task labels, and what its labels say."""
        line = self.titles.before_speech(line)
        parts = labelled_parts(self.view, line) if context.mode is not Mode.NONE else []
        if not parts:
            named, rest = self._run_in(line)
            if named and context.mode is not Mode.NONE:
                opened = context._replace(mode=self.titles.opened_up(context.mode))
                return self.paragraphs.read(rest, provision, opened, named), Attributes()
            return self._orders_or_lead(line, provision, context)
        drafts = self.paragraphs.read((line[0], parts[0].start), provision, context)
        stated = Attributes()
        for part in parts:
            found, more = self._labelled(part, provision, context)
            drafts += found
            stated = stated.with_more(more)
        return drafts, stated

    def _run_in(self, line: Span) -> tuple[tuple[Span, ...], Span]:
        """`Sở Y tế: Rà soát …`: the bodies before the colon, and the words behind it; no bodies where it is not so."""
        start, stop = self.view.trimmed(line)
        colon = self.view.mask.find(": ", start, min(stop, start + _RUN_IN))
        after = self.view.skip(colon + 1, stop)
        acts = predicate_at(self.view, after, stop) or self.view.cue("phụ trách ").match(self.view.mask, after, stop)
        if colon < 0 or acts is None:
            return (), line
        return self.titles.bodies_of((start, colon)), (after, line[1])

    def _labelled(self, part: LabelledPart, provision: str | None, context: Context) -> tuple[list[Draft], Attributes]:
        """What stands behind one label: a task, or words about the task above."""
        if part.role == "content":
            return self.paragraphs.read(part.words, provision, context), Attributes()
        if part.role == "lead":
            drafts, lead = self._orders_or_lead(part.words, provision, context._replace(mode=Mode.NAMED))
            if drafts:
                return drafts, Attributes(lead=tuple(span for one in drafts for span in one.actors))
            if lead:
                return [], lead
        return [], attributes(self.view, part)

    def _orders_or_lead(self, line: Span, provision: str | None, context: Context) -> tuple[list[Draft], Attributes]:
        drafts = self.paragraphs.read(line, provision, context)
        if len(drafts) == 1 and self.paragraphs.only_leads(drafts[0]):
            clause = drafts[0].clause
            return [], Attributes(lead=clause.names, joint=clause.predicate.cooperating)
        return drafts, Attributes()


def _parted(part: Node | Span) -> list[tuple[Node | Span, str | None]]:
    """The paragraphs of an unnumbered part of the document one by one; a numbered part whole."""
    if not isinstance(part, Node):
        return [(part, None)]
    if part.provision is not None and part.provision.level == "para":
        return [(line, part.id) for line in all_lines(part)]
    return [(part, None)]
