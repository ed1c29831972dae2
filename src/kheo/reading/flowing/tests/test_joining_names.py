"""Names and quarters that the end of a wrapped line breaks."""

from __future__ import annotations

from kheo.reading.flow import Loaded
from kheo.reading.flowing import make_flow


def words(text: str) -> list[str]:
    """The paragraphs of a wrapped text."""
    return make_flow(Loaded("text", text, wrapped=True)).words.split("\n")


def test_a_name_in_a_list_goes_on_behind_the_line_end() -> None:
    text = "Ủy ban nhân dân các huyện: Suối Lam, Mỹ Đường, Thanh\nGiang và An Trạch khẩn trương gửi báo cáo về tỉnh."
    assert words(text) == [
        "Ủy ban nhân dân các huyện: Suối Lam, Mỹ Đường, Thanh Giang và An Trạch khẩn trương gửi báo cáo về tỉnh."
    ]


def test_a_quarter_goes_on_behind_the_line_end() -> None:
    assert words("- Thời gian thực hiện: Quý\nIV năm 2025 và các năm tiếp theo.") == [
        "- Thời gian thực hiện: Quý IV năm 2025 và các năm tiếp theo."
    ]


def test_a_roman_section_behind_the_word_is_a_section() -> None:
    assert words("Trích từ sổ vàng của Quý\nII. NHIỆM VỤ TRỌNG TÂM") == [
        "Trích từ sổ vàng của Quý",
        "II. NHIỆM VỤ TRỌNG TÂM",
    ]
