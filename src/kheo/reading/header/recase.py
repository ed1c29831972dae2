"""Names printed in capitals, brought into ordinary case.

ỦY BAN NHÂN DÂN XÃ SUỐI LAM becomes Ủy ban nhân dân xã Suối Lam. Words of office names come from `names`; after the
word for a unit (xã, tỉnh) and in the names of schools, hospitals and companies each other syllable is part of a proper
name; elsewhere the first syllable after a head word has a capital.
"""

from __future__ import annotations

from typing import NamedTuple

from kheo.reading.header.names import (
    PLACE_WORDS,
    institution_phrases,
    institutions,
    longest_phrase,
    name_key,
    phrases,
    provinces,
)
from kheo.reading.rules import Rule, compiled
from kheo.text.folding import plain
from kheo.text.tone import fold_tone

RECASED = Rule(
    id="header.recased",
    meaning="A name printed in capitals is given in ordinary case, as NĐ 30/2020 PL II writes names of bodies.",
    yes=("ỦY BAN NHÂN DÂN XÃ SUỐI LAM",),
    no=("Ủy ban nhân dân xã Suối Lam",),
    check=lambda text: recased(text) != text,
)
RULES = (RECASED,)

_ABBREVIATIONS = {
    "UBND",
    "HĐND",
    "MTTQ",
    "MTTQVN",
    "TNCS",
    "TNHH",
    "TP",
    "TW",
    "TƯ",
    "VN",
    "KCN",
    "KKT",
    "BCH",
    "BTV",
    "HTX",
    "MTV",
    "THPT",
    "THCS",
}
_ONLY_FIRST = {"Bộ", "Trường", "Vụ"}
"""Heads that end other words inside a name: Cục Đường bộ, Quản lý thị trường."""
_BEFORE_COMMUNES = {"dan", "uy", "bo", "nam", "hoi"}
"""The last words of what a commune has: Ủy ban nhân dân, Đảng ủy, Đảng bộ, MTTQ Việt Nam."""
_SHORT_HEADS = {"Sở", "Bộ", "Cục"}
"""Heads of one syllable; at the beginning of a name in a scan they are known by their letters alone."""
_PROVINCIAL = {"tinh", "pho", "uy", "doan"}
"""The last words of tỉnh, thành phố, Tỉnh ủy, Tỉnh đoàn."""
_SMALL = {"và", "của", "các", "về", "cho", "tại", "với", "ngành", "thuộc"}


class _Word(NamedTuple):
    text: str
    gap: str
    """What stands before it."""

    @property
    def key(self) -> str:
        return plain(self.text)


def recased(name: str, *, noisy: bool = False) -> str:
    """A name in ordinary case; one that has small letters already comes back with single blanks and no other change.

    In a scan (`noisy`) words of office names are known by their letters, whatever marks they have.
    """
    name = " ".join(name.split())
    letters = [char for char in name if char.isalpha()]
    if not letters or sum(map(str.isupper, letters)) < 0.6 * len(letters):
        return name
    words = _words(name)
    out: list[str] = []
    proper = False
    capital = True
    own = False
    at = 0
    while at < len(words):
        phrase = _phrase_at(words, at, institution_phrases() if own else phrases(), noisy=noisy and not proper)
        place = None if phrase else _place_word(words, at, noisy=noisy)
        if place:
            canonical = place.replace("_", " ")
            if _next_is_ho_chi_minh(words, at + place.count("_") + 1):
                canonical = canonical.capitalize()
            out += _kept(words, at, canonical.capitalize() if at == 0 else canonical)
            at += place.count("_") + 1
            proper, capital = True, True
            continue
        if phrase:
            out += _kept(words, at, phrase)
            at += len(name_key(phrase).split())
            own = own or phrase in institutions()
            proper, capital = plain(phrase).endswith(" uy"), True
            continue
        word = words[at]
        out.append(word.gap + _single(word, proper, capital or own or "-" in word.gap or "," in word.gap))
        capital = word.text.lower() in _SMALL
        at += 1
    return "".join(out).strip()


def _single(word: _Word, proper: bool, capital: bool) -> str:
    lower = word.text.lower()
    if word.text in _ABBREVIATIONS or any(map(str.isdigit, word.text)) or _is_roman(word.text):
        return word.text
    if lower in _SMALL and not proper:
        return lower
    return lower[:1].upper() + lower[1:] if proper or capital else lower


