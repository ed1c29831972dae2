"""The cited part of a document: `điểm a, b khoản 2 và khoản 4 Điều 5` before its name, as paths.

Parts are cited from the smallest to the largest (NĐ 30/2020 PL II.V.7); a path runs from the largest to the smallest.
"""

from __future__ import annotations

from collections.abc import Iterator

from kheo.reading.model import Part, Span
from kheo.reading.rules import Rule, compiled
from kheo.text.numerals import int_to_roman, next_point, roman_to_int
from kheo.values import dataclass

_REACH = 240
_WIDEST = 200
"""No range of parts is taken to be longer than this."""

_UNITS = ("tiết", "điểm", "khoản", "điều", "tiểu mục", "mục", "chương", "phần", "phụ lục")
_RANK = {"tiết": 0, "điểm": 1, "khoản": 2, "điều": 4, "tiểu mục": 5, "mục": 6, "chương": 7, "phần": 8, "phụ lục": 9}

_UNIT = r"(?<!\w)(?:[Tt]iết|[Đđ]iểm|[Kk]hoản|[Đđ]iều|[Tt]iểu mục|[Mm]ục|[Cc]hương|[Pp]hần|[Pp]hụ lục)(?= )"
_LABEL = (
    r"(?<![\w.])(?:\d{1,3}(?:\.\d{1,2}){0,2}[a-zđ]?|[a-zđ]\d?|[IVXLC]{1,7}(?:\.\d{1,2}){0,2}|[A-Z]|"
    r"[Tt]hứ [a-zêấứưăáả]{2,5})(?!\w)"
)
_GLUE = r",|;|(?<!\w)(?:và|hoặc|đến|tới|từ|các|tại)(?!\w)|[-–]|[“”\"()]"
_OF = r"(?: (?:của|tại|trong|thuộc|ban hành kèm theo|kèm theo|ban hành theo|ban hành tại))?(?: các)?,? ?$"

PART = Rule(
    id="citation.part",
    meaning="Parts of a document named before it: units with labels, lists and ranges, down to “của” or the name.",
    yes=("điểm a khoản 2 Điều 5", "các Điều 8, 9 và 10", "từ Điều 8 đến Điều 26"),
    no=("điều kiện", "khoản chi", "mục tiêu"),
    pattern=rf"{_UNIT} {_LABEL}",
    literals=("iều ", "hoản ", "iểm ", "ục ", "hương ", "hần ", "iết "),
    confidence=0.95,
)

_TOKEN = rf"({_UNIT})|({_LABEL})|({_GLUE})"


@dataclass(slots=True)
class _Group:
    """A unit and its labels: `điểm a, b`."""

    unit: str
    labels: list[str]


def part_before(words: str, floor: int, start: int) -> Part | None:
    """The part named directly before a citation that begins at `start`, looking no further left than `floor`."""
    low = max(floor, start - _REACH, words.rfind("\n", max(0, start - _REACH), start) + 1)
    window = words[low:start]
    of = compiled(_OF).search(window, max(0, len(window) - 32))
    end = of.start() if of else len(window.rstrip())
    if not compiled(rf"{_LABEL}[”\")]?$").search(window, max(0, end - 12), end):
        return None
    tokens = _run(window, end)
    if tokens is None:
        return None
    begin, groups = tokens
    paths = tuple(_paths(groups))
    return Part((low + begin, low + end), paths) if paths else None


_BEHIND = rf" ?\(((?:(?:tại|gồm|theo) )?(?:các )?{_UNIT}[^()\n]{{1,90}})\)"


def part_behind(words: str, end: int) -> Part | None:
    """The part named in brackets behind a citation that ends at `end`: `Quy định 377 (Điều 9, 10 và 11)`."""
    bracket = compiled(_BEHIND).match(words, end) if words.startswith((" (", "("), end) else None
    if bracket is None:
        return None
    inside = words[bracket.start(1) : bracket.end(1)]
    tokens = _run(inside, len(inside))
    lead = inside[: tokens[0]].strip() if tokens else "?"
    paths = tuple(_paths(tokens[1])) if tokens and lead in {"", "tại", "gồm", "theo"} else ()
    return Part((bracket.start(1), bracket.end(1)), paths) if paths else None


def _run(window: str, end: int) -> tuple[int, list[_Group]] | None:
    """The longest unbroken run of part words that ends at `end`: where it begins, and its groups."""
    run: list[tuple[Span, str, str]] = []
    for match in compiled(_TOKEN).finditer(window, 0, end):
        if run and window[run[-1][0][1] : match.start()].strip():
            run.clear()
        run.append((match.span(), match.lastgroup or str(match.lastindex), match[0]))
    if not run or run[-1][0][1] != end:
        return None
    while run and not (run[0][1] == "1" or run[0][2] in {"các", "từ"}):
        del run[0]
    groups = _groups([(kind, word) for _, kind, word in run])
    first = next((i for i, one in enumerate(run) if one[1] == "1"), None)
    if first is None or not groups:
        return None
    while run[0][1] != "1" and run[0][2] not in {"các", "từ"}:
        del run[0]
    return run[0][0][0], groups


def _groups(tokens: list[tuple[str, str]]) -> list[_Group]:
    groups: list[_Group] = []
    ranged = False
    for kind, word in tokens:
        if kind == "1":
            unit = word.lower()
            if not (ranged and groups and groups[-1].unit == unit):
                groups.append(_Group(unit, []))
                ranged = False
        elif kind == "2" and groups:
            labels = groups[-1].labels
            if ranged and labels:
                labels.extend(_range(labels[-1], word))
            else:
                labels.append(word)
            ranged = False
        else:
            ranged = word in {"đến", "tới", "-", "–"}
    return [group for group in groups if group.labels]


def _range(first: str, last: str) -> list[str]:
    """The labels after `first` up to `last`."""
    if first.isdigit() and last.isdigit():
        low, high = int(first), int(last)
        return [str(n) for n in range(low + 1, high + 1)] if low < high <= low + _WIDEST else [last]
    low_roman, high_roman = roman_to_int(first), roman_to_int(last)
    if low_roman and high_roman and low_roman < high_roman <= low_roman + _WIDEST:
        return [int_to_roman(n) for n in range(low_roman + 1, high_roman + 1)]
    labels: list[str] = []
    letter: str | None = first
    while letter and letter != last and len(labels) < 30:
        letter = next_point(letter)
        if letter:
            labels.append(letter)
    return labels if labels and labels[-1] == last else [last]


def _paths(groups: list[_Group]) -> Iterator[tuple[tuple[str, str], ...]]:
    """A path for each label that no smaller group on its left belongs to."""
    above: list[tuple[str, str]] = []
    found: list[list[tuple[tuple[str, str], ...]]] = []
    for i in range(len(groups) - 1, -1, -1):
        group = groups[i]
        rank = _RANK[group.unit]
        above = [step for step in above if _RANK[step[0]] > rank]
        inner = i > 0 and _RANK[groups[i - 1].unit] < rank
        leaves = group.labels[1:] if inner else group.labels
        found.append([(*above, (group.unit, label)) for label in leaves])
        above = [*above, (group.unit, group.labels[0])]
    for paths in reversed(found):
        yield from paths
