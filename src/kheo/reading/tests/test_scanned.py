"""Telling a scan from born-digital text."""

import pytest

from kheo.reading.scanned import looks_scanned

TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
TEXT = "Chính phủ ban hành Nghị định sửa đổi, bổ sung một số điều; các xã thi hành, thực hiện từ ngày ký.\n"
CLEAN = [
    f"ỦY BAN NHÂN DÂN\nTỈNH THANH GIANG\n{TITLE}{TEXT}",
    f"Uỷ ban nhân dân\nphường An Trạch\n{TITLE}{TEXT}",
    f"HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ HẢI VÂN\n{TITLE}{TEXT}",
    "Chính phũ ban hành nghị định.",
    "",
]
SCANNED = [
    f"ỦY BAN NHÂN DÂN\nTÍNH THANH GIANG\n{TITLE}{TEXT}",
    f"CHÍNH PHỦ\n{TITLE}Chính phú ban hành Nghị định sửa đôi, bô sung một số điều.\n",
    f"CHÍNH PHỦ\nCỌNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{TEXT}",
    f"CHÍNH PHỦ\n{TITLE}{TEXT}~ Như trên; § Ñ",
]


@pytest.mark.parametrize("text", CLEAN)
def test_born_digital_text_is_no_scan(text: str) -> None:
    assert looks_scanned(text) is False


@pytest.mark.parametrize("text", SCANNED)
def test_words_that_nobody_types_show_a_scan(text: str) -> None:
    assert looks_scanned(text) is True
