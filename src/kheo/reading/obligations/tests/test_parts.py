"""What a title, a phase, a formula or a colon says for all that stands below: who acts, and by when."""

from __future__ import annotations

import pytest

from kheo.reading import read_text
from kheo.reading.obligations.tests.reading import read, value

PLAN = "Ban Thường trực Mặt trận xã Suối Lam ban hành kế hoạch như sau:\nI. NỘI DUNG\n"


def dues(text: str, kind: str = "kế hoạch") -> list[str | None]:
    return [value(order.due) for order in read(text, kind).orders]


@pytest.mark.parametrize(
    ("title", "due"),
    [
        ("Giai đoạn 1 (từ ngày 15/12/2026 đến ngày 31/01/2027)", "2027-01-31"),
        ("Đợt 1: Từ ngày 15/12/2026 đến hết ngày 31/01/2027", "2027-01-31"),
        ("Kiểm tra trước bầu cử (từ nay đến ngày bầu cử)", "từ nay đến ngày bầu cử"),
        ("Bước một (15/12/2026 - 31/01/2027)", "2027-01-31"),
        ("Các việc hoàn thành trước ngày 20/12/2026", "2026-12-20"),
        ("Nhiệm vụ từ nay đến hết nhiệm kỳ", None),
        ("Nhiệm vụ trọng tâm giai đoạn 2026 - 2030", None),
    ],
)
def test_the_end_of_a_phase_is_the_deadline_of_the_orders_in_it(title, due):
    text = f"{PLAN}1. {title}\n- Kiểm tra việc lập danh sách cử tri.\n- Giám sát việc niêm yết danh sách cử tri.\n"
    assert dues(text) == [due, due]


def test_an_order_keeps_the_deadline_of_its_own():
    phase = "1. Đợt 1 (từ ngày 01/12/2026 đến ngày 31/12/2026)"
    bracketed = "- Kiểm tra việc lập danh sách cử tri (từ ngày 05/12/2026 đến ngày 10/12/2026)."
    printed = "- Giám sát việc niêm yết danh sách trước ngày 15/12/2026."
    assert dues(f"{PLAN}{phase}\n{bracketed}\n{printed}\n") == ["2026-12-10", "2026-12-15"]


def test_a_part_that_only_states_the_time_speaks_of_the_parts_beside_it():
    time = "a) Thời gian: từ ngày 01/12/2026 đến ngày 10/12/2026."
    text = f"{PLAN}1. Kiểm tra cơ sở\n{time}\nb) Nội dung\n- Kiểm tra việc lập danh sách cử tri.\n"
    assert dues(text) == ["2026-12-10"]


def test_a_stated_time_outweighs_a_term_inside_the_task():
    text = "1. Xây dựng quy trình trả lời kiến nghị trong thời hạn 10 ngày.\n- Thời gian thực hiện: quý II/2026."
    assert dues(text) == ["2026-06-30"]


@pytest.mark.parametrize(
    ("formula", "actors"),
    [
        ("Thời gian tới, các chi bộ cần tập trung thực hiện tốt các nhiệm vụ sau:", ["các chi bộ"]),
        ("Hội nghị thống nhất, thời gian tới văn phòng cấp uỷ tập trung vào các nhiệm vụ sau:", ["văn phòng cấp uỷ"]),
        ("Đồng chí Bí thư kết luận, đề nghị các chi bộ thực hiện tốt các nội dung sau:", ["các chi bộ"]),
        ("Hội nghị thống nhất các nhiệm vụ trọng tâm của các chi bộ năm 2026 như sau:", ["các chi bộ"]),
        ("Hội nghị thống nhất kết luận một số nội dung sau:", []),
    ],
)
def test_a_formula_lays_the_tasks_on_whom_it_names(formula, actors):
    items = "1. Nâng cao chất lượng tham mưu, phục vụ cấp uỷ.\n2. Rà soát các quy chế làm việc."
    assert read(f"{formula}\n{items}", "kết luận").actors() == [actors, actors]
    section = "Hội nghị kết luận như sau:\nI. KẾT QUẢ\nĐã đạt nhiều kết quả.\nII. NHIỆM VỤ\n"
    assert read(f"{section}{formula}\n{items}", "kết luận").actors()[-2:] == [actors, actors]


@pytest.mark.parametrize(
    ("title", "actor"),
    [
        ("Chuyên viên phụ trách lĩnh vực văn phòng", "Chuyên viên phụ trách lĩnh vực văn phòng"),
        (
            "Các doanh nghiệp đang hoạt động trong khu công nghiệp",
            "Các doanh nghiệp đang hoạt động trong khu công nghiệp",
        ),
        ("Nhiệm vụ trọng tâm của các chi bộ năm 2026", "các chi bộ"),
    ],
)
def test_titles_name_persons_by_what_they_do_and_bodies_by_their_tasks(title, actor):
    assert read(f"{PLAN}1. {title}\n- Chuẩn bị tài liệu cho hội nghị.", "kế hoạch").actors() == [[actor]]


