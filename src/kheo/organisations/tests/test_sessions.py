"""Sessions: listed, ended, kept no longer than promised."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from kheo.core.actions.receipts import Unremembered
from kheo.core.jobs.queue import claim, perform, plan
from kheo.organisations.actions.people import close_account, renew_password
from kheo.organisations.models import Session, SignIn
from kheo.organisations.signing.browsers import family_of
from kheo.organisations.tests.signing_in import HERE, PASSWORD, Clock, clock, tried, with_accounts
from kheo.organisations.tests.world import LOAD

__all__ = ["clock"]

PHONE = (
    "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36"
)
DESK = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def world(db: str) -> dict[str, Any]:
    return with_accounts()


def signed(name: str, agent: str = DESK) -> Client:
    client = Client()
    assert tried(client, name, PASSWORD, HTTP_USER_AGENT=agent).status_code == 302
    return client


def page(client: Client) -> str:
    return client.get("/account/sessions/").content.decode()


def is_in(client: Client) -> bool:
    return client.get("/account/sessions/").status_code == 200


def test_an_officer_sees_where_they_are_signed_in_and_nobody_else(world: dict[str, Any], clock: Clock) -> None:
    desk, _phone, _other = signed("officer_a"), signed("officer_a", PHONE), signed("officer_b", PHONE)
    shown = page(desk)
    assert shown.count("Firefox trên máy tính") == 1
    assert shown.count("Chrome trên điện thoại") == 2  # in words, and for whoever hears the button
    assert shown.count("trình duyệt này") == 1
    assert HERE not in shown


def test_one_session_or_all_others_are_ended(world: dict[str, Any], clock: Clock) -> None:
    desk, phone, third, other = (
        signed("officer_a"),
        signed("officer_a", PHONE),
        signed("officer_a"),
        signed("officer_b"),
    )
    of_phone = SignIn.objects.get(browser="phone:Chrome")
    desk.post("/account/sessions/", {"end": of_phone.pk})
    assert [is_in(one) for one in (desk, phone, third, other)] == [True, False, True, True]
    desk.post("/account/sessions/", {"end": "others"})
    assert [is_in(one) for one in (desk, phone, third, other)] == [True, False, False, True]
    assert "Đã kết thúc" in page(desk)


@pytest.mark.parametrize("wrong", ["", "x", "-1", "9" * 30, "0"])
def test_what_cannot_be_ended_ends_nothing(world: dict[str, Any], clock: Clock, wrong: str) -> None:
    desk, other = signed("officer_a"), signed("officer_b")
    theirs = SignIn.objects.get(account__username="officer_b").pk
    assert [desk.post("/account/sessions/", {"end": end}).status_code for end in (wrong, theirs)] == [302, 302]
    assert [is_in(desk), is_in(other)] == [True, True]


def test_sessions_end_when_the_password_changes_or_the_account_closes(world: dict[str, Any], clock: Clock) -> None:
    a, a_too, b = signed("officer_a"), signed("officer_a"), signed("officer_b")
    fresh = Unremembered("mot-cau-dai-khac-han")
    renew_password(world["officer_a"], by=LOAD, at=clock(), password=fresh)
    assert Session.objects.filter(sign_in__account__username="officer_a").count() == 0
    assert [is_in(one) for one in (a, a_too, b)] == [False, False, True]
    close_account(world["officer_b"], by=LOAD, at=clock())
    assert (is_in(b), SignIn.objects.filter(account__person=world["officer_b"]).count()) == (False, 0)


def test_whoever_changes_their_own_password_signs_in_with_it(world: dict[str, Any], clock: Clock) -> None:
    a, a_too = signed("officer_a"), signed("officer_a")
    address = f"/people/{world['officer_a'].pk}/password/"
    from kheo.organisations.tests.test_pages import sent

    answer = sent(a, address, present=PASSWORD, password="mot-cau-dai-khac-han")
    assert answer.status_code == 302
    assert [is_in(a), is_in(a_too)] == [False, False]
    assert tried(a, "officer_a", "mot-cau-dai-khac-han").status_code == 302


def test_a_session_ends_after_half_a_day_unused_and_after_a_week_however_used(
    world: dict[str, Any], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.contrib.sessions.backends.base.timezone.now", clock)
    used, unused = signed("officer_a"), signed("officer_a")
    hours = 0
    while is_in(used) and hours < 400:
        clock.pass_(hours=11)
        hours += 11
        if hours == 22:
            assert not is_in(unused)
    assert 24 * 7 < hours <= 24 * 7 + 11


def test_last_use_is_noted_to_five_minutes(world: dict[str, Any], clock: Clock, django_queries: Any) -> None:
    a = signed("officer_a")
    row = SignIn.objects.get()
    clock.pass_(minutes=4)
    page(a)
    assert SignIn.objects.get().used == row.used
    clock.pass_(minutes=2)
    page(a)
    assert SignIn.objects.get().used == clock()


def test_sign_ins_are_erased_after_90_days_by_the_daily_job(world: dict[str, Any], clock: Clock) -> None:
    signed("officer_a")
    old, at = SignIn.objects.get(), timezone.now()
    SignIn.objects.filter(pk=old.pk).update(used=at - timedelta(days=91))
    signed("officer_a")
    plan(at)
    while (run := claim()) is not None:
        perform(run)
    assert [row.pk for row in SignIn.objects.all()] != [old.pk]
    assert SignIn.objects.count() == 1


@pytest.mark.parametrize(
    ("agent", "family"),
    [
        (PHONE, "phone:Chrome"),
        (DESK, "computer:Firefox"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537.36 Edg/120.0", "computer:Edge"),
        ("Mozilla/5.0 (Windows NT 10.0) coc_coc_browser/120 Chrome/114 Safari/537.36", "computer:CocCoc"),
        ("Mozilla/5.0 (iPhone) Version/18.0 Mobile/15E148 Safari/604.1", "phone:Safari"),
        ("", "computer:other"),
        ("\x00<script>" * 500, "computer:other"),
    ],
)
def test_of_a_browser_its_family_alone_is_kept(agent: str, family: str) -> None:
    assert family_of(agent) == family
