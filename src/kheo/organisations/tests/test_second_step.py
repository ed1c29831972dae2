"""The second step of signing in: set up, asked for, required of roles, taken away."""

from __future__ import annotations

import re
from base64 import b32decode
from typing import Any

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.db import connection
from django.test import Client

from kheo.core.journal.models import JournalDeed, JournalEntry
from kheo.core.secrets import Erased, keystore
from kheo.organisations.actions.second_step import require_second_step
from kheo.organisations.models import Factor, Role, SignIn
from kheo.organisations.signing import factors
from kheo.organisations.tests.signing_in import HERE, PASSWORD, THERE, Clock, clock, tried, with_accounts
from kheo.organisations.tests.test_pages import sent
from kheo.organisations.tests.world import LOAD

__all__ = ["clock"]
PHONE, CODES, OVERVIEW = (f"/account/second-step/{name}" for name in ("phone/", "codes/", ""))


@pytest.fixture
def world(db: str) -> dict[str, Any]:
    return with_accounts()


def signed(name: str) -> Client:
    client = Client()
    assert tried(client, name, PASSWORD).status_code == 302
    return client


def code_of(secret: str, clock: Clock) -> str:
    return TOTP(b32decode(secret), 6, SHA1(), 30).generate(int(clock().timestamp())).decode()


def set_up(client: Client, clock: Clock) -> str:
    """Codes of a phone; the secret that the page shows."""
    page = client.get(PHONE).content.decode()
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    answer = sent(client, PHONE, code=code_of(secret, clock), present=PASSWORD)
    assert answer.status_code == 302, answer.content.decode()
    clock.pass_(seconds=60)
    return secret


def recovery(client: Client) -> list[str]:
    answer = sent(client, CODES)
    return re.findall(r"<code>(\w{5}-\w{5})</code>", answer.content.decode())


def second(client: Client, code: str, source: str = HERE) -> Any:
    return client.post("/sign-in/second/", {"code": code}, REMOTE_ADDR=source)


def is_in(client: Client) -> bool:
    return client.get("/account/sessions/").status_code == 200


def test_a_password_alone_does_not_sign_in_where_a_phone_is_set_up(world: dict[str, Any], clock: Clock) -> None:
    secret = set_up(signed("officer_a"), clock)
    client = Client()
    answer = tried(client, "officer_a", PASSWORD, values={"next": "/people/"})
    assert (answer.url, is_in(client), SignIn.objects.count()) == ("/sign-in/second/", False, 1)
    assert second(client, "000000").status_code == 422
    done = second(client, code_of(secret, clock))
    assert (done.status_code, done.url, is_in(client)) == (302, "/people/", True)
    assert second(client, code_of(secret, clock)).url == "/sign-in/"  # the password is asked anew


def test_no_code_is_good_twice(world: dict[str, Any], clock: Clock) -> None:
    secret = set_up(signed("officer_a"), clock)
    code = code_of(secret, clock)
    statuses = []
    for _ in range(2):
        client = Client()
        tried(client, "officer_a", PASSWORD)
        statuses.append(second(client, code).status_code)
    assert statuses == [302, 422]


def test_codes_of_a_clock_that_goes_wrong_by_half_a_minute_are_taken_and_no_others(clock: Clock) -> None:
    secret = factors.fresh_secret()
    now = int(clock().timestamp()) // 30
    made = {
        shift: TOTP(b32decode(secret), 6, SHA1(), 30).generate((now + shift) * 30).decode() for shift in range(-3, 4)
    }
    taken = {shift for shift, code in made.items() if factors.step_of(secret, code, clock()) is not None}
    assert taken == {-1, 0, 1}
    assert factors.step_of(secret, made[0], clock(), after=now) is None


def test_the_example_of_the_standard_is_read_right() -> None:
    from base64 import b32encode
    from datetime import UTC, datetime

    secret = b32encode(b"12345678901234567890").decode()  # RFC 6238, appendix B
    assert factors.step_of(secret, "287082", datetime.fromtimestamp(59, UTC)) == 1


def test_recovery_codes_are_shown_once_and_good_once(world: dict[str, Any], clock: Clock) -> None:
    own = signed("officer_a")
    set_up(own, clock)
    codes = recovery(own)
    assert len(set(codes)) == 10
    assert not any(code in own.get(OVERVIEW).content.decode() for code in codes)
    statuses = []
    for code in (codes[0].upper(), codes[0], codes[1].replace("-", " ")):
        client = Client()
        tried(client, "officer_a", PASSWORD)
        statuses.append(second(client, code).status_code)
    assert statuses == [302, 422, 302]
    assert "Còn 8 mã khôi phục" in own.get(OVERVIEW).content.decode()


def test_new_recovery_codes_need_the_password_and_void_the_old(world: dict[str, Any], clock: Clock) -> None:
    own = signed("officer_a")
    set_up(own, clock)
    old = recovery(own)
    assert sent(own, CODES, present="sai").status_code == 422
    fresh = re.findall(r"<code>(\w{5}-\w{5})</code>", sent(own, CODES, present=PASSWORD).content.decode())
    statuses = []
    for code in (old[0], fresh[0]):
        client = Client()
        tried(client, "officer_a", PASSWORD)
        statuses.append(second(client, code).status_code)
    assert statuses == [422, 302]


