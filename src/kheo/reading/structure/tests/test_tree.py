"""The tree of law form and dispatch form, quotations, annexes and false labels."""

import pytest

from kheo.reading.flow import Flow
from kheo.reading.model import Header, Provision, Span
from kheo.reading.structure import read_structure


def header_with(body: Span, annexes: tuple[Span, ...] = ()) -> Header:
    return Header(None, None, None, None, None, None, None, None, (), (), (), None, None, body=body, annexes=annexes)


def provisions(text: str, annex: str = "") -> tuple[Provision, ...]:
    words = f"{text}\n{annex}" if annex else text
    annexes = ((len(text) + 1, len(words)),) if annex else ()
    return read_structure(Flow(words, (0,), (0,)), header_with((0, len(text)), annexes))


def ids(text: str, annex: str = "") -> list[str]:
    return [one.id for one in provisions(text, annex)]


DISPATCH = (
    "Để đánh giá phong trào, Ban Thường vụ Tỉnh uỷ yêu cầu:\n"
    "1. Rà soát các mô hình đã đăng ký.\nBáo cáo từng mô hình.\n"
    "2. Ban Dân vận Tỉnh uỷ\nHướng dẫn các xã.\nTổng hợp kết quả.\n"
    "3. Các đồng chí phụ trách xã đôn đốc.\n"
    "Các cấp uỷ thực hiện tốt nội dung Công văn này."
)


def test_a_dispatch_has_an_opening_sections_with_paragraphs_and_a_closing() -> None:
    assert ids(DISPATCH) == ["open", "1", "1.p1", "1.p2", "2", "2.p1", "2.p2", "3", "3.p1", "close"]


def test_a_body_alone_after_a_number_is_a_heading() -> None:
    by_id = {one.id: one for one in provisions(DISPATCH)}
    headings = {key: DISPATCH[slice(*one.heading_span)] for key, one in by_id.items() if one.heading_span}
    assert headings == {"2": "Ban Dân vận Tỉnh uỷ"}
    assert DISPATCH[slice(*by_id["2.p1"].span)] == "Hướng dẫn các xã."


