"""The provision tree as the reader of orders walks it: each node with the words that are its own, paragraph by paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field

from kheo.reading.model import Provision, Span


@dataclass(slots=True)
class Node:
    """A provision, the paragraphs of its own words (labels left out), and what stands below it, in reading order."""

    provision: Provision | None
    parts: list[Node | Span] = field(default_factory=list)

    @property
    def lines(self) -> list[Span]:
        """Its own paragraphs."""
        return [part for part in self.parts if not isinstance(part, Node)]

    @property
    def children(self) -> list[Node]:
        """The nodes right below."""
        return [part for part in self.parts if isinstance(part, Node)]


def build(words: str, provisions: tuple[Provision, ...], within: Span) -> Node:
    """The tree of all provisions inside a stretch; words between them belong to the root."""
    root = Node(None)
    inside = [p for p in provisions if within[0] <= p.span[0] and p.span[1] <= within[1] and p.span[0] < p.span[1]]
    stack: list[tuple[Node, int]] = [(root, within[1])]
    at = within[0]
    for provision in sorted(inside, key=lambda p: (p.span[0], -p.span[1])):
        while len(stack) > 1 and stack[-1][1] <= provision.span[0]:
            at = _close(words, stack, at)
        if provision.span[1] > stack[-1][1]:
            continue
        _own(words, stack[-1][0], at, provision.span[0])
        node = Node(provision)
        stack[-1][0].parts.append(node)
        stack.append((node, provision.span[1]))
        at = max(at, provision.label_span[1] if provision.label_span else provision.span[0])
    while stack:
        at = _close(words, stack, at)
    return root


def _close(words: str, stack: list[tuple[Node, int]], at: int) -> int:
    node, end = stack.pop()
    _own(words, node, at, end)
    return max(at, end)


def _own(words: str, node: Node, start: int, end: int) -> None:
    """Give a node the paragraphs between two offsets."""
    while start < end:
        stop = words.find("\n", start, end)
        stop = end if stop < 0 else stop
        if words[start:stop].strip(" \t.,;:-–+*"):
            node.parts.append((start, stop))
        start = stop + 1
