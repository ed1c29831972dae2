"""The walk through the provision tree that turns paragraphs into drafts of orders."""

from __future__ import annotations

from dataclasses import replace

from kheo.reading.flow import Flow
from kheo.reading.header.marks import looks_scanned
from kheo.reading.model import Citation, Header, Provision, Span
from kheo.reading.obligations.bodies import all_bodies, name_span, split_names
from kheo.reading.obligations.clause import Clause, Told, clause_at, clauses_in, object_of
from kheo.reading.obligations.deadline import find_due
from kheo.reading.obligations.draft import Context, Draft
from kheo.reading.obligations.nodes import Node, build
from kheo.reading.obligations.opening import addressed, announced_only, is_formula, session_with
from kheo.reading.obligations.period import find_period
from kheo.reading.obligations.sections import Mode, executes, is_law, mode_of_kind, mode_of_title
from kheo.reading.obligations.split import sentences, stretches
from kheo.reading.obligations.tasks import Attributes, LabelledPart, attributes, labelled_parts
from kheo.reading.obligations.view import View, make_view

_TOPIC = r"^(?:đối với|về phía|giao|đề nghị|yêu cầu|trách nhiệm của|nhiệm vụ của|phân công|về trách nhiệm của) "
_ANNEX_PLAN = r"(?:^|\n)\W{0,3}(?:kế hoạch|chương trình|phương án|nội dung|nhiệm vụ|bảng phân công|phân công)(?!\w)"
_SHORT = 24
"""A verb alone on a line (`Tổ chức thực hiện`) is a title."""
_UNNUMBERED = ("dash", "plus", "star", "para")
"""Task lines of these speak of the orders beside them; those of a numbered item speak of that item alone."""


