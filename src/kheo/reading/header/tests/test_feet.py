"""Recipients, signatures and codes at the foot, and where body and annexes are bounded."""

import pytest

from kheo.reading.header.tests.pages import BODY, FOOT, NATIONAL, header_of, plan
from kheo.reading.model import Signature


def signed(text: str) -> tuple[str | None, str | None, str | None]:
    signature = header_of(text).signature or Signature("", (0, 0), "", 0.0, None, None, None)
    return signature.authority, signature.office, signature.name


FEET: dict[str, tuple[str | None, str | None, str | None]] = {
    FOOT + "TM. ỦY BAN NHÂN\nDÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nVũ Trúc Khê": (
        "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Vũ Trúc Khê",
    ),
    FOOT + "T.M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\nLò Thị Mai": ("T.M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Lò Thị Mai"),
    FOOT + "KT. BỘ TRƯỞNG,\nCHỦ NHIỆM\nPHÓ CHỦ NHIỆM\nVũ Trúc Khê": (
        "KT. BỘ TRƯỞNG, CHỦ NHIỆM",
        "PHÓ CHỦ NHIỆM",
        "Vũ Trúc Khê",
    ),
    FOOT + "TUQ. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\n[đã ký]\nVũ Trúc Khê": ("TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Vũ Trúc Khê"),
    FOOT + "T/L\nBAN THƯỜNG VỤ\nCHÁNH VĂN PHÒNG\nVũ Trúc Khê": ("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", "Vũ Trúc Khê"),
    FOOT + "CHỦ TỊCH\n(Đã ký và đóng dấu)\nThượng tá, ThS. Vũ Trúc Khê": (None, "CHỦ TỊCH", "Vũ Trúc Khê"),
    FOOT + "CHỦ TỊCH Vũ Trúc Khê": (None, "CHỦ TỊCH", "Vũ Trúc Khê"),
    FOOT + "Q. CHỦ TỊCH\nVŨ TRÚC KHÊ": ("Q. CHỦ TỊCH", None, "VŨ TRÚC KHÊ"),
    FOOT + "PHÓ CHỦ TỊCH\nVũ Trúc Khê (đã ký)": (None, "PHÓ CHỦ TỊCH", "Vũ Trúc Khê"),
    FOOT + "THƯ KÝ CHỦ TRÌ\nVũ Trúc Khê Hồ An Tịnh": (None, "THƯ KÝ CHỦ TRÌ", "Vũ Trúc Khê"),
    FOOT + "Vy-93\n\nVũ Trúc Khê": (None, None, "Vũ Trúc Khê"),
    FOOT + "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH": ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", None),
    "CHỦ TỊCH\n(đã ký)\nVũ Trúc Khê\n" + FOOT: (None, "CHỦ TỊCH", "Vũ Trúc Khê"),
    "TM. BAN CHẤP HÀNH\nCHỦ TỊCH\nVũ Trúc Khê": ("TM. BAN CHẤP HÀNH", "CHỦ TỊCH", "Vũ Trúc Khê"),
    "Nơi nhận: TM. ỦY BAN NHÂN DÂN\n- Như trên; CHỦ TỊCH\n- Các thôn; Vũ Trúc Khê\n- Lưu: VT.": (
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Vũ Trúc Khê",
    ),
    FOOT: (None, None, None),
}


@pytest.mark.parametrize("foot", FEET)
def test_authority_office_and_name_are_read_as_printed(foot: str) -> None:
    assert signed(plan(foot)) == FEET[foot]


def test_the_span_of_a_name_holds_the_name() -> None:
    text = plan(FOOT + "CHỦ TỊCH\nĐại tá Vũ Trúc Khê")
    signature = header_of(text).signature
    assert signature is not None
    assert signature.name_span is not None
    assert text[slice(*signature.name_span)] == "Vũ Trúc Khê"


RECIPIENTS = {
    "Nơi nhận:\n- Như trên;\n- Sở Nội vụ,\n– Lưu: VT, VX (2b).\n": ["Như trên", "Sở Nội vụ", "Lưu: VT, VX (2b)"],
    "Nơi nhận: - Như trên; - Các thôn; - Lưu: VT.\n": ["Như trên", "Các thôn", "Lưu: VT"],
    "NƠI NHẬN:\n- Các ban của Đảng\nvà đoàn thể;\n- Lưu VP.\n": ["Các ban của Đảng\nvà đoàn thể", "Lưu VP"],
}


@pytest.mark.parametrize("foot", RECIPIENTS)
def test_recipients_come_without_marks_and_closing_punctuation(foot: str) -> None:
    text = plan(foot + "CHỦ TỊCH\nVũ Trúc Khê")
    assert [text[slice(*one.span)] for one in header_of(text).distribution] == RECIPIENTS[foot]


@pytest.mark.parametrize("code", ["Vy-93", "PL.(300)", "ABC-268"])
def test_the_typist_code_is_a_line_of_its_own(code: str) -> None:
    typist = header_of(plan(f"{FOOT}{code}\nCHỦ TỊCH\nVũ Trúc Khê")).typist
    assert typist is not None
    assert typist.value == code


