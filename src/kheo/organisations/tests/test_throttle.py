"""Lock-out that cannot lock others out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from kheo.core.secrets import keystore
from kheo.organisations.models import Tries
from kheo.organisations.signing import throttle
from kheo.organisations.signing.throttle import KINDS, door, doors, forget, knock, opened, pause, source_of
from kheo.organisations.tests.signing_in import (
    HERE,
    PASSWORD,
    THERE,
    Clock,
    clock,
    counted_hashing,
    tried,
    with_accounts,
)

__all__ = ["clock"]


@pytest.fixture
def world(db: str) -> dict[str, Any]:
    return with_accounts()


def statuses(name: str, password: str, times: int, source: str = HERE) -> list[int]:
    return [tried(Client(), name, password, source).status_code for _ in range(times)]


def test_the_right_password_is_not_looked_at_while_the_door_is_shut(world: dict[str, Any], clock: Clock) -> None:
    assert statuses("officer_a", "sai", 6) == [422] * 5 + [429]
    assert statuses("officer_a", PASSWORD, 1) == [429]
    clock.pass_(seconds=11)
    assert statuses("officer_a", PASSWORD, 1) == [302]


def test_the_pause_grows_and_has_an_end() -> None:
    kind = KINDS["pair"]
    pauses = [pause(kind, wrong).total_seconds() for wrong in range(4, 14)]
    assert pauses == [0, 10, 20, 40, 80, 160, 320, 640, 900, 900]
    assert pause(KINDS["account"], 10_000) == timedelta(seconds=30)


def test_a_stranger_shuts_out_neither_the_known_browser_nor_another_place(world: dict[str, Any], clock: Clock) -> None:
    own = Client()
    assert tried(own, "officer_a", PASSWORD).status_code == 302
    own.post("/sign-out/")
    assert statuses("officer_a", "sai", 8, THERE)[-1] == 429
    assert tried(own, "officer_a", PASSWORD, THERE).status_code == 302  # from the very place of the stranger
    assert statuses("officer_a", PASSWORD, 1, HERE) == [302]  # from another, in a new browser


def test_many_sources_shut_an_account_for_half_a_minute_at_most(world: dict[str, Any], clock: Clock) -> None:
    own = Client()
    tried(own, "officer_a", PASSWORD)
    own.post("/sign-out/")
    spread = [statuses("officer_a", "sai", 1, f"192.0.2.{number}")[0] for number in range(62)]
    assert (spread[0], spread[-1]) == (422, 429)
    assert tried(own, "officer_a", PASSWORD).status_code == 302
    assert statuses("officer_a", PASSWORD, 1, THERE) == [429]
    assert statuses("officer_b", PASSWORD, 1, THERE) == [302]
    clock.pass_(seconds=31)
    assert statuses("officer_a", PASSWORD, 1, THERE) == [302]


def test_one_password_on_many_names_shuts_the_source_alone(world: dict[str, Any], clock: Clock) -> None:
    sprayed = [statuses(f"ten{number}", "Matkhau@123", 1)[0] for number in range(42)]
    assert sprayed == [422] * 40 + [429] * 2
    assert statuses("officer_a", PASSWORD, 1, HERE) == [429]
    assert statuses("officer_a", PASSWORD, 1, THERE) == [302]


def test_a_known_browser_is_no_free_pass_and_good_for_its_own_name_alone(world: dict[str, Any], clock: Clock) -> None:
    own = Client()
    tried(own, "officer_a", PASSWORD)
    own.post("/sign-out/")
    assert [tried(own, "officer_a", "sai").status_code for _ in range(11)] == [422] * 10 + [429]
    assert [tried(own, "officer_b", "sai").status_code for _ in range(6)] == [422] * 5 + [429]
    own.cookies["kheo_known"] = own.cookies["kheo_known"].value[:-2] + "xx"
    assert [tried(own, "officer_a", "sai", THERE).status_code for _ in range(6)] == [422] * 5 + [429]


def test_a_shared_computer_is_known_by_several_names(world: dict[str, Any], clock: Clock) -> None:
    shared = Client()
    for name in ("officer_a", "officer_b"):
        assert tried(shared, name, PASSWORD).status_code == 302
        shared.post("/sign-out/")
    assert "officer" not in shared.cookies["kheo_known"].value
    for name in ("officer_a", "officer_b"):
        statuses(name, "sai", 6)
        assert tried(shared, name, PASSWORD).status_code == 302
        shared.post("/sign-out/")


def test_names_that_exist_and_that_do_not_are_answered_alike_at_the_same_work(
    world: dict[str, Any], clock: Clock, monkeypatch: pytest.MonkeyPatch, django_queries: Any
) -> None:
    names = ("officer_a", "khong_ai", "OFFICER_A ")
    with counted_hashing(monkeypatch) as calls:
        seen = {}
        for source, name in zip((HERE, THERE, "192.0.2.1"), names, strict=True):
            calls.clear()
            with django_queries() as made:
                codes = statuses(name, "sai", 6, source)
            verbs = [one["sql"].split(" ", 1)[0] for one in made]
            seen[name] = (codes, len(calls), verbs)
    assert seen["officer_a"] == seen["khong_ai"]
    assert seen["officer_a"][:2] == ([422] * 5 + [429], 5)  # one derivation for each try, none where the door is shut


def test_no_address_and_no_name_is_kept_and_the_key_goes_with_the_day(world: dict[str, Any], clock: Clock) -> None:
    statuses("officer_a", "sai", 2)
    rows = list(Tries.objects.values())
    assert len(rows) == 3
    assert [one for one in (HERE, "officer_a") if one in str(rows)] == []
    at = clock()
    before = {one.key for one in doors("officer_a", HERE, "", at)}
    assert before == {row["door"] for row in rows}
    clock.pass_(days=1)
    forget(clock())
    assert not keystore().holds(f"sign-in-{timezone.localdate(at):%Y-%m-%d}")
    assert Tries.objects.count() == 3  # not a day old, and nobody can say of whom any more
    clock.pass_(minutes=1)
    forget(clock())
    assert Tries.objects.count() == 0
    assert {one.key for one in doors("officer_a", HERE, "", clock())}.isdisjoint(before)


def test_tries_at_once_are_no_way_around(world: dict[str, Any]) -> None:
    at = timezone.now()
    through = [door("pair", at, "ai do")]
    together = Barrier(8)

    def one(_number: int) -> bool:
        together.wait()
        try:
            return not knock(through, at)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        passed = sum(pool.map(one, range(8)))
    assert passed == KINDS["pair"].free


def test_after_a_quiet_hour_a_door_is_as_new(world: dict[str, Any]) -> None:
    at = timezone.now()
    through = [door("pair", at, "ai do")]
    for _ in range(4):
        assert not knock(through, at)
    assert [bool(knock(through, at + timedelta(minutes=61))) for _ in range(4)] == [False] * 4


def test_a_right_password_takes_back_its_own_count_alone(world: dict[str, Any]) -> None:
    at = timezone.now()
    for name in ("a", "b", "c"):
        knock(doors(name, HERE, "", at), at)
    opened(doors("c", HERE, "", at), at)
    source = door("source", at, HERE)
    assert Tries.objects.get(door=source.key).wrong == 2
    assert not Tries.objects.filter(door=door("pair", at, "c", HERE).key).exists()


@pytest.mark.parametrize(
    ("proxies", "meta", "source"),
    [
        (0, {"REMOTE_ADDR": "203.0.113.7", "HTTP_X_FORWARDED_FOR": "192.0.2.1"}, "203.0.113.7"),
        (0, {"REMOTE_ADDR": "127.0.0.1"}, ""),
        (1, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.66, 203.0.113.7"}, "203.0.113.7"),
        (2, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.7, 10.0.0.2"}, "203.0.113.7"),
        (1, {"REMOTE_ADDR": "203.0.113.7"}, ""),
        (1, {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "<script>"}, ""),
        (0, {"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, "2001:0db8:0001:0002"),
        (0, {"REMOTE_ADDR": "::ffff:203.0.113.7"}, "203.0.113.7"),
    ],
)
def test_where_a_request_comes_from(
    monkeypatch: pytest.MonkeyPatch, proxies: int, meta: dict[str, str], source: str
) -> None:
    monkeypatch.setattr(settings, "KHEO_PROXIES", proxies)
    assert source_of(RequestFactory().get("/", **meta)) == source


def test_every_door_has_its_numbers() -> None:
    assert set(throttle.KINDS) >= {"pair", "source", "account", "known"}
    assert throttle.KINDS["account"].longest <= timedelta(seconds=30)
