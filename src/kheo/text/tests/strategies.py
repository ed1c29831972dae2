"""Texts for the property tests: Vietnamese as it comes, and anything at all."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

TONES = "\u0300\u0309\u0303\u0301\u0323"
VOWELS = "aăâeêioôơuưy"


def toned_vowels() -> list[str]:
    """Every vowel of Vietnamese with every tone, lower and upper case, NFC."""
    lower = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in ("", *TONES)]
    return lower + [vowel.upper() for vowel in lower]


_nfc_letters = st.sampled_from([*toned_vowels(), *"bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX"])
_letters = _nfc_letters | _nfc_letters.map(lambda letter: unicodedata.normalize("NFD", letter))
_between = st.sampled_from(
    [" ", "  ", "\n", "\r\n", "\t", "\u00a0", "\u200b", "\u00ad", "\ufeff", "-", "\u2013", "“", "”", "1", "2", ".", "/"]
)

vietnamese_nfc = st.lists(_nfc_letters | st.sampled_from(list(" \n-–1./,"))).map("".join)
vietnamese = st.lists(_letters | _between).map("".join)
anything = st.text(
    st.characters()
    | st.sampled_from("\r\n\x0c\u0301\u0302\u0323\u200b\u00adаоАоΟСоÐƉ\u212a\u0958\u1100\u1161aođ\ud800")
)
