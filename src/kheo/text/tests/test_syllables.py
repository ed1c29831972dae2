import pytest

from kheo.text.syllables import is_syllable

KNOWN = """
    Đảng uỷ ủy xã quý giếng già giữa nghiêng hoạch một xếp khuỷu oà yêu QUỐC thuyền quyết gì huỳnh ậm ự loắt
"""


def test_vietnamese_syllables_are_known() -> None:
    assert [word for word in KNOWN.split() if not is_syllable(word)] == []


@pytest.mark.parametrize("word", ["", "ñy", "été", "café", "hàc", "tap", "nghiêngh", "zoà", "ban1", "áà", "W", "naïve"])
def test_other_words_are_none(word: str) -> None:
    assert not is_syllable(word)