LAW = (
    "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nQuy định việc thi đua.\nĐiều 2. Đối tượng\n1. Thôn;\n2. Xã:\n"
    "a) Vùng cao;\nb) Vùng thấp.\nChương II\nTỔ CHỨC\nMục 1\nTHI ĐUA\nĐiều 3. Kinh phí\nNgân sách xã."
)
SHAPES = {
    "plan": (
        "I. MỤC ĐÍCH\n1. Chung\n- Một\n- Hai\n2. Riêng\nII. NHIỆM VỤ\n1. Rà soát.\na) Thôn;\nb) Xã.\n2. Báo cáo.",
        "I I.1 I.1.-1 I.1.-2 I.2 I.2.p1 II II.1 II.1.p1 II.1.a II.1.b II.2 II.2.p1",
    ),
    "old style": (
        "I- ĐÁNH GIÁ\n1- Kết quả tốt.\n2- Hạn chế ít.\nII- NHIỆM VỤ\nLàm tốt hơn.",
        "I I.1 I.1.p1 I.2 I.2.p1 II II.p1",
    ),
    "letters above": ("A. TÌNH HÌNH\nI. Kết quả\nTốt.\nB. NHIỆM VỤ\nI. Chung\nLàm.", "A A.I A.I.p1 B B.I B.I.p1"),
    "decimals": (
        "1. Về cán bộ\n1.1. Rà soát.\n1.2. Bố trí.\n2. Về kinh phí\n2.1. Lập dự toán.",
        "1 1.1 1.1.p1 1.2 1.2.p1 2 2.1 2.1.p1",
    ),
    "marks": ("1. Sở Nội vụ:\n- Rà soát;\n+ Thôn;\n+ Xã;\n- Báo cáo.", "1 1.-1 1.-1.+1 1.-1.+2 1.-2"),
    "law": (
        LAW,
        "chuongI dieu1 dieu1.p1 dieu2 dieu2.1 dieu2.2 dieu2.2.a dieu2.2.b chuongII chuongII.muc1 dieu3 dieu3.p1",
    ),
    "parts": ("Phần thứ nhất\nĐÁNH GIÁ\nTốt.\nPhần thứ hai\nNHIỆM VỤ\nLàm.", "phan1 phan1.p1 phan2 phan2.p1"),
    "no labels": ("Sở Nội vụ nhận được văn bản.\nSở có ý kiến như sau.", "p1 p2"),
    "printed twice": ("1. Rà soát.\n2. Báo cáo.\n2. Tổng hợp.", "1 1.p1 2 2.p1 2~2 2~2.p1"),
    "a lost one": ("l. Rà soát.\n2. Báo cáo.", "1 1.p1 2 2.p1"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_levels_come_from_the_order_of_the_labels(shape: str) -> None:
    text, expected = SHAPES[shape]
    assert ids(text) == expected.split()


@pytest.mark.parametrize(
    "line",
    [
        "1.000 đồng mỗi hộ.",
        "15/3/2026 là hạn cuối.",
        "97. hộ nghèo",
        "2026. Trong năm.",
        "Điều 5 Luật Thanh niên quy định.",
    ],
)
def test_a_line_that_only_looks_numbered_is_a_paragraph(line: str) -> None:
    assert ids(f"1. Rà soát.\n{line}\n2. Báo cáo.") == ["1", "1.p1", "1.p2", "2", "2.p1"]


def test_quoted_provisions_are_kept_out() -> None:
    text = (
        "Điều 1. Sửa đổi\n1. Điều 5 được sửa như sau:\n“Điều 5. Kinh phí\n1. Ngân sách.\n2. Đóng góp.”.\n2. Bỏ Điều 6."
    )
    assert ids(text) == ["dieu1", "dieu1.1", "dieu1.2"]
    assert provisions(text)[1].span == (16, text.index("\n2. Bỏ"))


def test_a_quotation_mark_that_never_closes_shapes_nothing() -> None:
    text = "1. Rà soát.\n“Dân vận khéo\n2. Báo cáo.\n3. Tổng hợp."
    assert ids(text) == ["1", "1.p1", "1.p2", "2", "2.p1", "3", "3.p1"]


def test_an_annex_restarts_the_numbering_under_its_own_id() -> None:
    found = provisions("1. Rà soát.", "PHỤ LỤC I\nMẪU BÁO CÁO\n(Kèm theo Kế hoạch số 15/KH-UBND)\n1. Thôn.\n2. Xã.")
    assert [one.id for one in found] == [
        "1",
        "1.p1",
        "phuluc1",
        "phuluc1.1",
        "phuluc1.1.p1",
        "phuluc1.2",
        "phuluc1.2.p1",
    ]
    annex = next(one for one in found if one.id == "phuluc1")
    assert (annex.label, annex.level) == ("PHỤ LỤC I", "annex")


def test_a_run_in_body_is_a_heading_and_its_text_a_paragraph() -> None:
    text = "1. Sở Nội vụ: Tổng hợp kết quả của các xã.\n2. Các xã rà soát."
    first = provisions(text)[0]
    assert first.heading_span is not None
    assert text[slice(*first.heading_span)] == "Sở Nội vụ"
    assert text[slice(*provisions(text)[1].span)] == "Tổng hợp kết quả của các xã."


def test_cells_of_a_table_bear_no_labels() -> None:
    text = "1. Rà soát các thôn sau đây.\n1. Thôn Đông\n2. Thôn Đoài\n2. Báo cáo kết quả của toàn xã đúng hạn."
    start = text.index("1. Thôn")
    rows = (((start, start + 12),), ((start + 13, start + 25),))
    found = read_structure(Flow(text, (0,), (0,), tables=(rows,)), header_with((0, len(text))))
    assert [one.id for one in found] == ["1", "1.p1", "1.p2", "2", "2.p1"]


def test_the_sentence_of_adoption_closes_a_text_of_law_form() -> None:
    text = "Điều 1. Thông qua dự toán.\nNghị quyết này được Hội đồng nhân dân xã thông qua ngày 12 tháng 3 năm 2026./."
    assert ids(text) == ["dieu1", "dieu1.p1", "close"]


def test_a_chain_of_numbers_may_end_with_a_dash() -> None:
    found = ids("1- Tổ chức thực hiện\n1.1- Các chi bộ quán triệt.\n1.2- Ban Tổ chức theo dõi.")
    assert [one for one in found if "p" not in one] == ["1", "1.1", "1.2"]


def test_a_mark_that_the_node_above_holds_already_stands_beside_it() -> None:
    text = "1. Tuyển lao động\n* Đối với các xã:\nLập danh sách.\n- Công khai.\n* Đối với các sở:\n- Thẩm định."
    stars = [one.id for one in provisions(text) if one.level == "star"]
    assert stars == ["1.*1", "1.*2"]


def test_diamonds_and_ticks_are_list_marks() -> None:
    assert [one.level for one in provisions("1. Tuyển lao động\n◊ Đối với các xã\n✓ Công khai.")][-2:] == ["star"] * 2
