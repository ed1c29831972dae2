"""Building the tree: where each label belongs follows from the labels that are open, not from its form.

A label of a style that is open continues that list when its number follows; one of a new style opens a list inside the
node above. Phần, Chương, Mục and Điều alone have fixed ranks. Consecutive numbers are evidence, a jump is doubt.
"""

from __future__ import annotations

from kheo.reading.flow import Flow
from kheo.reading.model import Provision, Span
from kheo.reading.rules import Rule
from kheo.reading.structure.headings import Heading, heading_of, is_title_line
from kheo.reading.structure.labels import LETTERED, MARKED, NAMED, NUMBERED, Label, read_label
from kheo.values import dataclass, field

SEQUENCE = Rule(
    id="structure.sequence",
    meaning="A number that follows the last one of an open list, or opens a new list with 1, is a label.",
    yes=("1. Rà soát\n2. Báo cáo", "I. MỤC ĐÍCH\n1. Chung\n2. Riêng\nII. NHIỆM VỤ"),
    no=("150. hộ nghèo", "1. Rà soát\n97. hộ"),
    check=lambda text: all(label_fits(text)),
    confidence=0.95,
)
PARAGRAPH = Rule(
    id="structure.paragraph",
    meaning="A paragraph without label belongs to the node that is open; before the first label it is the opening.",
    yes=("Tiếp tục rà soát các mô hình đã đăng ký.",),
    no=("1. Rà soát các mô hình đã đăng ký.",),
    check=lambda text: read_label(text) is None,
    confidence=0.95,
)
RULES = (SEQUENCE, PARAGRAPH)

_RULES = {
    **dict.fromkeys(("phan", "chuong", "muc", "tieumuc", "dieu"), NAMED),
    **dict.fromkeys(("roman", "capital", "letter"), LETTERED),
    **dict.fromkeys(("arabic", "decimal"), NUMBERED),
    **dict.fromkeys(("dash", "plus", "star"), MARKED),
}

_RANKS = {"phan": 0, "chuong": 1, "muc": 2, "tieumuc": 3, "dieu": 4}
_BULLETS = {"dash", "plus", "star"}
_LEAVES = {"khoan", "diem", "letter", *_BULLETS}
"""Levels whose single paragraph needs no node of its own."""
_MAX_DEPTH = 12


@dataclass(slots=True)
class Node:
    """A node while the tree is being built."""

    id: str
    parent: Node | None
    label: Label | None
    level: str
    start: int
    end: int
    label_span: Span | None = None
    heading: Span | None = None
    pending: Heading | None = None
    """Words after the label that become the title if text follows, and a paragraph if none does."""
    paragraphs: list[Span] = field(default_factory=list)
    marks: dict[str, int] | None = None
    """How many list marks of each kind it holds; None before the first."""
    confidence: float = 0.95
    jumped: bool = False


