import sys
import unicodedata

import pytest
from hypothesis import given, settings

from kheo.text.characters import _clings, cleaned
from kheo.text.places import origin
from kheo.text.tests.strategies import anything


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("một\r\nhai\rba\x0cbốn\u2028năm", "một\nhai\nba\nbốn\nnăm"),
        ("số\u00a012\tngày\u20095", "số 12 ngày 5"),
        ("\ufeffnhân\u200b dân\u00ad", "nhân dân"),
        ("nha\u0302n", "nhân"),
        ("nha\u200b\u0302n", "nhân"),
        ("Ðảng, Ɖảng", "Đảng, Đảng"),
        ("nh\u0430n d\u0430\u0302n", "nhan dân"),
        ("QĐ-\u0422W", "QĐ-TW"),
        ("Москва", "Москва"),
        ("a\ud800b", "a\ufffdb"),
        ("a\x00b\x1fc\x7fd", "abcd"),
        ("10 – 12 ‑ “nay” …", "10 – 12 ‑ “nay” …"),
    ],
)
def test_characters_get_their_one_form(raw: str, clean: str) -> None:
    assert cleaned(raw)[0] == clean


def test_a_decomposed_letter_leads_back_to_its_base() -> None:
    raw = unicodedata.normalize("NFD", "Tiếng Việt") + "\u200b nay"
    clean, pairs = cleaned(raw)
    at = clean.index("nay")
    assert raw[origin(pairs, at) : origin(pairs, at + 3)] == "nay"
    assert raw[origin(pairs, 7) : origin(pairs, 9)] == "ie\u0323\u0302"


def test_a_heap_of_marks_is_cut_before_it_costs_time() -> None:
    raw = "a" + "\u0301\u0323" * 100_000 + "b"
    clean, pairs = cleaned(raw)
    assert (len(clean), clean[-1], raw[origin(pairs, len(clean) - 1)]) == (9, "b", "b")


@settings(max_examples=400)
@given(anything)
def test_cleaning_is_idempotent_and_nfc(raw: str) -> None:
    clean, _ = cleaned(raw)
    assert cleaned(clean)[0] == clean
    assert unicodedata.is_normalized("NFC", clean)


@given(anything)
def test_places_only_ever_advance(raw: str) -> None:
    clean, pairs = cleaned(raw)
    places = [origin(pairs, i) for i in range(len(clean) + 1)]
    assert places == sorted(places)
    assert (places[-1], list(pairs)) == (len(raw), sorted(set(pairs)))


def test_every_character_that_composes_with_the_one_before_it_is_known() -> None:
    decompositions = (unicodedata.decomposition(chr(code)).split() for code in range(sys.maxunicode + 1))
    seconds = {int(parts[1], 16) for parts in decompositions if len(parts) == 2 and not parts[0].startswith("<")}
    assert [hex(code) for code in seconds if not _clings(chr(code))] == []
