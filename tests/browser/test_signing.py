"""Signing in with a passkey, in Chromium with an authenticator of its own, under the strict policy of our pages; the
pages of sign-in on a phone and a desk, light and dark.
"""

from __future__ import annotations

import json
import re

import pytest
from pages import DESK, PHONE, faults, overflow, signed_in, take_picture

STEP = "/account/second-step/"


@pytest.fixture
def here(platform):
    """The platform under a name for which browsers make passkeys without https."""
    address, password = platform
    return address.replace("127.0.0.1", "localhost"), password


def authenticator(page) -> tuple[object, str]:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def sign_out(page) -> None:
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url(re.compile("/$"))


def test_a_passkey_is_made_and_used_and_none_other_is_taken(new_page, here):
    page = new_page()
    session, device = authenticator(page)
    address = signed_in(page, here, "xa2")
    page.goto(f"{address}{STEP}passkey/")
    page.get_by_label("Tên khoá truy cập").fill("Máy của cơ quan")
    page.get_by_label("Mật khẩu hiện tại").fill(here[1])
    page.get_by_role("button", name="Cài khoá truy cập").click()
    page.wait_for_url(f"{address}{STEP}")
    assert "Máy của cơ quan" in page.locator("main").inner_text()
    sign_out(page)

    def ask() -> None:
        page.goto(f"{address}/sign-in/?next=/people/")
        page.get_by_label("Tên tài khoản").fill("xa2")
        page.get_by_label("Mật khẩu").fill(here[1])
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}/sign-in/second/")

    ask()
    page.get_by_role("button", name="Dùng khoá truy cập").click()
    page.wait_for_url(f"{address}/people/")
    sign_out(page)

    ask()
    [known] = session.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    session.send("WebAuthn.clearCredentials", {"authenticatorId": device})
    session.send(
        "WebAuthn.addCredential", {"authenticatorId": device, "credential": known | {"privateKey": _other_key()}}
    )
    page.get_by_role("button", name="Dùng khoá truy cập").click()
    page.get_by_role("alert").filter(has_text="Mã không đúng").wait_for()
    assert page.url == f"{address}/sign-in/second/"
    session.send("WebAuthn.clearCredentials", {"authenticatorId": device})
    page.get_by_role("button", name="Dùng khoá truy cập").click()
    page.get_by_role("alert").filter(has_text="Thiết bị không đưa ra").wait_for()
    assert json.loads(page.locator("[data-passkey]").get_attribute("data-options"))["rpId"] == "localhost"


def _other_key() -> str:
    from base64 import b64encode

    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = ec.generate_private_key(ec.SECP256R1())
    return b64encode(key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())).decode()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_pages_of_sign_in_are_accessible_and_fit(new_page, platform, axe_source, size, scheme):
    page = new_page(viewport=size, color_scheme=scheme)
    address = signed_in(page, platform, "xa3")
    wrong, wide = {}, {}
    for name in ("sessions/", "second-step/", "second-step/phone/", "second-step/passkey/", "second-step/codes/"):
        page.goto(f"{address}/account/{name}")
        wrong[name], wide[name] = faults(page, axe_source), overflow(page)
        kept = name.strip("/").replace("/", "-")
        take_picture(page, f"signin-{kept}-{size['width']}-{scheme}", wanted=kept in {"sessions", "second-step-phone"})
    assert {name: said for name, said in wrong.items() if said} == {}
    assert {name: pixels for name, pixels in wide.items() if pixels} == {}
