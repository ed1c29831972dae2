"""Nơi nhận: the recipients at the foot, one a line, and the typist's code (NĐ 30/2020 PL I.II.9.b, PL I.III)."""

from __future__ import annotations

from typing import NamedTuple

from kheo.reading.header.page import Line, has_bullet, in_capitals, lines_of, unbulleted
from kheo.reading.header.person import person_in
from kheo.reading.model import Field, Named, Span
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import plain

RECIPIENT = Rule(
    id="header.recipient",
    meaning="A line of the list under “Nơi nhận:”, up to the line that begins with Lưu.",
    yes=("Nơi nhận:", "Nơi nhận: T/M BAN THƯỜNG VỤ", "NƠI NHẬN:"),
    no=("Nơi nhận hồ sơ của công dân là bộ phận một cửa.", "Các nơi nhận:"),
    pattern=(
        r"(?m)^[^\w\n]{0,4}(?:\w{1,2}[ơớờởoôóố]i|NƠI)[ ]{0,2}(?:nh[ậâạaă]n|NHẬN|"
        r"gửi)[ ]{0,2}(?:\([^)\n]{0,30}\))?[ ]{0,2}[:;.]"
    ),
    literals=("nh", "NH", "gửi"),
    confidence=0.95,
)
UNLABELLED = Rule(
    id="header.recipient-unlabelled",
    meaning="The label lost: list lines at the foot that end with one beginning with Lưu.",
    yes=("- Như trên;\n- Lưu: VT, NC.",),
    no=("- Lưu ý các đơn vị báo cáo đúng hạn;",),
    check=lambda text: _kept_line(text, 0, len(text)) is not None,
    confidence=0.8,
)
TYPIST = Rule(
    id="header.typist",
    meaning="The code of who typed, with the number of copies, on a line of its own (NĐ 30/2020 PL I.III.4; “Vy-93”).",
    yes=("Vy-93", "PL.(300)", "ABC-268", "08 KH"),
    no=("Trang 2", "Đinh Mộc Lan", "2026", "Điều 5"),
    pattern=(
        r"^(?:[A-ZĐ][\w]{0,7}[ ]?[-.–][ ]?\(?\d{1,4}\)?|[A-ZĐ]{1,5}\.?[ ]?\(\d{1,4}\)|\d{2} [A-ZĐ]{2,4}|"
        r"[A-ZĐ]{1,4}_\w{2,10}[/-]\d{2,4})$"
    ),
    confidence=0.8,
)
RULES = (RECIPIENT, UNLABELLED, TYPIST)

_AUTHORITY = (
    r"(?:T/M|T\.M|TM|K/T|K\.T|KT|T/L|T\.L|TL|TUQ)[./,]\s?\w|(?:PHÓ )?(?:CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|BÍ THƯ|CHÁNH)"
)
_LIST_LINES = 80


class Recipients(NamedTuple):
    """The list of recipients."""

    named: tuple[Named, ...]
    start: int
    end: int
    beside: tuple[Line, ...]
    """What stands right of the list where two columns ran together: parts of the signature block."""


def find_label(words: str, start: int, stop: int) -> int | None:
    """Where the line “Nơi nhận:” begins."""
    found = RECIPIENT.regex.search(words, start, stop)
    return found.start() if found else None


def _kept_line(words: str, start: int, stop: int) -> Span | None:
    """A list line that begins with Lưu: every list of recipients ends with it."""
    found = compiled(r"(?m)^[^\w\n]{1,4}\s?[Ll][ưu]u(?:\s?:|\s+(?:VT|Văn|VP|HC|hồ sơ|MTTQ))").search(words, start, stop)
    return found.span() if found else None


def find_unlabelled(words: str, start: int, stop: int) -> int | None:
    """Where a list begins whose label a scan lost: the first of the list lines that end with Lưu."""
    kept = _kept_line(words, start, stop)
    if kept is None:
        return None
    first = words.rfind("\n", start, kept[0]) + 1
    lines = list(lines_of(words, max(start, kept[0] - 3_000), max(start, first)))
    begin = first
    for line in reversed(lines):
        ends = line.text.endswith((";", ",", ":")) or "; " in line.text
        if not (has_bullet(line) and (ends or len(line.text) < 60) and len(line.text) < 160):
            break
        begin = line.start
    return begin