class Tree:
    """The tree of one stretch of text: the body, or an annex."""

    def __init__(self, flow: Flow, root: Node | None, taken: dict[str, int]) -> None:
        """An empty tree under `root`, the node of an annex; `taken` counts the ids given so far in the document."""
        self._flow = flow
        self._root = root
        self._taken = taken
        self._open: list[Node] = []
        self.nodes: list[Node] = []
        self.before: list[Span] = []
        """Paragraphs before the first label."""
        self._last_cell = -1

    def line(self, start: int, end: int, text: str) -> None:
        """Take the next paragraph."""
        label = read_label(text)
        if label is not None and not self._fits(label, text):
            self._flow.note_considered(SEQUENCE.id, (start, start + len(label.text)), "does not follow the open lists")
            label = None
        if label is None:
            self._paragraph(start, end, text)
        else:
            self._label(label, start, end, text)

    def quoted(self, start: int, end: int) -> None:
        """Take a quotation: it goes to the paragraph that introduces it."""
        holder = self._open[-1] if self._open else None
        if holder is None:
            self._extend(self.before, start, end)
            return
        self._settle(holder, followed=True)
        self._extend(holder.paragraphs, start, end)
        self._grow(end)

    def cell(self, start: int, end: int) -> None:
        """Take a cell of a table: cells bear no labels, and those of one table make one paragraph."""
        holder = self._open[-1] if self._open else None
        paragraphs = holder.paragraphs if holder else self.before
        if holder is not None:
            self._settle(holder, followed=True)
        if paragraphs and paragraphs[-1][1] == self._last_cell:
            paragraphs[-1] = paragraphs[-1][0], end
        else:
            paragraphs.append((start, end))
        self._last_cell = end
        self._grow(end)

    @property
    def end(self) -> int:
        """Where the last node ends."""
        return max((node.end for node in self.nodes), default=0)

    def shrink(self, words: str, span: Span) -> None:
        """Give up the last paragraph: every node that ends with it ends before it."""
        end = span[0]
        while end and words[end - 1] in " \n":
            end -= 1
        for node in self.nodes:
            if node.end == span[1]:
                node.end = end

    @staticmethod
    def _extend(paragraphs: list[Span], start: int, end: int) -> None:
        if paragraphs:
            paragraphs[-1] = paragraphs[-1][0], end
        else:
            paragraphs.append((start, end))

    def finish(self) -> None:
        """Close everything."""
        for node in reversed(self._open):
            self._settle(node, followed=False)
        self._open.clear()

    def _fits(self, label: Label, text: str) -> bool:
        if label.level in _BULLETS or label.level in _RANKS:
            return label.level != "dieu" or not label.bare or self._next_of(label) == label.ordinal
        last = self._sibling(label)
        expected = last.label.ordinal + 1 if last and last.label else 1
        if label.ordinal in (expected, 1):
            return True
        if label.level == "decimal":
            return label.ordinal <= expected + 3 and label.ordinal < 60
        capital = text[label.end : label.end + 1].isupper()
        if last is None:
            return capital and label.ordinal <= 4 and len(label.text) < 5
        if label.level == "letter":
            return expected <= label.ordinal <= expected + 3
        return capital and expected - 1 <= label.ordinal <= expected + 3

    def _next_of(self, label: Label) -> int:
        last = self._sibling(label)
        return last.label.ordinal + 1 if last and last.label else 1

    def _sibling(self, label: Label) -> Node | None:
        """The open node of the same list."""
        for node in reversed(self._open):
            if node.label and node.label.style == label.style and node.label.prefix == label.prefix:
                return node
        return None

    def _label(self, label: Label, start: int, end: int, text: str) -> None:
        parent = self._close_for(label)
        level = _level(label, self._open)
        node = Node(self._id(label, parent), parent, label, level, start, end, (start, start + len(label.text)))
        if label.bare:
            node.confidence = 0.85
        self._open.append(node)
        self.nodes.append(node)
        self._grow(end)
        words = text[label.end :]
        if not words:
            node.pending = Heading(None, None)
            return
        heading = heading_of(words, level)
        at = start + label.end
        if heading is None:
            node.paragraphs.append((at, end))
        else:
            node.pending = heading.shifted(at)

    def _close_for(self, label: Label) -> Node | None:
        """Close what the label ends, and give the node that it goes under."""
        keep = len(self._open)
        if label.level in _RANKS:
            keep = next((i for i, node in enumerate(self._open) if _rank(node) >= _RANKS[label.level]), keep)
        else:
            keep = self._place(label)
        if keep >= _MAX_DEPTH:
            keep = _MAX_DEPTH - 1
        while len(self._open) > keep:
            self._settle(self._open.pop(), followed=False)
        if self._open:
            self._settle(self._open[-1], followed=True)
            return self._open[-1]
        return self._root

    def _place(self, label: Label) -> int:
        """How many of the open nodes stay open."""
        for i in range(len(self._open) - 1, -1, -1):
            other = self._open[i].label
            if other is None or other.style != label.style:
                continue
            if label.level == "decimal" and other.prefix != label.prefix:
                continue
            return i
        if label.level == "decimal":
            return self._under_prefix(label)
        if label.level not in _BULLETS:
            return self._outside_bullets(label)
        return self._beside_earlier(label)

    def _beside_earlier(self, label: Label) -> int:
        """A mark that the node above holds already stands beside those, not under a mark of another list."""
        above = self._outside_bullets(label)
        marks = self._open[above - 1].marks if 0 < above < len(self._open) else None
        return above if marks and label.level in marks else len(self._open)

    def _under_prefix(self, label: Label) -> int:
        """A decimal goes under the number that it repeats, else beside decimals as long as itself."""
        for i in range(len(self._open) - 1, -1, -1):
            other = self._open[i].label
            if other is None:
                continue
            if other.level == "arabic" and len(label.prefix) == 1 and other.ordinal == label.prefix[0]:
                return i + 1
            if other.level == "decimal" and (*other.prefix, other.ordinal) == label.prefix:
                return i + 1
            if other.style == label.style:
                return i
        return self._outside_bullets(label)

    def _outside_bullets(self, label: Label) -> int:
        """A numbered list that opens after list marks stands beside their list."""
        keep = len(self._open)
        while keep and self._open[keep - 1].level in _BULLETS:
            keep -= 1
        return keep

    def _paragraph(self, start: int, end: int, text: str) -> None:
        while self._open and self._open[-1].level in _BULLETS and not text[:1].islower():
            self._settle(self._open.pop(), followed=False)
        if not self._open:
            self.before.append((start, end))
            return
        node = self._open[-1]
        if node.pending is not None and node.pending.span is None and is_title_line(text, node.level):
            node.pending = Heading((start, end), None, lines=1)
        elif (
            node.pending is not None and node.pending.lines and node.level in _RANKS and is_title_line(text, node.level)
        ):
            first = node.pending.span
            if first is not None and node.level != "dieu" and node.pending.lines < 4:
                node.pending = Heading((first[0], end), None, node.pending.lines + 1)
            else:
                self._settle(node, followed=True)
                node.paragraphs.append((start, end))
        else:
            self._settle(node, followed=True)
            node.paragraphs.append((start, end))
        self._grow(end)

    def _settle(self, node: Node, *, followed: bool) -> None:
        """Decide what the words after a label are, now that it is known whether text follows."""
        pending, node.pending = node.pending, None
        if pending is None or pending.span is None:
            return
        if followed or pending.rest is not None or (node.level in _RANKS and pending.lines):
            node.heading = pending.span
            if pending.rest is not None:
                node.paragraphs.insert(0, pending.rest)
        else:
            node.paragraphs.insert(0, pending.whole or pending.span)

    def _grow(self, end: int) -> None:
        for node in self._open:
            node.end = end
        if self._root is not None:
            self._root.end = max(self._root.end, end)

    def _id(self, label: Label, parent: Node | None) -> str:
        above = parent
        if label.level == "dieu":  # Điều runs on through chapters, and is cited without them
            above = self._root
        key = label.key
        if label.level in _BULLETS and parent is not None:
            marks = parent.marks = parent.marks or {}
            marks[label.level] = marks.get(label.level, 0) + 1
            key = f"{label.key}{marks[label.level]}"
        elif label.level in _BULLETS:
            self._taken[label.level] = self._taken.get(label.level, 0) + 1
            key = f"{label.key}{self._taken[label.level]}"
        elif label.level == "decimal" and parent is not None and parent.label is not None:
            key = _short_key(label, parent.label)
        name = f"{above.id}.{key}" if above is not None else key
        return unique(name, self._taken)


