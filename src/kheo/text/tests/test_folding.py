import unicodedata

import pytest
from hypothesis import given

from kheo.text.folding import _letters_alone, _plain_letters, fold_dashes, plain, search_key
from kheo.text.tests.strategies import anything, vietnamese, vietnamese_nfc


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Đường Lối ĐỔI MỚI", "duong loi doi moi"),
        ("hoà hòa uỷ ủy", "hoa hoa uy uy"),
        ("QĐ-TTg số 15/2026", "qd-ttg so 15/2026"),
        ("PLAIN ASCII", "plain ascii"),
        ("m² “trích” …", "m² “trích” …".replace("í", "i")),
        ("Straße İ 한", "straße i 한"),
    ],
)
def test_diacritics_fall_away(text: str, key: str) -> None:
    assert plain(text) == key


@given(anything)
def test_plain_gives_one_character_for_each_and_folding_twice_changes_nothing(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


@given(vietnamese_nfc)
def test_plain_is_what_decomposition_leaves_of_a_text(text: str) -> None:
    bases = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    assert plain(text) == bases.lower().replace("đ", "d")


def test_the_quick_way_to_fold_gives_for_every_character_what_the_slow_one_gives() -> None:
    quick = 0
    for code in range(0x80, 0x110000):
        found = _letters_alone(chr(code))
        assert found in {None, chr(code).translate(_plain_letters())}, hex(code)
        quick += found is not None
    assert quick > 300
    assert max(len(_ascii_of(chr(code))) for code in range(0x110000)) == 1


def _ascii_of(character: str) -> bytes:
    return unicodedata.normalize("NFD", character).encode("ascii", "ignore")


@given(anything)
def test_what_the_quick_way_folds_keeps_its_places(text: str) -> None:
    assert _letters_alone(text) in {None, text.translate(_plain_letters())}


def test_every_dash_is_a_hyphen_in_a_key() -> None:
    assert fold_dashes("1‐2‑3–4—5−6") == "1-2-3-4-5-6"


def test_a_search_key_leads_back_to_the_printed_characters() -> None:
    original = "Ban  Thường\u00a0vụ\r\nĐa\u0309ng u\u0309y “Thanh–Giang”"
    key = search_key(original)
    assert key.key == 'ban thuong vu dang uy "thanh-giang"'
    start = key.key.index("dang uy")
    span = key.original_span(start, start + len("dang uy"))
    assert original[slice(*span)] == "Đa\u0309ng u\u0309y"


@given(vietnamese)
def test_a_span_of_a_key_stands_for_characters_with_that_very_key(text: str) -> None:
    key = search_key(text)
    for start in range(len(key.key)):
        for end in range(start + 1, min(start + 4, len(key.key) + 1)):
            first, last = key.original_span(start, end)
            assert search_key(text[first:last]).key == key.key[start:end]


@given(vietnamese)
def test_composed_and_decomposed_text_have_one_key(text: str) -> None:
    composed, decomposed = (search_key(unicodedata.normalize(form, text)).key for form in ("NFC", "NFD"))
    assert composed == decomposed == search_key(text).key
