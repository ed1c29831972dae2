"""Written times and what they mean (DOCUMENTS.md §5.1), each in an order of our own."""

from __future__ import annotations

import pytest

from kheo.reading.obligations.tests.reading import read, value

DUE = [
    ("Báo cáo Sở Nội vụ trước ngày 05 tháng 3 năm 2027.", "2027-03-05"),
    ("Báo cáo Sở Nội vụ trước ngày 5-3-2027.", "2027-03-05"),
    ("Báo cáo Sở Nội vụ trước ngày 05.3.2027.", "2027-03-05"),
    ("Báo cáo Sở Nội vụ chậm nhất là ngày 31 tháng 10 năm 2026.", "2026-10-31"),
    ("Báo cáo Sở Nội vụ trước hoặc trong ngày 31/10/2026.", "2026-10-31"),
    ("Thực hiện việc rà soát đến hết ngày 31 tháng 12 năm 2026.", "2026-12-31"),
    ("Gửi số liệu về Sở Nội vụ trước 17 giờ 00 ngày 20/6/2026.", "2026-06-20"),
    ("Rà soát danh sách (hoàn thành trong tháng 02/2028).", "2028-02-29"),
    ("Trình đề án trong quý I năm 2027.", "2027-03-31"),
    ("Trình đề án trong quý IV/2026.", "2026-12-31"),
    ("Sắp xếp các trạm, hoàn thành trong năm 2026.", "2026-12-31"),
    ("Hoàn thành hồ sơ trong 6 tháng đầu năm 2027.", "2027-06-30"),
    ("Trả lời trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản.", None),
    ("Báo cáo Sở Nội vụ trước ngày 15 hằng tháng.", "month:15"),
    ("Báo cáo Sở Nội vụ trước ngày 15/11 hằng năm.", "year:11-15"),
    ("Báo cáo Sở Nội vụ trước ngày 15/6 và 15/12 hằng năm.", "year:06-15,12-15"),
    ("Báo cáo Sở Nội vụ trước ngày 20 của tháng cuối quý.", "quarter:20"),
    ("Gửi danh sách trước ngày 15/12.", "trước ngày 15/12"),
]
NONE = [
    "Xây dựng chương trình đến năm 2030, tầm nhìn đến năm 2045.",
    "Khẩn trương rà soát, sớm báo cáo kết quả.",
    "Tổ chức các hoạt động trong thời gian tới.",
    "Thực hiện Kế hoạch giai đoạn 2026 - 2030.",
    "Tổ chức hội nghị dịp kỷ niệm ngày 15/10.",
    "Thực hiện quy định kể từ ngày 01/7/2027.",
    "Thực hiện Quyết định số 15/QĐ-UBND ngày 05 tháng 3 năm 2026.",
    "Chịu trách nhiệm trước Ủy ban nhân dân tỉnh.",
    "Hỗ trợ người dân ổn định trước Tết Nguyên đán.",
]


@pytest.mark.parametrize(("text", "expected"), [pair for pair in DUE if pair[1]])
def test_a_printed_deadline_is_read(text, expected):
    assert [value(order.due) for order in read(text).orders] == [expected]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_deadline_stays_none(text):
    assert [order.due for order in read(text).orders] == [None] * len(read(text).orders)
    assert read(text).orders


def test_a_term_keeps_its_printed_words():
    order = read("Trả lời trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản.").orders[0]
    assert value(order.due) == "trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản"


def test_a_recurring_day_fills_deadline_and_period():
    found = read("Các xã báo cáo kết quả về Sở Nội vụ trước ngày 15/11 hằng năm.")
    order = found.orders[0]
    assert (value(order.due), order.period.cycle) == ("year:11-15", "year")
    assert [found.quote(span) for span in found.duties[0].when_spans] == ["trước ngày 15/11 hằng năm", "hằng năm"]


def test_commas_of_one_stretch_share_the_deadline_at_its_end():
    found = read("Sở Nội vụ xây dựng đề án, báo cáo Ủy ban nhân dân tỉnh trước ngày 15/12/2026; tổ chức hội nghị.")
    assert [value(order.due) for order in found.orders] == ["2026-12-15", "2026-12-15", None]


def test_a_clause_that_only_says_when_gives_its_day_to_the_orders_before():
    found = read("Sở Nội vụ rà soát danh sách; bổ sung hồ sơ; hoàn thành trước ngày 15/12/2026.")
    assert value(found.orders[0].due) == "2026-12-15"


@pytest.mark.parametrize(
    ("text", "cycle", "words"),
    [
        ("Hằng năm tổ chức sơ kết phong trào.", "year", "Hằng năm"),
        ("Định kỳ 6 tháng báo cáo kết quả về Sở Nội vụ.", "half-year", "Định kỳ 6 tháng"),
        ("Định kỳ 09 tháng báo cáo kết quả về Sở Nội vụ.", "9 months", "Định kỳ 09 tháng"),
        ("Báo cáo kết quả hàng năm, sơ kết và tổng kết.", "year", "hàng năm, sơ kết và tổng kết"),
        ("Định kỳ báo cáo kết quả về Sở Nội vụ.", None, "Định kỳ"),
    ],
)
def test_a_printed_cycle_is_a_period(text, cycle, words):
    found = read(text)
    assert [(o.period.cycle, found.quote(o.period.span)) for o in found.orders] == [(cycle, words)]


def test_a_cycle_of_money_or_of_a_plan_is_no_period():
    assert [o.period for o in read("Bố trí kinh phí trong dự toán ngân sách hằng năm.").orders] == [None]
