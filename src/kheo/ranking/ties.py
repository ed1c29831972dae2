"""Who stands before whom: estimates first, and declared rules where estimates are equal to six decimals.

1. the higher estimate; 2. more scores; 3. the name of the dossier in Vietnamese order. The plain mean has no say: it
would let an assessor's strictness back in. The last rule only makes the list the same everywhere: it says nothing about
merit, and the explanation says so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

DECIMALS = 6
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The Vietnamese alphabet, with f, j, w and z where foreign names put them."""
TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Combining marks in the order of dictionaries: huyền, hỏi, ngã, sắc, nặng; no tone comes first."""


def vietnamese_key(name: str) -> tuple[tuple[tuple[int, int, str], ...], tuple[int, ...], str]:
    """Sort key: letters first, runs of digits as numbers, tones only where letters are equal, then the text itself."""
    letters: list[tuple[int, int, str]] = []
    tones: list[int] = []
    digits = ""
    for character in unicodedata.normalize("NFC", name.casefold()):
        if character.isascii() and character.isdigit():
            digits += character
            continue
        if digits:
            letters.append((1, int(digits[:18]), digits))
            digits = ""
        letter, tone = _without_tone(character)
        position = LETTERS.find(letter)
        letters.append((2, position, "") if position >= 0 else (0, ord(character), ""))
        tones.append(tone)
    if digits:
        letters.append((1, int(digits[:18]), digits))
    return tuple(letters), tuple(tones), name


def _without_tone(character: str) -> tuple[str, int]:
    parts = unicodedata.normalize("NFD", character)
    tone = max((TONES.find(part) + 1 for part in parts), default=0)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES)), tone


def ordered(estimates: Sequence[float], counts: Sequence[int], names: Sequence[str]) -> list[int]:
    """Indices from the first place to the last. Estimates are already rounded to `DECIMALS`."""
    return sorted(
        range(len(names)),
        key=lambda index: (-estimates[index], -counts[index], vietnamese_key(names[index])),
    )
