"""The number and symbol of a document (số và ký hiệu): its grammar, its normal form, its repair after OCR.

State: `30/2020/NĐ-CP`, `16/CT-TTg`, `12/UBND-VX`, `06/2022/QH15`, `403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN`
(NĐ 30/2020 PL I.II.3); Party: `217-QĐ/TW`, `06-HD/BTCTW-BTGTW` (HD 36-HD/VPTW). The first separator tells which.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from kheo.reading.citations.issuers import bodies
from kheo.reading.citations.kinds import codes
from kheo.reading.model import Span
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import fold_dashes, plain

CAPITAL = "A-ZĐÐƯÔƠĂÂÊ"
SLASH = "/⁄∕"
DASH = "-‐‑–—−"
_SEGMENT = rf"[{CAPITAL}][{CAPITAL}a-zđ0-9&]{{0,24}}(?:\.[{CAPITAL}]{{1,6}})?(?!\w)"
_TAIL = rf"{_SEGMENT}(?:(?: ?[{DASH}{SLASH}]|[{DASH}{SLASH}] ){_SEGMENT}){{0,8}}"
_SERIAL = r"(?:\d{2,4}-)?[\]\[lI|Oo§]{0,2}\d{1,6}(?:\. ?\d{1,3})?[A-Za-z]?"

STATE_SYMBOL = Rule(
    id="citation.state-symbol",
    meaning="A number of the State or the Front: serial, year where there is one, kind code and issuer, with slashes.",
    yes=("Nghị định số 30/2020/NĐ-CP", "Luật số 06/2022/QH15", "Công điện 224/CĐ-TTg", "Công văn số 12/UBND-VX"),
    no=("ngày 30/4/2025", "tỷ lệ 1/500", "trực 24/7", "217-QĐ"),
    pattern=(
        rf"({_SERIAL}) {{0,2}}[{SLASH}]{{1,2}} ?"
        rf"(?:(\d{{4}})(?: ?[{DASH}{SLASH}]{{1,2}} ?| ?(?=(?:UBTV)?QH ?\d)))?({_TAIL})"
    ),
    literals=tuple(SLASH),
    confidence=0.97,
)

PARTY_SYMBOL = Rule(
    id="citation.party-symbol",
    meaning="A number of the Party: serial, dash, kind code, slash and issuer.",
    yes=("Quyết định số 217-QĐ/TW", "Chương trình số 01-CTr/BDVTW", "06 - HD/BTCTW-BTGTW"),
    no=("30/2020/NĐ-CP", "giai đoạn 2021-2025", "bệnh COVID-19"),
    pattern=rf"({_SERIAL}) ?[{DASH}] ?([{CAPITAL}]\w{{0,6}}) ?[{SLASH}] ?({_TAIL}(?:/nb)?)",
    literals=tuple(SLASH),
    confidence=0.97,
)

_BLANK_SYMBOL = rf"([{DASH}{SLASH}]) ?(?:(\d{{4}})[{DASH}{SLASH}])?({_TAIL})"
_LAW_ISSUER = r"(UBTV)?[QO0]H ?([0-9IOLSZB]{1,2})?"
_MISREAD = {"TIG": "TTg", "TTQ": "TTg", "TT9": "TTg", "TTE": "TTg", "ITG": "TTg", "UBNO": "UBND", "IBND": "UBND"}
_LOOKALIKE = str.maketrans("015", "OIS")
_SERIAL_MISREAD = str.maketrans("][lI|Oo§", "11111008", " ")
_DIGIT = str.maketrans("IOLSZB", "101528")


class Symbol(NamedTuple):
    """A number that was read: where it stands and what it says."""

    span: Span
    key: str
    """The normal form, `217-QĐ/TW`."""
    code: str | None
    """The kind code, where the symbol has one that is known."""
    issuer: str | None
    """The first issuer code that is known."""
    year: str | None
    party: bool
    law: bool
    """Of the National Assembly or its Standing Committee."""
    repaired: bool
    """The words were damaged; `key` is what they can only have been."""

    @property
    def well_formed(self) -> bool:
        """Whether the codes alone make it a document's number, whatever stands around it."""
        return self.law or (self.code is not None and (self.issuer is not None or self.year is not None))

    @property
    def rule(self) -> Rule:
        """The rule that read it."""
        return PARTY_SYMBOL if self.party else STATE_SYMBOL


