"""Text in the fonts of before Unicode, still found in old Word files: TCVN3 (ABC, `.VnTime`) and VNI (`VNI-Times`).

Such text comes as the Latin-1 characters whose places the fonts used: “Uû ban nh©n d©n”, “Uyû ban nhaân daân”. One of
them is the soft hyphen, which is ư in TCVN3: convert before anything takes soft hyphens away.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Literal

from kheo.text.patterns import compiled
from kheo.text.places import Pairs, edited, identity
from kheo.text.syllables import is_syllable

Encoding = Literal["tcvn3", "vni"]

# Each letter with its code, tones in the order huyền, sắc, hỏi, ngã, nặng.
_TCVN3 = (
    "à\xb5 á\xb8 ả\xb6 ã\xb7 ạ\xb9 ă\xa8 ằ\xbb ắ\xbe ẳ\xbc ẵ\xbd ặ\xc6 â\xa9 ầ\xc7 ấ\xca ẩ\xc8 ẫ\xc9 ậ\xcb "
    "è\xcc é\xd0 ẻ\xce ẽ\xcf ẹ\xd1 ê\xaa ề\xd2 ế\xd5 ể\xd3 ễ\xd4 ệ\xd6 ì\xd7 í\xdd ỉ\xd8 ĩ\xdc ị\xde "
    "ò\xdf ó\xe3 ỏ\xe1 õ\xe2 ọ\xe4 ô\xab ồ\xe5 ố\xe8 ổ\xe6 ỗ\xe7 ộ\xe9 ơ\xac ờ\xea ớ\xed ở\xeb ỡ\xec ợ\xee "
    "ù\xef ú\xf3 ủ\xf1 ũ\xf2 ụ\xf4 ư\xad ừ\xf5 ứ\xf8 ử\xf6 ữ\xf7 ự\xf9 ỳ\xfa ý\xfd ỷ\xfb ỹ\xfc ỵ\xfe "
    "đ\xae Ă\xa1 Â\xa2 Ê\xa3 Ô\xa4 Ơ\xa5 Ư\xa6 Đ\xa7 à\u03bc"  # \u03bc: µ after compatibility normalisation
)
# Base letter and mark; capitals are the capitals of both.
_VNI = (
    "àaø áaù ảaû ãaõ ạaï ăaê ằaè ắaé ẳaú ẵaü ặaë âaâ ầaà ấaá ẩaå ẫaã ậaä "
    "èeø éeù ẻeû ẽeõ ẹeï êeâ ềeà ếeá ểeå ễeã ệeä ìì íí ỉæ ĩó ịò "
    "òoø óoù ỏoû õoõ ọoï ôoâ ồoà ốoá ổoå ỗoã ộoä ơô ờôø ớôù ởôû ỡôõ ợôï "
    "ùuø úuù ủuû ũuõ ụuï ưö ừöø ứöù ửöû ữöõ ựöï ỳyø ýyù ỷyû ỹyõ ỵî đñ"
)


def by_font(name: str) -> Encoding | None:
    """The encoding that a font name stands for: `.VnTime` is TCVN3, `VNI-Times` VNI."""
    lower = name.strip().lower()
    if lower.startswith(".vn"):
        return "tcvn3"
    return "vni" if compiled("vni[ -]").match(lower) else None


def is_capitals_font(name: str) -> bool:
    """Whether a TCVN3 font shows small letters as capitals, as those do whose names end in H (`.VnTimeH`)."""
    return compiled(r"\.vn\w+h", re.IGNORECASE).fullmatch(name.strip()) is not None


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """TCVN3 text as Unicode, one character for one; `capitals` for text in a font of capitals (`.VnTimeH`).

    A hyphen between letters before ơ, ờ, ớ, ở, ỡ, ợ is taken for ư: other programs print the soft hyphen so (®-îc).
    """
    text = compiled("(?<=[A-Za-z\xa1-\xff])-(?=[\xac\xea\xeb\xec\xed\xee])").sub("ư", text)
    text = text.translate(_tcvn3_table())
    return text.upper() if capitals else text


def from_vni(text: str) -> str:
    """VNI text as Unicode; a base letter and its mark become one character."""
    return compiled(_vni_pattern()).sub(_vni_letter, text)


def decoded(text: str, encoding: Encoding) -> tuple[str, Pairs]:
    """The text as Unicode, and the map back; fonts of capitals are not known here."""
    if encoding == "tcvn3":
        return from_tcvn3(text), identity(len(text))
    return edited(text, ((*match.span(), _vni_letter(match)) for match in compiled(_vni_pattern()).finditer(text)))


def detect(text: str) -> Encoding | None:
    """The legacy encoding of a text, None for Unicode and for what is no Vietnamese at all.

    It asks under which reading the words with marks are Vietnamese syllables; two or more such words are needed. In a
    long text three samples decide.
    """
    sample = unicodedata.normalize("NFC", _sample(text))
    suspects = len(compiled("[\xa1-\xff]").findall(sample))
    if suspects < 2 or suspects <= len(compiled("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]").findall(sample)):
        return None
    fits: dict[Encoding, tuple[int, int, int]] = {"tcvn3": _fit(from_tcvn3(sample)), "vni": _fit(from_vni(sample))}
    best = max(fits, key=lambda encoding: fits[encoding][0])
    syllables, marked, words = fits[best]
    as_unicode, _, _ = _fit(sample)
    if syllables >= 2 * as_unicode + 2 and syllables >= 0.7 * marked and syllables >= 0.15 * words:
        return best
    return None


def _sample(text: str, size: int = 4000) -> str:
    if len(text) <= 3 * size:
        return text
    middle = len(text) // 2
    return f"{text[:size]} {text[middle : middle + size]} {text[-size:]}"


def _fit(text: str) -> tuple[int, int, int]:
    """How many words with marks are Vietnamese syllables, how many words have marks, how many words there are."""
    words = compiled("[A-Za-z\xa1-\u024f\u0300-\u036f\u1e00-\u1eff]+").findall(text)
    marked = [word for word in words if len(word) > 1 and not word.isascii()]
    return sum(map(is_syllable, marked)), len(marked), len(words)


@cache
def _tcvn3_table() -> dict[int, str]:
    return {ord(entry[1]): entry[0] for entry in _TCVN3.split()}


@cache
def _vni_table() -> dict[str, str]:
    table = {entry[1:]: entry[0] for entry in _VNI.split()}
    return table | {code.upper(): letter.upper() for code, letter in table.items()}


@cache
def _vni_pattern() -> str:
    codes = sorted(_vni_table(), key=len, reverse=True)
    return "|".join(codes)


def _vni_letter(match: re.Match[str]) -> str:
    return _vni_table()[match[0]]
