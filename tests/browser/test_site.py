"""The site in a browser: its parts, by keyboard alone, on a phone, enlarged, in both schemes and languages.

With KHEO_SCREENSHOTS=1 the pictures of docs/screenshots are taken anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import DESK, PHONE, faults, overflow, take_picture

PASTED = (
    "UBND TỈNH THANH GIANG\nSố: 12/KH-UBND\nKẾ HOẠCH\nLàm đường ở Suối Lam\n"
    "1. Sở Xây dựng lập dự toán trước ngày 30/6/2026.\n2. Sở Tài chính bố trí kinh phí.\n"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_first_page_is_accessible_and_fits(new_page, site_address, axe_source, size, language, scheme):
    page = new_page(viewport=size, color_scheme=scheme)
    page.goto(f"{site_address}/?lang={language}")
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").inner_text() == "Công văn 118-CV/TU"
    assert page.locator("mark.order").count() > 5
    assert faults(page, axe_source) == []
    assert overflow(page) == 0
    take_picture(page, f"first-{size['width']}-{scheme}", wanted=language == "vi")


def test_the_page_fits_at_200_percent(new_page, site_address, axe_source):
    page = new_page(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    page.goto(site_address)
    assert overflow(page) == 0
    assert faults(page, axe_source) == []


def test_an_order_leads_to_the_plan_and_back(new_page, site_address):
    page = new_page()
    page.goto(site_address)
    page.locator("#t-o3").click()
    assert page.url.endswith("#p-o3")
    assert page.locator("#p-o3").is_visible()
    take_picture(page, "plan-1440-light", wanted=True)
    page.locator("#p-o3 a.tag").click()
    assert page.url.endswith("#t-o3")


def test_a_document_is_read_by_keyboard_alone(new_page, site_address):
    page = new_page()
    page.goto(site_address)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Đến nội dung chính"
    page.keyboard.press("Enter")
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("id") == "pasted"
    page.keyboard.insert_text(PASTED)
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Đọc văn bản"
    page.keyboard.press("Enter")
    page.wait_for_url("**/read")
    assert page.locator("h1").inner_text() == "Kế hoạch 12/KH-UBND"
    assert "Sở Xây dựng" in page.locator(".plan").inner_text()
    assert page.locator("#pasted").input_value() == PASTED


def test_a_file_is_read_and_its_json_saved(new_page, site_address, axe_source):
    page = new_page()
    page.goto(f"{site_address}/?lang=en")
    page.set_input_files("#file", {"name": "Kế hoạch.txt", "mimeType": "text/plain", "buffer": PASTED.encode()})
    page.get_by_role("button", name="Read the document").click()
    page.wait_for_url("**/read")
    assert faults(page, axe_source) == []
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save the JSON of this reading").click()
    assert saved.value.suggested_filename == "Kế hoạch.txt.json"
    assert '"KH-UBND"' not in Path(saved.value.path()).read_text("utf-8")
    assert '"12/KH-UBND"' in Path(saved.value.path()).read_text("utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_error_stands_at_the_form_with_the_remedy_and_the_text(new_page, site_address, axe_source, scheme):
    english = "This is an English text about a road and nothing in it is in another language at all.\n" * 5
    page = new_page(viewport=PHONE, color_scheme=scheme)
    page.goto(site_address)
    page.fill("#pasted", english)
    page.get_by_role("button", name="Đọc văn bản").click()
    page.wait_for_url("**/read")
    assert "hãy gửi bản gốc tiếng Việt" in page.get_by_role("alert").inner_text()
    assert page.locator("#pasted").input_value() == english
    assert page.locator(":focus").get_attribute("id") == "refused"
    assert faults(page, axe_source) == []
    assert overflow(page) == 0
    take_picture(page, f"refused-360-{scheme}", wanted=True)


def test_a_printed_page_holds_text_and_plan_and_no_form(new_page, site_address):
    page = new_page()
    page.goto(site_address)
    page.emulate_media(media="print")
    assert [page.locator(name).is_visible() for name in (".ask", ".text", ".plan")] == [False, True, True]
