"""Titles and introductions: who acts below them, by when, and what counts as an order there."""

from __future__ import annotations

from collections.abc import Iterator

from kheo.reading.flow import Flow
from kheo.reading.model import Due, Header, Span
from kheo.reading.obligations.bodies import LONGEST, body_at, find_predicate, subject_at
from kheo.reading.obligations.clause import Clause, clauses_in
from kheo.reading.obligations.deadline import find_due, stated_due
from kheo.reading.obligations.draft import Context
from kheo.reading.obligations.listed import named_before, split_names, titled_bodies
from kheo.reading.obligations.naming import is_theme, says_who
from kheo.reading.obligations.nodes import Node, all_lines
from kheo.reading.obligations.opening import LAYS, addressed, announces_generally, asked, is_formula, speaks, tells
from kheo.reading.obligations.phases import phase_due
from kheo.reading.obligations.predicate import predicate_at
from kheo.reading.obligations.sections import Mode, mode_of_title
from kheo.reading.obligations.split import last_sentence
from kheo.reading.obligations.tasks import Attributes, Left
from kheo.reading.obligations.view import View

_TOPIC = (
    r"(?:đối với|về phía|giao(?: nhiệm vụ| trách nhiệm)?(?: cho)?|(?:đề nghị|yêu cầu)(?: đối với)?|phân công"
    r"|(?:về )?(?:một số |các |những )?(?:trách nhiệm|nhiệm vụ)"
    r"(?:,? (?:trọng tâm|chủ yếu|chính|cụ thể|công tác|cơ bản|chung|giải pháp|riêng)){0,3}(?: của| đối với)) "
)
_TOPIC_LIMIT = 200
_UNTIL = r" (?:trong )?(?:năm \d{4}|thời gian tới|giai đoạn \d|từ nay)"
_MUST = r",? (?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|có nghĩa vụ|cần|phải)(?: như sau| sau(?: đây)?)?\W*$"
_LONGEST_TITLE = 700
_PHASE = r"\W*(?:giai đoạn|đợt|bước|từ|trước|sau|trong|thời gian|thời hạn)(?!\w)"
_TIMES = r"(?:\w{1,2}[.)] )?(?:về )?(?:thời gian|thời hạn|tiến độ|lộ trình)(?!\w)"
_LONGEST_TIME = 300
_SAU = r"(?:như sau|sau đây|dưới đây|việc sau|dung sau|vụ sau|pháp sau)[.:]$"
_GAP = 3
"""No more than line ends stand between the two halves of a broken title."""
_LONGEST_LINE = 120
_INSPECTS = r"(?<!\w)(?:kiểm tra|giám sát|thanh tra)(?!\w)"


