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


def read(data: bytes, name: str) -> Reading:
    """Read a document from its bytes; raises `formats.Unreadable` where it cannot be read or must not be."""
    with _collector_paused():
        return read_loaded(load(data, name), name, hashlib.sha256(data).hexdigest())


def read_path(path: Path) -> Reading:
    """Read a document from a file; raises `formats.Unreadable`, as `read` does, and OSError."""
    with _collector_paused():
        loaded, digest = load_path(path)
        return read_loaded(loaded, path.name, digest)


def read_text(text: str, name: str = "text") -> Reading:
    """Read a pasted text."""
    return read(text.encode(), name)


def read_loaded(loaded: Loaded, name: str, sha256: str, *, trace: list[Considered] | None = None) -> Reading:
    """Read what a format handed over; `trace`, where given, is filled with what the rules considered and left."""
    with _collector_paused():
        return _read_flow(make_flow(loaded), loaded, name, sha256, trace)


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


def _read_flow(flow: Flow, loaded: Loaded, name: str, sha256: str, trace: list[Considered] | None) -> Reading:
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
        loaded.text,
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
