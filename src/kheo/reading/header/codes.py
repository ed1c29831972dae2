"""Codes of kinds and issuers in a symbol, as the lists spell them, where a scan spoiled a letter or its marks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from kheo.reading.citations.issuers import bodies
from kheo.reading.citations.kinds import codes
from kheo.reading.rules import Rule, compiled
from kheo.reading.spoiled import closest
from kheo.text.folding import plain

CODE = Rule(
    id="header.code-repaired",
    meaning="In a scan, a code that no list has is the only code of the same shape (QB for QĐ, TIr for TTr).",
    yes=("QB-UBND", "TIr-STC", "KHUBND", "QĐ-TIg", "KH-MITQ-BTT"),
    no=("QĐ-UBND", "XYZ-UBND", "TTr-STC"),
    check=lambda text: repaired_code(text, noisy=True)[1],
    confidence=0.55,
)
RULES = (CODE,)

_STROKES = {"QD": "QĐ", "ND": "NĐ", "CD": "CĐ"}
"""Kind codes whose Đ lost its stroke, which no kind has without it."""
_EVERYWHERE = ("UBND", "HĐND")
"""Issuers of every place and level: a code that is nearly theirs is theirs, while other codes are made freely."""
_ALIKE = str.maketrans({"i": "t", "l": "t", "j": "t", "1": "t", "b": "d", "q": "o", "0": "o"})
"""Letters that character recognition takes for each other in capitals, each group by one of them."""


def repaired_code(rest: str, *, noisy: bool) -> tuple[str, bool]:
    """The symbol behind the number (`QĐ-UBND`) with its codes put right, and whether that changed anything."""
    printed, rest = rest, _undoubled(rest) if noisy else rest
    rest = _parted(rest) if noisy else rest
    code = compiled(r"^(\d{4}/)?([^\W_]+)(?=[-/])").match(rest)
    mended = rest
    if code and code[2].upper() not in codes() and code[2].upper() not in bodies():
        right = (_kind_of(code[2]) or _other(code[2])) if noisy else _STROKES.get(code[2])
        mended = (code[1] or "") + right + rest[code.end() :] if right else rest
    if noisy:
        mended = compiled(r"(?<=[-/])[^\W\d_]\w*").sub(lambda found: _issuer_of(found[0]), mended)
    return mended, mended != printed


def _parted(rest: str) -> str:
    """KHUBND: kind and issuer whose dash was lost."""
    run = compiled(r"(\d{4}/)?([^\W\d_]{4,})$").fullmatch(rest)
    if run is None or run[2].upper() in bodies():
        return rest
    for code in sorted(codes(), key=len, reverse=True):
        if run[2].upper().startswith(code) and run[2][len(code) :].upper() in bodies():
            return f"{run[1] or ''}{run[2][: len(code)]}-{run[2][len(code) :]}"
    return rest


def _undoubled(rest: str) -> str:
    """QĐĐ, ĐĐU: a Đ that character recognition wrote twice, in a code that is none otherwise."""
    return compiled(r"[^\W\d_]*ĐĐ[^\W\d_]*").sub(
        lambda found: (
            found[0] if found[0].upper() in codes() or found[0].upper() in bodies() else found[0].replace("ĐĐ", "Đ")
        ),
        rest,
    )


def _kind_of(code: str) -> str | None:
    """The code of a kind of the same letters, marks aside, else the only one of the same shape."""
    return _kinds_by_letters().get(plain(code)) or _kinds_by_shape().get(_shape(code))


def _other(code: str) -> str | None:
    """The issuer whose code stands first in a letter's symbol (`UBNĐ-VX`), where it is another than printed."""
    right = _issuer_of(code)
    return right if right in _EVERYWHERE else _bodies_by_letters().get(plain(code))


def _issuer_of(code: str) -> str:
    """The code of an issuer of the same letters, shape or, from four letters on, of nearly the same; else as it is."""
    if code.upper() in bodies() or code.upper() in codes():
        return code
    key = plain(code)
    right = _bodies_by_letters().get(key) or _bodies_by_shape().get(_shape(code))
    if right is None and len(key) >= 4:
        alike = (other for other in _bodies_by_letters() if len(other) == len(key) and other[0] == key[0])
        near = closest(key, alike, 0.74) or closest(key, (plain(one) for one in _EVERYWHERE), 0.85)
        right = _bodies_by_letters()[near] if near else None
    return right or code


def _shape(code: str) -> str:
    return plain(code).translate(_ALIKE)


def _unique(names: Iterable[str]) -> dict[str, str]:
    """Codes by their shape, those left out that share one."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(_shape(name), []).append(name)
    return {shape: alike[0] for shape, alike in found.items() if len(alike) == 1}


@lru_cache(maxsize=1)
def _kinds_by_letters() -> dict[str, str]:
    return {plain(code): code for code in codes().values()}


@lru_cache(maxsize=1)
def _kinds_by_shape() -> dict[str, str]:
    return _unique(codes().values())


@lru_cache(maxsize=1)
def _bodies_by_letters() -> dict[str, str]:
    return {plain(body.code): body.code for body in bodies().values()}


@lru_cache(maxsize=1)
def _bodies_by_shape() -> dict[str, str]:
    return _unique(body.code for body in bodies().values())
