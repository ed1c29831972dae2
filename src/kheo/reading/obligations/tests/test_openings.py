"""Whom an opening lays the tasks on, and which titles below it say who acts instead."""

from __future__ import annotations

import pytest

from kheo.reading.obligations.tests.reading import read

TASKS = "\n1. Tiếp tục rà soát các mô hình.\n2. Xây dựng quy định về khen thưởng."
LAID = "Hội nghị yêu cầu các cấp uỷ, tổ chức đảng và các ban đảng tập trung thực hiện các nhiệm vụ sau:\n"
LAID_ON = ["các cấp uỷ, tổ chức đảng", "các ban đảng"]


@pytest.mark.parametrize(
    ("opening", "actors"),
    [
        ("Hội nghị yêu cầu Ban Chỉ đạo các cấp và các cơ quan thành viên tập trung thực hiện các nhiệm vụ sau:",
         ["Ban Chỉ đạo các cấp", "các cơ quan thành viên"]),
        ("Các bộ, ngành, địa phương theo chức năng, nhiệm vụ được giao tập trung triển khai các nhiệm vụ sau:",
         ["Các bộ, ngành, địa phương"]),
        ("Các cơ quan, đơn vị cần thực hiện nghiêm túc những nội dung dưới đây:", ["Các cơ quan, đơn vị"]),
        ("Thời gian tới, cả hệ thống chính trị cần tập trung thực hiện tốt một số nhiệm vụ sau:",
         ["cả hệ thống chính trị"]),
        ("Hội nghị yêu cầu toàn Đảng, các cấp uỷ đảng và cả hệ thống chính trị thực hiện tốt các nhiệm vụ sau:",
         ["toàn Đảng", "các cấp uỷ đảng", "cả hệ thống chính trị"]),
        ("Phó Thủ tướng kết luận và giao nhiệm vụ cho các bộ, cơ quan, địa phương như sau:",
         ["các bộ, cơ quan, địa phương"]),
        ("Ban Thường vụ giao cho Văn phòng và Ban Tổ chức những nhiệm vụ sau:", ["Văn phòng", "Ban Tổ chức"]),
        ("Hội nghị thống nhất: Ban Cán sự đảng và Đảng đoàn lãnh đạo, chỉ đạo thực hiện tốt các nhiệm vụ sau:",
         ["Ban Cán sự đảng", "Đảng đoàn"]),
        ("Năm 2026, Ban Chỉ đạo và Tổ giúp việc tập trung vào các nhiệm vụ trọng tâm sau đây:",
         ["Ban Chỉ đạo", "Tổ giúp việc"]),
        ("Trưởng ban yêu cầu các thành viên, Tổ giúp việc căn cứ nhiệm vụ được phân công triển khai các việc sau:",
         ["các thành viên", "Tổ giúp việc"]),
        ("Ban Bí thư kết luận; yêu cầu Đảng uỷ Chính phủ và các tỉnh uỷ, thành uỷ làm tốt các nội dung trọng tâm sau.",
         ["Đảng uỷ Chính phủ", "các tỉnh uỷ, thành uỷ"]),
        ("Trên cơ sở ý kiến thảo luận, Ban Thường vụ kết luận và chỉ đạo như sau:", []),
        ("Để làm tốt hơn, Chủ tịch tỉnh có ý kiến chỉ đạo như sau:", []),
    ],
)  # fmt: skip
def test_the_opening_says_whom_the_tasks_are_laid_on(opening, actors):
    found = read(f"Thời gian qua, công tác này đã đạt kết quả.\n{opening}{TASKS}", "kết luận")
    assert found.actors() == [actors] * 2


@pytest.mark.parametrize(
    "title",
    [
        "Tổ chức bộ máy",
        "Đội ngũ cán bộ",
        "Doanh nghiệp nhà nước",
        "Doanh nghiệp tư nhân",
        "Chính quyền địa phương hai cấp",
        "Lực lượng vũ trang",
        "Trung tâm tài chính quốc tế",
        "Xã, phường, đặc khu",
        "Hợp tác xã kiểu mới",
        "Tổ chức cơ sở đảng",
    ],
)
def test_a_title_among_topics_is_a_topic(title):
    text = f"{LAID}1. {title}\n- Tiếp tục rà soát các mô hình.\n2. Công tác thi đua\n- Tổ chức phát động phong trào."
    assert read(text, "kết luận").actors() == [LAID_ON] * 2


