"""Numbers as documents write them: Roman numerals, number words, ordinals, the letters of points.

Functions that read give None for what is no such number; functions that write raise ValueError.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kheo.text.patterns import LETTER, compiled
from kheo.text.tone import fold_tone

_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def roman_to_int(text: str) -> int | None:
    """The value of a Roman numeral from I to MMMCMXCIX, in upper or in lower case; only the regular spelling counts."""
    if not text.isascii() or len(text) > 15:
        return None
    upper = text.upper()
    rest, value = upper, 0
    for worth, letters in _ROMAN:
        while rest.startswith(letters):
            rest, value = rest[len(letters) :], value + worth
    regular = not rest and 0 < value < 4000 and int_to_roman(value) == upper
    return value if regular and text in (upper, text.lower()) else None


def int_to_roman(value: int) -> str:
    """The Roman numeral of 1 to 3999."""
    if not 0 < value < 4000:
        raise ValueError(f"no Roman numeral for {value}")
    letters = ""
    for worth, symbol in _ROMAN:
        count, value = divmod(value, worth)
        letters += symbol * count
    return letters


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_DIGIT_VALUES = {word: value for value, word in enumerate(_DIGITS)} | {"bẩy": 7}
_AFTER_TENS = _DIGIT_VALUES | {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_SCALES = ((10**9, ("tỷ", "tỉ")), (10**6, ("triệu",)), (1000, ("nghìn", "ngàn")))

NUMBER_WORD = (
    "(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín|mười|mươi|trăm|nghìn|ngàn|triệu|tỷ|tỉ|linh|lẻ)"
)
"""A pattern for one word of a written-out number, lower case."""


def words_to_int(text: str) -> int | None:
    """The value of number words below a thousand billion: `mười lăm`, `hai nghìn không trăm hai mươi sáu`."""
    words = fold_tone(text).lower().split()
    if not words or len(words) > 24:
        return None
    value = 0
    for worth, names in _SCALES:
        at = next((i for i, word in enumerate(words) if word in names), None)
        if at is None:
            continue
        group = _below_thousand(words[:at])
        if not group:
            return None
        value, words = value + group * worth, words[at + 1 :]
        if not words:
            return value
    rest = _below_thousand(words)
    return None if rest is None else value + rest


def _below_thousand(words: list[str]) -> int | None:
    if len(words) >= 2 and words[1] == "trăm":
        hundreds = _DIGIT_VALUES.get(words[0])
        rest = _below_hundred(words[2:], after_hundreds=True) if len(words) > 2 else 0
        return None if hundreds is None or rest is None else 100 * hundreds + rest
    return _below_hundred(words, after_hundreds=False)


def _below_hundred(words: list[str], *, after_hundreds: bool) -> int | None:
    tens: int | None = None
    match words:
        case [unit]:
            return 10 if unit == "mười" else None if after_hundreds else _DIGIT_VALUES.get(unit)
        case ["linh" | "lẻ", unit]:
            return _AFTER_TENS.get(unit) if unit not in ("lăm", "nhăm", "mốt") else None
        case ["mười", unit]:
            return 10 + _AFTER_TENS[unit] if unit in _AFTER_TENS and unit not in ("mốt", "không") else None
        case [digit, "mươi"] | [digit, "mươi", _]:
            tens = _DIGIT_VALUES.get(digit)
    if tens is None or tens < 2:
        return None
    unit_value = _AFTER_TENS.get(words[2]) if len(words) == 3 else 0
    return None if unit_value is None or words[-1] == "không" else 10 * tens + unit_value


def int_to_words(value: int) -> str:
    """The number words of 0 to 999,999,999,999, as official documents spell them: `một trăm linh năm`."""
    if not 0 <= value < 10**12:
        raise ValueError(f"no number words for {value}")
    if value == 0:
        return _DIGITS[0]
    words: list[str] = []
    for worth, (name, *_) in (*_SCALES, (1, ("",))):
        group, value = divmod(value, worth)
        if group:
            words += (*_words_below_thousand(group, full=bool(words)), name)
    return " ".join(words).rstrip()


def _words_below_thousand(value: int, *, full: bool) -> list[str]:
    """The words; with `full` the hundreds are spelt even where there are none, as they are behind a greater group."""
    hundreds, rest = divmod(value, 100)
    tens, unit = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        return words + (["linh"] * bool(words) + [_DIGITS[unit]]) * bool(unit)
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if unit:
        words.append("lăm" if unit == 5 else "mốt" if unit == 1 and tens > 1 else _DIGITS[unit])
    return words


def ordinal(text: str) -> int | None:
    """The rank that words stand for: `thứ nhất`, `thứ tư`, `lần thứ XIV`, `lần thứ hai`, `thứ 3`, `lần 2`."""
    match = compiled(r"(?:(?:lần\s{1,6})?thứ|lần)\s{1,6}(.{1,100})", re.IGNORECASE).fullmatch(fold_tone(text).strip())
    if match is None:
        return None
    rank = match[1]
    if rank.isdecimal():
        return int(rank) if len(rank) <= 4 else None
    named = {"nhất": 1, "nhì": 2, "tư": 4}.get(rank.lower())
    return named or words_to_int(rank) or roman_to_int(rank)


class Amount(NamedTuple):
    """A whole number in a text: its span, its value, and the value of the words in brackets where there are any."""

    start: int
    end: int
    value: int
    in_words: int | None = None


def amount_at(text: str, pos: int = 0) -> Amount | None:
    """The whole number that begins at `pos`: `05 (năm)`, `1.500`, `mười lăm`; None where there is none.

    Where figures and the words in brackets differ, `value` is that of the figures and `in_words` that of the words.
    """
    figures = compiled(r"\d{1,3}(?:\.\d{3}){1,5}(?![\d.]\d)|\d{1,15}(?!\d)").match(text, pos)
    if figures:
        value = int(figures[0].replace(".", ""))
        bracket = compiled(r"\s{0,3}\(([^()\d]{2,80})\)").match(text, figures.end())
        in_words = words_to_int(bracket[1]) if bracket else None
        end = bracket.end() if bracket and in_words is not None else figures.end()
        return Amount(pos, end, value, in_words)
    words = compiled(rf"{NUMBER_WORD}(?:\s{{1,3}}{NUMBER_WORD}){{0,20}}(?![{LETTER}])", re.IGNORECASE).match(text, pos)
    spelt = words_to_int(words[0]) if words else None
    return None if words is None or spelt is None else Amount(pos, words.end(), spelt)


POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The letters of points (điểm) in their order, without f, j, w, z (NĐ 30/2020 PL I.II.6)."""


def point_index(letter: str) -> int | None:
    """The place of a point letter, a as 0."""
    at = POINT_LETTERS.find(letter.lower()) if len(letter) == 1 else -1
    return at if at >= 0 else None


def next_point(letter: str) -> str | None:
    """The letter of the point after this one: `đ` after `d`; None after the last."""
    at = point_index(letter)
    return None if at is None or at + 1 == len(POINT_LETTERS) else POINT_LETTERS[at + 1]


def previous_point(letter: str) -> str | None:
    """The letter of the point before this one; None before the first."""
    at = point_index(letter)
    return POINT_LETTERS[at - 1] if at else None
