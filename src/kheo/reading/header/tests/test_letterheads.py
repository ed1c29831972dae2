"""Number, date, place, kind and issuer in the letterheads of many sorts of body."""

import pytest

from kheo.reading.header.tests.pages import BODY, FOOT, NATIONAL, PARTY, PLAN, SIGNER, header_of
from kheo.reading.model import Field
from kheo.reading.scanned import looks_scanned

DATE = "Thanh Giang, ngày 12 tháng 01 năm 2026\n"


def value(field: Field | None) -> str | None:
    return field.value if field else None


ISSUERS = {
    "commune": ("UBND XÃ SUỐI LAM\n" + NATIONAL, "TM. ỦY BAN NHÂN DÂN\n" + SIGNER, "Ủy ban nhân dân xã Suối Lam", None),
    "title first": (
        NATIONAL + "ỦY BAN NHÂN DÂN\nXÃ SUỐI LAM\n",
        SIGNER,
        "Ủy ban nhân dân xã Suối Lam",
        None,
    ),
    "broken lines": (
        "ỦY BAN NHÂN\nDÂN\nTHÀNH PHỐ AN HẢI\n" + NATIONAL,
        SIGNER,
        "Ủy ban nhân dân thành phố An Hải",
        None,
    ),
    "columns": (
        "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nXÃ SUỐI LAM Độc lập - Tự do - Hạnh phúc\n",
        SIGNER,
        "Ủy ban nhân dân xã Suối Lam",
        None,
    ),
    "department": (
        "UBND TỈNH THANH GIANG\nSỞ NỘI VỤ\n" + NATIONAL,
        "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nVũ Trúc Khê",
        "Sở Nội vụ tỉnh Thanh Giang",
        "Ủy ban nhân dân tỉnh Thanh Giang",
    ),
    "office": (
        "UBND TỈNH THANH GIANG\nVĂN PHÒNG\n" + NATIONAL,
        "CHÁNH VĂN PHÒNG\nVũ Trúc Khê",
        "Văn phòng Ủy ban nhân dân tỉnh Thanh Giang",
        "Ủy ban nhân dân tỉnh Thanh Giang",
    ),
    "ministry": ("BỘ CÔNG THƯƠNG\n" + NATIONAL, "BỘ TRƯỞNG\nVũ Trúc Khê", "Bộ Công Thương", None),
    "one line of two bodies": (
        "BỘ TÀI CHÍNH CỤC THUẾ\n" + NATIONAL,
        "CỤC TRƯỞNG\nVũ Trúc Khê",
        "Cục Thuế",
        "Bộ Tài chính",
    ),
    "joint": ("BỘ Y TẾ - BỘ TÀI CHÍNH\n" + NATIONAL, "BỘ TRƯỞNG\nVũ Trúc Khê", "Bộ Y tế - Bộ Tài chính", None),
    "office of the Government": (
        "VĂN PHÒNG\nCHÍNH PHỦ\n" + NATIONAL,
        "PHÓ CHỦ NHIỆM\nVũ Trúc Khê",
        "Văn phòng Chính phủ",
        None,
    ),
    "Front": (
        "ỦY BAN MTTQ VIỆT NAM\nXÃ SUỐI LAM\nBAN THƯỜNG TRỰC\n" + NATIONAL,
        "TM. BAN THƯỜNG TRỰC\n" + SIGNER,
        "Ban Thường trực Ủy ban MTTQ Việt Nam xã Suối Lam",
        "Ủy ban MTTQ Việt Nam xã Suối Lam",
    ),
    "association": (
        "HỘI NÔNG DÂN VIỆT NAM\nBCH TỈNH THANH GIANG\n" + NATIONAL,
        SIGNER,
        "Ban Chấp hành Hội Nông dân tỉnh Thanh Giang",
        "Hội Nông dân Việt Nam",
    ),
    "police": (
        "BỘ CÔNG AN\nCÔNG AN TỈNH THANH GIANG\n" + NATIONAL,
        "GIÁM ĐỐC\nĐại tá Vũ Trúc Khê",
        "Công an tỉnh Thanh Giang",
        "Bộ Công an",
    ),
    "steering committee": (
        "BAN CHỈ ĐẠO\nCHƯƠNG TRÌNH MỤC TIÊU QUỐC GIA\nTỈNH THANH GIANG\n" + NATIONAL,
        "TRƯỞNG BAN\nVũ Trúc Khê",
        "Ban Chỉ đạo Chương trình mục tiêu quốc gia tỉnh Thanh Giang",
        None,
    ),
    "standing committee of a province": (
        "TỈNH ỦY THANH GIANG\n*\n" + PARTY,
        "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLê Hoài Sa",
        "Ban Thường vụ Tỉnh ủy Thanh Giang",
        None,
    ),
    "committee of a commune": (
        "ĐẢNG BỘ TỈNH THANH GIANG\nĐẢNG ỦY XÃ SUỐI LAM\n*\n" + PARTY,
        "T/M ĐẢNG ỦY\nBÍ THƯ\nLê Hoài Sa",
        "Đảng ủy xã Suối Lam",
        "Đảng bộ tỉnh Thanh Giang",
    ),
    "Politburo": (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\n" + PARTY,
        "T/M BỘ CHÍNH TRỊ\nLê Hoài Sa",
        "Bộ Chính trị",
        "Ban Chấp hành Trung ương",
    ),
    "office of the central committee": (
        "BAN CHẤP HÀNH TRUNG ƯƠNG\nVĂN PHÒNG\n*\n" + PARTY,
        "CHÁNH VĂN PHÒNG\nLê Hoài Sa",
        "Văn phòng Trung ương Đảng",
        "Ban Chấp hành Trung ương",
    ),
    "advisory body of a province": (
        "TỈNH ỦY THANH GIANG\nBAN TUYÊN GIÁO VÀ DÂN VẬN\n*\n" + PARTY,
        "TRƯỞNG BAN\nLê Hoài Sa",
        "Ban Tuyên giáo và Dân vận Tỉnh ủy Thanh Giang",
        "Tỉnh ủy Thanh Giang",
    ),
}


