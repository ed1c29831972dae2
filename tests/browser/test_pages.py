"""The platform in a browser, started as an operator starts it: its parts and its sign-in, light and dark, on a phone
and a desk, by keyboard, with and without a script.

With KHEO_SCREENSHOTS=1 the pictures of docs/screenshots are taken anew.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from pages import DESK, PHONE, faults, overflow, take_picture

PATIENCE = 90.0


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a platform in an empty home folder."""
    home = tmp_path_factory.mktemp("home")
    port_file = home / "port"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("KHEO_", "DJANGO_"))}
    command = [
        sys.executable,
        "-m",
        "kheo.cli",
        "run",
        "--port",
        "0",
        "--port-file",
        str(port_file),
        "--processes",
        "1",
    ]
    with (home / "log").open("w") as log:
        process = subprocess.Popen(
            command, env=environment | {"KHEO_HOME": str(home), "KHEO_PARTS": "1"}, stdout=log, stderr=log
        )
    try:
        end = time.monotonic() + PATIENCE
        while not (port_file.exists() and port_file.read_text()):
            assert process.poll() is None, (home / "log").read_text()
            assert time.monotonic() < end, "the platform did not start"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port_file.read_text()}"
    finally:
        process.terminate()
        process.wait()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(("address", "name"), [("/parts/", "parts"), ("/sign-in/", "sign-in"), ("/nowhere/", "")])
def test_a_page_is_accessible_and_fits(new_page, platform, axe_source, size, scheme, address, name):
    page = new_page(viewport=size, color_scheme=scheme, has_touch=size is PHONE)
    page.goto(platform + address)
    assert page.locator("html").get_attribute("lang") == "vi"
    assert faults(page, axe_source) == []
    assert overflow(page) == 0
    page.evaluate("scrollTo(0, 0)")
    take_picture(page, f"{name}-{size['width']}-{scheme}", wanted=bool(name))


def test_the_parts_fit_at_200_percent_and_in_english(new_page, platform, axe_source):
    page = new_page(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    page.goto(f"{platform}/parts/")
    page.get_by_role("button", name="English").click()
    assert page.url == f"{platform}/parts/"
    assert page.locator("html").get_attribute("lang") == "en"
    assert faults(page, axe_source) == []
    assert overflow(page) == 0


TARGETS = "button, .button, select, input:not([type=hidden], [type=checkbox]), .sign-in, .menu a"
LOW = """names => [...document.querySelectorAll(names)]
    .filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"""


def test_targets_are_large_enough_for_a_finger(new_page, platform):
    page = new_page(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"{platform}/parts/")
    assert page.evaluate(LOW, TARGETS) == []


def test_chosen_colours_hold_whatever_the_device_says(new_page, platform, axe_source):
    page = new_page(color_scheme="dark")
    page.goto(f"{platform}/sign-in/")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Sáng").click()
    page.goto(f"{platform}/sign-in/")
    assert (dark, page.evaluate("getComputedStyle(document.body).backgroundColor")) == (
        "rgb(20, 25, 27)",
        "rgb(251, 250, 247)",
    )
    assert faults(page, axe_source) == []


def test_sign_in_by_keyboard_tells_a_wrong_pair_and_keeps_the_name(new_page, platform, axe_source):
    page = new_page()
    page.goto(f"{platform}/sign-in/")
    assert page.locator(":focus").get_attribute("name") == "username"
    page.keyboard.insert_text("không có ai")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("sai")
    page.keyboard.press("Enter")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "không khớp nhau" in alert.inner_text()
    assert page.locator("#id_username").input_value() == "không có ai"
    assert page.locator(":focus").get_attribute("role") == "alert"
    assert faults(page, axe_source) == []


def test_the_first_tab_leads_past_the_frame(new_page, platform):
    page = new_page()
    page.goto(f"{platform}/nowhere/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("script", [True, False])
def test_a_list_turns_its_pages_with_and_without_a_script(new_page, platform, script):
    page = new_page(java_script_enabled=script)
    page.goto(f"{platform}/parts/")
    page.locator("#q-unread").fill("số hộ")
    if script:
        page.evaluate("window.here = true")
    page.locator("#list-unread").get_by_role("button", name="Lọc danh sách").click()
    page.wait_for_url("**/parts/?q=*")
    assert page.locator("#list-unread").count() == 1
    if script:
        assert page.evaluate("window.here") is True


def test_a_row_is_a_card_on_a_phone_and_reads_in_order(new_page, platform):
    page = new_page(viewport=PHONE)
    page.goto(f"{platform}/parts/")
    row = page.locator("#list-full tbody tr").nth(1)
    assert row.evaluate("one => getComputedStyle(one).display") == "grid"
    assert row.locator("td").nth(3).evaluate("one => getComputedStyle(one, '::before').content") == '"Thời hạn: "'
    assert page.locator("#list-full thead").bounding_box()["width"] <= 1


def test_a_printed_page_leaves_the_frame_out(new_page, platform):
    page = new_page(color_scheme="dark")
    page.goto(f"{platform}/parts/")
    page.emulate_media(media="print")
    shown = [page.locator(name).first.is_visible() for name in (".top", ".foot", ".filter", ".moves", "h1", ".rows")]
    assert shown == [False, False, False, False, True, True]
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_lines_of_dense_tables_leave_room_for_marks(new_page, platform):
    page = new_page()
    page.goto(f"{platform}/parts/")
    style = page.locator(".rows").first.evaluate(
        "one => [getComputedStyle(one).fontSize, getComputedStyle(one).lineHeight]"
    )
    assert style == ["14px", "21px"]
