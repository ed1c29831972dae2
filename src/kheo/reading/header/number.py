"""Number and symbol (số, ký hiệu) of the document itself: not of a copy of it, nor of a document that it cites."""

from __future__ import annotations

import re
from typing import NamedTuple

from kheo.reading.citations.issuers import bodies
from kheo.reading.citations.kinds import bare_kinds, codes
from kheo.reading.flow import Flow
from kheo.reading.flowing.lines import LOWER, UPPER
from kheo.reading.header.codes import repaired_code
from kheo.reading.model import Field, Span
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import plain

PRINTED = Rule(
    id="header.number",
    meaning=(
        "“Số” with a number and symbol in the letterhead (NĐ 30/2020 PL I.II.3: Số: 15/QĐ-UBND; Party: Số 15-QĐ/TU)."
    ),
    yes=("Số: 15/QĐ-UBND", "Số 07-KH/ĐU", "Nghị quyết số: 12/2026/NQ-HĐND", "Số:\n128/UBND-VX"),
    no=("Số:     /QĐ-UBND", "Số 15", "Số: 03/SY-UBND"),
    check=lambda text: any(one.value for one in numbers_in(text)),
    confidence=0.98,
)
BLANK = Rule(
    id="header.number-blank",
    meaning="“Số” with the symbol alone: the number is still to be given, so there is none.",
    yes=("Số:     /QĐ-UBND", "Số      -CV/TU", "Số: /2026/TT-BTC", "Số: …/KH-UBND"),
    no=("Số: 15/QĐ-UBND",),
    check=lambda text: any(one.value is None for one in numbers_in(text)),
)
REPAIRED = Rule(
    id="header.number-repaired",
    meaning=(
        "A number with letters that a scan puts for digits (l or I for 1, O for 0), or a kind code with a letter lost."
    ),
    yes=("Số: l5/QĐ-UBND", "Số: 2O/KH-UBND"),
    no=("Số: 15/QĐ-UBND", "Số: 6§0/TB-UBND"),
    check=lambda text: any(one.repaired and one.value for one in numbers_in(text)),
    confidence=0.7,
)
COPY = Rule(
    id="header.number-copy",
    meaning="The number of a copy (SY, SL, TrS, BS: NĐ 30/2020 PL I.II.3, III.3) is not that of the document.",
    yes=("Số: 03/SY-UBND", "Số 24-BS/TU"),
    no=("Số: 15/QĐ-UBND",),
    pattern=r"^\d+\s?[-/](?:SY|SL|TrS|BS)\b|\d[-/](?:SY|SL|TrS|BS)[-/]",
    flags=0,
)
ANNEX = Rule(
    id="header.number-annex",
    meaning="Without letterhead: the number in an annex's line “(Kèm theo … số …)”.",
    yes=("(Kèm theo Hướng dẫn số 15-HD/BTGTU, ngày 02/3/2026 của Ban Tuyên giáo Tỉnh uỷ)",),
    no=("theo Hướng dẫn số 15-HD/BTGTU",),
    check=lambda text: annex_line(text, 0, len(text)) is not None,
    confidence=0.85,
)
RULES = (PRINTED, BLANK, REPAIRED, ANNEX)

