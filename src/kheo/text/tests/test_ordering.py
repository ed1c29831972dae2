import itertools
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from kheo.text.characters import cleaned
from kheo.text.ordering import person_sort_key, sort_key
from kheo.text.tests.strategies import anything, vietnamese_nfc


def _in_order(*texts: str) -> bool:
    return all(sort_key(one) < sort_key(other) for one, other in itertools.pairwise(texts))


def test_letters_stand_in_the_order_of_the_alphabet() -> None:
    assert _in_order(*"aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
    assert _in_order("dân", "dâng", "đa", "đá", "em", "ê")


def test_tones_decide_only_between_equal_letters() -> None:
    assert _in_order("ba", "bà", "bả", "bã", "bá", "bạ", "ban")
    assert _in_order("Hòa An", "Hòa Bình", "Hóa Bình")


def test_case_decides_last() -> None:
    assert _in_order("an", "An", "àn", "Ân")


def test_numbers_stand_by_their_value_and_roman_numerals_as_letters() -> None:
    assert _in_order("Phòng 02", "Phòng 2", "Phòng 3", "Phòng 10", "Phòng 110", "Phòng A")
    assert _in_order("Phụ lục I", "Phụ lục II", "Phụ lục IV", "Phụ lục IX", "Phụ lục V")


def test_a_blank_comes_before_everything() -> None:
    assert _in_order("Ban", "Bàn", "Ban An", "Bang")


def test_people_stand_by_given_then_family_then_middle_name() -> None:
    names = ["Đỗ Sa", "Lê Sa", "Lê Hoài Sa", "Lê Mai Sa", "Đinh Bá Sả", "An Sang", "Tịnh"]
    assert sorted(names, key=person_sort_key) == names


def test_composed_and_decomposed_text_stand_at_one_place() -> None:
    assert sort_key(unicodedata.normalize("NFD", "Đường Lối")) == sort_key("Đường Lối")


@given(st.lists(anything | vietnamese_nfc, max_size=3))
def test_keys_differ_where_texts_do(texts: list[str]) -> None:
    for one, other in itertools.combinations(texts, 2):
        for key in (sort_key, person_sort_key):
            assert (key(one) == key(other)) == (cleaned(one)[0] == cleaned(other)[0])


@given(vietnamese_nfc, vietnamese_nfc)
def test_order_follows_letters_then_tones(one: str, other: str) -> None:
    first = [_letters(text) for text in (one, other)]
    if first[0] != first[1] and " " not in one + other and one.isalpha() and other.isalpha():
        assert (sort_key(one) < sort_key(other)) == (first[0] < first[1])


def _letters(text: str) -> list[int]:
    tones = "\u0300\u0309\u0303\u0301\u0323"
    bare = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if c not in tones)
    return ["aăâbcdđeêfghijklmnoôơpqrstuưvwxyz".find(c) for c in unicodedata.normalize("NFC", bare)]
