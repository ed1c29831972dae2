"""The last touch to a text: what was typed to make it look well and would only break the spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from kheo.reading.rules import compiled
from kheo.text.characters import cleaned
from kheo.text.legacy import Encoding, from_tcvn3, from_vni
from kheo.text.places import Pairs, chained, edited, origins

_MOST_STEPS = 20_000
_MARKDOWN_RULES = r"^[ ]{0,3}#{1,6}[ ]+(?=\S)|\*\*(?=\S)|(?<=\S)\*\*"


def tidied(text: str, pairs: Pairs) -> tuple[str, Pairs]:
    """The text without blanks at line ends, without Markdown's marks of headings and bold, and the map chained."""
    edits = list(_edits(text))
    if not edits:
        return text, pairs
    text, last = edited(text, edits)
    return text, chained(last, pairs)


def in_normal_form(line: str, legacy: Encoding | None) -> str:
    """One line in the normal form, `legacy` being the encoding of the text it belongs to."""
    if legacy is not None:
        line = from_tcvn3(line) if legacy == "tcvn3" else from_vni(line)
    return cleaned(line)[0].replace("\n", " ").strip()


def origins_of(text: str, pairs: Pairs) -> tuple[tuple[int, str], ...]:
    """A map of offsets as `Source.origins` words it: `char 120` is the 120th character, counted from 0.

    Where nearly every character moved (a long text in VNI), the starts of its lines stand for all.
    """
    steps = pairs[:-1] or pairs
    if len(steps) > _MOST_STEPS:
        starts = chain((0,), (found.end() for found in compiled("\n").finditer(text)))
        steps = tuple(origins(pairs, starts))
    return tuple((new, f"char {old}") for new, old in steps)


def _edits(text: str) -> Iterator[tuple[int, int, str]]:
    marks = text.count("**") >= 2 or "\n#" in text or text.startswith("#")
    end = len(text.rstrip())
    if marks or " \n" in text:
        pattern = rf"[ ]+$|{_MARKDOWN_RULES}" if marks else r"[ ]+$"
        for found in compiled(pattern, re.MULTILINE).finditer(text, 0, end):
            yield found.start(), found.end(), ""
    if end < len(text):
        yield end, len(text), ""
