"""Letters without their diacritics: the keys under which words are looked up.

`plain` keeps the length of NFC text, so a span found in the key is a span of the text. `search_key` takes any text,
brings it into one form first and knows the way back.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from kheo.text.characters import cleaned
from kheo.text.patterns import compiled
from kheo.text.places import Pairs, chained, edited, origin


def plain(text: str) -> str:
    """The text in lower case without diacritics, đ as d; one character for each character of NFC text.

    Letters for which one character does not do, and all that is not a letter, stay as they are. Old and new tone
    placement (hòa, hoà) give the same key by themselves.
    """
    if text.isascii():
        return text.lower()
    return _letters_alone(text) or text.translate(_plain_letters())


def _letters_alone(text: str) -> str | None:
    """The key of a text of ASCII and letters made from it, in a third of the time; None for all others.

    No character decomposes into two of ASCII (a test looks at all there are), so where the length is kept each
    character stands at its place.
    """
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D")).encode("ascii", "ignore")
    return bare.decode("ascii").lower() if len(bare) == len(text) else None


class _PlainLetters(dict[int, str]):
    """Folds a character when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = _plain_letter(chr(code))
        if code <= 0xFFFF:  # hostile text may hold every character there is
            self[code] = folded
        return folded


@lru_cache(maxsize=1)
def _plain_letters() -> _PlainLetters:
    return _PlainLetters(dict.fromkeys(map(ord, "đĐðÐɖƉ"), "d"))


def _plain_letter(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    lower = (parts[0] if all(map(unicodedata.combining, parts[1:])) else letter).lower()
    return lower if len(lower) == 1 else letter


def fold_dashes(text: str) -> str:
    """Every dash and minus sign as `-`, one character for one."""
    return compiled("[\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]").sub("-", text)


def fold_quotes(text: str) -> str:
    """Curly and angled quotation marks as `"` and `'`, one character for one."""
    text = compiled("[\u201c-\u201f\u00ab\u00bb\u2033]").sub('"', text)
    return compiled("[\u2018-\u201b\u2032]").sub("'", text)


class SearchKey(NamedTuple):
    """A key, and the way from its characters to those of the original text.

    `offsets` are pairs `(offset in key, offset in the original)`; between two pairs both run in step.
    """

    key: str
    offsets: Pairs

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that a span of the key stands for; marks and removed characters go with it."""
        return origin(self.offsets, start), origin(self.offsets, end)


def search_key(text: str) -> SearchKey:
    """The key of any text, NFC or not: folded as by `plain`, with one sort of dash and quote and single blanks."""
    clean, to_original = cleaned(text)
    folded = fold_quotes(fold_dashes(plain(clean)))
    blanks = compiled(r"[ \n]{2,}|\n").finditer(folded)
    key, to_clean = edited(folded, ((*run.span(), " ") for run in blanks))
    return SearchKey(key, chained(to_clean, to_original))
