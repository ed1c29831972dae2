"""The provision tree as the reader of orders walks it: each node with its own words, paragraph by paragraph."""

from __future__ import annotations

from bisect import bisect_right

from kheo.reading.model import Provision, Span
from kheo.values import dataclass, field


@dataclass(slots=True)
class Node:
    """A provision, the paragraphs of its own words (labels left out), and what stands below it, in reading order."""

    provision: Provision | None
    parts: list[Node | Span] = field(default_factory=list)
    parent: Node | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        """Not with its parent, which names it in turn."""
        return f"Node({self.id!r})"

    @property
    def id(self) -> str | None:
        """The id of the provision; None of the root."""
        return self.provision.id if self.provision else None

    @property
    def lines(self) -> list[Span]:
        """Its own paragraphs."""
        return [part for part in self.parts if not isinstance(part, Node)]

    @property
    def only_line(self) -> Span | None:
        """Its one paragraph, where it is no more than that."""
        return self.parts[0] if len(self.parts) == 1 and not isinstance(self.parts[0], Node) else None


def all_lines(node: Node) -> list[Span]:
    """The paragraphs of a node and of all below it, in reading order."""
    lines: list[Span] = []
    for part in node.parts:
        lines += all_lines(part) if isinstance(part, Node) else [part]
    return lines


def build(words: str, provisions: tuple[Provision, ...], within: Span, covered: tuple[Span, ...] = ()) -> Node:
    """The tree of all provisions inside a stretch; words between them belong to the root.

    Paragraphs and provisions that begin inside one of the `covered` stretches (tables) are left out.
    """
    root = Node(None)
    inside = [p for p in provisions if within[0] <= p.span[0] and p.span[1] <= within[1] and p.span[0] < p.span[1]]
    stack: list[tuple[Node, int]] = [(root, within[1])]
    tables = sorted(covered)
    inside = [p for p in inside if not _within(tables, p.span[0], p.span[0])]
    at = within[0]
    for provision in sorted(inside, key=lambda p: (p.span[0], -p.span[1])):
        while len(stack) > 1 and stack[-1][1] <= provision.span[0]:
            at = _close(words, stack, at, tables)
        if provision.span[1] > stack[-1][1]:
            continue
        _own(words, stack[-1][0], (at, provision.span[0]), tables)
        node = Node(provision, parent=stack[-1][0])
        stack[-1][0].parts.append(node)
        stack.append((node, provision.span[1]))
        at = max(at, provision.label_span[1] if provision.label_span else provision.span[0])
    while stack:
        at = _close(words, stack, at, tables)
    return root


def _close(words: str, stack: list[tuple[Node, int]], at: int, tables: list[Span]) -> int:
    node, end = stack.pop()
    _own(words, node, (at, end), tables)
    return max(at, end)


def _own(words: str, node: Node, stretch: Span, tables: list[Span]) -> None:
    """Give a node the paragraphs of a stretch."""
    start, end = stretch
    while start < end:
        stop = words.find("\n", start, end)
        stop = end if stop < 0 else stop
        if words[start:stop].strip(" \t.,;:-–+*") and not _within(tables, start, stop):
            node.parts.append((start, stop))
        start = stop + 1


def _within(tables: list[Span], start: int, stop: int) -> bool:
    i = bisect_right(tables, (stop, stop)) - 1
    return i >= 0 and start < tables[i][1]