_SEP = "[/⁄∕]"
_CODE = rf"[{UPPER}Ð][{UPPER}{LOWER}Ð0-9.&]*"
_REST = (
    rf"(?:(?P<year>\d{{4}}|(?:19|20)\d \d|2O\d\d) ?(?:{_SEP}|(?<=20\d\d)(?=[{UPPER}])) ?)?"
    rf"{_CODE}(?: ?[-–—~_]{{1,2}} ?(?:{_CODE}|\d[A-Z][A-Za-z]+)| ?{_SEP} ?{_CODE}|/nb)*"
)
_SERIAL = r"(?P<serial>[^\n/⁄∕\-–—|,;]{0,14}?)"
_SYMBOL = rf"{_SERIAL}\s{{0,12}}(?P<sep>{_SEP}|[-–—])\s?(?P<rest>{_REST})"
_SYMBOL_NOISY = (
    rf"(?P<serial>[^\n/⁄∕\-–—,;]{{0,14}}?)\s{{0,12}}"
    rf"(?P<sep>{_SEP}|[-–—~_]{{1,2}}|\.(?=[{UPPER}Ð]{{2,3}}[{LOWER}]?/))\s?(?P<rest>{_REST})"
)
_MARK = r"(?<![^\W\d_])(?:[S5][ốoóôồõổỗòọơờ06ÔÓỐ]|s[ốóô])(?P<colon>\s{0,2}[:.;]?)\s{0,12}"
_MARK_NOISY = rf"(?<![^\W\d_])(?:[S5$8§]\s?[{LOWER}06ÓÔỐ]|s[oôốóé])(?P<colon>[\s:.;,'‘’*°]{{0,4}})\s{{0,12}}"
_DIGITS = str.maketrans({"S": "5", "l": "1", "I": "1", "O": "0", "o": "0", "L": "1", "Ì": "1", "|": "1"})


class Symbol(NamedTuple):
    """A number found after “Số”; value None where it is left blank or cannot be read."""

    span: Span
    mark_start: int
    value: str | None
    blank: bool
    repaired: bool
    year: int | None
    tail: str
    """What follows the number: kind and issuer."""


def numbers_in(zone: str, start: int = 0, end: int | None = None, *, noisy: bool = False) -> list[Symbol]:
    """Every number after “Số” in a stretch, in order; offsets count in `zone`."""
    found = []
    for match in compiled(_MARK_NOISY + _SYMBOL_NOISY if noisy else _MARK + _SYMBOL).finditer(
        zone, start, len(zone) if end is None else end
    ):
        symbol = _symbol(match, noisy=noisy)
        if symbol is not None:
            found.append(symbol)
    return found


def _symbol(match: re.Match[str], *, noisy: bool) -> Symbol | None:
    serial = "".join(match["serial"].split())
    rest = compiled(r"[-–—~_]{1,2}").sub("-", compiled(r"\s+").sub("", match["rest"]))
    rest = compiled(_SEP).sub("/", rest).replace("Ð", "Đ").rstrip(".")
    printed_year = "".join((match["year"] or "").split())
    if printed_year:
        rest = f"{printed_year.translate(_DIGITS)}/{rest[len(printed_year) :].lstrip('/')}"
    rest = _dotted(rest) if noisy else rest
    party = match["sep"][0] in "-–—~_."
    if party and "/" not in rest:
        return None
    sep = "-" if party else "/"
    rest, code_repaired = repaired_code(rest, noisy=noisy)
    broken = _broken_end(match, rest) if noisy else ""
    rest += "".join(broken.split())
    year = int(printed_year.translate(_DIGITS)) if printed_year else None
    start = match.start("serial") if serial else match.start("sep")
    span = start, match.start("rest") + len(match["rest"].rstrip(" .")) + len(broken)
    if COPY.fires(f"0{sep}{rest}") or compiled(rf"[{LOWER}]{{3}}").search(rest):
        return None
    blank = not any(map(str.isalnum, serial))
    digits = serial.strip("._…- ")
    if compiled(r"\d{1,6}[ABab]?").fullmatch(digits) and digits == serial.strip():
        return Symbol(span, match.start(), f"{digits}{sep}{rest}", False, code_repaired, year, rest)
    mended = digits.translate(_DIGITS)
    if not blank and compiled(r"\d{1,6}").fullmatch(mended) and compiled(r"\d").search(digits):
        return Symbol(span, match.start(), f"{mended}{sep}{rest}", False, True, year, rest)
    return Symbol(span, match.start(), None, blank, False, year, rest)