@pytest.mark.parametrize(
    ("title", "actors"),
    [
        ("Sở Y tế", ["Sở Y tế"]),
        ("Công an tỉnh", ["Công an tỉnh"]),
        ("Các cơ quan báo chí", ["Các cơ quan báo chí"]),
        ("Cấp uỷ các xã, phường", ["Cấp uỷ các xã, phường"]),
        ("Trưởng thôn, tổ trưởng tổ dân phố", ["Trưởng thôn, tổ trưởng tổ dân phố"]),
        ("Doanh nghiệp nhà nước trực thuộc tỉnh:", ["Doanh nghiệp nhà nước trực thuộc tỉnh"]),
        ("Đối với doanh nghiệp tư nhân", ["doanh nghiệp tư nhân"]),
        ("Đối với các cơ sở giáo dục:", ["các cơ sở giáo dục"]),
        ("Hộ gia đình, cá nhân sử dụng đất có nghĩa vụ:", ["Hộ gia đình, cá nhân sử dụng đất"]),
        ("Các chủ rừng có trách nhiệm sau:", ["Các chủ rừng"]),
    ],
)
def test_a_title_that_turns_to_somebody_or_means_certain_bodies_says_who_acts(title, actors):
    text = f"{LAID}1. {title}\n- Tiếp tục rà soát các mô hình.\n2. Công tác thi đua\n- Tổ chức phát động phong trào."
    if title.startswith("Doanh nghiệp nhà nước"):
        actors = LAID_ON  # a thing that never acts, colon or not
    assert read(text, "kết luận").actors() == [actors, LAID_ON]


def test_generic_titles_act_where_those_beside_them_do():
    found = read(f"{LAID}1. Sở Y tế\n- Rà soát các mô hình.\n2. Doanh nghiệp tư nhân\n- Công khai giá bán hàng.")
    assert found.actors() == [["Sở Y tế"], ["Doanh nghiệp tư nhân"]]


def test_the_work_of_a_committee_is_a_topic_where_the_opening_says_who_does_it():
    found = read(
        f"{LAID}I. Nhiệm vụ trọng tâm của Ban Chỉ đạo năm 2026\n1. Rà soát các mô hình đã đăng ký.", "kết luận"
    )
    assert found.actors() == [LAID_ON]


@pytest.mark.parametrize(
    "line",
    [
        "Sau khi nghe báo cáo, Ban Bí thư kết luận:",
        "Ban Thường vụ Tỉnh uỷ yêu cầu:",
        "Ban Chấp hành Trung ương nhấn mạnh:",
        "Ban Thường vụ thống nhất chủ trương:",
        "Bộ Chính trị thống nhất nhận thức, quan điểm như sau:",
        "Ban Bí thư lưu ý một số vấn đề sau:",
        "Ban Thường vụ chỉ đạo một số nội dung trọng tâm sau:",
        "Thường trực Tỉnh uỷ có ý kiến như sau:",
        "Ban Thường vụ giao:",
    ],
)
@pytest.mark.parametrize("form", ["1. {}\n- {}", "II. NHIỆM VỤ\n{}\n1. {}", "{}\n1. {}"])
def test_who_speaks_is_not_who_acts(line, form):
    found = read(LAID + form.format(line, "Tiếp tục rà soát toàn bộ các mô hình."), "kết luận")
    assert found.actors()[-1] == LAID_ON


def test_who_concentrates_on_a_list_acts():
    found = read(f"{LAID}1. Ban Chỉ đạo tập trung vào các nội dung:\n- Rà soát toàn bộ các mô hình.", "kết luận")
    assert found.actors()[-1] == ["Ban Chỉ đạo"]


def test_a_section_that_ends_with_a_formula_lays_the_next_sections_on_somebody():
    text = (
        "I- TÌNH HÌNH\n1- Công tác này đã có chuyển biến.\n2- Một số nơi còn hình thức.\n"
        "Ban Thường vụ yêu cầu các chi bộ và Hội Phụ nữ tập trung thực hiện các nhiệm vụ sau:\n"
        "II- NHIỆM VỤ\n1- Tiếp tục rà soát các mô hình."
    )
    assert read(text, "kết luận").actors() == [["các chi bộ", "Hội Phụ nữ"]]


def test_items_counted_in_words_are_tasks():
    found = read(
        f"{LAID}Một là, tiếp tục rà soát các mô hình.\nHai là, Sở Y tế hướng dẫn bình xét mô hình.", "kết luận"
    )
    assert found.actors() == [LAID_ON, ["Sở Y tế"]]


