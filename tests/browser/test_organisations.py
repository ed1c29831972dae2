"""The pages of units, people and the journal over the sample, signed in as its people: accessible in both colours on a
phone and a desk, the main walk by keyboard, and without a script.

With KHEO_SCREENSHOTS=1 the pictures of docs/screenshots are taken anew.
"""

from __future__ import annotations

import re

import pytest
from pages import DESK, PHONE, faults, overflow, signed_in, take_picture

PROVINCE = "Tỉnh Tây Ninh"


def walked(page, address: str) -> dict[str, str]:
    """Addresses of a unit, a person and a mandate of the sample, as its pages link them."""
    page.goto(f"{address}/units/?q=Ninh&on=28/11/2026")
    unit = page.get_by_role("link", name="Phường Tân Ninh", exact=True).get_attribute("href")
    page.goto(f"{address}/people/?name=can+bo+dau+moi+1")
    person = page.locator("table.rows tbody a").first.get_attribute("href")
    page.goto(address + person)
    mandate = page.locator("table.rows tbody a").first.get_attribute("href")
    return {"unit": unit, "person": person, "mandate": mandate}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_pages_are_accessible_and_fit(new_page, platform, axe_source, size, scheme):
    page = new_page(viewport=size, color_scheme=scheme, has_touch=size is PHONE)
    address = signed_in(page, platform, "quantri")
    found = walked(page, address)
    pages = {
        "home": "/",
        "units": "/units/?tree=territory",
        "unit": found["unit"],
        "people": "/people/",
        "person": found["person"],
        "mandate": found["mandate"],
        "journal": "/journal/",
        "seals": "/journal/seals/",
        "access": "/access/",
        "merge": f"{found['unit']}merge/",
        "appoint": f"{found['unit']}appoint/",
        "import": "/units/import/",
        "history": f"{found['unit']}journal/",
    }
    wrong, wide = {}, {}
    for name, path in pages.items():
        page.goto(address + path)
        wrong[name], wide[name] = faults(page, axe_source), overflow(page)
        take_picture(page, f"org-{name}-{size['width']}-{scheme}", wanted=name in {"home", "unit", "people"})
    assert {name: said for name, said in wrong.items() if said} == {}
    assert {name: pixels for name, pixels in wide.items() if pixels} == {}


def test_a_unit_is_found_and_renamed_by_keyboard_alone(new_page, platform):
    page = new_page()
    address = signed_in(page, platform, "quantri")
    page.goto(f"{address}/units/")
    page.get_by_label("Lọc", exact=True).focus()
    page.keyboard.type("Phường Long Hoa")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q="))
    page.get_by_role("link", name="Phường Long Hoa", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Đổi tên").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Tên", exact=True).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Phường Long Hoa Mới")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/units/\d+/$"))
    assert page.get_by_role("heading", level=1).inner_text() == "Phường Long Hoa Mới"
    assert page.get_by_role("status").inner_text() == "Đã đổi tên đơn vị."


def test_lists_and_forms_work_without_a_script(new_page, platform):
    page = new_page(java_script_enabled=False)
    address = signed_in(page, platform, "quantri")
    page.goto(f"{address}/units/")
    page.get_by_role("link", name=re.compile("đơn vị trực thuộc")).first.click()
    page.get_by_role("link", name=re.compile(f"đơn vị trực thuộc: {PROVINCE}")).first.click()
    page.get_by_role("link", name="Các dòng sau").click()
    assert page.locator("table.rows tbody tr").count() == 50
    page.get_by_role("link", name="Các dòng trước").click()
    page.locator("table.rows tbody a").first.click()
    page.get_by_role("link", name="Giải thể").click()
    page.get_by_role("button", name="Giải thể đơn vị").click()
    assert page.get_by_role("alert").is_visible()


def test_an_officer_of_a_commune_sees_their_own_people_alone(new_page, platform):
    page = new_page(viewport=PHONE)
    address = signed_in(page, platform, "xa1")
    page.goto(f"{address}/people/")
    assert page.locator("table.rows tbody tr").count() == 1
    page.goto(f"{address}/journal/")
    assert "Bạn thấy những việc chính mình đã làm" in page.locator("main").inner_text()


def test_the_tree_of_a_list_part_is_what_a_screen_reader_needs(new_page, platform):
    page = new_page()
    address = signed_in(page, platform, "quantri")
    page.goto(f"{address}/access/")
    told = page.locator("section.list").aria_snapshot()
    wanted = ('heading "Quyền đã cấp" [level=1]', "status", "searchbox", "columnheader", "row", "cell", "link")
    assert [one for one in wanted if one not in told] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_page_of_search_is_accessible_and_fits(new_page, platform, axe_source, size, scheme):
    page = new_page(viewport=size, color_scheme=scheme, has_touch=size is PHONE)
    address = signed_in(page, platform, "quantri")
    for asked in ("", "?q=tan+ninh", "?q=can+bo", "?q=tan&kind=unit", "?q=%F0%9F%8C%BF", "?q=khong+dau+co"):
        page.goto(f"{address}/search/{asked}")
        assert faults(page, axe_source) == []
        assert overflow(page) == 0
    page.goto(f"{address}/search/?q=tan")
    take_picture(page, f"search-{size['width']}-{scheme}", wanted=True)


@pytest.mark.parametrize("script", [True, False])
def test_search_from_the_top_bar_by_keyboard(new_page, platform, script):
    page = new_page(java_script_enabled=script)
    address = signed_in(page, platform, "quantri")
    page.locator("#seek").focus()
    page.keyboard.insert_text("phuong tan ninh")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/search/?q=*")
    assert page.locator("#search").input_value() == "phuong tan ninh"
    hit = page.locator(".hits a").first
    assert "Tân Ninh" in hit.inner_text()
    hit.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/units/**")
    assert "Tân Ninh" in page.locator("h1").inner_text()
