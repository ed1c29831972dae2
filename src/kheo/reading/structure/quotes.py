"""Quoted provisions: the new text of an amendment stands between quotation marks and is no part of the tree."""

from __future__ import annotations

from kheo.reading.model import Span
from kheo.reading.rules import Rule, compiled

QUOTED = Rule(
    id="structure.quoted",
    meaning=(
        "Paragraphs from a “ at the start of one to the ” at the end of another are quoted text of another document."
    ),
    yes=(
        "sửa đổi Điều 5 như sau:\n“Điều 5. Kinh phí\n1. Ngân sách xã.”.",
        "“1. Mỗi năm một lần;\n2. Mỗi quý một lần.”",
    ),
    no=("“Dân vận khéo” là phong trào\ncủa cả xã.", "“Điều 5. Kinh phí\n1. Ngân sách xã."),
    check=lambda text: quoted_spans(text, 0, len(text)) != [],
    confidence=0.93,
)
RULES = (QUOTED,)

_OPENERS = '“"«'
_CLOSES = r"[”\"»]\s?[.;,:)]{0,3}$|[”\"»]\s?\./\.$"


def quoted_spans(words: str, start: int, stop: int) -> list[Span]:
    """The quotations that open at the start of a paragraph and close at the end of another, in order.

    A mark that never closes, or that another opening mark follows before it closes, shapes nothing.
    """
    if not any(words.find(mark, start, stop) >= 0 for mark in _OPENERS):
        return []
    spans: list[Span] = []
    opened: int | None = None
    at = start
    while at < stop:
        end = words.find("\n", at, stop)
        end = stop if end < 0 else end
        line = words[at:end].strip()
        if line:
            if _opens(line):
                opened = at
            if opened is not None and _balance(line) < (1 if opened == at else 0) and _closes(line):
                if opened != at:
                    spans.append((opened, end))
                opened = None
        at = end + 1
    return spans


def _opens(line: str) -> bool:
    """Whether a paragraph begins with a quotation that it does not close."""
    return line[0] in _OPENERS and _balance(line) > 0


def _closes(line: str) -> bool:
    return compiled(_CLOSES).search(line) is not None


def _balance(line: str) -> int:
    """Opening minus closing marks; straight marks count as opening and closing in turn."""
    straight = line.count('"')
    if line[0] == '"':
        return straight % 2 + line.count("“") - line.count("”")
    return line.count("“") + line.count("«") - line.count("”") - line.count("»") - straight % 2
