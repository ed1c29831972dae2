"""One-time links: good once, for three days, for one account; made by whoever may open the account."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from kheo.core.journal.models import JournalDeed, JournalEntry
from kheo.organisations.actions.people import register_person
from kheo.organisations.models import Account, Invitation
from kheo.organisations.signing import invitations
from kheo.organisations.tests.signing_in import PASSWORD, Clock, clock, tried, with_accounts
from kheo.organisations.tests.test_pages import held, sent
from kheo.organisations.tests.world import LOAD

__all__ = ["clock"]
OWN = "mot-cau-cua-rieng-toi"


@pytest.fixture
def world(db: str) -> dict[str, Any]:
    return with_accounts()


def signed(name: str) -> Client:
    client = Client()
    assert tried(client, name, PASSWORD).status_code == 302
    return client


def link(answer: Any) -> str:
    return re.search(r'<code class="link">http://testserver([^<]+)</code>', answer.content.decode())[1]


@pytest.fixture
def fresh(world: dict[str, Any], clock: Clock) -> tuple[Any, str]:
    """Someone new, and their link."""
    from datetime import timedelta

    person = register_person(by=LOAD, at=clock(), name="Đỗ Ếch", expires=(clock() + timedelta(days=400)).date())
    return person, link(sent(signed("manager"), f"/people/{person.pk}/account/", username="Ech"))


def test_a_person_sets_their_own_password_and_nobody_else_knows_it(fresh: Any, clock: Clock) -> None:
    person, address = fresh
    assert not Account.objects.get(person=person).has_usable_password()
    assert tried(Client(), "ech", "").status_code == 422
    client = Client()
    arrived = client.get(address)
    assert (arrived.status_code, arrived.url) == (302, "/invitation/")
    assert sent(client, "/invitation/", password="ngan").status_code == 422
    assert sent(client, "/invitation/", password=OWN).url == "/sign-in/"
    assert "Đã đặt mật khẩu" in client.get("/sign-in/").content.decode()
    assert tried(client, "ech", OWN).url == "/"
    done = JournalDeed.objects.get(verb="organisations.accept-invitation")
    assert (done.actor, done.subject) == (f"person:{person.pk}", f"organisations.person:{person.pk}")


def test_a_link_is_good_once(fresh: Any, clock: Clock) -> None:
    _person, address = fresh
    first, second = Client(), Client()
    first.get(address)
    second.get(address)
    opened = held(second, "/invitation/")
    assert sent(first, "/invitation/", password=OWN).status_code == 302
    late = second.post("/invitation/", {**opened, "password": "mot-cau-cua-ke-khac"})
    assert late.status_code == 410
    assert tried(Client(), "ech", OWN).status_code == 302


def test_a_link_is_good_for_three_days_and_then_erased(fresh: Any, clock: Clock) -> None:
    _person, address = fresh
    clock.pass_(hours=71)
    client = Client()
    client.get(address)
    assert client.get("/invitation/").status_code == 200
    clock.pass_(hours=2)
    assert client.get("/invitation/").status_code == 410
    invitations.forget(clock())
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize("wrong", ["x", "x" * 43, "%00", "☃", "a" * 5_000])
def test_what_is_no_link_is_told_so(fresh: Any, clock: Clock, wrong: str) -> None:
    client = Client()
    assert client.get("/invitation/").status_code == 410
    assert client.get(f"/invitation/{wrong}/").status_code == 302
    assert client.get("/invitation/").status_code == 410


def test_the_link_is_kept_as_a_hash_and_stands_in_no_journal(fresh: Any, clock: Clock) -> None:
    _person, address = fresh
    token = address.strip("/").split("/")[-1]
    assert token not in str(list(Invitation.objects.values())) + str(list(JournalEntry.objects.values()))
    assert Invitation.objects.get().token == invitations.hash_of(token)


def test_a_form_sent_twice_shows_no_link_that_is_not_kept(world: dict[str, Any], clock: Clock) -> None:
    client, address = signed("manager"), f"/people/{world['officer_a'].pk}/link/"
    values = held(client, address)
    first = link(client.post(address, values))
    again = client.post(address, values)
    assert (again.status_code, 'class="link"' in again.content.decode()) == (409, False)
    own = Client()
    own.get(first)
    assert own.get("/invitation/").status_code == 200


def test_another_link_voids_the_one_before_and_the_old_password_holds_until_it_is_used(
    world: dict[str, Any], clock: Clock
) -> None:
    client, address = signed("manager"), f"/people/{world['officer_a'].pk}/link/"
    old, new = (link(sent(client, address)) for _ in range(2))
    at_work = signed("officer_a")
    stale, own = Client(), Client()
    stale.get(old)
    assert stale.get("/invitation/").status_code == 410
    own.get(new)
    assert at_work.get("/").status_code == 200
    assert sent(own, "/invitation/", password=OWN).status_code == 302
    assert at_work.get("/account/sessions/").status_code == 302  # signed out
    assert [tried(Client(), "officer_a", word).status_code for word in (PASSWORD, OWN)] == [422, 302]


def test_only_who_may_open_an_account_makes_a_link(world: dict[str, Any], clock: Clock) -> None:
    address = f"/people/{world['officer_a'].pk}/link/"
    assert sent(signed("officer_a"), address).status_code == 403
    assert signed("officer_b").get(address).status_code == 404
    assert Invitation.objects.count() == 0


def test_a_link_makes_the_browser_known(world: dict[str, Any], clock: Clock) -> None:
    made = link(sent(signed("manager"), f"/people/{world['officer_a'].pk}/link/"))
    for _ in range(6):
        tried(Client(), "officer_a", "sai")
    own = Client()
    own.get(made)
    sent(own, "/invitation/", password=OWN)
    assert tried(Client(), "officer_a", OWN).status_code == 429
    assert tried(own, "officer_a", OWN).status_code == 302