def read_recipients(words: str, start: int, stop: int, *, labelled: bool) -> Recipients:
    """The list from its label on. Lines after the one with Lưu are no part of it."""
    rows = _rows(words, start, stop, labelled)
    items: list[Span] = []
    beside: list[Line] = []
    end = start
    kept = False
    for line, fresh in rows:
        if kept and (fresh or not _goes_on(words, items[-1], line)):
            break
        if not items and not fresh:
            beside.append(line)
            end = line.end
            continue
        body, rest = _columns(line)
        if rest is not None:
            beside.append(rest)
        if fresh or not items:
            if body.end > body.start:
                items.append((body.start, body.end))
        elif _stands_apart(line):
            if not kept and _in_list_ahead(words, line.end, stop):
                beside.append(line)
                continue
            break
        else:
            items[-1] = items[-1][0], body.end
        end = line.end
        kept = items[-1:] != [] and compiled(r"[Ll][ưu]u\b").match(words, items[-1][0]) is not None
    rule = RECIPIENT if labelled else UNLABELLED
    named = tuple(
        Named(f"d{number}", _trimmed(words, span), rule.id, rule.confidence) for number, span in enumerate(items, 1)
    )
    return Recipients(named, start, end, tuple(beside))


def _rows(words: str, start: int, stop: int, labelled: bool) -> list[tuple[Line, bool]]:
    """The lines of the list, cut at “; -” where line ends were lost, and whether each opens an item."""
    lines = list(lines_of(words, start, min(stop, start + 8_000)))[:_LIST_LINES]
    rows: list[tuple[Line, bool]] = []
    for number, line in enumerate(lines):
        row = line
        if number == 0 and labelled:
            mark = RECIPIENT.regex.match(line.text)
            assert mark is not None
            row = _cut(line, mark.end(), len(line.text))
            if not any(map(str.isalnum, row.text)):
                continue
            if not has_bullet(row):
                rows.append((row, not compiled(_AUTHORITY).match(row.text) and not in_capitals(row.text)))
                continue
        at = 0
        for cut in compiled(r"[;,.]\s+(?=[-–+]\s+\w)").finditer(row.text):
            piece = _cut(row, at, cut.start() + 1)
            rows.append((unbulleted(piece), has_bullet(piece)))
            at = cut.end()
        piece = _cut(row, at, len(row.text))
        rows.append((unbulleted(piece), has_bullet(piece)))
    return [(line, fresh) for line, fresh in rows if any(map(str.isalnum, line.text))]


def _cut(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end]
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    at = line.start + start + lead
    return Line(at, at + len(text), text, plain(text))


def _columns(line: Line) -> tuple[Line, Line | None]:
    """The item, and what of the right column ran into its line."""
    mark = compiled(rf"[;,.]?\s+(?={_AUTHORITY})").search(line.text)
    if mark and line.text[mark.end() :].upper() == line.text[mark.end() :]:
        return _cut(line, 0, mark.start()), _cut(line, mark.end(), len(line.text))
    close = line.text.rfind(";")
    rest = line.text[close + 1 :].strip() if close > 0 else ""
    if rest and (person_in(rest, noisy=True) or in_capitals(rest) or len(rest) < 14):
        return _cut(line, 0, close + 1), _cut(line, close + 1, len(line.text))
    close = max(line.text.rfind(": "), line.text.rfind(", "))
    name = person_in(line.text[close + 1 :]) if close > 0 else None
    if name and len(name.split()) >= 3 and not compiled(r"[Ll]ưu").match(line.text) and ":" in line.text[close]:
        return _cut(line, 0, close), _cut(line, close + 1, len(line.text))
    return line, None


def _stands_apart(line: Line) -> bool:
    """A line that is no part of a recipient: the signature block or a code."""
    return (
        (in_capitals(line.text) and compiled(r"[;,]$").search(line.text) is None)
        or compiled(_AUTHORITY).match(line.text) is not None
        or TYPIST.regex.match(line.text) is not None
        or person_in(line.text) is not None
        or compiled(r"^\W{0,2}(?:da k[yi]|\[?\(?da k[yi])\b").match(line.plain) is not None
        or len(line.text) > 300
        or sum(map(str.isalpha, line.text)) < 3
    )


def _in_list_ahead(words: str, at: int, stop: int) -> bool:
    """Whether the list goes on after a line of the right column."""
    ahead = [unbulleted(line) for line in lines_of(words, at, min(stop, at + 300)) if has_bullet(line)]
    return any(line.text.endswith((";", ".", ",")) and len(line.text) < 160 for line in ahead[:2])


def _goes_on(words: str, last: Span, line: Line) -> bool:
    """Whether a line continues the item with Lưu."""
    text = words[slice(*last)]
    if text.rstrip().endswith(".") or _stands_apart(line):
        return False
    return text.rstrip().endswith((",", ";")) or line.text[:1].islower()


def _trimmed(words: str, span: Span) -> Span:
    start, end = span
    while end > start and words[end - 1] in " ;,.:\n":
        end -= 1
    return start, end


def read_typist(words: str, start: int, stop: int) -> Field | None:
    """The typist's code among the first lines after the recipients."""
    for number, line in enumerate(lines_of(words, start, min(stop, start + 400))):
        if number > 6:
            break
        if len(line.text) < 20 and TYPIST.regex.match(line.text):
            return Field("h.typist", line.span, TYPIST.id, TYPIST.confidence, value=line.text)
    return None