class Walk:
    """One pass over one document; `drafts` gives the orders in reading order."""

    def __init__(
        self, flow: Flow, header: Header, provisions: tuple[Provision, ...], citations: tuple[Citation, ...]
    ) -> None:
        self.flow, self.header, self.provisions = flow, header, provisions
        cited = [c.span for c in citations if not c.self]
        self.view: View = make_view(flow.words, cited, noisy=flow.noisy or looks_scanned(flow.words))
        self.kind = header.kind.value if header.kind else None
        self.number = header.number.value if header.number else None
        self.formula: Context | None = None

    def drafts(self) -> list[Draft]:
        """All orders of the body, and of an annex that is a plan."""
        found = self._of(self.header.body, mode_of_kind(self.view, self.kind, self.number))
        for annex in self.header.annexes:
            head = self.view.low[annex[0] : annex[0] + 300]
            if self.view.cue(_ANNEX_PLAN).search(head):
                found += self._of(annex, Mode.FULL, annex=True)
        return found

    def _of(self, within: Span, mode: Mode, *, annex: bool = False) -> list[Draft]:
        root = build(self.flow.words, self.provisions, within)
        context = Context(mode, article=mode is Mode.LAW)
        if annex:
            return self._node(root, context)[0]
        return self._body(root, context)

    # ---------------------------------------------------------------------------------------------- the opening

    def _body(self, root: Node, context: Context) -> list[Draft]:
        """Before the ordering formula only express orders count; behind it everything that the mode lets through."""
        pending = context.mode in (Mode.FULL, Mode.NAMED) and self._has_formula(root)
        if not pending and context.mode is Mode.FULL and self._needs_formula():
            context = replace(context, mode=Mode.NAMED)
        before = replace(context, mode=Mode.NONE if self._narrates() else Mode.NAMED) if pending else context
        current = before
        drafts: list[Draft] = []
        for part in root.parts:
            if pending and self._opens(part, root):
                current, pending = replace(context, **self._opened(part)), False
                continue
            if isinstance(part, Node):
                found, _ = self._node(part, current)
                drafts += found
            else:
                drafts += self._paragraph(part, None, current)
        return drafts

    def _narrates(self) -> bool:
        name = self.view.key((self.kind or "").lower())
        return self.kind is not None and not name.startswith(self.view.key("công văn"))

    def _needs_formula(self) -> bool:
        """A letter or a notice orders only where it says so; most of them inform or explain."""
        name = self.view.key((self.kind or "công văn").lower())
        return self.view.cue("công văn|thông báo|nghị quyết").match(name) is not None

    def _has_formula(self, root: Node) -> bool:
        return any(self._opens(part, root) for part in root.parts[:60])

    def _opens(self, part: Node | Span, root: Node) -> bool:
        if isinstance(part, Node):
            if part.provision is not None and part.provision.level not in ("para",) and part.provision.id != "open":
                return False
            lines = _all_lines(part)
        else:
            lines = [part]
        return any(is_formula(self.view, line) for line in lines[-3:]) if lines else False

    def _opened(self, part: Node | Span) -> dict[str, object]:
        lines = _all_lines(part) if isinstance(part, Node) else [part]
        line = next(line for line in reversed(lines) if is_formula(self.view, line))
        actors = addressed(self.view, line)
        if not actors and (self.kind is None or self.view.key(self.kind.lower()) == self.view.key("công văn")):
            actors = tuple(one.span for one in self.header.addressees)
        if not actors:
            abstract = self.header.abstract
            session = session_with(self.view, *abstract.span) if abstract else None
            actors = (session,) if session else ()
        return {"actors": actors, "source": "opening" if actors else None, "under_formula": True}

    # ------------------------------------------------------------------------------------------------- the tree

    def _node(self, node: Node, context: Context) -> tuple[list[Draft], list[tuple[int, Attributes]]]:
        """The orders of a node and of all below it, and the task lines that found no task there."""
        context, head = self._headed(node, context)
        drafts: list[Draft] = []
        pending: list[tuple[int, Attributes]] = []
        far: list[tuple[int, Attributes]] = []
        subject: Draft | None = None
        task: Span | None = head
        for part in node.parts:
            if isinstance(part, Node):
                inner = self._under(subject, part, context)
                found, left = self._node(part, inner)
                drafts += found
                near = part.provision is not None and part.provision.level in _UNNUMBERED
                (pending if near else far).extend((len(drafts), one) for _, one in left)
                if found and found[-1].own_names and part.provision is not None and part.provision.level == "para":
                    subject = found[-1]
                if part.provision is not None and part.provision.level == "para":
                    context = self._intro(_all_lines(part)[-1:], context) or context
                continue
            if head is not None and part == head or self._inside_heading(node, part):
                continue
            parts = labelled_parts(self.view, part)
            found, stated = self._line(part, parts, node, self._under(subject, None, context))
            if stated:
                pending.append((len(drafts), stated))
            if found and found[-1].own_names:
                subject = found[-1]
            drafts += found
            context = self._intro([part], context) or context
        if not drafts and head is not None and context.mode is Mode.FULL:
            order = self._task_of_heading(head, node, context)
            if order is not None:
                drafts.append(order)
                pending = [(1, one) for _, one in [*pending, *far]]
                far = []
        if drafts:
            _attach(drafts, pending)
            if not all(draft.own_names for draft in drafts):
                pending = []
        return drafts, [*pending, *far] if not drafts else pending

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
        head = self._heading(node)
        if head is None:
            first = node.lines[:1]
            return (self._intro(first, context) or context), None
        words = self.view.words[slice(*head)]
        bodies = self._bodies_of(head)
        if bodies:
            mode = Mode.FULL if context.mode is not Mode.NONE or context.article else context.mode
            return replace(context, mode=mode, actors=bodies, source="heading", cooperating=(), through=()), head
        introduced = self._intro([head], context, titled=True)
        if introduced is not None:
            return introduced, head
        return replace(context, mode=mode_of_title(self.view, words, context.mode)), head

    def _heading(self, node: Node) -> Span | None:
        """The title of a node: as the structure gives it, else a first line without a stop over something below."""
        if node.provision is None:
            return None
        if node.provision.heading_span is not None:
            return self.view.trimmed(node.provision.heading_span)
        lines = node.lines
        if not lines or node.provision.level == "para":
            return None
        first = lines[0]
        text = self.view.words[slice(*first)].rstrip()
        below = len(node.parts) > 1
        if below and node.parts[0] == first and not text.endswith((".", ";", ",", "…")) and len(text) < 400:
            return self.view.trimmed(first)
        return None

    def _bodies_of(self, head: Span) -> tuple[Span, ...]:
        """The bodies that a title consists of: `Sở Nội vụ`, `Đối với các xã, phường:`, `Trách nhiệm của …`."""
        start, stop = head
        topic = self.view.cue(_TOPIC).match(self.view.low, start, stop) or self.view.cue(_TOPIC[1:]).match(
            self.view.low, start, stop
        )
        begin = topic.end() if topic else start
        end = self.view.cue(r",? (?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ)\W*$").search(
            self.view.mask, begin, stop
        )
        stop = end.start() if end else stop
        if stop - begin > 700 or not all_bodies(self.view, (begin, stop)):
            return ()
        return split_names(self.view, name_span(self.view, begin, stop))

    def _intro(self, lines: list[Span], context: Context, *, titled: bool = False) -> Context | None:
        """A line that ends with a colon hands its subject to the items below it; so does a title with a subject."""
        if not lines or not (titled or self.view.mask[slice(*lines[-1])].rstrip().endswith(":")):
            return None
        line = self.view.trimmed(lines[-1])
        if self.view.cue("về ").match(self.view.mask, *line):
            return replace(context, source=context.source)
        bodies = self._bodies_of(line)
        if bodies:
            return replace(context, mode=max(context.mode, Mode.FULL), actors=bodies, source="heading")
        start = self.view.trimmed(_last_sentence(self.view, line))
        found = clauses_in(self.view, start)
        clause = next((one for one in reversed(found) if isinstance(one, Clause) and one.names), None)
        if clause is None:
            return None
        law = context.mode is Mode.LAW and not clause.duty
        return replace(
            context,
            mode=context.mode if law else Mode.FULL,
            actors=clause.names,
            source="heading",
            cooperating=clause.predicate.cooperating,
            through=clause.predicate.through,
            due=find_due(self.view, line),
        )

    def _task_of_heading(self, head: Span, node: Node, context: Context) -> Draft | None:
        """A title that is itself the task: nothing but task lines, or names of things, stand below it."""
        found = clause_at(self.view, head[0], head[1])
        if not isinstance(found, Clause):
            return None
        return self._draft(replace(found, span=head, rule="order.task-title"), node, context, None, head)

    # -------------------------------------------------------------------------------------------- one paragraph

    def _line(
        self, line: Span, parts: list[LabelledPart], node: Node, context: Context
    ) -> tuple[list[Draft], Attributes]:
        """The orders of a paragraph that may carry task labels, and what its labels say."""
        provision = node.provision
        if not parts or context.mode is Mode.NONE:
            found = self._paragraph(line, provision, context)
            if len(found) == 1 and self._only_leads(found[0]):
                clause = found[0].clause
                return [], Attributes(lead=clause.names, joint=clause.predicate.cooperating)
            return found, Attributes()
        drafts: list[Draft] = []
        before = self.view.trimmed((line[0], parts[0].start))
        if before[1] - before[0] > 3:
            drafts += self._paragraph(before, provision, context)
        stated = Attributes()
        for part in parts:
            if part.role == "content":
                drafts += self._paragraph(part.words, provision, context)
                continue
            named = (
                self._paragraph(part.words, provision, replace(context, mode=Mode.NAMED)) if part.role == "lead" else []
            )
            if len(named) == 1 and self._only_leads(named[0]):
                clause = named[0].clause
                stated = stated.with_more(Attributes(lead=clause.names, joint=clause.predicate.cooperating))
            elif named:
                drafts += named
                stated = stated.with_more(Attributes(lead=tuple(span for one in named for span in one.actors)))
            else:
                stated = stated.with_more(attributes(self.view, [part]))
        return drafts, stated

    def _only_leads(self, draft: Draft) -> bool:
        """`Sở … chủ trì, phối hợp với …` without a task says who does the task above."""
        predicate = draft.clause.predicate
        parts = {self.view.key("chủ trì"), self.view.key("phối hợp")}
        return bool(draft.clause.names) and set(predicate.verbs) <= parts and object_of(self.view, draft.clause) is None

    def _paragraph(self, line: Span, provision: Provision | None, context: Context) -> list[Draft]:
        if context.mode is Mode.NONE or self._topic(line):
            return []
        drafts: list[Draft] = []
        carried: tuple[Span, ...] = ()
        through: tuple[Span, ...] = ()
        text = self.view.mask[slice(*line)]
        if context.mode is Mode.LAW and not self._executing(text):
            return []
        for sentence in sentences(self.view, self.view.trimmed(line)):
            listing = told = False
            held: Span | None = None
            of_sentence: list[Draft] = []
            for stretch in stretches(self.view, sentence):
                if self._is_names(stretch):
                    held = held or stretch
                    continue
                begin = held[0] if held is not None else stretch[0]
                of_stretch: list[Draft] = []
                for clause in clauses_in(self.view, (begin, stretch[1])):
                    if isinstance(clause, Told):
                        told = told or clause.rule == "exclude.told"
                        self.flow.note_considered(clause.rule, clause.span, "tells, grants or gives a reason")
                        continue
                    if told and not clause.names:
                        self.flow.note_considered("exclude.told", clause.span, "goes on with what was told")
                        continue
                    if listing and clause.rule == "order.verb-first" and not self._pressing(clause):
                        continue
                    if clause.names:
                        carried, through = clause.names, clause.predicate.through
                    draft = self._taken(clause, provision, context, carried, stretch)
                    if draft is not None:
                        of_stretch.append(draft)
                held = None
                if not of_stretch and of_sentence:
                    _prolong(self.view, of_sentence, stretch)
                self._share_due(of_stretch, stretch)
                of_sentence += of_stretch
                listing = listing or self._opens_list(stretch)
            drafts += of_sentence
        return drafts

    def _topic(self, line: Span) -> bool:
        """`Về kiến nghị …:` only names what the next paragraph speaks of."""
        text = self.view.mask[slice(*self.view.trimmed(line))]
        after = self.view.mask[self.view.trimmed(line)[1] : line[1]]
        return (
            ":" in after
            and self.view.cue(r"(?:về|đối với) ").match(text) is not None
            and self.view.cue(r"đối với (?:các )?(?:sở|ủy|ubnd)").match(text) is None
        )

    def _executing(self, text: str) -> bool:
        law = is_law(self.view, self.kind, self.number)
        if executes(self.view, text):
            return True
        express = self.view.cue(
            r"(?<!\w)(?:giao|ủy quyền cho|yêu cầu|phân công|đề nghị|có trách nhiệm|chịu trách nhiệm)(?!\w)"
        ).search(text)
        return not law and express is not None

    def _is_names(self, stretch: Span) -> bool:
        start, end = self.view.trimmed(stretch)
        ordered = self.view.at("ORDERING", start)
        span = (self.view.skip(ordered, end) if ordered else start, end)
        return span[1] - span[0] < 300 and all_bodies(self.view, span)

    def _pressing(self, clause: Clause) -> bool:
        return (
            self.view.at("PRESSING", clause.predicate.action[0]) is not None
            or self.view.at("LINKS", clause.span[0]) is not None
        )

    def _opens_list(self, stretch: Span) -> bool:
        """A colon before a word that is no verb opens a list of things."""
        for found in self.view.cue(r": ?").finditer(self.view.mask, *stretch):
            at = self.view.skip(found.end(), stretch[1])
            listed = self.view.cue(r"(?:như|gồm|ví dụ|đó là|sau|:)$").search(self.view.mask, stretch[0], found.start())
            if at < stretch[1] and listed:
                return True
            if at < stretch[1] and clause_at(self.view, at, stretch[1]) is None:
                return True
        return False

    def _taken(
        self, clause: Clause, provision: Provision | None, context: Context, carried: tuple[Span, ...], stretch: Span
    ) -> Draft | None:
        """The draft of a clause, where the mode lets it pass."""
        if clause.names and self._speaks_for_itself(clause):
            return None
        if not clause.names and not carried and context.mode is not Mode.FULL:
            self.flow.note_considered(clause.rule, clause.span, "no body is named, and no section of tasks is open")
            return None
        if (
            context.mode is Mode.LAW
            and clause.rule == "order.subject-verb"
            and not executes(self.view, self.view.mask[slice(*clause.span)])
        ):
            return None
        if self._announces(clause) or (
            not clause.names and clause.span[1] - clause.span[0] < _SHORT and not object_of(self.view, clause)
        ):
            return None
        node = Node(provision)
        return self._draft(clause, node, context, carried, stretch)

    def _speaks_for_itself(self, clause: Clause) -> bool:
        """The issuer issues, informs, asks: that is no order to anybody."""
        action = self.view.mask[slice(*clause.predicate.action)]
        return (
            clause.rule == "order.subject-verb"
            and any(
                action.startswith(self.view.key(one))
                for one in ("ban hành", "thông báo", "đề nghị", "yêu cầu", "trân trọng", "nhận được")
            )
            and self._is_issuer(clause.names[0])
        )

    def _is_issuer(self, name: Span) -> bool:
        if self.header.issuer is None:
            return False
        issuer = self.view.key(" ".join(self.header.issuer.value.lower().split()))
        words = self.view.low[slice(*name)]
        return words.split()[:2] == issuer.split()[:2] or issuer.startswith(words)

    def _announces(self, clause: Clause) -> bool:
        """`… thực hiện tốt các nội dung sau:` announces the items below and would count them twice."""
        words = object_of(self.view, clause)
        after = self.view.mask[clause.span[1] : clause.span[1] + 3].strip()
        return words is not None and after.startswith(":") and announced_only(self.view, words)

    def _draft(
        self, clause: Clause, node: Node, context: Context, carried: tuple[Span, ...] | None, stretch: Span
    ) -> Draft:
        own = clause.names or carried or ()
        actors, source = (own, "subject") if own else (context.actors, context.source)
        predicate = clause.predicate
        return Draft(
            clause=clause,
            provision=node.provision.id if node.provision else None,
            actors=actors,
            source=source if actors else None,  # type: ignore[arg-type]  # "subject" is one of the three
            cooperating=predicate.cooperating or (() if own else context.cooperating),
            through=predicate.through or (() if own else context.through),
            due=find_due(self.view, clause.span) or (None if own else context.due),
            period=find_period(self.view, clause.span),
            mode=context.mode,
            own_names=bool(own),
            general=self._general(own),
            under_formula=context.under_formula,
        )

    def _general(self, names: tuple[Span, ...]) -> bool:
        """Whether nobody in particular is named: `các cơ quan, đơn vị`."""
        words = " ".join(self.view.mask[slice(*name)] for name in names)
        return (
            self.view.cue(
                r"(?:các )?(?:cơ quan|đơn vị|địa phương)(?:(?:,| và) (?:các )?(?:cơ quan|đơn vị|địa phương|tổ chức)){0,3}"
            ).fullmatch(words)
            is not None
        )

    def _share_due(self, drafts: list[Draft], stretch: Span) -> None:
        """A deadline at the end of a stretch holds for all the orders that its commas part."""
        if len(drafts) > 1 and drafts[-1].due is not None:
            for draft in drafts[:-1]:
                draft.due = draft.due or drafts[-1].due


