"""Footnotes that stand where the page ended: found by their marker, and lifted out of the sentences they break.

A block is a note only where its marker hangs on a word before it: superscript digits (chính trị¹), digits in brackets
(văn bản[1]) or, where a conversion flattened them, a digit behind a word (chính trị1), which m2 or QH15 are not.
"""

from __future__ import annotations

from collections.abc import Iterator

from kheo.reading.flow import LoadedNote
from kheo.reading.flowing.joining import Layout, joint
from kheo.reading.flowing.lines import LOWER, UPPER, Line, ends_sentence, is_capitals
from kheo.reading.model import Span
from kheo.reading.rules import compiled
from kheo.values import dataclass

_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARKER = rf"(?:([{_SUPERSCRIPT}]{{1,3}})|(\[\d{{1,3}}\])|(\d{{1,2}})(?=\s+[{UPPER}“\"]))"
_ANCHORS = (
    rf"(?<=[^\s{_SUPERSCRIPT}])(?:([{_SUPERSCRIPT}]{{1,3}})|(\[\d{{1,3}}\]))"
    rf"|(?<=[{LOWER}]{{2}})(\d{{1,2}})(?![\w/])"
)
_UNIT = r"\(*[\d.,]*(?:mm|cm|dm|km|ha|gam|lít|trang|lớp|khối|số|loại|hạng|nhóm|cấp|mẫu|quý|tổ|ấp|khu|tầng|phòng)"
"""Words that a digit may follow without being a note: km2, lớp1 where the blank was lost."""
_FAR = 150
"""A flattened marker further from its note than so many lines belongs to something else."""


@dataclass(slots=True)
class Note:
    """A footnote: its marker, where the marker stands before it, the place it hangs on, and its lines."""

    marker: str
    marker_span: Span | None
    anchor: Span | None
    lines: list[Line]


def lift_known(lines: list[Line], known: tuple[LoadedNote, ...]) -> tuple[list[Line], list[Note]]:
    """Take out the notes that the format itself told of."""
    notes = [Note(one.marker, None, one.anchor, []) for one in known]
    order = sorted(range(len(known)), key=lambda k: known[k].span)
    kept: list[Line] = []
    k = 0
    cut = False
    for line in lines:
        while k < len(order) and known[order[k]].span[1] <= line.start:
            k += 1
        if k < len(order) and known[order[k]].span[0] < line.end:
            note = notes[order[k]]
            if not note.lines and line.words.startswith(note.marker):
                note.marker_span = (line.start, line.start + len(note.marker))
            note.lines.append(line)
            cut = True
            continue
        line.cut_before = line.cut_before or cut
        cut = False
        kept.append(line)
    return kept, [note for note in notes if note.lines]


def lift_notes(lines: list[Line], layout: Layout) -> tuple[list[Line], list[Note]]:
    """Take out the notes that the words give away."""
    heads = _note_heads(lines)
    if not heads:
        return lines, []
    kept: list[Line] = []
    notes: list[Note] = []
    i = 0
    while i < len(lines):
        if i not in heads:
            kept.append(lines[i])
            i += 1
            continue
        stop = _note_end(lines, i, heads, layout)
        marker, anchor = heads[i]
        start = lines[i].start
        notes.append(Note(marker, (start, start + len(marker)), anchor, lines[i:stop]))
        if stop < len(lines):
            lines[stop].cut_before = True
        i = stop
    return kept, notes


def _note_heads(lines: list[Line]) -> dict[int, tuple[str, Span]]:
    """The lines that open a note, each with its marker and the nearest anchor before it that no other note took."""
    openings = {i: found for i, line in enumerate(lines) if (found := compiled(_MARKER).match(line.words))}
    wanted = {found[0] for found in openings.values()}
    waiting: dict[str, tuple[int, Span]] = {}
    heads: dict[int, tuple[str, Span]] = {}
    for i, line in enumerate(lines if wanted else ()):
        opening = openings.get(i)
        if opening is not None and opening[0] in waiting:
            hung, anchor = waiting[opening[0]]
            if opening[3] is None or i - hung <= _FAR:
                heads[i] = (opening[0], anchor)
                del waiting[opening[0]]
        for marker, span in _anchors(line):
            if marker in wanted:
                waiting[marker] = (i, span)
    return heads


def _anchors(line: Line) -> Iterator[tuple[str, Span]]:
    if not compiled(rf"[{_SUPERSCRIPT}]|\[\d|[{LOWER}]\d").search(line.words):
        return
    for found in compiled(_ANCHORS).finditer(line.words):
        if found[3] is not None and _is_measure(line.words[: found.start()]):
            continue
        yield found[0], (line.start + found.start(), line.start + found.end())


def _is_measure(before: str) -> bool:
    return compiled(_UNIT).fullmatch(before.rsplit(maxsplit=1)[-1].lower()) is not None


def _note_end(lines: list[Line], head: int, heads: dict[int, tuple[str, Span]], layout: Layout) -> int:
    """The first line after the note, which goes on while its lines were wrapped and ends with the page.

    Notes in brackets come from web pages and Word, which put them behind the text: each goes on to the next.
    """
    i = head + 1
    endnote = lines[head].words[0] == "["
    while i < len(lines) and i not in heads:
        line, before = lines[i], lines[i - 1]
        if endnote:
            if line.blank_before and is_capitals(line.words):
                break
        elif _leaves_note(lines[head], before, line, layout):
            break
        i += 1
    return i


def _leaves_note(first: Line, before: Line, line: Line, layout: Layout) -> bool:
    if line.cut_before or line.blank_before or (ends_sentence(before.words) and line.words[0].islower()):
        return True
    return joint(first, before, line, layout) is None
