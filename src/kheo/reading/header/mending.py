"""Names of bodies that a scan spoiled, put right only where the printed letters cannot stand.

Words of offices come from a closed list. A name of a place is never bent into another: it is mended where it is no
possible Vietnamese name, from the place that the document prints beside its date, else from the one province that it is
nearly.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

from kheo.reading.header.names import central_bodies, name_key, provinces
from kheo.reading.rules import Rule, compiled
from kheo.reading.spoiled import closest, likeness
from kheo.text.folding import plain
from kheo.text.syllables import is_syllable

MENDED = Rule(
    id="header.mended",
    meaning="In a scan, a place that is no possible name is the one province that is within two letters of it.",
    yes=("Ủy ban nhân dân tỉnh Qu4ng Trị", "Tỉnh ủy Lạngg Sơm"),
    no=("Ủy ban nhân dân tỉnh Thanh Giang", "Ủy ban nhân dân tỉnh Đắk Lắk", "Ủy ban nhân dân xã Qu4ng Trị"),
    check=lambda text: with_place(text, None) != text,
    confidence=0.8,
)
RULES = (MENDED,)

_HEADS = (
    "ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|ỦY BAN MTTQ VIỆT NAM|BAN THƯỜNG TRỰC|BAN CHẤP HÀNH|BAN THƯỜNG VỤ|"
    "ỦY BAN KIỂM TRA|BAN TUYÊN GIÁO VÀ DÂN VẬN|BAN TỔ CHỨC|BAN NỘI CHÍNH|VĂN PHÒNG|TỈNH ỦY|THÀNH ỦY|"
    "ĐẢNG ỦY|ĐẢNG BỘ|HỘI NÔNG DÂN VIỆT NAM|HỘI NÔNG DÂN|HỘI LIÊN HIỆP PHỤ NỮ|HỘI CỰU CHIẾN BINH|TỈNH ĐOÀN|"
    "ĐOÀN TNCS HỒ CHÍ MINH"
)
_UNIT = r"(?i)\b(tỉnh ủy|tỉnh uỷ|thành ủy|thành uỷ|tỉnh đoàn|thành đoàn|tỉnh|thành phố|xã|phường|đặc khu)\s+"
_HIGHLAND = r"(?:ea|ia|ya|krong|chu|cu|dak|kon|buon|plei|dray|yang|mo|sa) [a-z]+(?: [a-z]+)?"
"""Names of the highlands, whose words need not be Vietnamese syllables (Ea Trôl, Krông Búk): character recognition
bends them to words that it knows, so what is no word stands as printed."""
_ALIKE = 0.7
_TWICE = 2
_TEXT_REACH = 30_000
_HEAD_ALIKE = 0.8


def is_damaged(word: str) -> bool:
    """Whether a word cannot be Vietnamese: no possible syllable, or signs and digits inside."""
    return not is_syllable(word)


def undoubled(text: str) -> str:
    """Words without the letters that character recognition wrote twice (KIẾỂM, HUNNG), where that makes them words."""
    return compiled(r"[^\W\d_]{3,}").sub(lambda found: _undoubled(found[0]), text)


def _undoubled(word: str) -> str:
    if not is_damaged(word):
        return word
    key = plain(word)
    for i in range(1, len(word)):
        if key[i] == key[i - 1]:
            for shorter in (word[:i] + word[i + 1 :], word[: i - 1] + word[i:]):
                if is_syllable(shorter):
                    return shorter
    return word


@lru_cache(maxsize=1)
def _central() -> dict[str, str]:
    return {key.replace(" ", ""): name for key, name in central_bodies().items()}


def known_body(name: str) -> str | None:
    """The central body whose name a scan spoiled; None where each printed word may be right."""
    known = closest(_joined_key(name), _central(), 0.85)
    if known is None:
        return None
    printed, right = compiled(r"\w+").findall(name), compiled(r"\w+").findall(_central()[known])
    if len(printed) != len(right):
        return _central()[known] if any(map(is_damaged, printed)) else None
    same = all(plain(a) == plain(b) or is_damaged(a) for a, b in zip(printed, right, strict=True))
    return _central()[known] if same else None


def with_head(name: str) -> str:
    """A name in capitals whose first words, spoiled or run together, are those of a committee, council or board."""
    words = name.split()
    best, best_likeness = name, _HEAD_ALIKE
    for head in _HEADS.split("|"):
        key = _joined_key(head)
        count = len(head.split())
        for taken in (count - 1, count, count + 1):
            printed = words[:taken]
            whole = taken <= count or len(_joined_key(" ".join(printed))) <= len(key) + 1  # not a word more
            if whole and any(map(is_damaged, printed)):
                value = likeness(_joined_key(" ".join(printed)), key, best_likeness)
                if value > best_likeness:
                    best, best_likeness = " ".join([head, *words[taken:]]), value
        rest = words[0][len(key) :] if words and _joined_key(words[0]).startswith(key) else ""
        if rest and is_syllable(rest):
            return " ".join([head, rest, *words[1:]])
    return best


def _joined_key(words: str) -> str:
    return name_key(words).replace(" ", "")


def with_place(name: str, place: str | None, repeated: tuple[str, ...] = ()) -> str:
    """A name in ordinary case with its place mended.

    `place` is what the document prints beside its date, `repeated` the places that its text names again and again.
    """
    units = list(compiled(_UNIT).finditer(name))
    if not units:
        return name
    unit = units[-1]
    printed = name[unit.end() :]
    key = name_key(printed)
    damaged = any(map(is_damaged, printed.split())) and not compiled(_HIGHLAND).fullmatch(key)
    if place and (key == name_key(place) or (damaged and likeness(key, name_key(place), _ALIKE))):
        return name[: unit.end()] + _best_spelt(printed, place, repeated, unit[1].lower() in _SMALL_UNITS)
    known = _known_place(key, repeated, unit[1].lower() in _SMALL_UNITS) if damaged else None
    return name[: unit.end()] + known if known else name


def _best_spelt(printed: str, place: str, repeated: tuple[str, ...], small: bool) -> str:
    """The one of several spellings of a place that is likeliest: a province's, the text's own, else the undamaged."""
    key = name_key(place)
    if not small and key in provinces():
        return provinces()[key]
    again = next((one for one in repeated if name_key(one) == key), None)
    if again is not None:
        return again
    if key == name_key(printed) and _wrong(place) > _wrong(printed):
        return printed
    return place


def _wrong(name: str) -> int:
    """How many of its words are no possible syllables; bare letters count too, for a scan loses marks and adds none."""
    return sum(map(is_damaged, name.split())) * 10 - len(unicodedata.normalize("NFD", name))


def _known_place(key: str, repeated: tuple[str, ...], small: bool) -> str | None:
    """The place that a spoiled name means: one that the text repeats, else the one province that it is nearly."""
    if not small and key in provinces():
        return provinces()[key]
    again = closest(key, map(name_key, repeated), _ALIKE)
    if again is not None:
        return next(one for one in repeated if name_key(one) == again)
    if small:
        return None
    near = [known for known in provinces() if abs(len(known) - len(key)) <= 1 and _distance(known, key) <= 2]
    return provinces()[near[0]] if len(near) == 1 else None


_SMALL_UNITS = {"xã", "phường", "đặc khu"}
"""There are thousands of them: none is known by its letters alone."""


def repeated_places(words: str) -> tuple[str, ...]:
    """The places that a text names at least twice behind the word for their unit, the most frequent first."""
    pattern = r"(?<!\w)(?i:tỉnh|thành phố|xã|phường|đặc khu) ((?:[^\W\d_a-zà-ỹđ][a-zà-ỹđ]+ ?){1,4})"
    named = Counter(" ".join(found[1].split()) for found in compiled(pattern).finditer(words, 0, _TEXT_REACH))
    sound = (name for name, count in named.most_common() if count >= _TWICE)
    return tuple(name for name in sound if not any(map(is_damaged, name.split())))


def _distance(one: str, other: str) -> int:
    """How many letters must be changed, put in or left out to make one word of the other."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]