@pytest.mark.parametrize("case", ISSUERS)
def test_the_issuer_is_the_body_that_acts_and_the_parent_the_one_above(case: str) -> None:
    top, signature, issuer, parent = ISSUERS[case]
    header = header_of(f"{top}Số: 15/KH-UBND\n{DATE}{PLAN}{BODY}{FOOT}{signature}")
    assert (value(header.issuer), value(header.parent_issuer)) == (issuer, parent)


TOP = "ỦY BAN NHÂN DÂN\nXÃ SUỐI LAM\n" + NATIONAL
NUMBERS = {
    f"{TOP}Số: 15/KH-UBND\n{DATE}": "15/KH-UBND",
    f"{TOP}{DATE}Số:\n128/UBND-VX\n": "128/UBND-VX",
    f"{TOP}Số: 07 /KH- UBND | {DATE}": "07/KH-UBND",
    f"{TOP}Số: /2026/QĐ-UBND | Suối Lam, ngày tháng năm 2026\n": None,
    f"{TOP}Số: …/KH-UBND\n{DATE}": None,
    f"{TOP}{DATE}": None,
    f"TỈNH UỶ THANH GIANG\n*\nSố 15-CV/TU\n{PARTY}{DATE}": "15-CV/TU",
    f"TỈNH UỶ THANH GIANG\n*\nSố      -CV/TU\n{PARTY}{DATE}": None,
    f"HỘI ĐỒNG NHÂN DÂN\nXÃ SUỐI LAM\nNghị quyết số: 12/2026/NQ-HĐND\n{NATIONAL}{DATE}": "12/2026/NQ-HĐND",
}