def test_a_body_in_one_paragraph_acts_in_that_alone_where_the_part_began_with_a_general_task():
    rest = "Sở Y tế chủ trì thanh tra các cơ sở.\nXử lý nghiêm các vi phạm về y tế."
    assert read(f"{LAID}1. Tăng cường kiểm tra cơ sở.\n{rest}", "chỉ thị").actors() == [LAID_ON, ["Sở Y tế"], LAID_ON]
    assert read(f"{LAID}1. {rest}", "chỉ thị").actors() == [["Sở Y tế"]] * 2


def test_a_bullet_that_only_turns_to_somebody_speaks_of_the_items_beside_it():
    found = read(
        "1. Tuyển lao động\n* Đối với người sử dụng lao động:\n- Thông báo công khai nhu cầu tuyển lao động.\n"
        "* Đối với người lao động:\nNộp hồ sơ đăng ký dự tuyển lao động.\n- Cung cấp thông tin cho nơi tuyển dụng."
    )
    assert found.actors() == [["người sử dụng lao động"], ["người lao động"], ["người lao động"]]


def test_a_title_that_the_page_has_broken_names_all_its_bodies():
    found = read("1. Ban Quản lý Khu kinh tế\nĐông Lam\n- Đề xuất danh mục dự án.\n- Hướng dẫn chủ đầu tư làm thủ tục.")
    assert found.actors() == [["Ban Quản lý Khu kinh tế\nĐông Lam"]] * 2


def test_who_speaks_keeps_the_word_in_the_clauses_behind():
    found = read("1. Cấp tỉnh\n- Sở Y tế thông báo kết quả; kiểm tra việc thực hiện tại cơ sở.")
    assert found.actors()[-1] == ["Sở Y tế"]


def test_an_annex_of_a_decision_begins_behind_its_title():
    from kheo.reading import read_text

    text = (
        "UỶ BAN NHÂN DÂN\nTỈNH THANH GIANG\nSố: 78/QĐ-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nThanh Giang, ngày 12 tháng 3 năm 2026\nQUYẾT ĐỊNH\nBan hành Kế hoạch\n"
        "CHỦ TỊCH UỶ BAN NHÂN DÂN TỈNH\nCăn cứ Luật Tổ chức chính quyền địa phương;\nQUYẾT ĐỊNH:\n"
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch.\n"
        "Điều 2. Chánh Văn phòng chịu trách nhiệm thi hành Quyết định này./.\nCHỦ TỊCH\nNguyễn Văn Mẫu\n"
        "KẾ HOẠCH\nThực hiện phong trào dân vận khéo\n(Kèm theo Quyết định số 78/QĐ-UBND ngày 12/3/2026)\n"
        "UBND tỉnh yêu cầu các sở và UBND các xã triển khai các nhiệm vụ sau:\n1. Rà soát các mô hình đã đăng ký.\n"
    )
    reading = read_text(text)
    assert [reading.quote(order.span) for order in reading.obligations][1:] == ["Rà soát các mô hình đã đăng ký"]
    assert [reading.quote(actor.span) for actor in reading.obligations[1].actors] == ["các sở", "UBND các xã"]


@pytest.mark.parametrize(
    ("line", "actors"),
    [
        ("1. Sở Nội vụ là cơ quan thường trực, có trách nhiệm:", ["Sở Nội vụ"]),
        ("1. Giao cho Sở Nội vụ:", ["Sở Nội vụ"]),
        ("1. Sở Nội vụ, ngoài nhiệm vụ tại mục 2:", ["Sở Nội vụ"]),
        ("1. Sở Nội vụ theo chức năng, nhiệm vụ, thẩm quyền được giao:", ["Sở Nội vụ"]),
        ("1. Yêu cầu Sở Nội vụ tập trung:", ["Sở Nội vụ"]),
        ("1. Đề nghị Sở Nội vụ chỉ đạo:", ["Sở Nội vụ"]),
        ("Sở Nội vụ", ["Sở Nội vụ"]),
    ],
)
def test_a_line_over_bullets_hands_its_bodies_on_and_is_no_order(line, actors):
    text = f"III. TỔ CHỨC THỰC HIỆN\n{line}\n- Rà soát toàn bộ các mô hình.\n- Lập danh sách các hộ cần hỗ trợ."
    assert read(text, "kế hoạch").actors() == [actors] * 2
