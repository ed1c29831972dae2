"""From what a format hands over to the words in reading order."""

from __future__ import annotations

from kheo.reading.flow import Flow, Loaded, LoadedTable
from kheo.reading.flowing.building import WordsBuilder
from kheo.reading.flowing.columns import split_columns
from kheo.reading.flowing.furniture import drop_furniture
from kheo.reading.flowing.joining import Layout, joint, layout_of, parts_a_syllable
from kheo.reading.flowing.lines import LOWER, Line, split_lines
from kheo.reading.flowing.notes import lift_known, lift_notes
from kheo.reading.rules import compiled

__all__ = ["make_flow"]

_UNTIDY = (
    rf"\n(?:[ \n]|[{LOWER}(“][^)\n]|[,;”)]|[⁰¹²³⁴-⁹\[]|\d{{1,4}}(?:\n|\s+[A-ZĐ“])|[-/][A-ZĐ0-9])"
    r"|[ ](?:[ \n]|\|)|[-/]\n|^\s|\s$"
)
"""What a text of one paragraph a line does not hold; where none of it stands, the words are the text."""
_TELLTALES = ("CÔNG BÁO/", "ký:", "Ký bởi:", "Độc lập", "Nơi nhận: ", "CỘNG H", "CỘNG SẢN")


def make_flow(loaded: Loaded) -> Flow:
    """The words of a document in reading order, with the way back to its text.

    Wrapped lines are joined, page furniture is left out, two-column letterheads and feet are read column by column, and
    footnotes come after all paragraphs. In `words` each paragraph is one line; a line of the letterhead or the foot
    stays a line. For a text that is so already, `words` is the text itself.
    """
    noisy = loaded.media == "ocr"
    if _is_clean(loaded):
        tables = tuple(table.rows for table in loaded.tables)
        return Flow(loaded.text, (0,), (0,), tables=tables, noisy=noisy)
    lines = split_lines(loaded.text)
    _fix_cells(lines, loaded.tables)
    lines = drop_furniture(lines, loaded.furniture)
    layout = layout_of(lines, wrapped=loaded.wrapped)
    lines, notes = lift_known(lines, loaded.notes)
    if loaded.media not in {"docx", "doc"}:  # Word knows all its notes
        lines, found = lift_notes(lines, layout)
        notes = sorted([*notes, *found], key=lambda note: note.lines[0].start)
    lines = split_columns(lines)
    builder = WordsBuilder(loaded.text)
    _put_paragraphs(builder, lines, layout)
    notes_start = None
    for note in notes:
        if notes_start is None:
            notes_start = builder.length + bool(builder.length)
        if builder.length:
            builder.separate("\n", note.lines[0].start)
        _put_paragraphs(builder, note.lines, layout)
    return builder.flow(notes, notes_start, loaded.tables, noisy=noisy)


def _is_clean(loaded: Loaded) -> bool:
    """Whether the text is in reading order already, one paragraph a line."""
    text = loaded.text
    if loaded.wrapped or loaded.notes or loaded.furniture or any(mark in text for mark in _TELLTALES):
        return False
    return compiled(_UNTIDY).search(text) is None


def _fix_cells(lines: list[Line], tables: tuple[LoadedTable, ...]) -> None:
    """No sentence runs from one cell of a table into the next."""
    edges = sorted({edge for table in tables for row in table.rows for cell in row for edge in cell})
    if not edges:
        return
    k = 0
    for line in lines:
        while k < len(edges) and edges[k] < line.start:
            k += 1
        line.fixed = k < len(edges) and edges[k] <= line.end


def _put_paragraphs(builder: WordsBuilder, lines: list[Line], layout: Layout) -> None:
    first = before = None
    for after in lines:
        between = None
        if before is not None and first is not None:
            between = joint(first, before, after, layout)
            hyphen = between == "" and parts_a_syllable(before.words, after.words)
            builder.line(before, without_last=hyphen)
            if between != "":
                builder.separate(between or "\n", after.start)
        if between is None:
            first = after
        before = after
    if before is not None:
        builder.line(before)