class Titles:
    """Reads the titles and introductions of one document."""

    def __init__(self, flow: Flow, view: View, header: Header, *, law: bool) -> None:
        """Keep what every title of the document shares; `law` where it sets rules rather than tasks."""
        self.flow, self.view, self.header, self.law = flow, view, header, law
        self._counts: dict[int, tuple[int, int]] = {}

    def headed(self, node: Node, context: Context) -> tuple[Context, Span | None]:
        """What the title of a node makes of the context, and the title."""
        context = self._staged(node, context)
        head = self._title(node)
        if head is None:
            return (self.introduced(node.lines[:1], context) or context), None
        head = self._whole(node, head)
        bodies = self.bodies_of(head)
        if bodies and self._is_topic(node, head, bodies, context):
            self.flow.note_considered("exclude.topic", head, "it names what the part is about, not who acts")
            return context._replace(mode=self.opened_up(context.mode)), head
        if bodies and self._inspected(head, context):
            return context._replace(mode=self.opened_up(context.mode)), head
        if bodies:
            mode = self.opened_up(context.mode)
            return Context(mode, bodies, "heading", due=context.due, phase=context.phase), head
        introduced = self.introduced([head], context, titled=True)
        if introduced is not None:
            return introduced, head
        return context._replace(mode=mode_of_title(self.view, self.view.words[slice(*head)], context.mode)), head

    def _title(self, node: Node) -> Span | None:
        """The title of a node: as the structure gives it, else a first line without a stop over something below."""
        if node.provision is None:
            return None
        if node.provision.heading_span is not None:
            heading = self.view.trimmed(node.provision.heading_span)
            return None if self.names_go_on(heading) else heading
        if node.provision.level == "para" or len(node.parts) < 2 or isinstance(node.parts[0], Node):
            return None
        text = self.view.words[slice(*node.parts[0])].rstrip()
        is_title = len(text) < _LONGEST_TITLE and not text.endswith((".", ";", ",", "…"))
        return self.view.trimmed(node.parts[0]) if is_title else None

    def names_go_on(self, heading: Span) -> bool:
        """`Bộ trưởng các Bộ: Quốc phòng, Công an chỉ đạo …`: behind the colon stand more names and no task."""
        colon = self.view.skip(heading[1], heading[1] + 3)
        end = self.view.mask.find("\n", colon, colon + LONGEST)
        stop = end if end >= 0 else min(colon + LONGEST, len(self.view.mask))
        at = self.view.skip(colon + 1, stop)
        if not self.view.mask.startswith(":", colon) or at >= stop or not self.view.words[at].isupper():
            return False
        if predicate_at(self.view, at, stop) is not None or not self.bodies_of(heading):
            return False
        return find_predicate(self.view, at, stop) is not None

    def parts_of(self, node: Node) -> list[Node | Span]:
        """The parts of a node; a paragraph that goes on with the names of its heading begins with the heading."""
        heading = node.provision.heading_span if node.provision else None
        if heading is None or not self.names_go_on(self.view.trimmed(heading)):
            return node.parts
        parts = [part for part in node.parts if isinstance(part, Node) or part[1] > heading[1] + 2]
        if parts and isinstance(parts[0], Node) and parts[0].lines:
            parts[0].parts[0] = (heading[0], parts[0].lines[0][1])
        return parts

    def behind_heading(self, node: Node, line: Span) -> Span | None:
        """What a line holds behind the heading that runs into it; None where it is the heading and no more."""
        heading = node.provision.heading_span if node.provision else None
        if heading is None or self.names_go_on(self.view.trimmed(heading)):
            return line
        if not heading[0] <= self.view.trimmed(line)[0] < heading[1]:
            return line
        rest = (heading[1], line[1])
        return rest if self.view.mask[slice(*rest)].strip(" .:;,-") else None

    def _staged(self, node: Node, context: Context) -> Context:
        """The phase that the title of a node, or the line over its parts, names."""
        if node.provision is None or not node.parts:
            return context
        head = node.provision.heading_span
        if head is None and len(node.parts) > 1 and not isinstance(node.parts[0], Node):
            first = node.parts[0]
            phased = self.view.cue(_PHASE).match(self.view.folded(self.view.trimmed(first)))
            head = first if phased or self._title(node) is not None else None
        phase = phase_due(self.view, self.view.trimmed(head)) if head is not None else None
        return context._replace(phase=phase) if phase is not None else context

    def _is_topic(self, node: Node, head: Span, bodies: tuple[Span, ...], context: Context) -> bool:
        """Whether a title of bodies only says what the part is about; the rule `exclude.topic`.

        Where the opening says who acts, a title that may be either acts only where most titles beside it do.
        """
        if is_theme(self.view, head):
            return True
        if not context.actors or says_who(self.view, head, bodies):
            return False
        titles, acting = self._beside(node)
        return acting * 2 < max(titles - 1, 1)

    def _beside(self, node: Node) -> tuple[int, int]:
        """How many parts of the provision above have a title, and how many of these titles say who acts."""
        parts = node.parent.parts if node.parent else [node]
        key = id(node.parent or node)
        if key not in self._counts:
            titles = [self._title(part) for part in parts if isinstance(part, Node)]
            heads = [head for head in titles if head is not None]
            acting = sum(says_who(self.view, head, self.bodies_of(head)) for head in heads)
            self._counts[key] = len(heads), acting
        return self._counts[key]

    def _whole(self, node: Node, head: Span) -> Span:
        """A title of bodies that the page has broken: the next line goes on with the names and says nothing of them."""
        if not self.bodies_of(head) or self.view.mask.startswith(":", head[1]):
            return head
        line = next((one for one in all_lines(node) if one[0] >= head[1]), None)
        if line is None or line[0] - head[1] > _GAP or line[1] - line[0] > _LONGEST_LINE:
            return head
        start, stop = self.view.trimmed(line)
        open_end = self.view.mask[stop : line[1]].strip() == ""
        follows = any(isinstance(part, Node) and part.lines != [line] for part in node.parts)
        if not (open_end and follows) or predicate_at(self.view, start, stop) is not None:
            return head
        return (head[0], stop) if self.bodies_of((head[0], stop)) else head

    def _inspected(self, head: Span, context: Context) -> bool:
        """`Đối với Uỷ ban bầu cử:` in a plan of inspection names who is inspected, not who inspects."""
        if context.source != "opening" or not self.view.cue(r"đối với ").match(self.view.folded(head)):
            return False
        about = self.header.abstract.span if self.header.abstract else (0, 0)
        return self.view.cue(_INSPECTS).search(self.view.folded(about)) is not None

    def opened_up(self, mode: Mode) -> Mode:
        """Under a body that is told what to do every verb is a task, but for laws and for parts that hold no orders."""
        closed = mode is Mode.NONE or (mode is Mode.LAW and self.law)
        return mode if closed else Mode.FULL

    def bodies_of(self, head: Span) -> tuple[Span, ...]:
        """The bodies that a title consists of: `Sở Nội vụ`, `Đối với các xã, phường:`, `Trách nhiệm của …`."""
        start, stop = head
        if speaks(self.view, head):
            return ()
        topic = self.view.cue(_TOPIC).match(self.view.folded((start, min(stop, start + _TOPIC_LIMIT))))
        begin = start + topic.end() if topic else start
        must = self.view.cue(_MUST).search(self.view.mask, begin, stop)
        if must and must.start() - begin <= _TOPIC_LIMIT and not self._several(begin, must.start()):
            return self._bound((begin, must.start()))
        until = self.view.cue(_UNTIL).search(self.view.mask, begin, stop) if topic else None
        stop = until.start() if until else stop
        bodies = titled_bodies(self.view, (begin, stop)) if stop - begin <= _LONGEST_TITLE else ()
        if not bodies and topic and stop - begin <= _TOPIC_LIMIT:
            turned = self.view.cue(r"(?:đối với|về phía) ").match(self.view.folded((start, begin)))
            return named_before(self.view, (begin, stop)) if turned and body_at(self.view, begin) is not None else ()
        return bodies

    def _several(self, start: int, stop: int) -> bool:
        """Whether something is said before a semicolon, so that the names behind it alone are meant."""
        behind = self.view.mask.find("; ", start, stop)
        return behind >= 0 and find_predicate(self.view, start, behind) is not None

    def _bound(self, names: Span) -> tuple[Span, ...]:
        """Who stands before a word of duty; whoever leads with partners is named by what stands before `chủ trì`."""
        subject = subject_at(self.view, *names)
        if subject is not None and self.view.mask.startswith(self.view.key("chủ trì, phối hợp"), subject.predicate):
            return split_names(self.view, subject.span)
        return named_before(self.view, names)

    def introduced(self, lines: list[Span], context: Context, *, titled: bool = False) -> Context | None:
        """A line that ends with a colon hands its subject to the items below it; so does a title with a subject."""
        if not lines or not (titled or self._announces(lines[-1])):
            return None
        line = self.view.trimmed(lines[-1])
        if self.view.cue("về ").match(self.view.mask, *line):
            return None
        if speaks(self.view, line):
            self.flow.note_considered("exclude.speaks", line, "it says who speaks, not who acts")
            return None
        bodies = self.bodies_of(line)
        last = self.view.trimmed((last_sentence(self.view, line), line[1]))
        if not bodies and not titled:
            bodies = next(filter(None, map(self.bodies_of, self._endings(last, line))), ())
        if not bodies and not titled and announces_generally(self.view, lines[-1]):
            bodies = asked(self.view, line)
        clauses = [one for one in clauses_in(self.view, last) if isinstance(one, Clause) and one.names]
        if not bodies and not titled and is_formula(self.view, lines[-1]):
            bodies = asked(self.view, line, LAYS) if clauses else addressed(self.view, line)
            bodies = () if clauses and bodies == clauses[-1].names else bodies
        if bodies:
            return context._replace(mode=self.opened_up(context.mode), actors=bodies, source="heading")
        if clauses:
            return self._of_clause(clauses[-1], line, context)
        phase = None if titled else phase_due(self.view, line)
        return context._replace(phase=phase) if phase else None

    def before_speech(self, line: Span) -> Span:
        """A paragraph without a last sentence that only says who speaks: `… Ban Thường vụ thống nhất như sau:`."""
        start, stop = self.view.trimmed(line)
        if not self._announces((start, min(stop + _GAP, line[1]))):
            return line
        last = self.view.trimmed((last_sentence(self.view, (start, stop)), stop))
        return (line[0], last[0]) if tells(self.view, last) and speaks(self.view, last) else line

    def _endings(self, last: Span, line: Span) -> Iterator[Span]:
        """What a line ends with: its last sentence, and of that what stands behind the last semicolon."""
        if last != line:
            yield last
        behind = self.view.mask.rfind("; ", *last)
        if behind >= 0:
            yield self.view.trimmed((behind + 2, last[1]))

    def _of_clause(self, clause: Clause, line: Span, context: Context) -> Context:
        """What an order that introduces a list hands to the items: who acts, with and through whom, by when."""
        aimed = self.view.cue(r"(?:để|nhằm) ").match(self.view.folded(line)) is not None
        due = find_due(self.view, clause.span if aimed else line)
        return Context(
            mode=context.mode if context.mode is Mode.LAW and not clause.duty else self.opened_up(context.mode),
            actors=clause.names,
            source="heading",
            cooperating=clause.predicate.cooperating,
            through=clause.predicate.through,
            due=due,
            phase=due if due is not None and self._done_by(due) else context.phase,
        )

    def _done_by(self, due: Due) -> bool:
        """`…, hoàn thành trong tháng 11 năm 2026, cụ thể:` binds also those that the items name."""
        begin = max(0, due.span[0] - 14)
        return self.view.quoted.search(self.view.cue(r"(?<!\w)hoàn thành(?!\w)"), begin, due.span[1]) is not None

    def _announces(self, line: Span) -> bool:
        text = self.view.mask[max(line[0], line[1] - 40) : line[1]].rstrip()
        return text.endswith(":") or self.view.cue(_SAU).search(text) is not None

    def time_below(self, node: Node, head: Span | None) -> Left:
        """What a part with the title `Thời gian` says of the parts beside it."""
        if head is None or node.provision is None or not self.view.cue(_TIMES).match(self.view.folded(head)):
            return []
        words = (head[0], node.provision.span[1])
        if words[1] - words[0] > _LONGEST_TIME:
            return []
        due = phase_due(self.view, words) or stated_due(self.view, words)
        return [Attributes(due=due)] if due else []
