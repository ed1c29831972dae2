"""A reading as JSON, in the shape that `reading.schema.json` describes.

The members follow the fields of `kheo.reading.model`: every `span` is followed by its `text`, every `X_span` stands
beside the words `X`. Words that a page end or a footnote breaks have `segments` (`X_segments`), and their text is the
segments joined by a blank.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from math import inf
from typing import Any, TextIO, TypeAlias

from kheo.reading.model import Document, Due, Finding, Part, Period, Reading, ReportDuty, Source, Span
from kheo.values import fields

Json: TypeAlias = "dict[str, Any]"
Kind: TypeAlias = Any
"""A class of the model; the type checker knows no hashable class of dataclasses."""

HEADER_FIELDS = ("kind", "number", "date", "place", "issuer", "parent_issuer", "abstract", "urgency")
KEYS = (
    "source",
    "text",
    *HEADER_FIELDS,
    "addressees",
    "bases",
    "provisions",
    "obligations",
    "report_duties",
    "citations",
    "documents",
    "footnotes",
    "distribution",
    "signature",
    "typist",
    "unplaced",
)
_PIECE = 1 << 16
"""Longer words are written in pieces of so many characters."""
WORDS_OF = {"core_span": "core_text", "anchor_span": "anchor_text"}
"""Where the words of a span are not called by its name without `_span`."""


def to_dict(reading: Reading) -> Json:
    """The whole reading as one dictionary with exactly the keys of KEYS, in that order."""
    encoder = _Encoder(reading)
    return {key: encoder.member(key) for key in KEYS}


def dump(reading: Reading, file: TextIO, *, one_line: bool = False) -> None:
    """Write the reading as JSON, one finding a line, or all in one line for JSON Lines; ends with a line end.

    Members are written as they are made, so that a long document needs no second copy of itself in memory.
    """
    encoder = _Encoder(reading, longest=_PIECE)
    gap = " " if one_line else "\n"
    file.write("{")
    for number, key in enumerate(KEYS):
        file.write(f'{"," + gap if number else ""}"{key}": ')
        if key == "text":
            _dump_long(_Long([(0, len(reading.text))]), reading.text, file)
            continue
        held = encoder.held(key)
        if isinstance(held, tuple) and held:
            file.write("[" + ("" if one_line else "\n"))
            for place, value in enumerate(held):
                file.write("," + gap if place else "")
                encoder.dump(encoder.value(value), file)
            file.write("]")
        else:
            encoder.dump(encoder.member(key), file)
    file.write("}\n")


class _Long(tuple[Span, ...]):
    """Stretches of the text that are written from there, with a blank between them: nobody holds them twice."""

    __slots__ = ()


def _dump_long(value: Any, text: str, file: TextIO) -> None:
    """Write a value that may hold long stretches."""
    if isinstance(value, _Long):
        file.write('"')
        for place, span in enumerate(value):
            file.write(" " if place else "")
            _dump_text(text, span, file)
        file.write('"')
    elif isinstance(value, dict):
        for place, (name, member) in enumerate(value.items()):
            file.write(f'{", " if place else "{"}"{name}": ')
            _dump_long(member, text, file)
        file.write("}")
    elif isinstance(value, list) and value:
        for place, member in enumerate(value):
            file.write(", " if place else "[")
            _dump_long(member, text, file)
        file.write("]")
    else:
        file.write(to_json(value))


def _dump_text(text: str, span: Span, file: TextIO) -> None:
    """Write the inside of a JSON string piece by piece: each character is escaped by itself."""
    file.writelines(to_json(text[at : min(at + _PIECE, span[1])])[1:-1] for at in range(*span, _PIECE))


def to_json(value: object) -> str:
    """One value as JSON, with Vietnamese letters as they are."""
    return json.dumps(value, ensure_ascii=False)


def finding_to_dict(reading: Reading, finding: Finding) -> Json:
    """One finding of a reading, in the shape that it has in the whole."""
    return _Encoder(reading).value(finding)


class _Encoder:
    """Turns values of the model into JSON values, quoting the text of one reading."""

    def __init__(self, reading: Reading, *, longest: float = inf) -> None:
        """Words of more than `longest` characters are left as `_Long`."""
        self._reading, self._longest = reading, longest
        self._long = False
        self._title_segments = {c.title_span: c.segments for c in reading.citations if c.title_span and c.segments}

    def member(self, key: str) -> Any:
        """The value of one key of the whole."""
        if key == "source":
            return _source(self._reading.source)
        if key == "text":
            return self._reading.text
        return self._any(self.held(key), ())

    def dump(self, value: Any, file: TextIO) -> None:
        """Write a value that was made last."""
        if self._long:
            _dump_long(value, self._reading.text, file)
        else:
            file.write(to_json(value))
        self._long = False

    def held(self, key: str) -> Any:
        """What the reading holds under a key, as values of the model."""
        holder = self._reading if hasattr(self._reading, key) else self._reading.header
        return getattr(holder, key)

    def value(self, value: Any, within: Sequence[Span] = ()) -> Json:
        """One dataclass of the model; `within` are the segments of the finding that it belongs to."""
        if isinstance(value, Finding):
            within = value.segments
        elif isinstance(value, Document) and value.title_span:
            within = self._title_segments.get(value.title_span, ())
        out: Json = {}
        kind: Kind = type(value)
        for name in _names(kind):
            item = getattr(value, name)
            if name == "span":
                self._quote(out, "span", "text", item, within)
            elif name.endswith("_span"):
                self._quote(out, name, words_name(kind, name), item, within)
            elif name.endswith("_spans"):
                out[name.removesuffix("_spans")] = [self._words(span, within)[0] for span in item]
                out[name] = [list(span) for span in item]
            elif isinstance(value, ReportDuty) and name == "who":
                self._who(out, value)
            elif not (item is None and isinstance(value, Due)):
                out[name] = self._paths(item) if name == "paths" else self._any(item, within)
        return out

    def _any(self, item: Any, within: Sequence[Span]) -> Any:
        if isinstance(item, tuple):
            return [self._any(one, within) for one in item]
        if isinstance(item, (Finding, Document, Part, Due, Period)):
            return self.value(item, within)
        return item

    def _quote(self, out: Json, name: str, words_name: str | None, span: Span | None, within: Sequence[Span]) -> None:
        """The span, its words, and its segments where it is broken."""
        out[name] = None if span is None else list(span)
        if words_name is None:
            return
        if span is None:
            out[words_name] = None
            return
        out[words_name], pieces = self._words(span, within)
        if len(pieces) > 1:
            segments = [{"span": list(piece), "text": self._words(piece, ())[0]} for piece in pieces]
            out["segments" if name == "span" else f"{name.removesuffix('_span')}_segments"] = segments

    def _words(self, span: Span, within: Sequence[Span]) -> tuple[str | _Long, list[Span]]:
        pieces = [(max(a, span[0]), min(b, span[1])) for a, b in within if a < span[1] and span[0] < b] or [span]
        if span[1] - span[0] > self._longest:
            self._long = True
            return _Long(pieces), pieces
        return " ".join(map(self._reading.quote, pieces)), pieces

    def _who(self, out: Json, duty: ReportDuty) -> None:
        """Who reports, as one list in words; its span where the words stand together in one line."""
        spans = [one.span for one in duty.who]
        whole = (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else None
        if whole and "\n" in self._reading.quote(whole):
            out["who"] = ", ".join(self._reading.quote(span) for span in spans)
            out["who_span"] = None
        else:
            out["who"] = self._reading.quote(whole) if whole else None
            out["who_span"] = list(whole) if whole else None

    @staticmethod
    def _paths(paths: Any) -> list[list[Json]]:
        return [[{"level": level, "label": label} for level, label in path] for path in paths]


@cache
def _names(kind: Kind) -> tuple[str, ...]:
    """The fields of a class in the order of writing; segments come with their span."""
    return tuple(field.name for field in fields(kind) if field.name != "segments")


@cache
def words_name(kind: Kind, span_name: str) -> str | None:
    """The member that holds the words of a span; None where the class has a field for them."""
    name = WORDS_OF.get(span_name, span_name.removesuffix("_span"))
    return None if name in _names(kind) else name


def _source(source: Source) -> Json:
    return {
        "name": printable(source.name),
        "media": source.media,
        "sha256": source.sha256,
        "encoding": source.encoding,
        "pages": source.pages,
        "warnings": list(source.warnings),
        "map": [[offset, place] for offset, place in source.origins],
    }


def printable(name: str) -> str:
    """A file name that can be written as UTF-8, whatever bytes the file system holds."""
    return name.encode("utf-8", "backslashreplace").decode()


def iter_findings(reading: Reading) -> Iterator[Finding]:
    """Everything found, in the order of the keys: what has an id, a span and a rule."""
    header = reading.header
    for name in HEADER_FIELDS:
        value: Finding | None = getattr(header, name)
        if value is not None:
            yield value
    yield from header.addressees
    yield from header.bases
    yield from reading.provisions
    yield from reading.obligations
    yield from reading.report_duties
    yield from reading.citations
    yield from reading.footnotes
    yield from header.distribution
    if header.signature is not None:
        yield header.signature
    if header.typist is not None:
        yield header.typist
    yield from reading.unplaced
