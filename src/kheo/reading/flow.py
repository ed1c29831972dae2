"""The text as sentences run: wrapped lines joined, page furniture and footnotes lifted out, with the way back.

`Loaded.text` is what the file says in its own order. `Flow.words` is the same words in the order of reading: one
paragraph a line, footnotes after the paragraphs. Every analyser works on `words`; spans go back by `Flow.to_text`.
"""

from __future__ import annotations

from bisect import bisect_right

from kheo.reading.model import Considered, Media, Span
from kheo.values import dataclass, field


@dataclass(frozen=True, slots=True)
class LoadedNote:
    """A footnote that the format itself knows: its marker, the place it hangs on, its words (spans in the text)."""

    marker: str
    anchor: Span | None
    span: Span


@dataclass(frozen=True, slots=True)
class LoadedTable:
    """A table of the format: rows of spans of cells in the text."""

    rows: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a format hands over: normalised text (NFC, ordinary blanks, `\\n` line ends) and what it knows of it."""

    media: Media
    text: str
    wrapped: bool
    """Lines may end where the page was full rather than where a paragraph ends."""
    origins: tuple[tuple[int, str], ...] = ()
    """See `Source.origins`."""
    notes: tuple[LoadedNote, ...] = ()
    tables: tuple[LoadedTable, ...] = ()
    furniture: tuple[Span, ...] = ()
    """Page headers, page numbers, signing stamps: they stand in the text and belong to no sentence."""
    encoding: str | None = None
    pages: int | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FlowNote:
    """A footnote in the flow: marker, where it hangs (in `words`), its own words (in `words`)."""

    marker: str
    marker_span: Span | None
    anchor: Span | None
    span: Span


@dataclass(frozen=True, slots=True)
class Flow:
    """The words in reading order, and the way back to the text.

    `starts[i]` in `words` corresponds to `places[i]` in the text, and the two run in step until `starts[i + 1]`.
    """

    words: str
    starts: tuple[int, ...]
    places: tuple[int, ...]
    notes: tuple[FlowNote, ...] = ()
    notes_start: int | None = None
    """Where in `words` the lifted footnotes begin; None where there are none."""
    tables: tuple[tuple[tuple[Span, ...], ...], ...] = ()
    noisy: bool = False
    """The text came through OCR: rules may forgive more and must promise less."""
    trace: list[Considered] | None = field(default=None, compare=False)
    """Filled only while a finding is being explained."""

    def place(self, offset: int) -> int:
        """The place in the text of the character at `offset` of the words."""
        i = bisect_right(self.starts, offset) - 1
        return self.places[i] + offset - self.starts[i]

    def to_text(self, span: Span) -> tuple[Span, tuple[Span, ...]]:
        """The envelope of a span in the text, and its segments where it is broken (empty where it is whole)."""
        start, end = span
        if len(self.starts) == 1 or start >= end:
            at = self.place(start)
            return (at, at + end - start), ()
        pieces: list[Span] = []
        i = bisect_right(self.starts, start) - 1
        while start < end:
            stop = min(end, self.starts[i + 1]) if i + 1 < len(self.starts) else end
            at = self.places[i] + start - self.starts[i]
            if pieces and pieces[-1][1] == at:
                pieces[-1] = (pieces[-1][0], at + stop - start)
            else:
                pieces.append((at, at + stop - start))
            start, i = stop, i + 1
        envelope = (min(p[0] for p in pieces), max(p[1] for p in pieces))
        return envelope, tuple(pieces) if len(pieces) > 1 else ()

    def note_considered(self, rule: str, span: Span, why_not: str) -> None:
        """Keep what a rule looked at and did not take, while somebody asks why."""
        if self.trace is not None:
            self.trace.append(Considered(rule, span, why_not))
