"""Files in a browser: a document and a photo are attached to a unit, with and without a script, on a phone and a desk.

With KHEO_SCREENSHOTS=1 the pictures of docs/screenshots are taken anew.
"""

from __future__ import annotations

import re

import pytest
from pages import DESK, PHONE, faults, overflow, signed_in, take_picture
from test_organisations import walked

from kheo.core.files.tests.making import docx, pdf, photo

TITLE = "Nghị quyết số 1671/NQ-UBTVQH15 về việc sắp xếp các đơn vị hành chính cấp xã"
FACES = ((100, 100, 300), (700, 300, 300))


def upload(name: str, content: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def send(page, file: dict[str, object], title: str = TITLE) -> None:
    page.get_by_label("Tên văn bản, ảnh").fill(title)
    page.get_by_label("Tệp", exact=True).set_input_files(file)
    page.get_by_role("button", name="Đính kèm tệp").click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_pages_of_files_are_accessible_and_fit(new_page, platform, axe_source, size, scheme):
    page = new_page(viewport=size, color_scheme=scheme, has_touch=size is PHONE)
    address = signed_in(page, platform, "quantri")
    unit = walked(page, address)["unit"]
    wrong, wide = {}, {}

    def look(name: str, *, wanted: bool = False) -> None:
        wrong[name], wide[name] = faults(page, axe_source), overflow(page)
        take_picture(page, f"files-{name}-{size['width']}-{scheme}", wanted=wanted)

    page.goto(f"{address}{unit}document/")
    look("form")
    send(page, upload("qd.pdf", b"<svg onload='alert(1)'/>"))
    assert page.get_by_label("Tên văn bản, ảnh").input_value() == TITLE
    assert "Không nhận loại tệp này (SVG)" in page.locator("#id_file_error").inner_text()
    look("refused", wanted=True)
    send(page, upload("qd.pdf", pdf()))
    page.wait_for_url(f"{address}{unit}")
    look("listed")
    page.goto(f"{address}{unit}document/")
    send(page, upload("anh.jpg", photo(*FACES)))
    page.wait_for_url(re.compile("/files/waiting/"))
    assert page.get_by_role("checkbox").count() == 2
    look("review", wanted=True)
    page.goto(f"{address}{unit}")
    page.get_by_role("link", name=re.compile("^Gỡ: ")).first.click()
    look("remove")
    page.get_by_role("button", name="Gỡ tệp").click()
    page.wait_for_url(f"{address}{unit}")
    assert {name: said for name, said in wrong.items() if said} == {}
    assert {name: pixels for name, pixels in wide.items() if pixels} == {}


def test_a_document_and_a_photo_are_attached_without_a_script(new_page, platform):
    page = new_page(java_script_enabled=False)
    address = signed_in(page, platform, "quantri")
    page.goto(f"{address}/units/?q=Ninh&on=28/11/2026")
    page.get_by_role("link", name="Phường Tân Ninh", exact=True).click()
    unit = page.url
    page.get_by_role("link", name="Đính kèm văn bản").click()
    send(page, upload("Nghị quyết.docx", docx()), "Nghị quyết (không có mã lệnh)")
    assert page.get_by_role("status").first.inner_text() == "Đã đính kèm tệp."
    with page.expect_download() as got:
        page.get_by_role("link", name="Nghị quyết (không có mã lệnh)").first.click()
    assert got.value.suggested_filename == "Nghị quyết.docx"
    page.goto(f"{unit}document/")
    send(page, upload("anh.jpg", photo(*FACES)), "Ảnh lễ công bố")
    page.get_by_label("khuôn mặt 1").uncheck()
    page.get_by_label("Nơi chụp").fill("")
    page.get_by_role("button", name="Lưu ảnh").click()
    assert page.url == unit
    row = page.locator("tr", has=page.get_by_role("link", name="Ảnh lễ công bố")).first.inner_text()
    assert ("30/06/2026" in row, "11.3100" in row) == (True, False)


def test_who_may_be_seen_is_chosen_by_keyboard_alone(new_page, platform):
    page = new_page()
    address = signed_in(page, platform, "quantri")
    unit = walked(page, address)["unit"]
    page.goto(f"{address}{unit}document/")
    send(page, upload("anh.jpg", photo(*FACES)), "Ảnh bằng bàn phím")
    page.wait_for_url(re.compile("/files/waiting/"))
    group = page.get_by_role("group", name="Khuôn mặt bị làm mờ")
    group.get_by_role("checkbox").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}{unit}")
    assert page.get_by_role("link", name="Ảnh bằng bàn phím", exact=True).count() == 1
