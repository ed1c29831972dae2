"""Vietnamese alphabetical order, as keys whose plain comparison by code point gives it.

Keys are strings, so that a database can keep them; there the column needs a binary collation (`BINARY`, `"C"`).
"""

from __future__ import annotations

import re
import unicodedata

from kheo.text.characters import cleaned
from kheo.text.patterns import compiled

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_LEVEL = "\x01"


def sort_key(text: str) -> str:
    """The key by which titles, units and words are put in order.

    The letters of the whole text first (a ă â b c d đ e ê …), then its tones (ngang huyền hỏi ngã sắc nặng), then small
    before capital letters, as CLDR orders Vietnamese: Ban, Bàn, Ban An. Whole numbers stand by their value, before
    letters; Roman numerals are letters; other signs are all alike. Texts that differ once they are cleaned
    have keys that differ.
    """
    text = cleaned(text)[0]
    return _levels(text) + _LEVEL + text


def person_sort_key(name: str) -> str:
    """The key by which people are put in order: given name (the last word), then family name, then what is between."""
    name = cleaned(name)[0]
    family, *others = name.split() or [""]
    given = others.pop() if others else ""
    if not given:
        family, given = "", family
    parts = (given, family, " ".join(others))
    return _LEVEL.join(map(_levels, parts)) + _LEVEL + name


def _levels(text: str) -> str:
    letters: list[str] = []
    tones: list[str] = []
    cases: list[str] = []
    for element in compiled(r"\d+|\s+|.", re.DOTALL).findall(text.strip()):
        letter, tone = _weights(element)
        letters.append(letter)
        tones.append(tone)
        cases.append("1" if element != element.lower() else "0")
    return _LEVEL.join(("".join(letters), "".join(tones), "".join(cases)))


def _weights(element: str) -> tuple[str, str]:
    """What an element weighs on the first level, and its tone as a digit."""
    if element.isspace():
        return " ", "0"
    if element.isdecimal():
        digits = "".join(str(unicodedata.digit(digit)) for digit in element).lstrip("0")
        # The length goes in front: more digits are a greater number.
        return f"0{chr(0x30 + min(len(digits), 60))}{digits}", "0"
    if not element.isalpha():
        return "!", "0"
    marks = unicodedata.normalize("NFD", element.lower())
    tone = next((str(i) for i, mark in enumerate(_TONES, 1) if mark in marks), "0")
    letter = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    if letter not in _ALPHABET and marks[0] in _ALPHABET:
        letter, tone = marks[0], "6"  # ü, ç: marks that Vietnamese does not have
    at = _ALPHABET.find(letter)
    return (chr(0x61 + at) if at >= 0 else letter), tone
