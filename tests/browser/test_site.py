"""The site in a browser: its parts, by keyboard alone, on a phone, enlarged, in both schemes and languages.

With KHEO_SCREENSHOTS=1 the pictures of docs/screenshots are taken anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs/screenshots"
PHONE = {"width": 360, "height": 780}
DESK = {"width": 1440, "height": 900}
PASTED = (
    "UBND TỈNH THANH GIANG\nSố: 12/KH-UBND\nKẾ HOẠCH\nLàm đường ở Suối Lam\n"
    "1. Sở Xây dựng lập dự toán trước ngày 30/6/2026.\n2. Sở Tài chính bố trí kinh phí.\n"
)


@pytest.fixture
def new_page(browser: Any) -> Iterator[Any]:
    """Makes pages; fails the test when one of them logged an error (a blocked style, a missing file)."""
    contexts: list[Any] = []
    errors: list[str] = []

    def make(**options: Any) -> Any:
        context = browser.new_context(**{"viewport": DESK, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert [error for error in errors if "status of 4" not in error] == []


def faults(page: Any, axe_source: str) -> list[str]:
    """What axe finds against WCAG 2.2 AA and its own best practices."""
    page.evaluate(axe_source)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


def overflow(page: Any) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


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


def take_picture(page: Any, name: str, *, wanted: bool) -> None:
    """Keep the page as a picture, where pictures are wanted."""
    if wanted and os.environ.get("KHEO_SCREENSHOTS") == "1":
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png")


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
