"""Known attacks on sign-in: a session set before, forged forms, redirects elsewhere, forged hosts, frames, timing."""

from __future__ import annotations

import re
import statistics
import time
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.test.utils import override_settings

from kheo.organisations.models import Account, Session
from kheo.organisations.signing import throttle
from kheo.organisations.tests.signing_in import PASSWORD, Clock, clock, tried, with_accounts

__all__ = ["clock"]
FORMS = ("/sign-in/", "/account/sessions/", "/account/second-step/phone/", "/account/second-step/codes/")


@pytest.fixture
def world(db: str) -> dict[str, Any]:
    return with_accounts()


def test_a_session_that_was_set_before_sign_in_is_not_kept(world: dict[str, Any], clock: Clock) -> None:
    client = Client()
    client.get("/invitation/x/")  # begins a session without signing in
    before = client.cookies["kheo_session"].value
    tried(client, "officer_a", PASSWORD)
    after = client.cookies["kheo_session"].value
    assert before != after
    thief = Client()
    thief.cookies["kheo_session"] = before
    assert thief.get("/account/sessions/").status_code == 302
    assert not Session.objects.filter(session_key=before).exists()
    thief.cookies["kheo_session"] = "chosen0by0the0thief0000000000000"
    tried(thief, "officer_a", PASSWORD)
    assert thief.cookies["kheo_session"].value != "chosen0by0the0thief0000000000000"


def test_whoever_signs_in_over_another_s_session_gets_nothing_of_it(world: dict[str, Any], clock: Clock) -> None:
    client = Client()
    tried(client, "officer_a", PASSWORD)
    client.get("/account/second-step/phone/")
    assert "phone" in client.session
    client.post("/sign-out/")
    tried(client, "officer_b", PASSWORD)
    assert "phone" not in client.session


@pytest.mark.parametrize("address", FORMS)
def test_a_forged_form_does_nothing(world: dict[str, Any], clock: Clock, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(username="officer_a"))
    sessions = Session.objects.count()
    answer = client.post(address, {"username": "officer_a", "password": PASSWORD, "end": "others"})
    assert (answer.status_code, Session.objects.count()) == (403, sessions)


def test_nobody_is_signed_in_or_out_by_a_foreign_page(world: dict[str, Any], clock: Clock) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get("/sign-in/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    values = {"username": "officer_a", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/sign-in/", values, headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post("/sign-in/", values, headers={"origin": "http://testserver"}).status_code == 302
    assert client.post("/sign-out/").status_code == 403


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example/",
        "//evil.example",
        "\\\\evil",
        "javascript:alert(1)",
        "http:evil",
        "/\\evil.example",
        "///x",
    ],
)
def test_sign_in_leads_nowhere_else(world: dict[str, Any], clock: Clock, onward: str) -> None:
    answer = tried(Client(), "officer_a", PASSWORD, values={"next": onward})
    assert (answer.status_code, answer.url) == (302, "/")
    signed_in = Client()
    tried(signed_in, "officer_a", PASSWORD)
    assert signed_in.get("/sign-in/", {"next": onward}).url == "/"


@pytest.mark.parametrize("host", ["evil.example", "testserver@evil.example", "testserver.evil.example", ""])
def test_a_forged_host_is_refused_and_gets_into_no_link(world: dict[str, Any], clock: Clock, host: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(Account.objects.get(username="manager"))
    address = f"/people/{world['officer_a'].pk}/link/"
    answer = client.post(address, {"deed_id": "0" * 32, "version": 1}, HTTP_HOST=host)
    assert answer.status_code == 400 or (host == "" and "evil" not in answer.content.decode())
    told = client.post(address, {"deed_id": "0" * 32, "version": 1}, headers={"x-forwarded-host": "evil.example"})
    assert "evil.example" not in told.content.decode()


@pytest.mark.parametrize("address", [*FORMS, "/sign-in/second/", "/invitation/", "/"])
def test_no_page_can_be_framed(world: dict[str, Any], clock: Clock, address: str) -> None:
    client = Client()
    tried(client, "officer_a", PASSWORD)
    answer = client.get(address)
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_cookies_of_sign_in_are_closed_to_scripts_and_to_other_sites(world: dict[str, Any], clock: Clock) -> None:
    client = Client()
    with override_settings(SESSION_COOKIE_SECURE=True):
        tried(client, "officer_a", PASSWORD)
    for name in ("kheo_session", "kheo_known"):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", True)


class Argon2(Argon2PasswordHasher):
    """As an installation has it, if with less memory: so slow that a difference would show."""

    time_cost, memory_cost, parallelism = 2, 16_384, 1


def test_sign_in_takes_as_long_for_names_that_do_not_exist(
    world: dict[str, Any], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the clock, within a factor of two; exactly, by counted hashing, in test_throttle.py."""
    monkeypatch.setattr(
        throttle, "KINDS", {name: throttle.Kind(10_000, kind.longest) for name, kind in throttle.KINDS.items()}
    )
    with override_settings(PASSWORD_HASHERS=[f"{__name__}.Argon2"]):
        account = Account.objects.get(username="officer_a")
        account.set_password(PASSWORD)
        Account.objects.filter(pk=account.pk).update(password=account.password)
        client = Client()
        taken: dict[str, list[float]] = {"officer_a": [], "khong_ai": []}
        for _ in range(12):
            for name, times in taken.items():
                begun = time.perf_counter()
                assert tried(client, name, "sai").status_code == 422
                times.append(time.perf_counter() - begun)
    there, absent = (statistics.median(times) for times in taken.values())
    assert 0.5 < there / absent < 2.0
