"""Who speaks lays tasks on others: committees, meetings, persons in office; and lists that they only announce."""

from __future__ import annotations

import itertools

import pytest

from kheo.reading.obligations.tests.reading import read

SPEAKERS = ("Ban Thường vụ Tỉnh uỷ", "Hội nghị", "Bộ Chính trị, Ban Bí thư", "Phó Thủ tướng", "Ban Chỉ đạo")
LAYS = (
    "giao",
    "yêu cầu",
    "đề nghị",
    "thống nhất giao",
    "nhất trí giao",
    "đồng ý chủ trương và giao",
    "kết luận, giao",
    "thống nhất với tờ trình của Ban Tổ chức Tỉnh uỷ, yêu cầu",
    "lưu ý",
    "đề nghị trong thời gian tới,",
)
BODIES = ("các cấp uỷ, tổ chức đảng", "Ban Tổ chức Tỉnh uỷ", "văn phòng cấp uỷ")
LAID = "Hội nghị yêu cầu các xã và Hội Phụ nữ tập trung thực hiện các nhiệm vụ sau:\n"
LAID_ON = ["các xã", "Hội Phụ nữ"]


@pytest.mark.parametrize(("speaker", "lays", "body"), list(itertools.product(SPEAKERS, LAYS, BODIES)))
def test_a_speaker_lays_the_task_on_whom_it_names(speaker, lays, body):
    found = read(f"II. NHIỆM VỤ\n1. {speaker} {lays} {body} rà soát toàn bộ các mô hình.", "kết luận")
    assert found.actors() == [[body]]


@pytest.mark.parametrize(
    ("sentence", "actors"),
    [
        ("Sở Nội vụ đề nghị Chủ tịch tỉnh ban hành quyết định.", ["Sở Nội vụ"]),
        ("Ban Thường vụ Đảng uỷ đề nghị Tỉnh uỷ xem xét, cho ý kiến.", ["Ban Thường vụ Đảng uỷ"]),
        ("Ban Thường vụ thống nhất chỉ đạo việc rà soát các mô hình.", ["Ban Thường vụ"]),
        ("Ban Thường vụ yêu cầu tiếp tục rà soát các mô hình.", []),
    ],
)
def test_who_begs_or_directs_acts_itself_and_nobody_is_made_up(sentence, actors):
    assert read(sentence, "kế hoạch").actors() == [actors]


def test_what_a_speaker_holds_is_no_order():
    found = read("II. NHIỆM VỤ\n1. Ban Thường vụ thống nhất chủ trương nêu trong tờ trình.", "kết luận")
    assert not found.orders


@pytest.mark.parametrize(
    "says",
    [
        "đề nghị tập trung thực hiện tốt một số nội dung sau:",
        "yêu cầu khẩn trương triển khai các công việc:",
        "đề ra một số nhiệm vụ trọng tâm như sau:",
        "xác định các nhiệm vụ cần tập trung thực hiện trong thời gian tới như sau:",
        "gợi mở một số nội dung trọng tâm cần làm như sau:",
        "lưu ý một số nội dung cần tiếp tục thực hiện tốt:",
    ],
)
@pytest.mark.parametrize("form", ["I. VỀ NHIỆM VỤ\n{}\n1. {}", "1. {}\n- {}", "2. {}\n2.1. {}"])
def test_who_sets_a_list_before_others_does_none_of_it(says, form):
    line = f"Trên cơ sở ý kiến thảo luận, Văn phòng Tỉnh uỷ {says}"
    found = read(LAID + form.format(line, "Tiếp tục rà soát toàn bộ các mô hình."), "kết luận")
    assert found.actors() == [LAID_ON]


@pytest.mark.parametrize(
    ("line", "actors"),
    [
        ("Công tác này rất quan trọng. Đề nghị các xã và Sở Y tế:", ["các xã", "Sở Y tế"]),
        ("Ban Chỉ đạo ghi nhận các ý kiến; các xã và Sở Y tế cần:", ["các xã", "Sở Y tế"]),
        ("Nhiệm vụ của các xã và Sở Y tế trong thời gian tới là:", ["các xã", "Sở Y tế"]),
        ("Hội nghị thống nhất trong năm 2027 các tỉnh uỷ, thành uỷ tập trung thực hiện tốt các nhiệm vụ sau:",
         ["các tỉnh uỷ, thành uỷ"]),
        ("Bộ Công an khẩn trương:", ["Bộ Công an"]),
        ("Bộ Y tế chủ trì, phối hợp với Bộ Công an có trách nhiệm:", ["Bộ Y tế"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("items", ["- {}\n- {}", "1. {}\n2. {}"])
def test_the_end_of_a_paragraph_hands_its_bodies_to_the_list(line, actors, items):
    tasks = items.format("Tiếp tục rà soát các mô hình.", "Xây dựng quy định về khen thưởng.")
    assert read(f"II. NHIỆM VỤ\n{line}\n{tasks}", "kết luận").actors()[-2:] == [actors] * 2


@pytest.mark.parametrize(
    "name",
    [
        "Trạm Y tế",
        "Tổ công nghệ số cộng đồng",
        "Các trường học trên địa bàn",
        "Tạp chí Cộng sản",
        "Tổng Liên đoàn Lao động Việt Nam",
        "Các hộ kinh doanh",
        "Trung tâm Phục vụ hành chính công",
        "Quỹ Tín dụng nhân dân",
    ],
)
def test_names_of_communes_and_of_the_press(name):
    found = read(f"II. NHIỆM VỤ\n1. {name} tiếp tục rà soát các mô hình.\n2. {name} lập danh sách cộng tác viên.")
    assert found.actors() == [[name]] * 2


def test_a_noun_that_ends_a_name_makes_none_of_a_word_of_manner():
    assert read("Ban Quản lý dự án tiếp tục rà soát các mô hình.").actors() == [["Ban Quản lý dự án"]]
