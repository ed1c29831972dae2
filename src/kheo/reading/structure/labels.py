"""Labels at the start of a paragraph: Chương I, Điều 5., II-, A., 3., 1.2., a), -, +, *."""

from __future__ import annotations

import re
from typing import NamedTuple

from kheo.reading.flowing.lines import UPPER
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import plain

WORD_LEVELS: dict[str, str] = {
    "phan": "phan",
    "chuong": "chuong",
    "muc": "muc",
    "tieu muc": "tieumuc",
    "dieu": "dieu",
}
NUMBERED = Rule(
    id="structure.label-number",
    meaning="A paragraph that opens with a number and a mark (1. 1- 1/ 1)) or a chain of numbers (1.2.).",
    yes=("1. Mục đích", "2- Yêu cầu", "1.2. Đối với các xã", "3) Kinh phí", "1.Tiếp tục rà soát"),
    no=("1.000 đồng mỗi hộ", "15/3/2026 là hạn cuối", "30 hộ tham gia", "2026. Trong năm"),
    check=lambda text: (found := read_label(text)) is not None and found.level in {"arabic", "decimal"},
    confidence=0.95,
)
LETTERED = Rule(
    id="structure.label-letter",
    meaning="A paragraph that opens with a Roman numeral or a letter and a mark (II. A- a) đ)).",
    yes=("II. NHIỆM VỤ", "IV- TỔ CHỨC THỰC HIỆN", "A. ĐÁNH GIÁ CHUNG", "đ) Sở Nội vụ"),
    no=("I love", "TP. Suối Lam", "a hai b ba"),
    check=lambda text: (found := read_label(text)) is not None and found.level in {"roman", "capital", "letter"},
    confidence=0.95,
)
NAMED = Rule(
    id="structure.label-word",
    meaning=(
        "Phần, Chương, Mục, Tiểu mục, Điều with their number at the start of a paragraph (NĐ 30/2020 PL I.II.6.đ)."
    ),
    yes=("Điều 5. Kinh phí", "Chương II", "Mục 1", "Phần thứ nhất", "ĐIỀU 3."),
    no=("Điều 5 Quyết định này được sửa đổi", "Mục tiêu chung", "Điều kiện dự thi", "Phần lớn các xã"),
    check=lambda text: (found := read_label(text)) is not None and found.level in WORD_LEVELS.values(),
    confidence=0.97,
)
MARKED = Rule(
    id="structure.label-mark",
    meaning="A paragraph that opens with a list mark: - + * •.",
    yes=("- Sở Nội vụ tổng hợp", "+ mỗi quý một lần", "* Thời gian"),
    no=("-5 độ C", "--- o0o ---", "Suối Lam - Thanh Giang"),
    check=lambda text: (found := read_label(text)) is not None and found.level in {"dash", "plus", "star"},
    confidence=0.95,
)
RULES = (NAMED, NUMBERED, LETTERED, MARKED)

LETTERS = "abcdđefghijklmnopqrstuvwxyz"

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_ORDINALS = {
    "nhat": 1,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "tu": 4,
    "bon": 4,
    "nam": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
    "muoi": 10,
}
_LABEL = (
    r"(?P<word>Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC|Tiểu mục|TIỂU MỤC|Điều|ĐIỀU)\s{1,3}"
    r"(?P<no>(?:thứ|THỨ)\s\w{2,5}|[IVXLC]{1,7}|\d{1,3}[a-zđ]?\d?|[lL])(?P<end>\s?[.:)]|\s?[-–](?=\s)|(?=\s|$))"
    rf"|(?P<decimal>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})(?:[.)]|[-–](?=\s)|(?=\s))(?=\s|[{UPPER}“])"
    rf"|(?P<number>\d{{1,3}}|l(?=[.]\s[{UPPER}]))(?P<nsep>[.)/]|[-–](?!\d)|\s?[-–](?=\s?[{UPPER}]))(?=\s|$|[{UPPER}“(])"
    rf"|(?P<roman>[IVXLC]{{1,7}})(?P<rsep>\s?[.)/:]|\s?[-–])(?=\s|[{UPPER}“])"
    rf"|(?P<capital>[A-ZĐ])(?P<csep>[.)/]|[-–](?=\s))(?=\s|[{UPPER}]{{2}})"
    rf"|(?P<letter>[a-zđ]\d?)(?P<lsep>[.)]|/(?=\s))(?=\s|[{UPPER}“])"
    r"|(?P<bullet>[-–—+*•●▪‣◦◊◆❖➢►✓~])(?=\s*[\w“\"‘(])(?!\d)"
)
_OF_SEPARATOR = {"nsep": "number", "rsep": "roman", "csep": "capital", "lsep": "letter"}
_BULLETS = {"-": "dash", "–": "dash", "—": "dash", "~": "dash", "+": "plus"}