def test_guessing_codes_is_shut_where_it_is_done(world: dict[str, Any], clock: Clock) -> None:
    secret = set_up(signed("officer_a"), clock)
    thief, own = Client(), Client()
    tried(thief, "officer_a", PASSWORD, THERE)
    assert [second(thief, f"{number:06}", THERE).status_code for number in range(6)] == [422] * 5 + [429]
    assert second(thief, code_of(secret, clock), THERE).status_code == 429
    tried(own, "officer_a", PASSWORD)
    assert second(own, code_of(secret, clock)).status_code == 302


def test_the_second_step_waits_ten_minutes_and_not_past_another_password(world: dict[str, Any], clock: Clock) -> None:
    secret = set_up(signed("officer_a"), clock)
    client = Client()
    tried(client, "officer_a", PASSWORD)
    clock.pass_(minutes=11)
    assert second(client, code_of(secret, clock)).url == "/sign-in/"
    tried(client, "officer_a", PASSWORD)
    from kheo.core.actions.receipts import Unremembered
    from kheo.organisations.actions.people import renew_password

    renew_password(world["officer_a"], by=LOAD, at=clock(), password=Unremembered("mot-cau-khac-han"))
    assert second(client, code_of(secret, clock)).url == "/sign-in/"
    assert Client().get("/sign-in/second/").url == "/sign-in/"


@pytest.fixture
def required(world: dict[str, Any], clock: Clock) -> None:
    require_second_step(Role.objects.get(code="officer"), by=LOAD, at=clock(), required=True)


def test_whoever_must_have_a_second_step_is_led_to_it_and_can_do_nothing_else(
    world: dict[str, Any], clock: Clock, required: None
) -> None:
    client, other = signed("officer_a"), signed("manager")
    own = world["officer_a"].pk
    closed = ["/", "/units/", "/people/", f"/people/{own}/", "/account/sessions/", "/read/", "/nowhere/"]
    assert {client.get(address).url for address in closed} == {OVERVIEW}
    before = JournalDeed.objects.count()
    assert client.post(f"/people/{own}/correct/", {"name": "Khác"}).url == OVERVIEW
    assert JournalDeed.objects.count() == before
    assert "bắt buộc xác thực hai bước" in client.get(OVERVIEW).content.decode()
    assert other.get("/units/").status_code == 200
    set_up(client, clock)
    assert client.get("/units/").status_code == 200
    pk = Factor.objects.get(kind="totp").pk
    assert sent(client, f"{OVERVIEW}{pk}/remove/", present=PASSWORD).status_code == 302
    assert client.get("/units/").url == OVERVIEW


def test_a_role_that_comes_to_require_it_is_asked_within_minutes(world: dict[str, Any], clock: Clock) -> None:
    client = signed("officer_a")
    require_second_step(Role.objects.get(code="officer"), by=LOAD, at=clock(), required=True)
    clock.pass_(minutes=6)
    client.get("/units/")
    assert client.get("/units/").url == OVERVIEW


def test_setting_up_needs_the_password_and_a_right_code(world: dict[str, Any], clock: Clock) -> None:
    client = signed("officer_a")
    page = client.get(PHONE).content.decode()
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    code = code_of(secret, clock)
    assert sent(client, PHONE, code=code, present="sai").status_code == 422
    assert sent(client, PHONE, code="000000", present=PASSWORD).status_code == 422
    assert Factor.objects.count() == 0
    assert 'src="data:image/svg+xml' in page


def test_only_who_manages_the_account_takes_the_second_step_away(world: dict[str, Any], clock: Clock) -> None:
    own = signed("officer_a")
    set_up(own, clock)
    address = f"/people/{world['officer_a'].pk}/second-step/"
    assert signed("officer_b").get(address).status_code == 404
    assert sent(own, address).status_code == 403
    assert sent(signed("manager"), address).status_code == 302
    assert (Factor.objects.count(), is_in(own)) == (0, False)
    assert tried(Client(), "officer_a", PASSWORD).url == "/"
    assert JournalDeed.objects.filter(verb="organisations.clear-factors").count() == 1


def test_nobody_removes_what_is_another_s(world: dict[str, Any], clock: Clock) -> None:
    set_up(signed("officer_a"), clock)
    pk = Factor.objects.get().pk
    assert signed("officer_b").get(f"{OVERVIEW}{pk}/remove/").status_code == 404


def test_secrets_stand_encrypted_under_the_key_of_their_person(world: dict[str, Any], clock: Clock) -> None:
    own = signed("officer_a")
    secret = set_up(own, clock)
    codes = recovery(own)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM sign_in_factor")
        stored = b"".join(bytes(row[0]) for row in cursor.fetchall())
    told = str(list(JournalEntry.objects.values()))
    for text in (secret, *codes):
        assert text.encode() not in stored
        assert text not in told
    keystore().erase(world["officer_a"].data_key)
    with pytest.raises(Erased):
        Factor.objects.filter(kind="totp").get().secret.open()
    client = Client()
    tried(client, "officer_a", PASSWORD)
    assert second(client, code_of(secret, clock)).status_code == 422
