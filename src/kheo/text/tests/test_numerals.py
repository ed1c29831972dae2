import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.text.numerals import (
    POINT_LETTERS,
    Amount,
    amount_at,
    int_to_roman,
    int_to_words,
    next_point,
    ordinal,
    point_index,
    previous_point,
    roman_to_int,
    words_to_int,
)
from kheo.text.tests.strategies import anything


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("I", 1), ("IV", 4), ("IX", 9), ("XIV", 14), ("XL", 40), ("XCIX", 99), ("MMXXVI", 2026), ("xiv", 14)],
)
def test_roman_numerals_are_read(numeral: str, value: int) -> None:
    assert roman_to_int(numeral) == value


@pytest.mark.parametrize("text", ["", "IIII", "VX", "IC", "Iv", "A", "MMMM", "ı", "I ", "1", "M" * 1000])
def test_irregular_numerals_are_none(text: str) -> None:
    assert roman_to_int(text) is None


def test_roman_numerals_come_back_from_their_value() -> None:
    assert [roman_to_int(int_to_roman(value)) for value in range(1, 4000)] == list(range(1, 4000))


@pytest.mark.parametrize("value", [0, 4000, -1])
def test_there_is_no_roman_numeral_beyond_its_range(value: int) -> None:
    with pytest.raises(ValueError, match=str(value)):
        int_to_roman(value)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("một", 1),
        ("mười", 10),
        ("mười hai", 12),
        ("mười lăm", 15),
        ("hai mươi", 20),
        ("hai mươi mốt", 21),
        ("hai mươi tư", 24),
        ("ba mươi bốn", 34),
        ("bẩy mươi nhăm", 75),
        ("một trăm", 100),
        ("một trăm linh năm", 105),
        ("hai trăm lẻ một", 201),
        ("ba trăm mười", 310),
        ("Hai nghìn không trăm hai mươi sáu", 2026),
        ("hai ngàn hai mươi sáu", 2026),
        ("một triệu hai trăm nghìn", 1_200_000),
        ("ba tỷ", 3_000_000_000),
        ("một triệu không trăm linh năm", 1_000_005),
    ],
)
def test_number_words_are_read(words: str, value: int) -> None:
    assert words_to_int(words) == value


@pytest.mark.parametrize(
    "text", ["", "mốt", "một mươi", "hai mươi không", "trăm", "năm mười", "hai hai", "nghìn", "cái", "một trăm năm"]
)
def test_other_words_are_no_numbers(text: str) -> None:
    assert words_to_int(text) is None


@given(st.integers(0, 10**12 - 1))
def test_number_words_come_back_from_their_value(value: int) -> None:
    assert words_to_int(int_to_words(value)) == value


def test_numbers_are_spelt_as_documents_spell_them() -> None:
    assert [int_to_words(value) for value in (0, 5, 11, 15, 21, 105, 2026, 1_000_000)] == [
        "không",
        "năm",
        "mười một",
        "mười lăm",
        "hai mươi mốt",
        "một trăm linh năm",
        "hai nghìn không trăm hai mươi sáu",
        "một triệu",
    ]


@pytest.mark.parametrize("value", [-1, 10**12])
def test_there_are_no_words_beyond_the_range(value: int) -> None:
    with pytest.raises(ValueError, match=str(value)):
        int_to_words(value)


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("thứ nhất", 1),
        ("Thứ hai", 2),
        ("thứ tư", 4),
        ("thứ mười một", 11),
        ("lần thứ XIV", 14),
        ("Lần thứ hai mươi", 20),
        ("thứ 3", 3),
        ("lần 2", 2),
        ("nhất", None),
        ("thứ bậc", None),
        ("hai", None),
        ("XIV", None),
        ("", None),
    ],
)
def test_ordinals_are_ranks(text: str, rank: int | None) -> None:
    assert ordinal(text) == rank


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("05 (năm) mô hình", Amount(0, 8, 5, 5)),
        ("05 (sáu) mô hình", Amount(0, 8, 5, 6)),
        ("05 (bản sao)", Amount(0, 2, 5)),
        ("1.500.000 đồng", Amount(0, 9, 1_500_000)),
        ("1.5 lần", Amount(0, 1, 1)),
        ("mười lăm người", Amount(0, 8, 15)),
        ("Ba tỉnh", Amount(0, 2, 3)),
        ("bảy\nmươi xã", Amount(0, 8, 70)),
        ("người", None),
        ("bao", None),
        ("", None),
    ],
)
def test_amounts_stand_in_figures_or_words(text: str, amount: Amount | None) -> None:
    assert amount_at(text) == amount


@given(anything)
def test_readers_take_any_text(text: str) -> None:
    assert roman_to_int(text) is None or text.isascii()
    assert words_to_int(text) is None or text.strip() != ""
    amount = amount_at(text)
    assert amount is None or amount.start == 0 < amount.end <= len(text)
    assert ordinal(text) is None or len(text) > 3


def test_points_follow_the_vietnamese_alphabet_without_f_j_w_z() -> None:
    assert POINT_LETTERS == "abcdđeghiklmnopqrstuvxy"
    assert [next_point(letter) for letter in "adđiy"] == ["b", "đ", "e", "k", None]
    assert [previous_point(letter) for letter in "abđek"] == [None, "a", "d", "đ", "i"]
    assert [point_index(letter) for letter in ("a", "đ", "Đ", "f", "ab", "")] == [0, 4, 4, None, None, None]
