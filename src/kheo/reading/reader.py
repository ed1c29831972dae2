"""The whole reading: load, put into reading order, analyse, and bring every span home to the text.

The steps stand in the order in which they depend on each other; each is a pure function of what came before.
"""

from __future__ import annotations

import gc
import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zlib import compress, decompress

from kheo.reading.citations import find_citations, resolve
from kheo.reading.flow import Flow, Loaded
from kheo.reading.flowing import make_flow
from kheo.reading.formats import load, load_path
from kheo.reading.header import read_header
from kheo.reading.model import (
    Citation,
    Considered,
    Footnote,
    Header,
    Provision,
    Reading,
    Source,
)
from kheo.reading.obligations import read_obligations
from kheo.reading.placing import Placer, own_mentions, unplaced
from kheo.reading.rebase import Way, to_text, way_home
from kheo.reading.scanned import looks_scanned
from kheo.reading.structure import read_structure
from kheo.values import replace

_PIECE = 1 << 16
_LONG_TEXT = 1_000_000
"""Longer texts are packed while their words are read; shorter ones fit beside them."""


def read(data: bytes, name: str) -> Reading:
    """Read a document from its bytes; raises `formats.Unreadable` where it cannot be read or must not be."""
    with _collector_paused():
        return read_loaded(load(data, name), name, hashlib.sha256(data).hexdigest())


def read_path(path: Path) -> Reading:
    """Read a document from a file; raises `formats.Unreadable`, as `read` does, and OSError."""
    with _collector_paused():
        resting, digest = _begun(path)
        return _read_flow(resting, path.name, digest, None)


def _begun(path: Path) -> tuple[_Resting, str]:
    """A file put into reading order, its text laid to rest: nobody else holds it."""
    loaded, digest = load_path(path)
    return _Resting(loaded), digest


def read_text(text: str, name: str = "text") -> Reading:
    """Read a pasted text."""
    return read(text.encode(), name)


def read_loaded(loaded: Loaded, name: str, sha256: str, *, trace: list[Considered] | None = None) -> Reading:
    """Read what a format handed over; `trace`, where given, is filled with what the rules considered and left."""
    with _collector_paused():
        return _read_flow(_Resting(loaded), name, sha256, trace)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Without the cyclic collector: a reading makes hundreds of thousands of small values (first of all the elements of
    a Word file) and not one cycle; a collector that walks over all of them makes time grow faster than the text.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Resting:
    """What a format handed over, a long text packed: it is not looked at while its words are read.

    Of a text of ten megabytes every form counts.
    """

    def __init__(self, loaded: Loaded) -> None:
        self._flow: list[Flow] = [make_flow(loaded)]
        packs = len(loaded.text) > _LONG_TEXT and self._flow[0].words != loaded.text
        self._packed = [compress(piece.encode("utf-16-le"), 1) for piece in _pieces(loaded.text)] if packs else None
        self.loaded = replace(loaded, text="") if packs else loaded

    def flow(self) -> Flow:
        """The words in reading order, once: whoever takes them lets go of them when they are read."""
        return self._flow.pop()

    def text(self) -> str:
        """The text as it was."""
        if self._packed is None:
            return self.loaded.text
        return "".join(decompress(piece, bufsize=2 * _PIECE).decode("utf-16-le") for piece in self._packed)


def _pieces(text: str) -> Iterator[str]:
    return (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))


def _read_flow(resting: _Resting, name: str, sha256: str, trace: list[Considered] | None) -> Reading:
    flow = resting.flow()
    if not flow.noisy and looks_scanned(flow.words):
        flow = replace(flow, noisy=True)  # somebody else recognised it and pasted the text
    if trace is not None:
        flow = replace(flow, trace=trace)
    header = read_header(flow)
    provisions = read_structure(flow, header)
    placer = Placer(provisions)
    footnotes = _footnotes(flow, placer)
    citations, documents = resolve(_mentions(flow, header, placer), header)
    obligations, report_duties = read_obligations(flow, header, provisions, citations, footnotes)
    header = _link_bases(header, citations)
    left = unplaced(flow, header, provisions)
    found: tuple[list[Any], ...] = tuple(
        map(list, (provisions, obligations, report_duties, citations, documents, footnotes, left))
    )
    # A long text has a hundred thousand findings: each is let go as soon as its moved copy stands in its place.
    del provisions, obligations, report_duties, citations, documents, footnotes, left, placer
    way = way_home(flow)
    del flow
    if way is not None:
        header = to_text(header, way)
        for values in found:
            _bring_home(values, way)
    loaded = resting.loaded
    return Reading(
        Source(
            name=name,
            media=loaded.media,
            sha256=sha256,
            encoding=loaded.encoding,
            pages=loaded.pages,
            origins=loaded.origins,
            warnings=loaded.warnings,
        ),
        resting.text(),
        header,
        *map(tuple, found),
    )


def _bring_home(values: list[Any], way: Way) -> None:
    """Put in the place of each finding the same one with its spans counted in the text."""
    for at, value in enumerate(values):
        values[at] = to_text(value, way)


def _footnotes(flow: Flow, placer: Placer) -> tuple[Footnote, ...]:
    """The footnotes that were lifted out of the text, each with the provision it hangs on."""
    return tuple(
        Footnote(
            id=f"fn{number}",
            span=note.span,
            rule="footnote.lifted",
            confidence=0.95 if note.anchor else 0.7,
            marker=note.marker,
            marker_span=note.marker_span,
            anchor_span=note.anchor,
            anchor_provision=placer.provision_at(note.anchor[0]) if note.anchor else None,
        )
        for number, note in enumerate(flow.notes, 1)
    )


def _mentions(flow: Flow, header: Header, placer: Placer) -> list[Citation]:
    """The mentions of other documents, each with its place; the document's own number and title are none."""
    placed = []
    starts = [note.span[0] for note in flow.notes]
    for citation in own_mentions(find_citations(flow.words, noisy=flow.noisy, trace=flow.trace), header):
        at = bisect_right(starts, citation.span[0]) - 1
        note = flow.notes[at] if at >= 0 and citation.span[0] < flow.notes[at].span[1] else None
        anchor = note.anchor[0] if note and note.anchor else citation.span[0]
        placed.append(replace(citation, provision=placer.provision_at(anchor), in_footnote=note is not None))
    return placed


def _link_bases(header: Header, citations: tuple[Citation, ...]) -> Header:
    """Give each legal basis the ids of the citations inside it."""
    if not header.bases:
        return header
    linked = tuple(
        replace(
            basis,
            cites=tuple(c.id for c in citations if basis.span[0] <= c.core_span[0] < basis.span[1]),
        )
        for basis in header.bases
    )
    return replace(header, bases=linked)


def provisions_by_id(provisions: tuple[Provision, ...]) -> dict[str, Provision]:
    """The provisions by their id."""
    return {provision.id: provision for provision in provisions}