class Label(NamedTuple):
    """A label as read from a line; whether it opens a node is decided where the others are known."""

    text: str
    level: str
    """phan, chuong, muc, tieumuc, dieu, roman, capital, arabic, decimal, letter, dash, plus, star."""
    style: str
    """Level and mark: labels of one list share it."""
    ordinal: int
    key: str
    """What the label adds to an id."""
    end: int
    """Where the words after the label begin."""
    bare: bool = False
    """A word label without a mark after its number: it may be a mention instead."""
    prefix: tuple[int, ...] = ()
    """The numbers before the last of a decimal label."""


def read_label(line: str) -> Label | None:
    """The label at the start of a line, None where there is none."""
    found = compiled(_LABEL).match(line)
    if found is None:
        return None
    end = found.end()
    while end < len(line) and line[end] == " ":
        end += 1
    if found["word"]:
        return _word_label(line, found, end)
    if found["bullet"]:
        level = _BULLETS.get(found["bullet"], "star")
        return Label(found[0], level, level, 0, {"dash": "-", "plus": "+", "star": "*"}[level], end)
    if found["decimal"]:
        parts = tuple(map(int, found["decimal"].split(".")))
        style = f"decimal{len(parts)}"
        return Label(found[0], "decimal", style, parts[-1], found["decimal"], end, prefix=parts[:-1])
    return _single_label(found, end)


def _single_label(found: re.Match[str], end: int) -> Label | None:
    """A label of one number, numeral or letter."""
    separator = found.lastgroup or ""
    level = _OF_SEPARATOR[separator]
    key, mark = found[level], found[separator].strip()
    ordinal: int | None
    if level == "number":
        ordinal = int(key) if key.isdigit() else 1
        level, key = "arabic", str(ordinal)
    elif level == "roman" and key not in {"C", "L"}:  # C is the third section, not the hundredth
        ordinal = roman_value(key)
    else:
        level = "capital" if level == "roman" else level
        ordinal = LETTERS.index(key[0].lower()) + 1
    return None if ordinal is None else Label(found[0], level, level + mark, ordinal, key, end)


def _word_label(line: str, found: re.Match[str], end: int) -> Label | None:
    """Phần, Chương, Mục, Tiểu mục or Điều."""
    level, number = WORD_LEVELS[plain(found["word"])], found["no"]
    ordinal = _ordinal(number)
    if ordinal is None or (level == "dieu" and number[0] in "IVXC"):
        return None
    rest = line[end:]
    bare = not found["end"].strip() and bool(rest)
    if bare and not _may_head(level, rest):
        return None
    value = str(ordinal) if number in {"l", "L"} else number
    key = level + (str(ordinal) if number[:1] in "tT" else value)
    return Label(line[: found.end()], level, level, ordinal, key, end, bare=bare)


def _may_head(level: str, rest: str) -> bool:
    """Whether what follows a number without a mark can be a title: capitals for containers, a capital for Điều."""
    if level == "dieu":
        return rest[:1].isupper() and not compiled(
            r"(?:Luật|Nghị|Quyết|Thông|Quy|Bộ luật|Pháp|Hiến|Điều|Chương|Mục|Phần|Hợp|Công)\b"
        ).match(rest)
    letters = [char for char in rest[:40] if char.isalpha()]
    return sum(map(str.isupper, letters)) > 0.8 * len(letters)


def _ordinal(number: str) -> int | None:
    if number in {"l", "L"}:
        return 1
    if number[0].isdigit():
        digits = compiled(r"\d+").match(number)
        return int(digits[0]) if digits else None
    if number[0] in "tT":
        return _ORDINALS.get(plain(number).split()[-1])
    return roman_value(number)


def roman_value(numeral: str) -> int | None:
    """The value of a Roman numeral; None for letters that are none (IIII, VX)."""
    total = 0
    for char, after in zip(numeral, [*numeral[1:], ""], strict=True):
        value = _ROMAN[char]
        total += -value if after and _ROMAN[after] > value else value
    return total if _roman(total) == numeral else None


def _roman(value: int) -> str:
    out = ""
    for size, sign in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while value >= size:
            out += sign
            value -= size
    return out
