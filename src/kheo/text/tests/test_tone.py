import unicodedata

import pytest
from hypothesis import given

from kheo.text.tests.strategies import anything, vietnamese_nfc
from kheo.text.tone import fold_tone, loose, same

BOTH_PLACEMENTS = [
    ("hoà bình", "hòa bình"),
    ("HOÀ BÌNH", "HÒA BÌNH"),
    ("Hoà", "Hòa"),
    ("xoá bỏ", "xóa bỏ"),
    ("thoả thuận", "thỏa thuận"),
    ("ngoã", "ngõa"),
    ("toạ đàm", "tọa đàm"),
    ("loè", "lòe"),
    ("loé", "lóe"),
    ("sức khoẻ", "sức khỏe"),
    ("nhoẽ", "nhõe"),
    ("hoẹ", "họe"),
    ("tuỳ", "tùy"),
    ("thuý", "thúy"),
    ("uỷ ban", "ủy ban"),
    ("Uỷ ban, UỶ BAN", "Ủy ban, ỦY BAN"),
    ("ngoã, luỹ", "ngõa, lũy"),
    ("nguỵ", "ngụy"),
    ("toà¹", "tòa¹"),
]
MISPRINTS = [("qúy", "quý"), ("Qủa", "Quả"), ("gìa", "già"), ("GÍAO", "GIÁO"), ("khỏan", "khoản"), ("HÙYNH", "HUỲNH")]
UNTOUCHED = [
    "hoàn khoảng thuyền quý quỷ quà quả già giá giữa toàn hoạch loại ngoài khuỷu huỳnh quỳnh nghĩa của mùa hoa uy oe",
    "hòa ủy khỏe thúy",
    "gì gìn gỉ ngũ bủa qui",
]


@pytest.mark.parametrize(("new", "old"), BOTH_PLACEMENTS + MISPRINTS)
def test_the_mark_moves_to_the_older_place(new: str, old: str) -> None:
    assert (fold_tone(new), fold_tone(old)) == (old, old)


@pytest.mark.parametrize("text", UNTOUCHED)
def test_a_mark_in_its_place_stays(text: str) -> None:
    assert fold_tone(text) == text


def test_words_that_differ_by_more_than_placement_stay_apart() -> None:
    assert fold_tone("quý") != fold_tone("qủy")
    assert not same("hoà", "hoa")
    assert not same("quỷ", "quý")


@given(anything)
def test_folding_keeps_the_length_of_nfc_text(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    assert len(fold_tone(text)) == len(text)


@given(vietnamese_nfc)
def test_folding_twice_changes_nothing_and_no_tone_is_lost(text: str) -> None:
    folded = fold_tone(text)
    assert fold_tone(folded) == folded
    assert sorted(unicodedata.normalize("NFD", folded)) == sorted(unicodedata.normalize("NFD", text))


def test_sameness_overlooks_case_placement_and_blanks() -> None:
    assert same("UỶ  BAN\nnhân dân", "Ủy ban nhân dân ")
    assert same("Đa\u0309ng u\u0309y", "đảng uỷ")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hằng năm", "hàng  năm"),
        ("kĩ thuật", "kỹ thuật"),
        ("lí luận", "Lý luận"),
        ("thẩm mĩ", "thẩm mỹ"),
        ("qui định", "quy định"),
        ("quĩ", "quỹ"),
        ("giai đoạn 2021 – 2025", "giai đoạn 2021-2025"),
        ("uỷ viên", "ủy viên"),
    ],
)
def test_loose_keys_overlook_two_ways_of_writing(one: str, other: str) -> None:
    assert loose(one) == loose(other)


def test_loose_keys_keep_other_words_apart() -> None:
    assert loose("bán hàng") != loose("bán hằng")
    assert loose("tay") != loose("tai")
    assert loose("Thúy") != loose("Thúi")