def symbol_at(words: str, start: int, limit: int, *, noisy: bool = False) -> Symbol | None:
    """The symbol whose serial begins at `start`; None where no grammar fits before `limit`."""
    match = PARTY_SYMBOL.regex.match(words, start, limit)
    if match:
        code, mended = _code(match[2])
        if code:
            tail = _Tail(match[3], noisy=noisy, after_code=True)
            key = f"{match[1].translate(_SERIAL_MISREAD)}-{code}/{tail.text}"
            return Symbol(match.span(), key, code, tail.issuer, None, True, False, mended or tail.mended)
    match = STATE_SYMBOL.regex.match(words, start, limit)
    if match is None or (match[2] and not "1945" <= match[2] <= "2099"):
        return None
    end = match.end()
    tail_words = match[3]
    if tail_words.endswith("QH"):  # the term stands apart: `QH 15`
        term = compiled(r" \d\d(?!\d)").match(words, end, limit)
        end, tail_words = (term.end(), tail_words + term[0].strip()) if term else (end, tail_words)
    tail = _Tail(tail_words, noisy=noisy)
    key = "/".join(filter(None, (match[1].translate(_SERIAL_MISREAD), match[2], tail.text)))
    return Symbol((start, end - tail.run_on), key, tail.code, tail.issuer, match[2], False, tail.law, tail.mended)


def blank_symbol_at(words: str, start: int, limit: int) -> tuple[int, str] | None:
    """Where a symbol ends whose serial was left blank and whose separator is at `start`, and its normal form."""
    match = compiled(_BLANK_SYMBOL).match(words, start, limit)
    if match is None:
        return None
    mark = "-" if fold_dashes(match[1]) == "-" else "/"
    tail = _Tail(match[3], noisy=False)
    return match.end(), mark + "/".join(filter(None, (match[2], tail.text)))


class _Tail:
    """The codes after the serial, in their normal form."""

    def __init__(self, words: str, *, noisy: bool, after_code: bool = False) -> None:
        self.code: str | None = None
        self.issuer: str | None = None
        self.law = self.mended = False
        self.run_on = 0
        uniform = fold_dashes(words.replace(" ", "").replace("⁄", "/").replace("∕", "/").replace("Ð", "Đ"))
        pieces = compiled("([-/])").split(uniform)
        for i in range(0, len(pieces), 2):
            pieces[i] = self._piece(pieces[i], first=i == 0 and not after_code, alone=len(pieces) == 1, noisy=noisy)
        self.text = "".join(pieces)

    def _piece(self, piece: str, *, first: bool, alone: bool, noisy: bool) -> str:
        law = compiled(_LAW_ISSUER).fullmatch(piece.upper())
        if law and (law[1] or law[2]):
            self.law = True
            right = f"{law[1] or ''}QH{(law[2] or '').translate(_DIGIT)}"
            self.mended |= right != piece
            self.issuer = self.issuer or right
            return right
        if first and not alone:
            code, mended = _code(piece)
            if code:
                self.code, self.mended = code, self.mended or mended
                return code
        if self.issuer is None:
            issuer, mended = _issuer(piece, doubtful=noisy and (self.code is not None or first))
            if issuer is None and piece.startswith("TTg"):
                issuer, self.run_on = "TTg", len(piece) - 3  # `TTgcho`: the blank is lost
            if issuer is None and noisy and len(piece) > 5 and piece[:-1].upper() in bodies():
                issuer, mended = bodies()[piece[:-1].upper()].code, True
            if issuer:
                self.issuer, self.mended = issuer, self.mended or mended
                return issuer
        return piece


def _code(piece: str) -> tuple[str | None, bool]:
    """A kind code in its proper spelling, and whether it had to be repaired."""
    known = codes().get(piece.upper())
    if known:
        return known, False
    known = _code_shapes().get(_shape(piece))
    return known, known is not None


def _issuer(piece: str, *, doubtful: bool) -> tuple[str | None, bool]:
    """An issuer code in its proper spelling, and whether it had to be repaired (only where `doubtful`)."""
    body = bodies().get(piece.upper())
    if body:
        return body.code, False
    if not doubtful:
        return None, False
    shape = _shape(piece)
    known = _issuer_shapes().get(shape) or _MISREAD.get(shape)
    if known is None and len(shape) > 5:
        from difflib import get_close_matches

        near = get_close_matches(shape, _issuer_shapes(), n=2, cutoff=0.9)
        known = _issuer_shapes()[near[0]] if len(near) == 1 else None
    return known, known is not None


def _shape(piece: str) -> str:
    """What is left of a code when marks are lost and look-alikes mixed up: `QĐÐ` and `QD` have one shape."""
    return plain(piece).upper().translate(_LOOKALIKE).replace("DD", "D")


@lru_cache(maxsize=1)
def _code_shapes() -> dict[str, str]:
    return _unique({upper: code for upper, code in codes().items() if "Đ" in upper})


@lru_cache(maxsize=1)
def _issuer_shapes() -> dict[str, str]:
    return _unique({upper: body.code for upper, body in bodies().items()})


def _unique(known: dict[str, str]) -> dict[str, str]:
    """Known codes by their shape; shapes that two codes share repair nothing."""
    shapes: dict[str, str] = {}
    clashes = set()
    for upper, code in known.items():
        shape = _shape(upper)
        if shape in shapes:
            clashes.add(shape)
        shapes[shape] = code
    return {shape: code for shape, code in shapes.items() if shape not in clashes}
