"""The provision tree of a document: its body, and each annex with numbering of its own."""

from __future__ import annotations

from bisect import bisect_right

from kheo.reading.flow import Flow
from kheo.reading.model import Header, Provision, Span
from kheo.reading.rules import Rule, compiled
from kheo.reading.structure.closing import ADOPTION, CLOSING, is_adoption, is_closing
from kheo.reading.structure.headings import _loud as loud
from kheo.reading.structure.quotes import quoted_spans
from kheo.reading.structure.tree import Node, Tree, paragraph, provisions_of, unique

MOST_CLOSING = 6
"""No document closes with more paragraphs than this."""


def read_structure(flow: Flow, header: Header) -> tuple[Provision, ...]:
    """The provisions in the order of the text, parents before their children; spans count in `flow.words`."""
    taken: dict[str, int] = {}
    found = _body(flow, header.body, taken)
    for number, span in enumerate(header.annexes, 1):
        found += _annex(flow, span, number, taken)
    return tuple(sorted(found, key=lambda one: (one.span[0], -one.span[1], one.level == "para")))


def _body(flow: Flow, span: Span, taken: dict[str, int]) -> list[Provision]:
    tree = _grown(flow, span, None, taken)
    closing = _closing(flow.words, tree)
    found: list[Provision] = []
    if tree.nodes:
        if tree.before:
            found.append(_opening("open", tree.before, None))
        found += provisions_of(tree.nodes)
    else:
        found += [paragraph(f"p{number}", one, None) for number, one in enumerate(tree.before, 1)]
    for one, rule in closing:
        name = unique("close", taken)
        found.append(Provision(name, one, rule.id, rule.confidence, None, None, None, None, "para"))
    return found


def _opening(name: str, spans: list[Span], parent: str | None) -> Provision:
    return paragraph(name, (spans[0][0], spans[-1][1]), parent)


def _annex(flow: Flow, span: Span, number: int, taken: dict[str, int]) -> list[Provision]:
    name = unique(f"phuluc{number}", taken)
    heading, body_start, label = _annex_title(flow.words, span)
    root = Node(name, None, None, "annex", span[0], span[1], heading=heading)
    tree = _grown(flow, (body_start, span[1]), root, taken)
    found = [
        Provision(
            name,
            span,
            "header.annex",
            0.9,
            None,
            None if label is None else flow.words[slice(*label)],
            label,
            heading,
            "annex",
        )
    ]
    if tree.nodes and tree.before:
        found.append(_opening(f"{name}.open", tree.before, name))
    elif not tree.nodes:
        found += [paragraph(f"{name}.p{i}", one, name) for i, one in enumerate(tree.before, 1)]
    return found + provisions_of(tree.nodes)


def _annex_title(words: str, span: Span) -> tuple[Span | None, int, Span | None]:
    """The title of an annex, where its text begins, and the span of “PHỤ LỤC I”."""
    at, stop = span
    label: Span | None = None
    title: Span | None = None
    while at < stop:
        end = words.find("\n", at, stop)
        end = stop if end < 0 else end
        line = words[at:end].strip()
        first = at + (len(words[at:end]) - len(words[at:end].lstrip()))
        if line and label is None and title is None and compiled(r"(?i)(?:phụ lục|phụ biểu|mẫu số|mẫu \d)").match(line):
            number = compiled(
                r"(?i)(?:phụ lục|phụ biểu|mẫu)(?:\s+(?:số:?\s*)?(?:[IVXLC]+|\d+[a-z]?))?(?![^\W\d_])"
            ).match(line)
            length = number.end() if number else len(line)
            label = (first, first + length)
            if line[length:].strip(" .:-–"):
                title = (first + length + len(line[length:]) - len(line[length:].lstrip(" .:-–")), first + len(line))
        elif line.startswith("(") and "èm theo" in line:
            return title, end + 1, label
        elif line and any(map(str.isalnum, line)):
            if not (loud(line) or (title is None and label is not None and len(line) < 250 and line[-1] not in ".;:")):
                return title, at, label
            if compiled(r"(?:[IVX]+|\d+|[A-Z])[.)-]\s|CHƯƠNG|PHẦN|ĐIỀU|STT|TT\b").match(line):
                return title, at, label
            title = (title[0] if title else first, first + len(line))
        at = end + 1
    return title, stop, label


def _grown(flow: Flow, span: Span, root: Node | None, taken: dict[str, int]) -> Tree:
    """The tree of a stretch."""
    words = flow.words
    tree = Tree(flow, root, taken)
    quoted = quoted_spans(words, *span)
    cells = _cell_starts(flow, span)
    at, stop = span
    k = 0
    while at < stop:
        end = words.find("\n", at, stop)
        end = stop if end < 0 else end
        if k < len(quoted) and at >= quoted[k][0]:
            tree.quoted(at, quoted[k][1])
            at = quoted[k][1] + 1
            k += 1
            continue
        text = words[at:end].strip()
        if text and any(map(str.isalnum, text)):
            first = at + words[at:end].index(text[0])
            if _in_cell(cells, first):
                tree.cell(first, first + len(text))
            else:
                tree.line(first, first + len(text), text)
        at = end + 1
    tree.finish()
    return tree


def _cell_starts(flow: Flow, span: Span) -> tuple[list[int], list[int]]:
    """Where cells of the format's tables begin and end inside a stretch; none where they hold nearly all of it."""
    cells = sorted(cell for table in flow.tables for row in table for cell in row if span[0] <= cell[0] < span[1])
    if sum(end - start for start, end in cells) > 0.7 * (span[1] - span[0]):
        return [], []
    return [start for start, _ in cells], [end for _, end in cells]


def _in_cell(cells: tuple[list[int], list[int]], at: int) -> bool:
    if not cells[0]:
        return False
    i = bisect_right(cells[0], at) - 1
    return i >= 0 and at < cells[1][i]


def _closing(words: str, tree: Tree) -> list[tuple[Span, Rule]]:
    """The paragraphs that close the whole, taken from the last node that they were put into."""
    if not tree.nodes:
        return []
    last = _last_holder(tree)
    if last is None:
        return []
    in_law = any(node.level == "dieu" for node in tree.nodes)
    closing: list[tuple[Span, Rule]] = []
    while last.paragraphs and len(closing) < MOST_CLOSING:
        span = last.paragraphs[-1]
        own_line = last.label_span is None or words.find("\n", last.start, span[0]) >= 0
        if not own_line or span[1] != tree.end:
            break
        text = words[slice(*span)]
        if is_adoption(text):
            closing.append((span, ADOPTION))
        elif not in_law and is_closing(text):
            closing.append((span, CLOSING))
        else:
            break
        last.paragraphs.pop()
        tree.shrink(words, span)
    closing.reverse()
    return closing


def _last_holder(tree: Tree) -> Node | None:
    """The node that holds the last paragraph of all."""
    end = tree.end
    holders = [node for node in tree.nodes if node.end == end and node.paragraphs]
    return max(holders, key=lambda node: node.paragraphs[-1][1], default=None)