def _is_roman(text: str) -> bool:
    return compiled(r"[IVX]{1,6}").fullmatch(text) is not None


def _words(name: str) -> list[_Word]:
    found = []
    last = 0
    for match in compiled(r"\w+").finditer(name):
        found.append(_Word(match[0], name[last : match.start()]))
        last = match.end()
    return found


def _place_word(words: list[_Word], at: int, *, noisy: bool) -> str | None:
    for place in PLACE_WORDS:
        parts = place.split("_")
        if [plain(part) for part in parts] != [word.key for word in words[at : at + len(parts)]]:
            continue
        if _tones_fit(words, at, parts) or (noisy and _ends_with_unit(words, at, parts)):
            return place
    return None


def _ends_with_unit(words: list[_Word], at: int, parts: list[str]) -> bool:
    """Whether a spoiled word stands where the unit of a body does: after its name, before that of a place."""
    if not (at > 0 and 1 <= len(words) - at - len(parts) <= 4):
        return False
    if parts[0] in {"xã", "đặc"}:  # short words, which stand inside other names too
        return words[at - 1].key in _BEFORE_COMMUNES and words[at + len(parts)].key != "hoi"
    return parts[0] in {"tỉnh", "thành", "phường"}


def _tones_fit(words: list[_Word], at: int, parts: list[str]) -> bool:
    """XÃ HỘI is no commune and QUẢN no district; a scan may have spoiled the mark before the name of a province."""
    following = " ".join(word.key for word in words[at + len(parts) : at + len(parts) + 2])
    if parts == ["xã"] and following.split(" ")[0] in {"hoi", ""}:
        return False
    if at == 0 and parts in (["bản"], ["làng"]):
        return False
    printed = [word.text.lower() for word in words[at : at + len(parts)]]
    exact = all(fold_tone(a) == fold_tone(b) or a == plain(b) for a, b in zip(printed, parts, strict=True))
    return exact or following in provinces()


def _next_is_ho_chi_minh(words: list[_Word], at: int) -> bool:
    return [word.key for word in words[at : at + 3]] == ["ho", "chi", "minh"]


def _phrase_at(words: list[_Word], at: int, table: dict[tuple[str, ...], str], *, noisy: bool) -> str | None:
    """The longest known phrase that the words from here spell, diacritics lost by a scan forgiven."""
    for length in range(min(longest_phrase(), len(words) - at), 0, -1):
        phrase = table.get(tuple(word.key for word in words[at : at + length]))
        if phrase in _ONLY_FIRST and at and not compiled(r"[-–,]").search(words[at].gap):
            continue
        if phrase in _SHORT_HEADS and noisy and at == 0 and len(words) > 1:
            return phrase
        if phrase and (length > 2 or _same_letters(words, at, phrase) or (noisy and length > 1 and _is_office(phrase))):
            return phrase
    return None


def _is_office(phrase: str) -> bool:
    return name_key(phrase) not in provinces()


def _same_letters(words: list[_Word], at: int, phrase: str) -> bool:
    """Short phrases must agree with their marks too, or a scan has lost all of them.

    A place has lost them only where it must be the province (TỈNH QUẢNG NGAI) or the word before it has lost its own:
    XÃ THANH HOA is no Thanh Hóa.
    """
    parts = [match[0] for match in compiled(r"\w+").finditer(phrase)]
    printed = [word.text.lower() for word in words[at : at + len(parts)]]
    pairs = [(fold_tone(a), fold_tone(b.lower())) for a, b in zip(printed, parts, strict=True)]
    may_be_lost = _is_office(phrase) or at == 0 or words[at - 1].text.isascii() or words[at - 1].key in _PROVINCIAL
    return all(a == b or (may_be_lost and a == plain(b)) for a, b in pairs)


def _kept(words: list[_Word], at: int, canonical: str) -> list[str]:
    """The printed letters in the case of the canonical name; its own letters where a scan spoiled the printed ones."""
    out = []
    for word, part in zip(words[at:], compiled(r"\w+").findall(canonical), strict=False):
        same = fold_tone(word.text.lower()) == fold_tone(part.lower())
        letters = word.text if same else part
        if part.isupper() and len(part) > 1:
            out.append(word.gap + part)
        else:
            cased = letters.lower()
            out.append(word.gap + (cased[:1].upper() + cased[1:] if part[:1].isupper() else cased))
    return out
