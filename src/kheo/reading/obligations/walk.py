"""The walk through the provision tree: which mode holds where, who acts in which part, what task lines add."""

from __future__ import annotations

from dataclasses import replace

from kheo.reading.flow import Flow
from kheo.reading.header.marks import looks_scanned
from kheo.reading.model import Citation, Header, Provision, Span
from kheo.reading.obligations.bodies import all_bodies, name_span, split_names
from kheo.reading.obligations.clause import Clause, clause_at, clauses_in
from kheo.reading.obligations.deadline import find_due
from kheo.reading.obligations.draft import Context, Draft
from kheo.reading.obligations.nodes import Node, all_lines, build
from kheo.reading.obligations.opening import addressed, is_formula, session_with
from kheo.reading.obligations.paragraph import Paragraphs
from kheo.reading.obligations.sections import Mode, informs_by_default, mode_of_kind, mode_of_title
from kheo.reading.obligations.split import sentences
from kheo.reading.obligations.tables import read_tables
from kheo.reading.obligations.tasks import Attributes, LabelledPart, Stated, attach, attributes, labelled_parts
from kheo.reading.obligations.view import View, make_view

_TOPIC = r"(?:đối với|về phía|giao|đề nghị|yêu cầu|trách nhiệm của|nhiệm vụ của|phân công|về trách nhiệm của) "
_MUST = r",? (?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ)\W*$"
_PLAN = r"(?:^|\n)\W{0,3}(?:kế hoạch|chương trình|phương án|nội dung|nhiệm vụ|bảng phân công|phân công)(?!\w)"
_UNNUMBERED = ("dash", "plus", "star", "para")
"""Task lines of these speak of the orders beside them; those of a numbered item speak of that item alone."""
_MOST_ADDRESSEES = 60
_OPENING = 60
"""The ordering formula stands among so many first parts of a document."""
_LONGEST_TITLE = 700

_Left = list[Attributes]