@pytest.mark.parametrize("top", NUMBERS)
def test_the_number_is_that_of_the_letterhead_or_none(top: str) -> None:
    assert value(header_of(top + PLAN + BODY + FOOT + SIGNER).number) == NUMBERS[top]


def test_the_number_of_a_copy_is_not_the_number_of_the_document() -> None:
    header = header_of(f"{TOP}Số: 03/SY-UBND\nSố: 15/KH-UBND\n{DATE}{PLAN}{BODY}{FOOT}{SIGNER}")
    assert value(header.number) == "15/KH-UBND"


def test_a_document_cited_in_the_abstract_gives_neither_number_nor_date() -> None:
    abstract = "V/v thực hiện Nghị định số 07/2026/NĐ-CP ngày 05 tháng 01 năm 2026"
    header = header_of(
        f"{TOP}Số:     /UBND-VX\n{abstract}\n{DATE}Kính gửi: Các thôn.\nĐề nghị báo cáo./.\n{FOOT}{SIGNER}"
    )
    assert (value(header.number), value(header.date)) == (None, "2026-01-12")
    assert value(header.abstract) == "thực hiện Nghị định số 07/2026/NĐ-CP ngày 05 tháng 01 năm 2026"


def test_place_and_date_are_read_apart() -> None:
    header = header_of(f"{TOP}Số: 15/KH-UBND\nThành phố An\nHải, ngày 5\ntháng 3 năm 2026\n{PLAN}{BODY}{FOOT}{SIGNER}")
    assert (value(header.place), value(header.date)) == ("Thành phố An Hải", "2026-03-05")


@pytest.mark.parametrize("line", ["Suối Lam, ngày … tháng … năm 2026", "Suối Lam, ngày      tháng 3 năm 2026"])
def test_an_open_date_is_no_date(line: str) -> None:
    assert header_of(f"{TOP}Số: 15/KH-UBND\n{line}\n{PLAN}{BODY}{FOOT}{SIGNER}").date is None


def test_a_text_adopted_by_an_elected_body_bears_the_day_of_adoption() -> None:
    header = header_of(
        "QUỐC HỘI\nLuật số: 64/2026/QH16\n" + NATIONAL + "LUẬT\nTHANH NIÊN\nCăn cứ Hiến pháp;\nĐiều 1. Phạm vi\n"
        "Luật này quy định về thanh niên.\nLuật này được Quốc hội khóa XVI, kỳ họp thứ 2 thông qua ngày 19 tháng "
        "02 năm 2026.\nCHỦ TỊCH QUỐC HỘI\nĐinh Mộc Lan"
    )
    assert (value(header.kind), value(header.number), value(header.date)) == ("luật", "64/2026/QH16", "2026-02-19")


KINDS = {
    "QUYẾT ĐỊNH\nVề việc công nhận mô hình\nCăn cứ Luật Thanh niên;\nQUYẾT ĐỊNH:\nĐiều 1. Công nhận.\n": "quyết định",
    "CHỈ THỊ\nvề công tác dân vận\n" + BODY: "chỉ thị",
    "CHƯƠNG TRÌNH HÀNH ĐỘNG\nthực hiện nghị quyết\n" + BODY: "chương trình hành động",
    "THÔNG BÁO KẾT LUẬN CỦA CHỦ TỊCH\n" + BODY: "thông báo",
    "QUYẾT\nĐỊNH\nVề việc công nhận\nĐiều 1. Công nhận.\n": "quyết định",
    "Kính gửi: Các thôn.\nĐề nghị các thôn báo cáo./.\n": "công văn",
    "TỜ TRÌNH\nVề việc công nhận\nKính gửi: Ủy ban nhân dân tỉnh.\n" + BODY: "tờ trình",
}


@pytest.mark.parametrize("text", KINDS)
def test_the_kind_is_taken_from_its_name(text: str) -> None:
    assert value(header_of(f"{TOP}Số: 15/TB-UBND\n{DATE}{text}{FOOT}{SIGNER}").kind) == KINDS[text]


