"""One form for every character: NFC, ordinary blanks and line ends, nothing invisible, no look-alikes.

Words, dashes and quotation marks keep their printed form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from kheo.text.patterns import LETTER, compiled
from kheo.text.places import Pairs, chained, edited, identity

# Controls, soft hyphen, zero-width characters, direction marks, variation selectors, the byte order mark.
_REMOVED = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
)
_BLANKS = "\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\x0b\x0c\r\x85\u2028\u2029"
_UNUSUAL = f"[{_REMOVED}{_BLANKS}{_LINE_ENDS}\xd0\u0189\ud800-\udfff]"

# Characters that need no change and never join with the one before them. A stretch without them is looked at closely.
_PLAIN_SAILING = "\n\x20-\x7e\xa1-\xac\xae-\xcf\xd1-\u0188\u018a-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e"

_FOREIGN = "\u0370-\u03ff\u0400-\u052f"
_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXo",
)


def cleaned(text: str) -> tuple[str, Pairs]:
    r"""The text in its one form, and the map back. Cleaning twice changes nothing more.

    Tabs, non-breaking and other spaces become a blank, every kind of line end `\n`; soft hyphens, zero-width and
    control characters go; `Ð` and `Ɖ` become `Đ`; a Cyrillic or Greek letter that looks like a Latin one becomes it
    inside a Latin word; half of a surrogate pair becomes U+FFFD; of marks heaped on one letter eight stay.
    """
    if heaps := list(_heaps(text)):
        lowered, to_text = edited(text, heaps)
        clean, to_lowered = cleaned(lowered)
        return clean, chained(to_lowered, to_text)
    text = _latin(text)
    if unicodedata.is_normalized("NFC", text) and compiled(_UNUSUAL).search(text) is None:
        return text, identity(len(text))
    return edited(text, _edits(text))


def _heaps(text: str) -> Iterator[tuple[int, int, str]]:
    """What to cut from heaps of marks, whose sorting takes NFC quadratic time."""
    for stretch in compiled(f"[^{_PLAIN_SAILING}]{{9,}}").finditer(text):
        height = 0
        for i in range(*stretch.span()):
            height = height + 1 if _clings(text[i]) else 0
            if height > 8:
                yield i, i + 1, ""


def _latin(text: str) -> str:
    if compiled(f"[{_FOREIGN}]").search(text) is None:
        return text
    # What will be removed may stand inside a word; \u212a and \u212b are letters K and Å until NFC.
    word = compiled(f"[{LETTER}{_FOREIGN}{_REMOVED}\u1f00-\u1fff\u212a\u212b]+")
    return word.sub(lambda match: _latin_word(match[0]), text)


def _latin_word(word: str) -> str:
    foreign = compiled(f"[{_FOREIGN}\u1f00-\u1fff]").findall(word)
    latin = compiled("[A-Za-z\u00c0-\u024f\u1e00-\u1eff\u212a\u212b]").search(word)
    if foreign and latin and all(ord(letter) in _LOOKALIKES for letter in foreign):
        return word.translate(_LOOKALIKES)
    return word


def _edits(text: str) -> Iterator[tuple[int, int, str]]:
    for stretch in compiled(rf"[^{_PLAIN_SAILING}](?:[^{_PLAIN_SAILING}]|(?<=\r)\n)*").finditer(text):
        start, end = stretch.span()
        if start and _clings(text[start]):
            start -= 1
        for at, stop in _clusters(text, start, end):
            old = text[at:stop]
            new = unicodedata.normalize("NFC", old.replace("\r\n", "\n").translate(_replacements()))
            if new != old:
                yield at, stop, new


def _clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch cut before every character that cannot join with the one before it."""
    at = start
    for i in range(start + 1, end):
        if not (_clings(text[i]) or text[i - 1 : i + 1] == "\r\n"):
            yield at, i
            at = i
    yield at, end


def _clings(character: str) -> bool:
    """Whether a character may join with, or vanish into, the one before it."""
    return (
        unicodedata.category(character) in ("Mn", "Mc")
        or "\u1161" <= character <= "\u11ff"  # vowels and finals of Hangul compose
        or compiled(f"[{_REMOVED}]").match(character) is not None
    )


@cache
def _replacements() -> dict[int, str]:
    table = dict.fromkeys(_codes(_REMOVED), "")
    table |= dict.fromkeys(_codes(_BLANKS), " ")
    table |= dict.fromkeys(_codes(_LINE_ENDS), "\n")
    table |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
    return table | {0xD0: "Đ", 0x189: "Đ"}


def _codes(members: str) -> Iterator[int]:
    """The code points of the inside of a character class."""
    for first, last in compiled("(.)(?:-(.))?", re.DOTALL).findall(members):
        yield from range(ord(first), ord(last or first) + 1)
