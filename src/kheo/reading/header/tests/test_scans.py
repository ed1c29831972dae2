"""What a scan spoils is put right only where it cannot stand; names stay as they are printed."""

import pytest

from kheo.reading.header.mending import undoubled, with_head
from kheo.reading.header.recase import recased
from kheo.reading.header.tests.pages import BODY, FOOT, NATIONAL, PARTY, PLAN, SIGNER, header_of
from kheo.reading.model import Header

DATE = "ngày 12 tháng 01 năm 2026\n"


def scan(name: str, place: str = "Hà Nội", number: str = "Số: 15/KH-UBND", signer: str = SIGNER) -> Header:
    return header_of(f"{name}\n{NATIONAL}{number}\n{place}, {DATE}{PLAN}{BODY}{FOOT}{signer}", noisy=True)


def issuer_of(header: Header) -> str | None:
    return header.issuer.value if header.issuer else None


NAMES = {
    "ỦY BAN NHÂN DÂN\nTỈNH THANH GIANG": "Ủy ban nhân dân tỉnh Thanh Giang",
    "ỦY BAN NHÂN DÂN\nTỈNH BÌNH KHÊ": "Ủy ban nhân dân tỉnh Bình Khê",
    "UBND THÀNH PHỐ HẢI VÂN": "Ủy ban nhân dân thành phố Hải Vân",
    "ỦY BAN NHÂN DÂN\nXÃ THANH HOA": "Ủy ban nhân dân xã Thanh Hoa",
    "ỦY BAN NHÂN DÂN\nTỈNH ĐẮK LẮK": "Ủy ban nhân dân tỉnh Đắk Lắk",
    "ỦY BAN NHÂN DÂN\nTỈNH QU4NG TRỊ": "Ủy ban nhân dân tỉnh Quảng Trị",
    "ỦY BAN NHÂN DÂN\nTÍNH THANH GIANG": "Ủy ban nhân dân tỉnh Thanh Giang",
    "ỦY BAN NHẦNN DÂN\nXÃ SUỐI LAM": "Ủy ban nhân dân xã Suối Lam",
    "BỘ TÀI CHÍNNH\nCỤC THUẾ": "Cục Thuế",
    "SỞ Y TẾ": "Sở Y tế",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stays_as_printed_unless_it_is_no_possible_name(name: str) -> None:
    assert issuer_of(scan(name)) == NAMES[name]


@pytest.mark.parametrize("printed", ["XÃ TH HUNNG UYÊN", "XÃ THUỢNG UYÊN"])
def test_a_spoiled_commune_is_called_as_beside_the_date(printed: str) -> None:
    assert issuer_of(scan(f"ỦY BAN NHÂN DÂN\n{printed}", "Thượng Uyên")) == "Ủy ban nhân dân xã Thượng Uyên"


def test_a_commune_is_not_called_after_another_place_beside_the_date() -> None:
    assert issuer_of(scan("ỦY BAN NHÂN DÂN\nXÃ SUỐI LAM", "Thanh Giang")) == "Ủy ban nhân dân xã Suối Lam"


def test_a_spoiled_committee_keeps_its_place() -> None:
    text = f"THÀNHUỶ HẢI VÂN\n*\n{PARTY}Số 15-KH/TU\nHải Vân, {DATE}{PLAN}{BODY}{FOOT}T/M BAN THƯỜNG VỤ\n{SIGNER}"
    assert issuer_of(header_of(text, noisy=True)) == "Ban Thường vụ Thành ủy Hải Vân"


def test_a_ward_an_is_no_plan_of_action_and_the_mark_of_the_number_no_name() -> None:
    header = header_of(
        f"ỦY BAN NHÂN DÂN\nPHƯỜNG AN TRẠCH Số\n{NATIONAL}Số: 15/UBND-VX\nV/v rà soát mô hình\nAn Trạch, {DATE}"
        f"Kính gửi: Các phòng.\nĐề nghị báo cáo./.\n{FOOT}{SIGNER}",
        noisy=True,
    )
    assert (header.kind.value if header.kind else None, issuer_of(header)) == (
        "công văn",
        "Ủy ban nhân dân phường An Trạch",
    )


@pytest.mark.parametrize(
    ("printed", "number"),
    [("Số: 72/QĐĐ-UBND", "72/QĐ-UBND"), ("Số 16-CT/ĐĐU", "16-CT/ĐU"), ("Số: 8/QĐ-UBND", "8/QĐ-UBND")],
)
def test_a_letter_that_was_read_twice_counts_once_in_a_code(printed: str, number: str) -> None:
    header = scan("ỦY BAN NHÂN DÂN\nXÃ SUỐI LAM", number=printed)
    assert header.number is not None
    assert header.number.value == number


def test_a_year_that_cannot_be_is_no_date() -> None:
    text = f"ỦY BAN NHÂN DÂN\nXÃ SUỐI LAM\n{NATIONAL}Số: 15/KH-UBND\nSuối Lam, ngày 12 tháng 01 năm 3025\n{PLAN}{BODY}"
    assert header_of(text).date is None


SIGNERS = {
    "CHỦ TỊCH\nHà Giang": "Hà Giang",
    "CHỦ TỊCH\nĐinh Mộc Lan": "Đinh Mộc Lan",
}


@pytest.mark.parametrize("signer", SIGNERS)
def test_a_signer_may_be_called_like_a_province(signer: str) -> None:
    signature = scan("ỦY BAN NHÂN DÂN\nXÃ SUỐI LAM", signer=signer).signature
    assert signature is not None
    assert signature.name == SIGNERS[signer]


def test_a_signer_who_slipped_behind_the_last_recipient_is_found() -> None:
    header = header_of(
        f"CỤC THUẾ\n{NATIONAL}Số: 15/TB-CT\nHà Nội, {DATE}{PLAN}{BODY}Nơi nhận:\n- Như trên;\n"
        "- Lưu: VT, Đinh Mộc Lan\nCỤC TRƯỞNG",
        noisy=True,
    )
    assert header.signature is not None
    assert (header.signature.name, header.signature.office, len(header.distribution)) == (
        "Đinh Mộc Lan",
        "CỤC TRƯỞNG",
        2,
    )


def test_words_are_not_shortened_where_they_can_stand() -> None:
    assert undoubled("ĐOOÀN XOONG HUNNG") == "ĐOÀN XOONG HUNG"


def test_a_head_is_not_made_of_sound_words() -> None:
    assert [with_head(name) for name in ("BAN THƯỜNG TRỰC", "ĐẢNG ỦY XÃ SUỐI LAM", "HỘI NÔNG GIA")] == [
        "BAN THƯỜNG TRỰC",
        "ĐẢNG ỦY XÃ SUỐI LAM",
        "HỘI NÔNG GIA",
    ]


RECASED = {
    "TRƯỜNG ĐẠI HỌC SƯ PHẠM KỸ THUẬT THANH GIANG": "Trường Đại học Sư phạm Kỹ thuật Thanh Giang",
    "BỆNH VIỆN ĐA KHOA BÌNH KHÊ": "Bệnh viện Đa khoa Bình Khê",
    "CÔNG TY TNHH MTV THỦY LỢI SUỐI LAM": "Công ty TNHH MTV Thủy lợi Suối Lam",
    "TRƯỜNG TIỂU HỌC SUỐI LAM": "Trường Tiểu học Suối Lam",
    "CỤC ĐƯỜNG BỘ VIỆT NAM": "Cục Đường bộ Việt Nam",
    "CHI CỤC QUẢN LÝ THỊ TRƯỜNG": "Chi cục Quản lý thị trường",
    "BỘ Y TẾ - BỘ TÀI CHÍNH": "Bộ Y tế - Bộ Tài chính",
}


@pytest.mark.parametrize("name", RECASED)
def test_names_of_institutions_keep_the_capitals_of_their_proper_name(name: str) -> None:
    assert recased(name) == RECASED[name]


NUMBERS = {
    "Sé: 121/QĐ-UBND": "121/QĐ-UBND",
    "$ố: 12S/TB-UBND": "125/TB-UBND",
    "S ố: 123 /KH -UBND": "123/KH-UBND",
    "Số: 123/KHUBND": "123/KH-UBND",
    "Số: 15/TIr-STC": "15/TTr-STC",
    "Số: 15/QB-UBND": "15/QĐ-UBND",
    "Số: 15/QĐ-TIg": "15/QĐ-TTg",
    "Số: 128/KH-MITQ-BTI": "128/KH-MTTQ-BTT",
    "Số: 15/QĐ-UBN D": "15/QĐ-UBND",
    "Số 03-HD/BTC TU": "03-HD/BTCTU",
    "Số: 15/UBND VX": "15/UBND",
    "Số: 123 KH-UBND": "123/KH-UBND",
    "Số: 123|KH-UBND": "123/KH-UBND",
    "Số: 123 ABC-UBND": None,
    "15/UBND-VX": "15/UBND-VX",
    "15-KH/TU": "15-KH/TU",
    "Số: 15/XYZ-KLM": "15/XYZ-KLM",
    "Số: ^S/QĐ-UBND": None,
    "Số: §§/QĐ-UBND": None,
    "Số: “5/QĐ-UBND": None,
}


@pytest.mark.parametrize("printed", NUMBERS)
def test_a_spoiled_number_is_put_right_only_where_its_digits_stand(printed: str) -> None:
    header = scan("ỦY BAN NHÂN DÂN\nXÃ SUỐI LAM", number=printed)
    assert (header.number.value if header.number else None) == NUMBERS[printed]


def test_what_was_put_right_is_promised_less() -> None:
    number = scan("ỦY BAN NHÂN DÂN\nXÃ SUỐI LAM", number="Số: 15/QB-UBND").number
    assert number is not None
    assert number.confidence < 0.6


DATES = {
    "ngà y 20 tháng 10 năm 2026": "2026-10-20",
    "ngày 2 0 tháng 1 0 năm 202 6": "2026-10-20",
    "ngày 20 (tháng 10 nămm 2026": "2026-10-20",
    "ngày 20 háng 10 năm 2026": "2026-10-20",
    "ngày 15tháng3năm 2026": "2026-03-15",
    "ngày 2ö tháng 10 năm 2026": None,
    "ngày 20tháng ƒ năm 2026": None,
    "ngày 20 tháng 10 năm 20": None,
}


@pytest.mark.parametrize("printed", DATES)
def test_a_spoiled_date_is_read_only_where_its_digits_stand(printed: str) -> None:
    text = f"ỦY BAN NHÂN DÂN\nXÃ SUỐI LAM\n{NATIONAL}Số: 15/KH-UBND\nSuối Lam, {printed}\n{PLAN}{BODY}{FOOT}{SIGNER}"
    date = header_of(text, noisy=True).date
    assert (date.value if date else None) == DATES[printed]


UNITS = {
    "ỦY BAN NHÂN DÂN\nXÀ SUỐI LAM": "Ủy ban nhân dân xã Suối Lam",
    "ỦY BAN NHÂN DÂN\nĐẠC KHU HÒN SẾU": "Ủy ban nhân dân đặc khu Hòn Sếu",
    "SỎ NỘI VỤ": "Sở Nội vụ",
    "BỘ LAO ĐỘNG - THƯƠNG BINH\nVÀ XẢ HỘI": "Bộ Lao động - Thương binh và Xã hội",
}


@pytest.mark.parametrize("printed", UNITS)
def test_a_spoiled_unit_is_known_by_where_it_stands(printed: str) -> None:
    assert issuer_of(scan(printed, "Suối Lam")) == UNITS[printed]


def test_a_name_of_the_highlands_is_not_bent_to_vietnamese_words() -> None:
    assert issuer_of(scan("ỦY BAN NHÂN DÂN\nXÃ EA TRÔL", "Ea Trôi")) == "Ủy ban nhân dân xã Ea Trôl"


def test_a_spoiled_commune_is_called_as_the_text_calls_it_again_and_again() -> None:
    plan = PLAN + "1. Các thôn của xã Suối Lam rà soát mô hình.\n2. Nhân dân xã Suối Lam tham gia.\n"
    text = f"ỦY BAN NHÂN DÂN\nXÃ SUÔUI LAM\n{NATIONAL}Số: 15/KH-UBND\nngày 12 tháng 01 năm 2026\n{plan}{FOOT}{SIGNER}"
    once = text.replace("Nhân dân xã Suối Lam tham gia", "Nhân dân tham gia")
    names = [issuer_of(header_of(one, noisy=True)) for one in (text, once)]
    assert names[0] == "Ủy ban nhân dân xã Suối Lam"
    assert names[1] != names[0]
