"""Recognising known words that a scan spoiled; used only where a text shows the marks of a scan."""

from __future__ import annotations

from collections.abc import Iterable

from kheo.reading.model import Span
from kheo.reading.rules import Rule, compiled

_FOLD: dict[int, int] = str.maketrans("ộòáùúĩĩêéảộạã", "ooauuiieeaoaa")

SPOILED = Rule(
    id="header.spoiled",
    meaning="In a scan, words very near to a known title or name are that title or name; worth less than exact ones.",
    yes=("CỘNG HÒA XÁ Hội CHÚ NGHĨA VIÊT NAM", "cong hoa xa hol chu nghla viet nam"),
    no=("cong ty xay dung nghia trung viet nam", "hoi dong nhan dan xa suoi lam"),
    check=lambda text: bool(spoiled_phrase(text.lower().translate(_FOLD), NATIONAL_TITLE)),
    confidence=0.8,
)
RULES = (SPOILED,)

NATIONAL_TITLE = "conghoaxahoichunghiavietnam"
MOTTO = "doclaptudohanhphuc"
PARTY_TITLE = "dangcongsanvietnam"


def likeness(one: str, other: str, least: float) -> float:
    """How alike two keys are, from 0 to 1; 0 where it cannot be more than `least`."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, one, other, autojunk=False)
    hopeful = matcher.real_quick_ratio() > least and matcher.quick_ratio() > least
    return matcher.ratio() if hopeful else 0.0


def closest(key: str, names: Iterable[str], least: float) -> str | None:
    """The name most like a key, None where none is alike enough."""
    best, best_likeness = None, least
    for name in names:
        if abs(len(name) - len(key)) > 4:
            continue
        value = likeness(key, name, best_likeness)
        if value > best_likeness:
            best, best_likeness = name, value
    return best


def spoiled_phrase(key: str, phrase: str) -> Span | None:
    """Where in a key (no diacritics, lower case) words stand that are nearly a phrase (given without blanks)."""
    tokens = [found.span() for found in compiled(r"\w+").finditer(key)]
    best: Span | None = None
    best_likeness = 0.78
    for first, (start, _) in enumerate(tokens):
        joined = ""
        for _, end in tokens[first : first + 11]:
            joined = "".join(char for char in key[start:end] if char.isalnum())
            if len(joined) > len(phrase) + 4:
                break
            if len(joined) < len(phrase) - 4 or joined[0] not in {phrase[0], "0", "g", "ð", "b"}:
                continue
            value = likeness(joined, phrase, best_likeness)
            if value > best_likeness:
                best, best_likeness = (start, end), value
    return best