class Walk:
    """One pass over one document; `drafts` gives the orders in reading order."""

    def __init__(
        self, flow: Flow, header: Header, provisions: tuple[Provision, ...], citations: tuple[Citation, ...]
    ) -> None:
        """Make the text ready for the pass."""
        self.flow, self.header, self.provisions = flow, header, provisions
        cited = [c.span for c in citations if not c.self]
        self.view: View = make_view(flow.words, cited, noisy=flow.noisy or looks_scanned(flow.words))
        self.kind = header.kind.value if header.kind else None
        self.paragraphs = Paragraphs(flow, self.view, header)

    def drafts(self) -> list[Draft]:
        """All orders of the body, and of an annex that is a plan."""
        tables = read_tables(self.flow, self.view, self.paragraphs)
        found = self._body(self._tree(self.header.body, tables.covered), Context(mode_of_kind(self.view, self.kind)))
        for annex in self.header.annexes:
            if self.view.cue(_PLAN).search(self.view.low, annex[0], min(annex[1], annex[0] + 300)):
                found += self._node(self._tree(annex, tables.covered), Context(Mode.FULL))[0]
        return found + tables.drafts

    def _tree(self, within: Span, covered: tuple[Span, ...]) -> Node:
        return build(self.flow.words, self.provisions, within, covered)

    # The opening -------------------------------------------------------------------------------------------------

    def _body(self, root: Node, context: Context) -> list[Draft]:
        """Before the ordering formula only express orders count; behind it everything that the mode lets through."""
        parts = [part for one in root.parts for part in _parted(one)]
        pending = context.mode > Mode.LAW and any(self._opens(part) for part, _ in parts[:_OPENING])
        if not pending and context.mode is Mode.FULL and informs_by_default(self.view, self.kind):
            context = replace(context, mode=Mode.NAMED)
        narrated = Mode.NAMED if self._is_letter() else Mode.NONE
        current = replace(context, mode=narrated) if pending else context
        drafts: list[Draft] = []
        for part, provision in parts:
            if isinstance(part, Node):
                drafts += self._node(part, current)[0]
            elif pending and self._opens(part):
                current, pending = self._opened(part, context), False
            else:
                drafts += self._line(part, provision, current)[0]
        return drafts

    def _is_letter(self) -> bool:
        return self.kind is None or self.view.key(self.kind.lower()).startswith(self.view.key("công văn"))

    def _opens(self, part: Node | Span) -> bool:
        return not isinstance(part, Node) and is_formula(self.view, part)

    def _opened(self, line: Span, context: Context) -> Context:
        """What holds behind the formula: who is addressed, by name, as addressee, or as host of the meeting."""
        actors = addressed(self.view, line)
        if not actors and self._is_letter():
            actors = tuple(one.span for one in self.header.addressees[:_MOST_ADDRESSEES])
        if not actors and self.header.abstract is not None:
            session = session_with(self.view, *self.header.abstract.span)
            actors = (session,) if session else ()
        return replace(context, actors=actors, source="opening" if actors else None)

    # The tree ----------------------------------------------------------------------------------------------------

    def _node(self, node: Node, context: Context) -> tuple[list[Draft], _Left]:
        """The orders of a node and of all below it, and the task lines that found no task there."""
        context, head = self._headed(node, context)
        drafts: list[Draft] = []
        near: list[Stated] = []
        far: _Left = []
        items = 0
        subject: Draft | None = None
        for part in node.parts:
            if isinstance(part, Node):
                found, left = self._node(part, self._under(subject, part, context))
                drafts += found
                level = part.provision.level if part.provision else "para"
                items += bool(found) or not left
                if level in _UNNUMBERED:
                    near += [Stated(len(drafts), items, one) for one in left]
                else:
                    far += left
                if level == "para":
                    subject = found[-1] if found and found[-1].own_names else subject
                    context = self._introduced(all_lines(part)[-1:], context) or context
            elif part != head and not self._inside_heading(node, part):
                found, stated = self._line(part, node.id, self._under(subject, None, context))
                drafts += found
                items += bool(found) or not stated
                if stated:
                    near.append(Stated(len(drafts), items, stated))
                subject = found[-1] if found and found[-1].own_names else subject
                context = self._introduced([part], context) or context
        if not drafts and head is not None and context.mode is Mode.FULL:
            drafts = self._task_of_title(head, node.id, context)
            near = [Stated(1, 0, one) for one in [*(one.attributes for one in near), *far]]
        if not drafts:
            return [], [*(one.attributes for one in near), *far]
        attach(drafts, near)
        return drafts, [one.attributes for one in near] if all(draft.own_names for draft in drafts) else []

    def _under(self, subject: Draft | None, part: Node | None, context: Context) -> Context:
        """Later paragraphs of a numbered provision go on speaking of the body that its first one names."""
        if subject is None or context.source == "heading":
            return context
        if part is not None and part.provision is not None and part.provision.level != "para":
            return context
        return replace(context, actors=subject.actors, source="subject")

    def _inside_heading(self, node: Node, line: Span) -> bool:
        heading = node.provision.heading_span if node.provision else None
        return heading is not None and heading[0] <= self.view.trimmed(line)[0] < heading[1]

    def _headed(self, node: Node, context: Context) -> tuple[Context, Span | None]:
        """What the title of a node makes of the context, and the title."""
        head = self._title(node)
        if head is None:
            return (self._introduced(node.lines[:1], context) or context), None
        bodies = self._bodies_of(head)
        if bodies:
            return Context(self._opened_up(context.mode), bodies, "heading", due=context.due), head
        introduced = self._introduced([head], context, titled=True)
        if introduced is not None:
            return introduced, head
        return replace(context, mode=mode_of_title(self.view, self.view.words[slice(*head)], context.mode)), head

    def _opened_up(self, mode: Mode) -> Mode:
        """Under a body that is told what to do every verb is a task, but for laws and for parts that hold no orders."""
        closed = mode is Mode.NONE or (mode is Mode.LAW and self.paragraphs.law)
        return mode if closed else Mode.FULL

    def _title(self, node: Node) -> Span | None:
        """The title of a node: as the structure gives it, else a first line without a stop over something below."""
        if node.provision is None:
            return None
        if node.provision.heading_span is not None:
            return self.view.trimmed(node.provision.heading_span)
        if node.provision.level == "para" or len(node.parts) < 2 or isinstance(node.parts[0], Node):
            return None
        text = self.view.words[slice(*node.parts[0])].rstrip()
        is_title = len(text) < _LONGEST_TITLE and not text.endswith((".", ";", ",", "…"))
        return self.view.trimmed(node.parts[0]) if is_title else None

    def _bodies_of(self, head: Span) -> tuple[Span, ...]:
        """The bodies that a title consists of: `Sở Nội vụ`, `Đối với các xã, phường:`, `Trách nhiệm của …`."""
        start, stop = head
        topic = self.view.cue(_TOPIC).match(self.view.low, start, stop)
        begin = topic.end() if topic else start
        must = self.view.cue(_MUST).search(self.view.mask, begin, stop)
        stop = must.start() if must else stop
        if stop - begin > _LONGEST_TITLE or not all_bodies(self.view, (begin, stop)):
            return ()
        return split_names(self.view, name_span(self.view, begin, stop))

    def _introduced(self, lines: list[Span], context: Context, *, titled: bool = False) -> Context | None:
        """A line that ends with a colon hands its subject to the items below it; so does a title with a subject."""
        if not lines or not (titled or self.view.mask[slice(*lines[-1])].rstrip().endswith(":")):
            return None
        line = self.view.trimmed(lines[-1])
        if self.view.cue("về ").match(self.view.mask, *line):
            return None
        bodies = self._bodies_of(line)
        if bodies:
            return replace(context, mode=self._opened_up(context.mode), actors=bodies, source="heading")
        last = (_last_sentence(self.view, line), line[1])
        clauses = [one for one in clauses_in(self.view, last) if isinstance(one, Clause) and one.names]
        if not clauses:
            return None
        clause = clauses[-1]
        return Context(
            mode=context.mode if context.mode is Mode.LAW and not clause.duty else self._opened_up(context.mode),
            actors=clause.names,
            source="heading",
            cooperating=clause.predicate.cooperating,
            through=clause.predicate.through,
            due=find_due(self.view, line),
        )

    def _task_of_title(self, head: Span, provision: str | None, context: Context) -> list[Draft]:
        """A title that is itself the task: nothing but task lines, or names of things, stand below it."""
        found = clause_at(self.view, head[0], head[1])
        if not isinstance(found, Clause):
            return []
        return [self.paragraphs.draft(replace(found, span=head, rule="order.task-title"), provision, context)]

    # One line ----------------------------------------------------------------------------------------------------

    def _line(self, line: Span, provision: str | None, context: Context) -> tuple[list[Draft], Attributes]:
        """The orders of a paragraph that may carry task labels, and what its labels say."""
        parts = labelled_parts(self.view, line) if context.mode is not Mode.NONE else []
        if not parts:
            return self._orders_or_lead(line, provision, context)
        drafts = self.paragraphs.read((line[0], parts[0].start), provision, context)
        stated = Attributes()
        for part in parts:
            found, more = self._labelled(part, provision, context)
            drafts += found
            stated = stated.with_more(more)
        return drafts, stated

    def _labelled(self, part: LabelledPart, provision: str | None, context: Context) -> tuple[list[Draft], Attributes]:
        """What stands behind one label: a task, or words about the task above."""
        if part.role == "content":
            return self.paragraphs.read(part.words, provision, context), Attributes()
        if part.role == "lead":
            drafts, lead = self._orders_or_lead(part.words, provision, replace(context, mode=Mode.NAMED))
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


def _last_sentence(view: View, line: Span) -> int:
    start = line[0]
    for one in sentences(view, line):
        start = one[0]
    return start