def _prolong(view: View, drafts: list[Draft], stretch: Span) -> None:
    """A stretch that is no order goes on with the one before; `hoàn thành trước …` is its deadline."""
    due = find_due(view, stretch)
    last = drafts[-1]
    words = view.trimmed(stretch)
    last.clause = replace(last.clause, span=(last.clause.span[0], words[1]))
    if due is not None:
        for draft in drafts:
            draft.due = draft.due or due


def _attach(drafts: list[Draft], stated: list[tuple[int, Attributes]]) -> None:
    """Give the orders what task lines say of them: each run of lines speaks of the orders since the run before."""
    runs: list[tuple[int, Attributes]] = []
    for at, one in stated:
        if runs and runs[-1][0] == at:
            runs[-1] = (at, runs[-1][1].with_more(one))
        else:
            runs.append((at, one))
    start = 0
    for at, one in runs:
        scope = drafts[start:at] or drafts[at:]
        for draft in scope:
            _state(draft, one)
        start = at


def _state(draft: Draft, stated: Attributes) -> None:
    if stated.lead and (not draft.own_names or draft.general):
        draft.actors, draft.source = stated.lead, "heading"
    draft.cooperating = draft.cooperating or stated.joint
    draft.due = draft.due or stated.due
    draft.period = draft.period or stated.period


def _all_lines(node: Node) -> list[Span]:
    lines: list[Span] = []
    for part in node.parts:
        lines += _all_lines(part) if isinstance(part, Node) else [part]
    return lines


def _last_sentence(view: View, line: Span) -> Span:
    last = line
    for one in sentences(view, line):
        last = one
    return last[0], line[1]