def _short_key(label: Label, parent: Label) -> str:
    """1.2 under 1 is 1.2 and not 1.1.2."""
    if parent.level == "arabic" and label.prefix == (parent.ordinal,):
        return str(label.ordinal)
    if parent.level == "decimal" and label.prefix == (*parent.prefix, parent.ordinal):
        return str(label.ordinal)
    return label.key


def unique(name: str, taken: dict[str, int]) -> str:
    """The id, with ~2 where a label is printed twice."""
    count = taken.get(name, 0) + 1
    taken[name] = count
    if count == 1:
        return name
    again = f"{name}~{count}"
    if again in taken:
        return unique(again, taken)
    taken[again] = 1
    return again


def _rank(node: Node) -> int:
    return _RANKS.get(node.level, 9)


def _level(label: Label, above: list[Node]) -> str:
    """The level as the model names it: inside Điều numbers are khoản and letters điểm."""
    in_article = any(node.level == "dieu" for node in above)
    if in_article and label.level == "arabic":
        return "khoan"
    if in_article and label.level == "letter":
        return "diem"
    return "letter" if label.level == "capital" else label.level


def provisions_of(nodes: list[Node]) -> list[Provision]:
    """The nodes and their paragraphs as values, in the order of the text."""
    found: list[Provision] = []
    for node in nodes:
        parent = node.parent.id if node.parent is not None else None
        label = node.label.text if node.label is not None else None
        found.append(
            Provision(
                node.id,
                (node.start, node.end),
                _RULES[node.label.level].id if node.label is not None else PARAGRAPH.id,
                node.confidence,
                parent=parent,
                label=label,
                label_span=node.label_span,
                heading_span=node.heading,
                level=node.level,
            )
        )
        if node.level in _LEAVES and len(node.paragraphs) < 2:
            continue
        for number, span in enumerate(node.paragraphs, 1):
            found.append(paragraph(f"{node.id}.p{number}", span, node.id))
    return found


def paragraph(name: str, span: Span, parent: str | None, confidence: float = 0.95) -> Provision:
    """A paragraph as a node."""
    return Provision(
        name,
        span,
        PARAGRAPH.id,
        confidence,
        parent=parent,
        label=None,
        label_span=None,
        heading_span=None,
        level="para",
    )


def label_fits(text: str) -> list[bool]:
    """For each labelled line of a text whether it fits; for the examples of the rule."""
    tree = Tree(Flow(text, (0,), (0,)), None, {})
    fits = []
    at = 0
    for row in text.split("\n"):
        label = read_label(row)
        before = len(tree.nodes)
        tree.line(at, at + len(row), row)
        if label is not None:
            fits.append(len(tree.nodes) > before)
        at += len(row) + 1
    return fits or [False]
