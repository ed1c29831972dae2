"""Tables whose columns are gone: one cell a line, one row a line, broken names, repeated heads."""

from __future__ import annotations

import pytest

from kheo.reading.obligations.tests.reading import Read, read, value

HEAD = "TT\nNội dung công việc\nCơ quan chủ trì\nCơ quan phối hợp\nThời gian hoàn thành\n"


def table(text: str) -> list[tuple[str, list[str], list[str], str | None]]:
    """Each order with its actors, partners and deadline."""
    found: Read = read(text, "kế hoạch")
    return [
        (found.text[slice(*one.span)], found.names(one.actors), found.names(one.cooperating), value(one.due))
        for one in found.orders
    ]


PLAIN = [
    ("Xây dựng chuyên mục về dân vận khéo", ["Báo Thanh Giang"], ["Sở Nội vụ"], "2026-06-30"),
    ("Biên soạn sổ tay cho cộng tác viên", ["Sở Nội vụ"], ["UBND các xã, phường"], "2026-09-15"),
]
ROWS = (
    "1\nXây dựng chuyên mục về dân vận khéo\nBáo Thanh Giang\nSở Nội vụ\nQuý II/2026\n"
    "2\nBiên soạn sổ tay cho cộng tác viên\nSở Nội vụ\nUBND các xã, phường\nTrước ngày 15/9/2026\n"
)


def test_cells_one_a_line_go_to_their_columns():
    assert table(HEAD + ROWS) == PLAIN


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "(1)\n(2)\n(3)\n(4)\n(5)\n" + ROWS,
        HEAD + "I\nTUYÊN TRUYỀN\n" + ROWS,
        HEAD + ROWS.replace("\n2\n", "\n" + HEAD + "2\n"),
        HEAD + ROWS.replace("1\n", "1.\n", 1).replace("\n2\n", "\n2.\n"),
        HEAD + ROWS.replace("1\n", "1. ", 1).replace("\n2\n", "\n2. "),
        HEAD.replace("TT\n", "", 1) + ROWS.replace("1\n", "", 1).replace("\n2\n", "\n"),
        HEAD.replace("Cơ quan chủ trì", "Cơ quan, đơn vị\nchủ trì") + ROWS,
        HEAD.replace("Nội dung công việc", "Đầu việc theo chương trình của tỉnh") + ROWS,
        "TT\nNội dung\nCơ quan thực hiện\nThời gian\nChủ trì\nPhối hợp\n" + ROWS,
    ],
)
def test_heads_and_labels_come_in_many_forms(text):
    assert table(text) == PLAIN


def test_the_text_goes_on_behind_the_table():
    text = HEAD + ROWS + "III. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính\n- Bố trí kinh phí để thực hiện kế hoạch này."
    assert table(text) == [*PLAIN, ("Bố trí kinh phí để thực hiện kế hoạch này", ["Sở Tài chính"], [], None)]


def test_a_table_without_numbers_ends_where_a_numbered_text_begins():
    text = HEAD.replace("TT\n", "", 1) + ROWS.replace("1\n", "", 1).replace("\n2\n", "\n")
    text += "2. Tăng cường kiểm tra các cơ sở.\nSở Y tế:\n- Báo cáo kết quả kiểm tra hằng quý."
    assert [one[1] for one in table(text)] == [["Báo Thanh Giang"], ["Sở Nội vụ"], [], ["Sở Y tế"]]


def test_names_that_a_narrow_column_broke_are_one_and_lists_are_several():
    rows = (
        "1\nTổ chức hội thi tìm hiểu pháp luật\nvề dân chủ ở cơ sở\nSở Văn hóa, Thể\nthao và Du lịch\n"
        "Ủy ban\nMặt trận Tổ quốc tỉnh;\nTỉnh đoàn\nTháng 9/2026\n"
    )
    (order,) = table(HEAD + rows)
    assert order == (
        "Tổ chức hội thi tìm hiểu pháp luật\nvề dân chủ ở cơ sở",
        ["Sở Văn hóa, Thể\nthao và Du lịch"],
        ["Ủy ban\nMặt trận Tổ quốc tỉnh", "Tỉnh đoàn"],
        "2026-09-30",
    )


@pytest.mark.parametrize(
    ("cell", "lead", "joint"),
    [
        ("- Chủ trì: Sở Nội vụ\n- Phối hợp: Công an tỉnh, các sở", ["Sở Nội vụ"], ["Công an tỉnh", "các sở"]),
        ("Sở Nội vụ chủ trì, phối hợp với các sở", ["Sở Nội vụ"], ["các sở"]),
        (
            "Sở Nội vụ chủ trì, phối hợp với\nỦy ban\nMặt trận Tổ quốc tỉnh",
            ["Sở Nội vụ"],
            ["Ủy ban\nMặt trận Tổ quốc tỉnh"],
        ),
        ("Đề nghị Tòa án nhân dân tỉnh", ["Tòa án nhân dân tỉnh"], []),
        ("Tổ liên ngành số một", ["Tổ liên ngành số một"], []),
    ],
)
def test_one_column_may_name_who_leads_and_who_joins(cell, lead, joint):
    text = f"STT\nNhiệm vụ\nCơ quan thực hiện\nThời hạn\n1\nPhát động thi đua giữa các xã\n{cell}\nQuý I/2027\n"
    assert table(text) == [("Phát động thi đua giữa các xã", lead, joint, "2027-03-31")]


