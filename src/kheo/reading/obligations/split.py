"""Paragraphs into sentences, sentences into the stretches between semicolons."""

from __future__ import annotations

from collections.abc import Iterator

from kheo.reading.model import Span
from kheo.reading.obligations.view import View

_STOP = r"[.!?…][”\"]?(?= |\n|$)|\n"
_SEMICOLON = r";|(?<=[\s:,])\((?:[ivx]{1,5}|\d{1,2}|[a-zđ])\)"
_SPOILT = r"|:(?= [a-z])"
"""A scan puts a colon for a semicolon."""
_ABBREVIATION = r"(?<!\w)(?:tp|tt|ts|ths|pgs|gs|vp|ks|bs|st|tx|tr|q|p|kt|tm|tl|v\.v|đ/c|mr|no)$"


def sentences(view: View, span: Span) -> Iterator[Span]:
    """The sentences of a stretch, without the blanks around them."""
    start, end = span
    for found in view.cue(_STOP).finditer(view.mask, start, end):
        if found[0] != "\n" and not _ends(view, found.start(), found.end(), end):
            continue
        if start < found.start():
            yield start, found.start()
        start = found.end()
    if view.mask[start:end].strip():
        yield start, end


def last_sentence(view: View, line: Span) -> int:
    """Where the last sentence of a paragraph begins."""
    start = line[0]
    for one in sentences(view, line):
        start = one[0]
    return start


def _ends(view: View, stop: int, after: int, end: int) -> bool:
    """A stop ends a sentence where a capital follows and no abbreviation or lone number stands before."""
    following = view.skip(after, end)
    if following >= end:
        return True
    if not (view.words[following].isupper() or view.words[following] in '“"(-'):
        return False
    before = view.mask[max(0, stop - 6) : stop]
    return view.cue(_ABBREVIATION).search(before) is None


def stretches(view: View, sentence: Span) -> list[Span]:
    """A sentence cut at semicolons and at inline marks such as `(i)`."""
    start, end = sentence
    pieces: list[Span] = []
    marks = _SEMICOLON + (_SPOILT if view.noisy else "")
    for found in view.cue(marks).finditer(view.mask, start, end):
        if found[0] == ":" and view.at("VERBS", view.skip(found.end(), end)) is None:
            continue
        pieces.append((start, found.start()))
        start = found.end()
    pieces.append((start, end))
    return [piece for piece in pieces if view.mask[piece[0] : piece[1]].strip(" ,.")]
