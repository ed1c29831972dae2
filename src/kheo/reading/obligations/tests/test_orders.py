"""Who must do what: subjects, headings, formulas, partners, splits; and what is no order."""

from __future__ import annotations

import pytest

from kheo.reading.obligations.tests.reading import read


def test_a_list_of_bodies_before_the_predicate_is_the_actor():
    found = read("Sở Nội vụ, Sở Văn hóa, Thể thao và Du lịch và Ủy ban nhân dân các xã, phường rà soát mô hình.")
    assert found.actors() == [
        ["Sở Nội vụ", "Sở Văn hóa, Thể thao và Du lịch", "Ủy ban nhân dân các xã, phường"],
    ]
    assert found.orders[0].actors_from == "subject"


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("Ban Tổ chức Tỉnh uỷ tổ chức hội nghị.", "Ban Tổ chức Tỉnh uỷ"),
        ("Đài Phát thanh và Truyền hình tỉnh đưa tin về phong trào.", "Đài Phát thanh và Truyền hình tỉnh"),
        ("Các cơ quan được phân công chủ trì thực hiện đề án có trách nhiệm lập dự toán.", None),
        ("Các cơ quan, tổ chức có liên quan kịp thời phản ánh vướng mắc.", "Các cơ quan, tổ chức có liên quan"),
        ("Sở Tài chính, trên cơ sở đề xuất của các đơn vị, chủ trì tổng hợp dự toán.", "Sở Tài chính"),
        ("Các sở theo chức năng, nhiệm vụ được giao khẩn trương rà soát mô hình.", "Các sở"),
        ("Tập thể lãnh đạo các đơn vị có trách nhiệm rà soát mô hình.", "Tập thể lãnh đạo các đơn vị"),
        ("Các cơ quan truyền thông, báo chí tiếp tục bám sát cơ sở.", "Các cơ quan truyền thông, báo chí"),
    ],
)
def test_verbs_inside_names_do_not_end_them(sentence, actor):
    expected = actor or "Các cơ quan được phân công chủ trì thực hiện đề án"
    assert read(sentence).actors() == [[expected]]


def test_a_heading_of_bodies_acts_in_the_items_below():
    found = read("1. Sở Y tế, Sở Nội vụ:\n- Rà soát các mô hình.\n- Lập danh sách cộng tác viên.")
    assert found.actors() == [["Sở Y tế", "Sở Nội vụ"]] * 2
    assert [order.actors_from for order in found.orders] == ["heading"] * 2


def test_a_formula_names_the_actors_and_is_no_order():
    found = read(
        "Thời gian qua phong trào có chuyển biến. Ban Thường vụ yêu cầu các chi bộ thực hiện tốt các nội dung sau:\n"
        "1. Tiếp tục rà soát các mô hình.\n2. Sở Y tế lập danh sách.",
        "chỉ thị",
    )
    assert found.actors() == [["các chi bộ"], ["Sở Y tế"]]
    assert [order.actors_from for order in found.orders] == ["opening", "subject"]


def test_later_clauses_and_sentences_keep_the_subject():
    found = read("Sở Y tế lập danh sách; tổ chức tập huấn. Kịp thời tháo gỡ khó khăn.")
    assert found.actors() == [["Sở Y tế"]] * 3


def test_a_list_introduced_by_an_order_is_done_by_its_subject():
    found = read("1. Trung tâm Khuyến nông có trách nhiệm thực hiện đúng đề án và các việc sau:\n- Bố trí nhân lực.")
    assert found.actors() == [["Trung tâm Khuyến nông"]] * 2
    assert found.orders[1].actors_from == "heading"


def test_partners_join_and_do_not_act():
    found = read("Sở Y tế chủ trì, phối hợp với Sở Nội vụ, Hội Phụ nữ tỉnh và các xã hướng dẫn, xét chọn mô hình.")
    order = found.orders[0]
    assert found.names(order.actors) == ["Sở Y tế"]
    assert found.names(order.cooperating) == ["Sở Nội vụ", "Hội Phụ nữ tỉnh", "các xã"]
    assert found.quote(order.action_span) == (
        "chủ trì, phối hợp với Sở Nội vụ, Hội Phụ nữ tỉnh và các xã hướng dẫn, xét chọn"
    )
    assert found.quote(order.object_span) == "mô hình"


def test_bodies_acted_through_are_told_apart():
    found = read("Sở Y tế chỉ đạo các trạm y tế phối hợp với các trường tổ chức khám sức khoẻ.")
    order = found.orders[0]
    assert (found.names(order.actors), found.names(order.through), found.names(order.cooperating)) == (
        ["Sở Y tế"],
        ["các trạm y tế"],
        ["các trường"],
    )