def test_products_are_no_tasks_and_an_empty_cell_moves_nothing():
    text = (
        "TT\nNhiệm vụ\nChủ trì\nPhối hợp\nSản phẩm\nThời gian\n"
        "1\nXây dựng kho dữ liệu của tỉnh\nSở Nội vụ\nCác sở\nKho dữ liệu\nQuý I/2027\n"
        "2\nĐánh giá mức độ chuyển đổi số\nSở Y tế\nBáo cáo\nTheo kế hoạch\n"
    )
    assert table(text) == [
        ("Xây dựng kho dữ liệu của tỉnh", ["Sở Nội vụ"], ["Các sở"], "2027-03-31"),
        ("Đánh giá mức độ chuyển đổi số", ["Sở Y tế"], [], None),
    ]


def test_rows_below_a_row_act_with_it():
    text = (
        HEAD + "1\nRà soát thủ tục hành chính\nVăn phòng tỉnh\nCác sở\nTháng 4/2026\n"
        "1.1\nLập danh mục thủ tục cần rà soát\n1.2\nĐề xuất phương án đơn giản hoá\nSở Tư pháp\n"
    )
    assert [one[1] for one in table(text)] == [["Văn phòng tỉnh"], ["Văn phòng tỉnh"], ["Sở Tư pháp"]]


def test_a_row_that_only_heads_others_is_no_order():
    text = HEAD + "1\nRà soát thủ tục hành chính\n1.1\nLập danh mục thủ tục\nSở Tư pháp\nQuý I/2027\n"
    assert [one[0] for one in table(text)] == ["Lập danh mục thủ tục"]


def test_rows_of_one_line_are_cut_where_names_begin():
    text = (
        "TT Nội dung công việc Cơ quan chủ trì Cơ quan phối hợp Thời gian\n"
        "1 Xây dựng kho dữ liệu của Sở Y tế Sở Khoa học và Công nghệ Các sở, ban, ngành Quý II/2026\n"
        "2 Đánh giá kết quả của các xã Văn phòng UBND tỉnh Các sở Tháng 12/2026\n"
    )
    assert table(text) == [
        ("Xây dựng kho dữ liệu của Sở Y tế", ["Sở Khoa học và Công nghệ"], ["Các sở, ban, ngành"], "2026-06-30"),
        ("Đánh giá kết quả của các xã", ["Văn phòng UBND tỉnh"], ["Các sở"], "2026-12-31"),
    ]


def test_rows_of_one_line_whose_cells_are_mixed_are_left_alone():
    text = (
        "TT Nội dung công việc Cơ quan chủ trì Thời gian\n1 Xây kho dữ Sở Khoa học và Quý\nliệu Công nghệ II/2026\n"
        "2 Đánh giá kết quả Văn phòng tỉnh 12/2026\n"
    )
    assert all(order.rule != "order.table-row" for order in read(text, "kế hoạch").orders)


@pytest.mark.parametrize(
    "text",
    [
        "STT\nHọ và tên\nChức vụ\nĐơn vị\n1\nLê Hoài Sa\nTrưởng phòng\nSở Nội vụ\n",
        "STT\nTên thủ tục\nLĩnh vực\nCăn cứ\n1\nCấp giấy phép\nĐất đai\nLuật Đất đai\n",
        "Cơ quan chủ trì\nCơ quan phối hợp\nThời gian\n",
    ],
)
def test_lists_without_tasks_are_no_tables_of_tasks(text):
    assert read(text, "kế hoạch").orders == ()


def test_a_table_with_bars_may_have_a_head_of_two_rows_and_repeat_it():
    text = (
        "TT | Nhiệm vụ | Cơ quan thực hiện | | Thời gian\n | | Chủ trì | Phối hợp |\n"
        "1 | Ban hành quy chế | Sở Tư pháp | Các sở | 30/6/2026\n"
        "TT | Nhiệm vụ | Cơ quan thực hiện | | Thời gian\n"
        "2 | Rà soát văn bản | Sở Nội vụ | UBND các xã | Quý III/2026\n"
    )
    assert table(text) == [
        ("Ban hành quy chế", ["Sở Tư pháp"], ["Các sở"], "2026-06-30"),
        ("Rà soát văn bản", ["Sở Nội vụ"], ["UBND các xã"], "2026-09-30"),
    ]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("6 tháng đầu năm 2027", "2027-06-30"),
        ("Cuối năm 2027", "2027-12-31"),
        ("Quý II, III/2027", "2027-09-30"),
        ("Quý III và Quý IV năm 2027", "2027-12-31"),
        ("2027", "2027-12-31"),
        ("2027 - 2030", None),
        ("Theo yêu cầu", None),
    ],
)
def test_a_column_of_times_says_when_in_few_words(words, due):
    text = f"TT\nNhiệm vụ\nChủ trì\nThời gian\n1\nKiểm tra các mô hình điểm\nSở Nội vụ\n{words}\n"
    assert table(text) == [("Kiểm tra các mô hình điểm", ["Sở Nội vụ"], [], due)]


def test_cells_that_a_narrow_column_has_cut_anywhere_are_whole_again():
    rows = (
        "1\nBiên soạn sổ tay cho cộng tác viên\nUỷ ban Mặt trận\nTổ quốc Việt Nam\ntỉnh\nSở Nội vụ, Công\nan tỉnh\n"
        "Trước\n30/6/2026\n2\nXây dựng chuyên mục về dân vận khéo\n"
        "Phòng Văn hoá -\nXã hội\nCác chi bộ trực thuộc\nHằng năm\n"
    )
    assert [actors for _, actors, _, _ in table(HEAD + rows)] == [
        ["Uỷ ban Mặt trận\nTổ quốc Việt Nam\ntỉnh"],
        ["Phòng Văn hoá -\nXã hội"],
    ]
