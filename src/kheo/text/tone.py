"""Where the tone mark stands: hòa and hoà, ủy and uỷ, khỏe and khoẻ, thúy and thuý are the same words.

Both placements are in use, often in one document. Keys use the older one (hòa, ủy), the shorter rule: the mark stands
on the first vowel where nothing follows the pair, on the second where a consonant or vowel does (hoàn, khoản).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from kheo.text.characters import cleaned
from kheo.text.folding import fold_dashes
from kheo.text.patterns import LETTER, compiled

_TONES = "\u0300\u0309\u0303\u0301\u0323"
_VOWELS = "aăâeêioôơuưy"


def fold_tone(text: str) -> str:
    """NFC text with every tone mark in the older place, one character for one, upper and lower case kept.

    `hoà`, `khoẻ`, `uỷ` become `hòa`, `khỏe`, `ủy`. After `qu` and `gi` the mark belongs to the next vowel: `quý`, `quả`
    and `già` stay, and the misprints `qúy`, `qủa`, `gìa` become them, as `khỏan` becomes `khoản`.
    """
    return compiled(_misplaced()).sub(_moved, text)


def same(one: str, other: str) -> bool:
    """Whether two texts are the same words apart from case, tone placement, NFC and the amount of blanks."""
    return _words(one) == _words(other)


def loose(text: str) -> str:
    """A key that forgives more than `same` does; its length is not that of the text.

    Beyond case, tone placement and blanks it takes as equal: `hằng` and `hàng` before năm, quý, tháng, tuần, ngày;
    i and y where both are written (kĩ/kỹ, lí/lý, mĩ/mỹ, sĩ/sỹ, tỉ/tỷ, hi/hy, qui/quy); all dashes, with the blanks
    around them.
    """
    words = compiled(" ?- ?").sub("-", fold_dashes(_words(text)))
    words = compiled(r"\bhàng(?= (?:năm|quý|tháng|tuần|ngày)\b)").sub("hằng", words)
    return compiled(rf"(?<![{LETTER}])(?:qu|[hklmst])[yỳýỷỹỵ](?![{LETTER}])").sub(_with_i, words)


def _words(text: str) -> str:
    return " ".join(fold_tone(cleaned(text)[0]).lower().split())


def _with_i(syllable: re.Match[str]) -> str:
    letter = syllable[0][-1]
    return syllable[0][:-1] + unicodedata.normalize("NFC", unicodedata.normalize("NFD", letter).replace("y", "i"))


def _moved(pair: re.Match[str]) -> str:
    first, second = map(_tone_parts, pair[0])
    return unicodedata.normalize("NFC", first[0] + second[1] + second[0] + first[1])


@cache
def _tone_parts(letter: str) -> tuple[str, str]:
    """A letter without its tone, and the tone mark, empty where there is none: ấ is â and the acute."""
    marks = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in marks if mark in _TONES)
    return "".join(mark for mark in marks if mark not in _TONES), tone


def _toned(vowels: str) -> str:
    """These vowels with each tone, lower and upper case."""
    lower = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in _TONES)
    return lower + lower.upper()


@lru_cache(maxsize=1)
def _misplaced() -> str:
    """A pair of vowels with the mark on the wrong one.

    The class of first vowels in front is all that most of a text is tested for.
    """
    no_q = "(?<![qQ].)"
    coda = rf"(?=(?:n[gh]?|c[h]?|[mptiyou])(?![{LETTER}]))"
    vowels = _VOWELS + _VOWELS.upper()
    after_oa, after_uy = _toned("ae"), _toned("y")
    o, u, i = _toned("o"), _toned("u"), _toned("i")
    return (
        f"[oOuU{o}{u}{i}](?:"
        rf"(?<=[oO]){no_q}[{after_oa}](?![{LETTER}])"
        rf"|(?<=[uU]){no_q}[{after_uy}](?![{LETTER}])"
        rf"|(?<=[{o}])[aAeE]{_ignoring_case(coda)}"
        rf"|(?<=[{u}]){no_q}[yY]{_ignoring_case(coda)}"
        rf"|(?<=[qQ][{u}])[{vowels}]"
        rf"|(?<=[gG][{i}])(?<![nN][gG].)[{vowels}])"
    )


def _ignoring_case(pattern: str) -> str:
    return f"(?i:{pattern})"