def _dotted(rest: str) -> str:
    """The codes with the dash that a scan made a dot of: `TT.BTC`."""
    parts = compiled(r"([^\W\d_]+)\.([^\W\d_]+)$").search(rest)
    known = parts is not None and parts[1].upper() in codes() and parts[2].upper() in bodies()
    return f"{rest[: parts.end(1)]}-{parts[2]}" if parts is not None and known else rest


def _broken_end(match: re.Match[str], rest: str) -> str:
    """The last letters of an issuer's code that a scan set apart: `UBN D`, `BTC TU`."""
    code = compiled(r"\w+$").search(rest)
    more = compiled(r" [^\W\d_]{1,3}(?=\s|$)").match(match.string, match.end("rest"))
    if code is None or more is None or not more[0].isupper():
        return ""
    joined = (code[0] + more[0].strip()).upper()
    return more[0] if joined in bodies() and code[0].upper() not in _WHOLE else ""


_WHOLE = frozenset(("UBND", "HĐND", "CP", "TTG", "QH", "MTTQ", "BTT"))
"""Codes that end a symbol; capitals beside them are of another column."""


def read_number(flow: Flow, zone: Span, beyond: Span) -> tuple[Field | None, Symbol | None]:
    """The document's number, and the symbol even where its number is blank.

    `zone` is the letterhead; `beyond` the title and what follows it up to the opening, for gazettes that print the
    number there.
    """
    symbols = [s for s in numbers_in(flow.words, *zone, noisy=flow.noisy) if _own(flow.words, s)]
    rule = PRINTED
    if not symbols:
        symbols = [s for s in numbers_in(flow.words, *beyond, noisy=flow.noisy) if _starts_line(flow.words, s)]
    spoiled = flow.noisy
    if not symbols:
        symbols = _spoiled(flow.words, zone, noisy=flow.noisy)
        spoiled = True
    if not symbols:
        return None, None
    symbol = next((s for s in symbols if s.value), symbols[0])
    for other in symbols:
        if other is not symbol:
            flow.note_considered(rule.id, other.span, "another number stands nearer to the letterhead's form")
    if symbol.value is None:
        flow.note_considered(BLANK.id, symbol.span, "blank" if symbol.blank else "not legible")
        return None, symbol
    rule = REPAIRED if symbol.repaired else PRINTED
    confidence = rule.confidence - (0.15 if spoiled else 0)
    return Field("h.number", symbol.span, rule.id, confidence, value=symbol.value), symbol


def _spoiled(words: str, zone: Span, *, noisy: bool) -> list[Symbol]:
    """A number that is none as printed, where a letterhead has no other: all that a scan can do to one is tried."""
    found = _unmarked(words, *zone) or _slashless(words, *zone)
    if found or noisy:
        return found
    return [one for one in numbers_in(words, *zone, noisy=True) if one.value and _own(words, one)]


def _unmarked(words: str, start: int, end: int) -> list[Symbol]:
    """A number at the start of a line whose “Số” a scan lost: only with a code of a list."""
    pattern = (
        rf"(?m)^\W{{0,4}}(?:\S{{1,4}}\s{{0,2}}[:.]?\s)?(?P<serial>\d{{1,6}}) ?(?P<sep>{_SEP}|-) ?(?P<rest>{_REST})"
    )
    found = []
    for match in compiled(pattern).finditer(words, start, end):
        symbol = _symbol(match, noisy=True)
        code = compiled(r"(?:\d{4}/)?([^\W\d]+)(?=[-/])").match(symbol.tail) if symbol else None
        known = code and (code[1].upper() in codes() or (match["sep"] != "-" and code[1].upper() in bodies()))
        if symbol and symbol.value and known:
            found.append(symbol._replace(repaired=True))
    return found


