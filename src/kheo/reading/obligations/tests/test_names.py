"""Names with verbs in them, long lists of names, offices and people: as titles and as subjects."""

from __future__ import annotations

import pytest

from kheo.reading.obligations.tests.reading import read

NAMES = [
    "Thủ trưởng các sở, ban, ngành tỉnh; Chủ tịch UBND các xã, phường; các cơ quan, đơn vị có liên quan",
    "Các cơ quan, đơn vị quản lý, vận hành công trình thuỷ lợi",
    "Các doanh nghiệp kinh doanh xăng dầu trên địa bàn tỉnh",
    "Các chủ đầu tư xây dựng và kinh doanh hạ tầng khu công nghiệp",
    "Công ty TNHH MTV Khai thác công trình thuỷ lợi Thanh Giang",
    "Hiệu trưởng các trường đại học, cao đẳng; Giám đốc các trung tâm giáo dục thường xuyên",
    "Các ban xây dựng Đảng, Văn phòng Tỉnh uỷ",
    "Người đứng đầu các đơn vị sự nghiệp, doanh nghiệp có sử dụng đất",
    "Báo và Đài Phát thanh - Truyền hình tỉnh, Cổng Thông tin điện tử tỉnh",
    "Bộ phận một cửa",
    "Thành viên Ban Chỉ đạo",
    "Các cơ quan được giao",
]
TASKS = "\n- Rà soát toàn bộ các mô hình đang triển khai.\n- Lập danh sách các hộ cần hỗ trợ."


def words(names: list[str]) -> str:
    return " ".join(names).replace(",", "").replace(";", "").replace(" và ", " ")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["1. {}:" + TASKS, "1. Giao {}" + TASKS])
def test_a_title_takes_the_whole_name(name, form):
    found = read(form.format(name), "chỉ thị")
    assert [words(one) for one in found.actors()] == [words([name])] * 2


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("Các chủ đầu tư")])
@pytest.mark.parametrize("lead", ["có trách nhiệm rà soát", "khẩn trương rà soát"])
def test_the_subject_ends_where_the_clear_predicate_begins(name, lead):
    found = read(f"{name} {lead} toàn bộ các mô hình đang triển khai.", "chỉ thị")
    assert [words(one) for one in found.actors()] == [words([name])]


def test_a_committee_may_be_pressed():
    assert read("Ban Chỉ đạo tập trung kiểm tra các mô hình.", "chỉ thị").actors() == [["Ban Chỉ đạo"]]


@pytest.mark.parametrize(
    "text",
    [
        "Người lao động nộp hồ sơ đăng ký dự tuyển.",  # spoken of, not ordered
        "I. TỔ CHỨC THỰC HIỆN\nChi tiết tại phụ lục.",
    ],
)
def test_people_at_large_and_titles_of_sections_are_no_orders(text):
    assert read(text).orders == ()


def test_a_scan_does_not_take_the_press_for_an_adverb():
    from kheo.reading.obligations.bodies import body_at, find_predicate
    from kheo.reading.obligations.view import make_view

    text = "các cơ quan báo chí tăng thời lượng"
    view = make_view(text, [], noisy=True)
    found = find_predicate(view, body_at(view, 0) or 0, len(text))
    assert found is not None
    assert text[found[0] :] == "tăng thời lượng"
