"""To whom a document goes (Kính gửi): one on the line, or a list (NĐ 30/2020 PL I.II.9)."""

from __future__ import annotations

from typing import NamedTuple

from kheo.reading.flow import Flow
from kheo.reading.header.page import Line, has_bullet, in_capitals, unbulleted
from kheo.reading.model import Named, Span
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import plain

ADDRESSEE = Rule(
    id="header.addressee",
    meaning="What stands after “Kính gửi:” (Kính trình, Đồng kính gửi), or is listed under it.",
    yes=("Kính gửi: Đảng uỷ các xã, phường.", "- Kính gửi:*", "Kính trình: Ban Thường vụ Tỉnh uỷ"),
    no=("xin kính gửi báo cáo", "Kính thưa các đồng chí:"),
    pattern=r"^[\W_]{0,6}(?:[Đđ]ồng\s+)?[KkR]ính\s*(?:g[uưủửừứúùụự]i|trình|chuyển)\s*\W{0,2}:",
    literals=("ính",),
    confidence=0.95,
)
WIRED = Rule(
    id="header.addressee-telegram",
    meaning="The list under “… điện:” in a telegram (công điện).",
    yes=("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ SUỐI LAM điện:",),
    no=("THỦ TƯỚNG CHÍNH PHỦ", "Đường dây điện: 22 kV"),
    pattern=r"^[^a-zđ]{8,90}\s(?:điện|ĐIỆN)\s?:$",
    literals=("điện", "ĐIỆN"),
    confidence=0.95,
)
RULES = (ADDRESSEE, WIRED)


class Addressed(NamedTuple):
    """The addressees and the stretch they were read from."""

    named: tuple[Named, ...]
    span: Span | None
    next_index: int | None
    """The first line after them."""
    opener: int | None = None
    """The line that opens them."""


def opening_mark(line: Line) -> int | None:
    """Where the words after “Kính gửi:” begin in the line's text; None where the line opens no addressees."""
    for rule in (ADDRESSEE, WIRED):
        if rule.may_fire(line.text):
            found = rule.regex.match(line.text)
            if found:
                return found.end()
    loose = compiled(r"^\W{0,4}kinh gui\s?\W{0,2}:").match(line.plain)
    return loose.end() if loose else None


def read_addressees(flow: Flow, lines: tuple[Line, ...], start: int) -> Addressed:
    """The addressees from the first line at or after `start` that opens them."""
    index = next((i for i in range(start, len(lines)) if opening_mark(lines[i]) is not None), None)
    if index is None:
        return Addressed((), None, None)
    items: list[Span] = []
    opener = index
    mark = opening_mark(lines[index])
    while mark is not None:
        head = lines[index]
        rest = Line(head.start + mark, head.end, head.text[mark:], plain(head.text[mark:]))
        index, found = _one_list(flow.words, lines, index, rest)
        items += found
        mark = opening_mark(lines[index]) if index < len(lines) else None
    named = tuple(
        Named(f"a{number}", span, ADDRESSEE.id, ADDRESSEE.confidence - (0.1 if flow.noisy else 0))
        for number, span in enumerate(items, 1)
    )
    end = lines[index - 1].end
    return Addressed(named, (lines[opener].start, end), index, opener)


def _one_list(words: str, lines: tuple[Line, ...], index: int, rest: Line) -> tuple[int, list[Span]]:
    spans: list[Span] = []
    closed = False
    if any(map(str.isalnum, rest.text)):
        spans += [_trimmed(words, piece) for piece in _pieces(rest)]
        closed = rest.text.rstrip().endswith(".")
    index += 1
    bulleted = False
    while index < len(lines):
        line = lines[index]
        if opening_mark(line) is not None or len(line.text) > 500:
            break
        if line.text.startswith("(") and spans:
            index += 1
            continue
        if has_bullet(line) and any(map(str.isalnum, line.text)) and not _is_recital(line):
            if closed or (spans and not bulleted and words[spans[-1][1] : spans[-1][1] + 1] == "."):
                break
            bulleted = True
            spans += [_trimmed(words, piece) for piece in _pieces(unbulleted(line))]
            closed = _closes(line.text)
        elif _is_recital(line) or in_capitals(line.text) or not any(map(str.isalnum, line.text)):
            if not any(map(str.isalnum, line.text)) and len(line.text) < 12:
                index += 1
                continue
            break
        elif not spans:
            spans.append(_trimmed(words, line))
            closed = _closes(line.text)
        elif not closed and _continues(words, spans[-1], line, bulleted):
            spans[-1] = _trimmed(words, Line(spans[-1][0], line.end, words[spans[-1][0] : line.end], ""))
            closed = _closes(line.text)
        else:
            break
        index += 1
    return index, [span for span in spans if span[1] > span[0]]


def _closes(text: str) -> bool:
    return text.endswith(".") and not text.endswith(("Tp.", "TP."))


def _continues(words: str, last: Span, line: Line, bulleted: bool) -> bool:
    tail = words[last[1] : last[1] + 1]
    if tail in {";", "."}:
        return False
    if line.text[:1].islower():
        return True
    return (tail == "," and not bulleted) or (len(line.text) < 60 and line.text.endswith((".", ";", ",")))


def _is_recital(line: Line) -> bool:
    return (
        compiled(r"^\W{0,4}(?:can cu|thuc hien (?!cac)|theo |xet |tren co so|de |nham |ngay \d)").match(line.plain)
        is not None
    )


def _pieces(line: Line) -> list[Line]:
    """A line that a lost line break made of several items: cut at “; -”."""
    pieces: list[Line] = []
    at = 0
    for cut in compiled(r"[;,.]\s+[-–+*]\s+(?=\w)").finditer(line.text):
        pieces.append(_part(line, at, cut.start() + 1))
        at = cut.end()
    pieces.append(_part(line, at, len(line.text)))
    return [piece for piece in map(unbulleted, pieces) if any(map(str.isalnum, piece.text))]


def _part(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end]
    lead = len(text) - len(text.lstrip())
    return Line(line.start + start + lead, line.start + start + len(text.rstrip()), text.strip(), plain(text.strip()))


def _trimmed(words: str, line: Line) -> Span:
    """The span without the closing punctuation and stray list marks."""
    start, end = line.start, line.end
    while end > start and words[end - 1] in " ;,.:*-–—\n":
        end -= 1
    while start < end and words[start] in " -–—*+:\n":
        start += 1
    return start, end