def test_the_body_runs_from_the_first_words_after_the_bases_to_the_foot() -> None:
    text = plan(FOOT + "CHỦ TỊCH\nVũ Trúc Khê")
    start, end = header_of(text).body
    assert text[start:end] == "Ủy ban nhân dân xã ban hành kế hoạch như sau:\n" + BODY.rstrip()


def test_bases_are_recitals_without_their_closing_marks() -> None:
    text = (
        f"ỦY BAN NHÂN DÂN\nXÃ SUỐI LAM\n{NATIONAL}Số: 15/QĐ-UBND\nSuối Lam, ngày 05 tháng 3 năm 2026\nQUYẾT ĐỊNH\n"
        "Về việc công nhận\nCHỦ TỊCH ỦY BAN NHÂN DÂN XÃ SUỐI LAM\nCăn cứ Luật Thanh niên;\n"
        "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội.\nQUYẾT ĐỊNH:\nĐiều 1. Công nhận.\nCHỦ TỊCH\nVũ Trúc Khê"
    )
    header = header_of(text)
    assert [text[slice(*one.span)] for one in header.bases] == [
        "Căn cứ Luật Thanh niên",
        "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội",
    ]
    assert text[slice(*header.body)] == "Điều 1. Công nhận."


def test_a_recital_that_ends_in_the_order_stays_in_the_body() -> None:
    text = plan(FOOT + "CHỦ TỊCH\nVũ Trúc Khê").replace(
        "Căn cứ Luật Thanh niên;\nỦy ban", "Thực hiện Kế hoạch số 07-KH/TU, Ủy ban"
    )
    header = header_of(text)
    assert [text[slice(*one.span)] for one in header.bases] == ["Thực hiện Kế hoạch số 07-KH/TU"]
    assert text[slice(*header.body)].startswith("Thực hiện Kế hoạch số 07-KH/TU, Ủy ban nhân dân xã ban hành")


ADDRESSED = {
    "Kính gửi: Sở Nội vụ tỉnh.\n": ["Sở Nội vụ tỉnh"],
    "- Kính gửi:*\n- Các thôn,\n - Trạm y tế xã.\n": ["Các thôn", "Trạm y tế xã"],
    "Kính gửi:\nCông ty Thanh Giang.\n(Đ/c: số 5, xã Suối Lam)\n": ["Công ty Thanh Giang"],
    "Kính gửi: - Các thôn; - Trạm y tế.\nĐồng kính gửi: Đảng ủy xã.\n": ["Các thôn", "Trạm y tế", "Đảng ủy xã"],
}


@pytest.mark.parametrize("lines", ADDRESSED)
def test_addressees_come_one_by_one(lines: str) -> None:
    top = f"UBND XÃ SUỐI LAM\n{NATIONAL}Số: 15/UBND\nSuối Lam, ngày 05 tháng 3 năm 2026\n"
    text = f"{top}{lines}Đề nghị báo cáo./.\n{FOOT}"
    assert [text[slice(*one.span)] for one in header_of(text).addressees] == ADDRESSED[lines]


def test_a_telegram_lists_its_addressees_under_the_sender() -> None:
    text = (
        f"CHỦ TỊCH UBND TỈNH THANH GIANG\n{NATIONAL}Số: 15/CĐ-UBND\nThanh Giang, ngày 05 tháng 3 năm 2026\nCÔNG ĐIỆN\n"
        "Về ứng phó mưa lũ\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH THANH GIANG điện:\n- Sở Xây dựng;\n- Các xã, phường.\n"
        "Mưa lũ diễn biến phức tạp.\n" + FOOT
    )
    assert [text[slice(*one.span)] for one in header_of(text).addressees] == ["Sở Xây dựng", "Các xã, phường"]


def test_annexes_follow_the_signature_and_their_own_foot_is_theirs() -> None:
    text = plan(
        "CHỦ TỊCH\nVũ Trúc Khê\nQUY CHẾ\nPhối hợp\n(Ban hành kèm theo Kế hoạch số 15/KH-UBND)\nĐiều 1. Phạm vi\n"
        + FOOT
        + "TRƯỞNG THÔN\nHồ An Tịnh\nPHỤ LỤC II\nBIỂU MẪU\nMẫu báo cáo"
    )
    header = header_of(text)
    assert [text[a:b].split("\n")[0] for a, b in header.annexes] == ["QUY CHẾ", "PHỤ LỤC II"]
    assert (signed(text)[2], header.distribution) == ("Vũ Trúc Khê", ())


def test_what_was_placed_and_the_body_account_for_the_whole_text() -> None:
    text = plan(FOOT + "CHỦ TỊCH\nVũ Trúc Khê", top="UBND XÃ SUỐI LAM\n")
    header = header_of(text)
    covered = {i for span in (*header.furniture, header.body) for i in range(*span)}
    assert [c for i, c in enumerate(text) if i not in covered and c.isalnum()] == []


def test_an_empty_text_has_no_header() -> None:
    header = header_of("")
    assert (header.kind, header.issuer, header.body) == (None, None, (0, 0))


def test_a_text_without_structure_is_all_body() -> None:
    text = "Một đoạn văn không có đầu đề."
    assert header_of(text).body == (0, len(text))