def test_a_consolidated_text_is_known_by_its_code() -> None:
    header = header_of(f"BỘ TÀI CHÍNH\n{NATIONAL}Số: 12/VBHN-BTC\n{DATE}THÔNG TƯ\nQuy định mẫu\nĐiều 1. Mẫu.\n{SIGNER}")
    assert value(header.kind) == "văn bản hợp nhất"


def test_without_letterhead_the_document_says_what_it_is_and_who_orders() -> None:
    header = header_of(
        "Để đánh giá phong trào, Ban Thường vụ Tỉnh uỷ yêu cầu:\n1. Các xã thực hiện nghiêm Công văn này.\n"
        "Nơi nhận:\n- Như trên,\n- Lưu Văn phòng.\nLê Hoài Sa"
    )
    assert (value(header.kind), value(header.issuer), header.number, header.date) == (
        "công văn",
        "Ban Thường vụ Tỉnh uỷ",
        None,
        None,
    )


def test_a_first_line_with_kind_number_date_and_issuer_stands_for_the_letterhead() -> None:
    header = header_of(
        "Kết luận số 15-KL/TU, ngày 02/3/2026 của Ban Thường vụ Tỉnh uỷ về công tác dân vận\n" + BODY + SIGNER
    )
    found = (header.kind, header.number, header.date, header.issuer)
    assert [value(field) for field in found] == ["kết luận", "15-KL/TU", "2026-03-02", "Ban Thường vụ Tỉnh uỷ"]


FRAGMENTS = [
    "Thực hiện Nghị định số 59/2023/NĐ-CP của Chính phủ về dân chủ ở cơ sở, các thôn báo cáo kết quả.\n",
    "Thực hiện Nghị định số 59/2023/NĐ-CP của Chính phủ\n",
    "Theo Công văn Số 12/UBND-VX ngày 05 tháng 3 năm 2026, các thôn báo cáo.\n",
    "Nghị định số 59/2023/NĐ-CP của Chính phủ quy định về dân chủ ở cơ sở.\n",
    "Ngày 10 tháng 8 năm 2023, xã nhận Nghị định số 59/2023/NĐ-CP.\n",
]


@pytest.mark.parametrize("first", FRAGMENTS)
def test_a_document_cited_in_the_first_sentence_is_not_this_one(first: str) -> None:
    header = header_of(first + "1. Các thôn rà soát mô hình.\n2. Tổng hợp số liệu.\n")
    assert (header.number, header.date, header.kind) == (None, None, None)


def test_the_ministry_of_number_and_ordering_formula_is_believed_against_the_letterhead() -> None:
    header = header_of(
        f"BỘ KHOA HỌC VÀ CÔNG NGHỆ\n{NATIONAL}Số: 07/2024/TT-BTTTT\n{DATE}THÔNG TƯ\nQuy định mẫu\nCăn cứ Luật;\n"
        "Bộ trưởng Bộ Thông tin và Truyền thông ban hành Thông tư quy định mẫu.\nĐiều 1. Mẫu.\nBỘ TRƯỞNG\nĐinh Mộc Lan"
    )
    assert value(header.issuer) == "Bộ Thông tin và Truyền thông"


def test_the_annex_tells_number_date_and_issuer_where_the_letterhead_is_lost() -> None:
    header = header_of(
        "HƯỚNG DẪN\nxây dựng mô hình\n" + BODY + FOOT + "TRƯỞNG BAN\nLê Hoài Sa\nPHỤ LỤC\nMẪU BÁO CÁO\n"
        "(Kèm theo Hướng dẫn số 15-HD/BTGTU, ngày 02/3/2026 của Ban Tuyên giáo Tỉnh uỷ)\n1. Mẫu"
    )
    found = (header.number, header.date, header.issuer)
    assert [value(field) for field in found] == ["15-HD/BTGTU", "2026-03-02", "Ban Tuyên giáo Tỉnh uỷ"]


