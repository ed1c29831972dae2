"""The line of number, place and date as scans spoil it: whole families of damage, in our own words."""

import pytest

from kheo.reading import read_text
from kheo.reading.header.tests.pages import BODY, FOOT, NATIONAL, PLAN, SIGNER, header_of
from kheo.reading.model import Header

NAME = "ỦY BAN NHÂN DÂN\nTỈNH THANH GIANG\n"


def scan(line: str, before: str = "") -> Header:
    return header_of(f"{NAME}{before}{NATIONAL}{line}\n{PLAN}{BODY}{FOOT}{SIGNER}", noisy=True)


def number_of(header: Header) -> str | None:
    return header.number.value if header.number else None


def date_of(header: Header) -> str | None:
    return header.date.value if header.date else None


@pytest.mark.parametrize("mark", ["Số:", "Só:", "Sẽ:", "$ố:", "8ố:", "S6:", "Số*", "Số: ‘", "Số:   "])
def test_the_mark_may_be_spoiled(mark: str) -> None:
    assert number_of(scan(f"{mark} 15/KH-UBND\nThanh Giang, ngày 12 tháng 01 năm 2026")) == "15/KH-UBND"


@pytest.mark.parametrize(
    "symbol", ["15lKH-UBND", "15ƒKH-UBND", "15|KH-UBND", "15/KH - UBND", "15/KH_UBND", "15/KH.UBND"]
)
def test_slash_and_dash_may_be_spoiled(symbol: str) -> None:
    assert number_of(scan(f"Số: {symbol}\nThanh Giang, ngày 12 tháng 01 năm 2026")) == "15/KH-UBND"


@pytest.mark.parametrize("symbol", ["12/2026TT-BTC", "12/202 6/TT-BTC", "12/2O26/TT-BTC", "12/2026/ TT-BTC"])
def test_the_year_in_a_symbol_may_be_broken(symbol: str) -> None:
    assert number_of(scan(f"Số: {symbol}\nHà Nội, ngày 12 tháng 01 năm 2026")) == "12/2026/TT-BTC"


@pytest.mark.parametrize("symbol", ["3110", "15/XYZWQ", "KH-UBND"])
def test_what_is_no_symbol_gives_no_number(symbol: str) -> None:
    assert number_of(scan(f"Số: {symbol}\nThanh Giang, ngày 12 tháng 01 năm 2026")) in {None, "15/XYZWQ"}


DATES = (
    *("ngảy 12 thảng 01 năm 2026", "ngòy 12 tháne 01 nărn 2026", "ngày12tháng 01 năm 2026", "npày 12 háng 01 năm 2026"),
    *(
        "ngày |2 tháng 01 năm 2026",
        "ngày l2 tháng 0| năm 2026",
        "ngày “12 tháng 01 năm 2026",
        "ngày 12 tháng 01 năm 2 026",
    ),
)


@pytest.mark.parametrize("date", DATES)
def test_the_words_and_digits_of_a_date_may_be_spoiled(date: str) -> None:
    assert date_of(scan(f"Số: 15/KH-UBND\nThanh Giang, {date}")) == "2026-01-12"


@pytest.mark.parametrize(
    "date", ["ngày 1ö tháng 01 năm 2026", "ngày 12 tháng 01 năm 202ó", "ngày §2 tháng 01 năm 2026"]
)
def test_a_digit_that_cannot_be_told_gives_no_date(date: str) -> None:
    assert date_of(scan(f"Số: 15/KH-UBND\nThanh Giang, {date}")) is None


@pytest.mark.parametrize("code", ["UBNĐ", "UBMND", "UBNO"])
def test_the_code_of_a_committee_is_known_in_any_spelling(code: str) -> None:
    assert number_of(scan(f"Số: 15/KH-{code}\nThanh Giang, ngày 12 tháng 01 năm 2026")) == "15/KH-UBND"


STAMPS = ("SỞ NỘI VỤ\nCÔNG VĂN ĐẾN\nSố: 1234\nNgày: 15/01/2026\n", "ĐẾN\nSố: 77\n", "SAO Y BẢN CHÍNH\n")


@pytest.mark.parametrize("stamp", STAMPS)
def test_the_stamp_of_a_receiver_is_no_part_of_the_letterhead(stamp: str) -> None:
    header = scan("Số: 15/KH-UBND\nThanh Giang, ngày 12 tháng 01 năm 2026", stamp)
    issuer = header.issuer.value if header.issuer else None
    assert (number_of(header), issuer) == ("15/KH-UBND", "Ủy ban nhân dân tỉnh Thanh Giang")


@pytest.mark.parametrize("line", ["Số:     15/KH-UBND", "Số: 15/KH - UBND", "Số: 15/ KH-UBND", "Só: 15/KH- UBND"])
def test_no_column_begins_inside_a_number(line: str) -> None:
    text = (
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "TỈNH THANH GIANG Độc lập - Tự do - Hạnh phúc\n"
        f"{line} Thanh Giang, ngày 12 tháng 01 năm 2026\n\nKẾ HOẠCH\nRà soát mô hình\n\n"
        "Các xã rà soát mô hình và báo cáo kết quả.\n"
    )
    header = read_text(text).header
    assert (number_of(header), date_of(header)) == ("15/KH-UBND", "2026-01-12")


@pytest.mark.parametrize(("printed", "place"), [("TỈNH CẦN THƠ", "Cân Thơ"), ("TỈNH GHỀNH CÁT", "Ghênh Cát")])
def test_of_two_spellings_of_a_place_the_likelier_stands(printed: str, place: str) -> None:
    header = header_of(
        f"ỦY BAN NHÂN DÂN\n{printed}\n{NATIONAL}Số: 15/KH-UBND\n{place}, ngày 12 tháng 01 năm "
        f"2026\n{PLAN}{BODY}{FOOT}{SIGNER}",
        noisy=True,
    )
    assert header.issuer is not None
    assert header.issuer.value == f"Ủy ban nhân dân tỉnh {printed.removeprefix('TỈNH ').title()}"
