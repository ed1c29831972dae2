"""Notices over the sample, signed in as its people: the bell, the list, by keyboard and without a script, choosing
how notices come; accessible and fitting on a phone and a desk, light and dark.

With KHEO_SCREENSHOTS=1 the pictures of docs/screenshots are taken anew.
"""

from __future__ import annotations

import re

import pytest
from pages import DESK, PHONE, faults, overflow, signed_in, take_picture

PAGES = {
    "notices": "/notices/",
    "notices-none": "/notices/?q=lúc trước 01/01/2000",
    "notices-settings": "/notices/settings/",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_pages_are_accessible_and_fit(new_page, platform, axe_source, size, scheme):
    page = new_page(viewport=size, color_scheme=scheme, has_touch=size is PHONE)
    address = signed_in(page, platform, "thuongtruc2")
    wrong, wide = {}, {}
    for name, path in {**PAGES, "notices-read": "/notices/read/"}.items():
        page.goto(address + path)
        wrong[name], wide[name] = faults(page, axe_source), overflow(page)
        take_picture(page, f"{name}-{size['width']}-{scheme}", wanted=name in {"notices", "notices-settings"})
    assert {name: said for name, said in wrong.items() if said} == {}
    assert {name: pixels for name, pixels in wide.items() if pixels} == {}


def test_the_settings_with_an_error_are_accessible_and_keep_what_was_typed(new_page, platform, axe_source):
    page = new_page(viewport=PHONE)
    address = signed_in(page, platform, "thuongtruc2")
    page.goto(f"{address}/notices/settings/")
    page.get_by_label("Có công việc chờ nhận bàn giao").select_option("app")
    page.get_by_label("Giờ yên lặng từ").fill("")
    page.get_by_role("button", name="Lưu cách nhận thông báo").click()
    page.get_by_role("alert").wait_for()
    assert page.get_by_label("Có công việc chờ nhận bàn giao").input_value() == "app"
    assert faults(page, axe_source) == []
    assert overflow(page) == 0


TARGETS = "main button, .button, select, input:not([type=hidden], [type=checkbox]), .bell"
LOW = """names => [...document.querySelectorAll(names)]
    .filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"""


@pytest.mark.parametrize("path", ["/notices/", "/notices/settings/"])
def test_targets_are_large_enough_for_a_finger(new_page, platform, path):
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True)
    address = signed_in(page, platform, "thuongtruc2")
    page.goto(address + path)
    assert page.evaluate(LOW, TARGETS) == []


def test_a_notice_is_found_by_the_bell_and_marked_as_read_by_keyboard_alone(new_page, platform):
    page = new_page()
    address = signed_in(page, platform, "xa3")
    bell = page.locator("a.bell")
    before = int(bell.locator("strong").inner_text().split()[0])
    bell.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/notices/")
    first = page.get_by_role("button", name=re.compile("Đánh dấu đã đọc .")).first
    first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="Đã đánh dấu đã đọc.").wait_for()
    assert int(page.locator("a.bell strong").inner_text().split()[0]) == before - 1


def test_all_is_read_and_the_choice_is_kept_without_a_script(new_page, platform):
    page = new_page(java_script_enabled=False)
    address = signed_in(page, platform, "xa4")
    page.goto(f"{address}/notices/")
    page.get_by_role("button", name="Đánh dấu tất cả đã đọc").click()
    assert page.locator("a.bell strong").count() == 0
    page.get_by_role("link", name="Cách nhận thông báo").click()
    page.get_by_label("Được phân công").select_option("digest")
    page.get_by_label("Thư gộp trong ngày gửi lúc").fill("16:30")
    page.get_by_role("button", name="Lưu cách nhận thông báo").click()
    page.goto(f"{address}/notices/settings/")
    assert page.get_by_label("Được phân công").input_value() == "digest"
    assert page.get_by_label("Thư gộp trong ngày gửi lúc").input_value() == "16:30"


def test_the_tree_of_the_list_is_what_a_screen_reader_needs(new_page, platform):
    page = new_page()
    address = signed_in(page, platform, "thuongtruc2")
    page.goto(f"{address}/notices/")
    told = page.locator("section.list").aria_snapshot()
    wanted = (
        'heading "Thông báo" [level=1]',
        "status",
        "searchbox",
        'columnheader "Vì sao"',
        'button "Đánh dấu đã đọc Được',
    )
    assert [one for one in wanted if one not in told] == []
    assert page.get_by_role("link", name="Thông báo 2 chưa đọc").count() == 1