@pytest.mark.parametrize("line", ["V/v: báo cáo mô hình", "(V/v báo cáo mô hình)", "V/v báo cáo\nmô hình"])
def test_the_abstract_of_a_letter_follows_its_mark(line: str) -> None:
    header = header_of(f"{TOP}Số: 15/UBND-VX\n{line}\n{DATE}Kính gửi: Các thôn.\nĐề nghị báo cáo./.\n{FOOT}{SIGNER}")
    assert value(header.abstract) == "báo cáo mô hình"


def test_an_abstract_without_mark_begins_with_ve() -> None:
    header = header_of(
        f"{TOP}Số: 15/UBND-VX\nVề báo cáo mô hình\n{DATE}Kính gửi: Các thôn.\nĐề nghị báo cáo./.\n{FOOT}"
    )
    assert value(header.abstract) == "Về báo cáo mô hình"


def test_the_abstract_of_a_plan_stands_under_its_title() -> None:
    header = header_of(f"{TOP}Số: 15/KH-UBND\n{DATE}{PLAN}{BODY}{FOOT}{SIGNER}")
    assert value(header.abstract) == "Triển khai phong trào năm 2026"


def test_urgency_is_a_line_of_its_own() -> None:
    assert value(header_of(f"{TOP}HỎA TỐC\nSố: 15/KH-UBND\n{DATE}{PLAN}{BODY}{FOOT}{SIGNER}").urgency) == "HỎA TỐC"
    assert header_of(f"{TOP}Số: 15/KH-UBND\n{DATE}{PLAN}{BODY}{FOOT}{SIGNER}").urgency is None


SPOILED = (
    "TRUNG TÂM CÔNG BÁO\nVÀ TIN HỌC\nỦY BAN NHÂN DÂN CỌNG HÒA XÃ HỘl CHỦ NGHĨA YIỆT NAM\nTINH QUANG NGAI Độc lập - Tự "
    "do - Hạnh phúc\nSố: l5 /QD-UBND Quảng Ngãi, ngày L7tháng 02 năm 2025\nQUYÉT ĐỊNH\nVề việc công nhận mô hình\n"
    "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI\nCăn cứ Luật Thanh niên;\nQUYẾT ĐỊNH:\nĐiều 1. Công nhận.\n"
    "Nơi nhận: TM. ỦY BAN NHAN DÁN\n- Như Điều 1; CHỦ TỊCH\n~ Lưu: VT, KT.bn1l06\n` ý\ninh Mộc Lan"
)


def test_a_spoiled_scan_is_read_with_less_confidence() -> None:
    assert looks_scanned(SPOILED)
    header = header_of(SPOILED, noisy=True)
    found = (header.number, header.date, header.kind, header.issuer)
    assert [value(field) for field in found] == [
        "15/QĐ-UBND",
        "2025-02-17",
        "quyết định",
        "Ủy ban nhân dân tỉnh Quảng Ngãi",
    ]
    assert header.signature is not None
    assert header.signature.name == "inh Mộc Lan"
    assert max(header.number.confidence, header.date.confidence, header.issuer.confidence) < 0.9  # type: ignore[union-attr]


@pytest.mark.parametrize("number", ["6§0 /TB-UBND", "fZ7 /TB-UBND", "2# /TB-UBND"])
def test_a_number_that_cannot_be_read_is_none(number: str) -> None:
    assert header_of(f"{TOP}Số: {number}\n{DATE}THÔNG BÁO\nKết luận\n{BODY}{FOOT}{SIGNER}", noisy=True).number is None


def test_one_digit_of_a_day_in_a_scan_is_no_date() -> None:
    text = f"{TOP}Số: 15/TB-UBND\nSuối Lam, ngày 3 tháng 12 năm 2025\nTHÔNG BÁO\nKết luận\n{BODY}{FOOT}{SIGNER}"
    assert (value(header_of(text).date), header_of(text, noisy=True).date) == ("2025-12-03", None)
