"""From lines in reading order to the words of the flow, and the way back to the text."""

from __future__ import annotations

from bisect import bisect_right

from kheo.reading.flow import Flow, FlowNote, LoadedTable
from kheo.reading.flowing.lines import Line, chunks
from kheo.reading.flowing.notes import Note
from kheo.reading.model import Span


class WordsBuilder:
    """Collects stretches of the text and keeps the map back."""

    def __init__(self, text: str) -> None:
        """Stretches will be of this text."""
        self._text = text
        self._parts: list[str] = []
        self._length = 0
        self._starts: list[int] = []
        self._places: list[int] = []
        self._next = 0
        """The place at which text and words would go on in step."""
        self._last = 0
        """Where in the text the last line begins."""

    @property
    def length(self) -> int:
        """Characters so far."""
        return self._length

    def separate(self, mark: str, following: int) -> None:
        """Put a blank or a line end; it stands for white space after the last stretch, else before the `following`."""
        if not self._parts:
            return
        near = (self._next, following - 1, self._last - 1)
        at = next((place for place in near if self._text[place : place + 1].isspace()), self._next)
        self._put(mark, at)

    def line(self, line: Line, *, without_last: bool = False) -> None:
        """Put the words of a line, with single blanks between them; `without_last` leaves out its hyphen."""
        self._last = line.start
        for n, (start, end) in enumerate(chunks(line.words)):
            if n:
                self._put(" ", line.start + start - 1)
            self._put(line.words[start : end - without_last if end == len(line.words) else end], line.start + start)

    def _put(self, words: str, place: int) -> None:
        if place != self._next or not self._starts:
            self._starts.append(self._length)
            self._places.append(place)
        self._parts.append(words)
        self._length += len(words)
        self._next = place + len(words)

    def flow(self, notes: list[Note], notes_start: int | None, tables: tuple[LoadedTable, ...], *, noisy: bool) -> Flow:
        """The finished flow."""
        words = "".join(self._parts)
        back = _WayBack(self._starts, self._places, self._length)
        return Flow(
            words=words,
            starts=tuple(self._starts) or (0,),
            places=tuple(self._places) or (0,),
            notes=tuple(_flow_note(note, back) for note in notes),
            notes_start=notes_start,
            tables=tuple(tuple(tuple(map(back.span, row)) for row in table.rows) for table in tables),
            noisy=noisy,
        )


class _WayBack:
    """From places in the text to offsets in the words."""

    def __init__(self, starts: list[int], places: list[int], length: int) -> None:
        steps = sorted(zip(places, starts, [*starts, length][1:], strict=True))
        self._places = [place for place, _, _ in steps]
        self._steps = steps

    def span(self, span: Span) -> Span:
        """The envelope in the words of a span of the text; empty where nothing of it is left."""
        start = self._at(span[0], forward=True)
        end = self._at(span[1] - 1, forward=False) + 1 if span[1] > span[0] else start
        return (start, max(start, end))

    def _at(self, place: int, *, forward: bool) -> int:
        i = bisect_right(self._places, place) - 1
        if i < 0:
            return 0
        at, start, stop = self._steps[i]
        if place - at < stop - start:
            return start + place - at
        if forward and i + 1 < len(self._steps):
            return self._steps[i + 1][1]
        return stop - 1 if not forward else stop


def _flow_note(note: Note, back: _WayBack) -> FlowNote:
    start, end = note.lines[0].start, note.lines[-1].end
    if note.marker_span is not None:
        behind = note.lines[0].words[len(note.marker) :]
        alone = not behind and len(note.lines) > 1
        start = note.lines[1].start if alone else note.lines[0].end - len(behind.lstrip())
    return FlowNote(
        marker=note.marker,
        marker_span=back.span(note.marker_span) if note.marker_span else None,
        anchor=back.span(note.anchor) if note.anchor else None,
        span=back.span((start, end)),
    )