def test_who_acts_may_stand_before_a_colon_in_the_same_line():
    found = read("- Đề nghị Công ty Điện lực: Khẩn trương khắc phục sự cố; bố trí nguồn điện dự phòng.", "kế hoạch")
    assert found.actors() == [["Công ty Điện lực"]] * 2


def test_a_colon_inside_a_list_of_offices_parts_no_order():
    found = read(
        "1. Sở Y tế lập danh sách.\n2. Bộ trưởng các Bộ: Quốc phòng, Công an chỉ đạo lực lượng hỗ trợ người dân."
    )
    assert found.actors()[1] == ["Bộ trưởng các Bộ: Quốc phòng", "Công an"]


def test_places_from_the_first_to_the_last_belong_to_the_name():
    found = read("1. Chủ tịch Uỷ ban nhân dân các tỉnh từ Thanh Giang đến Suối Lam:\n- Chỉ đạo sơ tán người dân.")
    assert found.actors() == [["Chủ tịch Uỷ ban nhân dân các tỉnh từ Thanh Giang đến Suối Lam"]]


def test_who_leads_may_stand_in_brackets_behind_the_task():
    found = read("1. Rà soát quy hoạch các khu dân cư (Sở Xây dựng chủ trì, phối hợp với Sở Y tế).", "kế hoạch")
    assert found.actors() == [["Sở Xây dựng"]]
    assert found.names(found.orders[0].cooperating) == ["Sở Y tế"]


def test_an_aim_before_the_ordering_word_names_nobody_who_acts():
    found = read(
        "1. Để hoàn thành theo chỉ đạo của Chính phủ, Thủ tướng Chính phủ và phấn đấu khánh thành, yêu cầu Sở Y tế"
        " thực hiện các việc sau:\n- Rà soát tiến độ các hạng mục."
    )
    assert found.actors()[-1] == ["Sở Y tế"]


def test_a_line_about_something_else_does_not_part_the_task_lines():
    task = "1. Nội dung: Lập danh sách người ứng cử.\n- Thời gian: chậm nhất ngày 10/12/2026.\n- Địa điểm: xã."
    found = read(f"{PLAN}{task}\n- Đơn vị chủ trì: Ban Công tác thôn.", "kế hoạch")
    assert found.actors() == [["Ban Công tác thôn"]]
    assert value(found.orders[0].due) == "2026-12-10"


def test_a_deadline_of_an_introduction_binds_those_whom_the_items_name():
    found = read(
        "1. Các sở khẩn trương khắc phục vướng mắc, hoàn thành trong tháng 11 năm 2026, cụ thể:\n"
        "- Sở Y tế nâng cấp phần mềm quản lý.\n- Sở Nội vụ kết nối cơ sở dữ liệu."
    )
    assert [value(order.due) for order in found.orders] == ["2026-11-30"] * 3


def test_a_bracket_behind_the_year_leaves_it_a_deadline():
    found = read("1. Sở Y tế hoàn thành kết nối dữ liệu của các trạm trong năm 2026 (Phụ lục II kèm theo).")
    assert [value(order.due) for order in found.orders] == ["2026-12-31"]


def test_a_table_flattened_to_one_cell_a_line_is_read_by_its_numbers():
    head = "TT\nNhiệm vụ\nĐơn vị chủ trì\nThời gian hoàn thành\n"
    rows = "1\nRà soát quy trình tiếp dân\nSở Nội vụ\nTháng 6/2026\n2\nTập huấn cho công chức\nSở Y tế\nTháng 9/2026\n"
    found = read(f"{PLAN}{head}{rows}", "kế hoạch")
    assert found.actors() == [["Sở Nội vụ"], ["Sở Y tế"]]
    assert [value(order.due) for order in found.orders] == ["2026-06-30", "2026-09-30"]


def test_a_column_of_places_names_who_acts_and_a_note_mark_is_no_word_of_a_deadline():
    rows = "STT\tXã, phường\tNội dung\tHoàn thành\n1\tXã Suối Lam\tTrả lời kiến nghị qua tin nhắn\t30/6/2026"
    found = read(rows.replace("\t", " | "), "kế hoạch")
    assert found.actors() == [["Xã Suối Lam"]]
    marked = read("Sở Y tế trả lời trong thời hạn 10 ngày kể từ ngày tiếp nhận¹.")
    assert value(marked.orders[0].due) == "trong thời hạn 10 ngày kể từ ngày tiếp nhận"


def test_a_heading_at_the_very_end_of_a_text_is_read() -> None:
    reading = read_text("Văn bản của Uỷ ban nhân dân được thực hiện.\nChương I\nSố 01-CT/TU ")
    assert reading.obligations == ()