def _slashless(words: str, start: int, end: int) -> list[Symbol]:
    """A number whose slash a scan lost or made a stroke of: only with the codes of a kind and of an issuer."""
    pattern = rf"{_MARK_NOISY}(?P<serial>\d{{1,5}})(?: |\s?[|\\!(\[ƒ{{lIJfjtí]\s?)(?P<rest>{_CODE} ?- ?{_CODE})"
    found = []
    for match in compiled(pattern).finditer(words, start, end):
        rest, _ = repaired_code("".join(match["rest"].split()), noisy=True)
        kind, _, issuer = rest.partition("-")
        letter = kind.upper() in bodies() and issuer.isupper()
        if letter or (kind.upper() in codes() and issuer.upper() in bodies()):
            span = match.start("serial"), match.end("rest")
            found.append(Symbol(span, match.start(), f"{match['serial']}/{rest}", False, True, None, rest))
    return found


def _own(words: str, symbol: Symbol) -> bool:
    """Whether “Số” stands as in a letterhead, and not inside an abstract that cites another document."""
    line_start = words.rfind("\n", 0, symbol.mark_start) + 1
    before = words[line_start : symbol.mark_start]
    if compiled(r"(?i)\bv\s?/\s?v\b|^\W{0,4}về\b").search(before):
        return False
    if words[symbol.mark_start].isupper():
        return True
    in_abstract = compiled(r"(?i)(?:^|\n)\W{0,4}v\s?/\s?v\b").search(words, 0, line_start) is not None
    return not in_abstract and _starts_line(words, symbol)


def _starts_line(words: str, symbol: Symbol) -> bool:
    """Whether nothing but a kind name stands before “Số”: “Thực hiện Nghị định số …” cites a document."""
    before = words[words.rfind("\n", 0, symbol.mark_start) + 1 : symbol.mark_start]
    if len(before) > 40:
        return False
    key = " ".join(compiled(r"[^\W\d_]+").findall(plain(before)))
    return not key or key in bare_kinds()


def heads_letter(line: str) -> bool:
    """Whether a line alone shows by its number that it belongs to a letterhead."""
    return any(_starts_line(line, symbol) and not _told(line, symbol) for symbol in numbers_in(line))


def _told(line: str, symbol: Symbol) -> bool:
    """Whether a sentence goes on behind the number, to its closing mark."""
    return compiled(r"[,\s]{1,3}[^\W\d_]").match(line, symbol.span[1]) is not None and line.endswith((".", ":", ";"))


class AnnexLine(NamedTuple):
    """What an annex says of the document that it belongs to."""

    span: Span
    kind: str
    number: str
    number_span: Span
    date_text: str
    date_span: Span
    issuer_span: Span | None


def annex_line(words: str, start: int, stop: int) -> AnnexLine | None:
    """The first line “(Kèm theo <kind> số <number>, ngày <date> của <issuer>)” between two offsets."""
    pattern = (
        r"\(?\s?(?:Ban hành k|K|k)èm theo ((?:[^\W\d_]+ ){1,5}?)số:?\s{0,3}"
        rf"(?P<number>\d{{1,6}}[A-Za-z]?\s?(?:{_SEP}|-)\s?{_REST})"
        r"(?P<date>,?\s+ngày\s+[^()\n]{4,40}?)?\s+của\s+(?P<issuer>[^()]{4,120})\)"
    )
    at = words.find("èm theo ", start, stop)
    while at >= 0:
        found = compiled(pattern).search(words, max(start, at - 12), min(stop, at + 400))
        if found and found.start() < at:
            number = compiled(r"\s+").sub("", found["number"])
            date_span = found.span("date") if found["date"] else (found.end("number"), found.end("number"))
            issuer = found.span("issuer")
            return AnnexLine(
                found.span(),
                found[1].strip().lower(),
                number,
                found.span("number"),
                found["date"] or "",
                date_span,
                issuer,
            )
        at = words.find("èm theo ", at + 8, stop)
    return None


def kind_word_before(words: str, symbol: Symbol) -> int:
    """Where “Nghị quyết số: …” begins: gazettes print the kind before the mark."""
    start = words.rfind("\n", 0, symbol.mark_start) + 1
    return (
        start if compiled(r"\W*(?:[^\W\d_]+ ){1,4}").fullmatch(words, start, symbol.mark_start) else symbol.mark_start
    )