def test_the_object_ends_where_the_purpose_begins():
    found = read("Tiếp tục nắm bắt tâm tư của đoàn viên để phản ánh với cấp ủy.")
    assert [found.quote(order.object_span) for order in found.orders] == ["tâm tư của đoàn viên"]


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Sở Y tế rà soát, lập và công khai danh sách.", 1),
        ("Sở Y tế rà soát mô hình, kịp thời tháo gỡ khó khăn.", 2),
        ("Sở Y tế rà soát mô hình, báo cáo Ủy ban nhân dân tỉnh.", 2),
        ("Sở Y tế rà soát mô hình và gửi kết quả về Sở Nội vụ.", 2),
        ("Sở Y tế rà soát mô hình để kịp thời sửa đổi, tiếp tục nhân rộng.", 1),
        ("Sở Y tế rà soát mô hình, bảo đảm đúng quy định.", 1),
        ("Sở Y tế chủ trì, các xã có trách nhiệm phối hợp thực hiện.", 2),
        ("Thực hiện Quyết định số 12/QĐ-UBND; Chỉ thị số 05-CT/TU; Kết luận số 07-KL/TU.", 1),
        ("Ưu tiên các lĩnh vực: Giáo dục; y tế; tổ chức bộ máy.", 1),
        ("Sở Y tế làm rõ vướng mắc về thuốc, cụ thể: (i) Đánh giá nguồn lực; (ii) Rà soát danh sách.", 3),
    ],
)
def test_a_new_order_begins_with_a_verb_of_its_own(sentence, number):
    assert len(read(sentence).orders) == number


@pytest.mark.parametrize(
    "text",
    [
        "Sở Y tế đã triển khai kế hoạch, kịp thời hướng dẫn các xã.",
        "Kinh phí thực hiện được bố trí từ ngân sách của các cơ quan, đơn vị theo quy định.",
        "Báo cáo viên cấp nào do cấp ủy cấp đó lựa chọn.",
        "Cơ bản nhất trí với đề nghị của Sở Y tế.",
        "“Sở Y tế lập danh sách.”",
        "Về việc bổ sung kinh phí; rà soát, sửa đổi quy chế:",
        "I. MỤC ĐÍCH\n1. Nâng cao nhận thức của cán bộ.\n2. Tăng cường phối hợp.",
        "I. ĐÁNH GIÁ CHUNG\n1. Triển khai kịp thời các nhiệm vụ.",
    ],
)
def test_what_only_looks_like_a_duty_is_none(text):
    assert read(text).orders == ()


def test_articles_of_a_decision_order_only_who_carries_it_out():
    found = read(
        "Điều 1. Phê duyệt đề án khuyến nông.\n"
        "Điều 2. Sở Y tế là cơ quan chuyên môn.\n"
        "Điều 3. Chánh Văn phòng; Giám đốc các Sở: Y tế, Nội vụ; Thủ trưởng các đơn vị chịu trách nhiệm thi hành "
        "Quyết định này.",
        "quyết định",
    )
    assert found.actors() == [["Chánh Văn phòng", "Giám đốc các Sở: Y tế, Nội vụ", "Thủ trưởng các đơn vị"]]


def test_a_letter_that_explains_orders_only_expressly():
    text = "Chuyển đổi phương pháp tính được áp dụng từ quý sau.\nĐề nghị các xã tổng hợp vướng mắc."
    assert read(text, None).actors() == [["các xã"]]


def test_task_lines_speak_of_the_task_above():
    found = read(
        "1. Tổ chức hội nghị tổng kết phong trào\n- Đơn vị chủ trì: Sở Nội vụ.\n"
        "- Đơn vị phối hợp: Các xã, phường.\n- Thời gian hoàn thành: Quý I/2027.\n"
        "2. Tuyên truyền trong Nhân dân\n- Nội dung: Xây dựng chuyên mục.\n- Cơ quan thực hiện: Báo Thanh Giang.",
        "kế hoạch",
    )
    assert found.spans() == ["Tổ chức hội nghị tổng kết phong trào", "Xây dựng chuyên mục"]
    assert found.actors() == [["Sở Nội vụ"], ["Báo Thanh Giang"]]
    first = found.orders[0]
    assert (found.names(first.cooperating), first.due.date) == (["Các xã, phường"], "2027-03-31")


def test_a_table_of_tasks_gives_an_order_for_each_row():
    found = read(
        "TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian\n"
        "1 | Xây dựng đề án | Sở Nội vụ | Sở Y tế | Trước 30/6/2027\n2 | Hội nghị tổng kết | Văn phòng | | Quý IV/2027",
        "kế hoạch",
    )
    assert found.actors() == [["Sở Nội vụ"], ["Văn phòng"]]
    assert [order.due.date for order in found.orders] == ["2027-06-30", "2027-12-31"]


def test_documents_to_be_carried_out_are_cited_by_key():
    found = read("Thực hiện nghiêm Quyết định số 12/QĐ-UBND và Chỉ thị số 05-CT/TU, ngày 02/3/2026 của Tỉnh uỷ.")
    assert [order.cites for order in found.orders] == [("12/QĐ-UBND", "05-CT/TU")]


def test_a_duty_to_report_says_what_to_whom_and_when():
    found = read("Sở Y tế báo cáo Ủy ban nhân dân tỉnh kết quả thực hiện trước ngày 15/12/2026.")
    duty = found.duties[0]
    assert (found.names(duty.who), found.quote(duty.to_span), found.quote(duty.what_span)) == (
        ["Sở Y tế"],
        "Ủy ban nhân dân tỉnh",
        "kết quả thực hiện",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Kịp thời phản ánh, kiến nghị cơ quan có thẩm quyền giải quyết.",
        "Xây dựng báo cáo trình hội nghị.",
        "Tiếp nhận báo cáo của các xã.",
        "Báo cáo cấp có thẩm quyền phê duyệt dự toán.",
    ],
)
def test_passing_matters_on_is_no_report(text):
    assert [order.report for order in read(text).orders] == [False]
