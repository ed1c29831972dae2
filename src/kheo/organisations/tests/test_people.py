from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from kheo.core.access import fetch
from kheo.core.actions.receipts import Unremembered
from kheo.core.errors import Conflict, Invalid, NotAllowed, NotFound
from kheo.core.jobs.queue import claim, perform, plan
from kheo.core.journal.reading import history, reveal
from kheo.core.journal.sealing import seal_all
from kheo.core.journal.verifying import verify
from kheo.core.lifecycle.proving import Cell, cells, try_move
from kheo.core.secrets import Erased
from kheo.organisations.actions.grants import Access, give_access, withdraw_access
from kheo.organisations.actions.mandates import (
    accept_handover,
    appoint,
    assign_locality,
    end_leave,
    end_mandate,
    offer_handover,
    take_leave,
)
from kheo.organisations.actions.people import (
    close_account,
    correct_person,
    erase_person,
    keep_person,
    open_account,
    register_person,
    renew_password,
)
from kheo.organisations.actions.successions import merge
from kheo.organisations.actor import PersonActor
from kheo.organisations.lifecycle import HANDOVER
from kheo.organisations.models import Account, Handover, Leave, Mandate, Person, Role
from kheo.organisations.policies import enters_for
from kheo.organisations.queries.people import mandates, name_of, named
from kheo.organisations.tasks import erase_expired
from kheo.organisations.tests.world import AT, LOAD, cast

pytestmark = pytest.mark.usefixtures("db")

TODAY = date(2026, 7, 1)
LATER = date(2026, 9, 1)


@pytest.fixture
def world() -> dict[str, Any]:
    """A province with communes A and B; a manager of the province, officers at A and B, a stranger."""
    return cast()


def actor(person: Person) -> PersonActor:
    return PersonActor(person.pk)


def test_a_manager_appoints_within_reach_and_nowhere_else(world: dict[str, Any]) -> None:
    values = {"person": world["stranger"], "role": Role.objects.get(code="officer"), "start": TODAY}
    made = appoint(world["a"], by=actor(world["manager"]), at=AT, **values)
    assert (made.person, made.unit, made.end) == (world["stranger"], world["a"], date.max)
    with pytest.raises(NotAllowed) as refusal:
        appoint(world["elsewhere"], by=actor(world["manager"]), at=AT, **values)
    assert refusal.value.code == "out-of-reach"


def test_nobody_appoints_into_a_role_that_gives_more_than_they_hold(world: dict[str, Any]) -> None:
    values = {"person": world["stranger"], "role": Role.objects.get(code="administrator"), "start": TODAY}
    with pytest.raises(NotAllowed) as refusal:
        appoint(world["a"], by=actor(world["manager"]), at=AT, **values)
    assert (refusal.value.code, refusal.value.data["capability"]) == ("gives-more", "journal.read")


def test_nobody_is_appointed_where_the_unit_does_not_exist(world: dict[str, Any]) -> None:
    values = {"person": world["stranger"], "role": Role.objects.get(code="officer"), "start": date(1999, 1, 1)}
    with pytest.raises(Invalid) as refusal:
        appoint(world["a"], by=actor(world["manager"]), at=AT, **values)
    assert refusal.value.code == "not-there"


def test_an_ended_mandate_reaches_nothing_any_more(world: dict[str, Any]) -> None:
    mandate = Mandate.objects.get(person=world["officer_a"])
    officer = actor(world["officer_a"])
    assert fetch(Mandate.objects.visible_to(officer, AT), mandate.pk) == mandate
    end_mandate(mandate, by=actor(world["manager"]), at=AT, on=TODAY)
    with pytest.raises(NotFound):
        fetch(Mandate.objects.visible_to(actor(world["officer_a"]), AT), mandate.pk)


def test_a_deputy_holds_the_role_for_the_days_of_leave_and_no_longer(world: dict[str, Any]) -> None:
    mandate = Mandate.objects.get(person=world["officer_a"])
    end = TODAY + timedelta(days=10)
    take_leave(mandate, by=actor(world["manager"]), at=AT, start=TODAY, end=end, deputy=world["stranger"])
    deputy = Mandate.objects.get(deputises=mandate)
    assert (deputy.person, deputy.unit, deputy.role_id, deputy.start, deputy.end) == (
        world["stranger"],
        world["a"],
        "officer",
        TODAY,
        end,
    )
    assert {span.root for span in actor(world["stranger"]).reach(AT) if span.tree == "party"} == {world["a"].pk}
    assert actor(world["stranger"]).reach(AT + timedelta(days=10)) == ()
    back = TODAY + timedelta(days=3)
    end_leave(Leave.objects.get(), by=actor(world["officer_a"]), at=AT, on=back)
    assert Mandate.objects.get(pk=deputy.pk).end == back


def test_an_assigned_locality_is_reached_and_nothing_else(world: dict[str, Any]) -> None:
    values = {"person": world["stranger"], "role": Role.objects.get(code="member"), "start": TODAY}
    member = appoint(world["p"], by=LOAD, at=AT, **values)
    assert actor(world["stranger"]).reach(AT) == ()
    assign_locality(member, by=LOAD, at=AT, unit=world["a"], start=TODAY)
    spans = {(span.tree, span.root, span.capability) for span in actor(world["stranger"]).reach(AT)}
    assert spans == {("party", world["a"].pk, "people.read")}, "there is nobody from whom it inherited"


def test_accepted_work_passes_once(world: dict[str, Any]) -> None:
    giver, taker = (Mandate.objects.get(person=world[name]) for name in ("officer_a", "officer_b"))
    handover = offer_handover(giver, by=actor(world["officer_a"]), at=AT, taker=taker, note="3 việc")
    accept_handover(handover, by=actor(world["officer_b"]), at=AT)
    assert Handover.objects.get().state == "accepted"


ROLES = ("officer_a", "officer_b", "manager", "stranger")
MAY = {
    ("accept", "officer_b"),
    ("accept", "manager"),
    ("decline", "officer_b"),
    ("withdraw", "officer_a"),
    ("withdraw", "manager"),
}
STEPS = {"offered": (), "accepted": ("accept",), "declined": ("decline",), "withdrawn": ("withdraw",)}
DOES = {"accept": "officer_b", "decline": "officer_b", "withdraw": "officer_a"}


@pytest.mark.parametrize("cell", cells(HANDOVER, ROLES), ids=str)
def test_every_move_of_a_handover_from_every_state_by_everyone(cell: Cell, world: dict[str, Any]) -> None:
    from kheo.core.errors import MoveNotOpen

    giver, taker = (Mandate.objects.get(person=world[name]) for name in ("officer_a", "officer_b"))
    handover = offer_handover(giver, by=actor(world["officer_a"]), at=AT, taker=taker)
    for name in STEPS[cell.state]:
        try_move(handover, name, by=actor(world[DOES[name]]), at=AT)
    assert handover.state == cell.state
    expected: Any = cell.move.target if (cell.move.name, cell.role) in MAY else NotAllowed
    outcome = try_move(handover, cell.move.name, by=actor(world[cell.role]), at=AT)
    assert outcome == (expected if cell.open else MoveNotOpen)


def test_names_are_found_by_any_word_with_or_without_diacritics(world: dict[str, Any]) -> None:
    rows = mandates(LOAD, AT, on=TODAY)
    assert [name_of(one.person) for one in named(rows, "can bo A")] == ["Cán bộ A"]
    assert [name_of(one.person) for one in named(rows, "CÁN BỘ")] == ["Cán bộ A", "Cán bộ B"]
    assert list(named(rows, "can boa")) == []


def test_what_was_erased_is_unreadable_everywhere(world: dict[str, Any], tmp_path: Path) -> None:
    person = world["officer_a"]
    [created] = history("organisations.person", person.pk)[:1]
    assert reveal(created)["name"] == "Cán bộ A"
    seal_all(AT)
    backup = None
    if connection.vendor == "sqlite":
        connection.close()
        backup = shutil.copy(connection.settings_dict["NAME"], tmp_path / "older.sqlite3")
    erase_person(person, by=actor(world["manager"]), at=AT)
    assert name_of(Person.objects.get(pk=person.pk)) == ""
    with pytest.raises(Erased):
        reveal(created)
    if backup:
        stored = Path(backup).read_bytes()
        assert "Cán bộ A".encode() not in stored
        assert b"can bo a" not in stored.lower()
        assert b"0912 345 678" not in stored
    assert verify().findings == []
    with pytest.raises(Invalid) as refusal:
        correct_person(Person.objects.get(pk=person.pk), by=actor(world["manager"]), at=AT, name="Khác")
    assert refusal.value.code == "erased"


def test_expiry_erases_by_itself(world: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from kheo.core.tasks import expire

    late = AT + timedelta(days=400)
    plan(late)
    names = set()
    while (run := claim(clock=lambda: late)) is not None:
        names.add(run.kind.name)
        perform(run)
    assert {expire.name, erase_expired.name} <= names
    assert name_of(Person.objects.get(pk=world["officer_a"].pk)) == ""
    assert Person.objects.exclude(words=None).count() == Person.objects.filter(expires__gte=late.date()).count()


def test_details_can_be_kept_longer(world: dict[str, Any]) -> None:
    keep_person(world["officer_a"], by=actor(world["manager"]), at=AT, expires=date(2030, 1, 31))
    assert name_of(Person.objects.get(pk=world["officer_a"].pk)) == "Cán bộ A"
    with pytest.raises(Invalid):
        keep_person(world["officer_a"], by=actor(world["manager"]), at=AT, expires=date(2020, 1, 31))


def test_an_account_opens_once_for_a_free_name_and_closes(world: dict[str, Any]) -> None:
    strong, by = Unremembered("mot-cau-that-dai"), actor(world["manager"])
    with pytest.raises(Invalid) as refusal:
        open_account(world["officer_a"], by=by, at=AT, username="canbo", password=Unremembered("123"))
    assert (refusal.value.code, Account.objects.count()) == ("weak-password", 0)
    open_account(world["officer_a"], by=by, at=AT, username="CanBo ", password=strong)
    with pytest.raises(Invalid) as refusal:
        open_account(world["officer_b"], by=by, at=AT, username="canbo", password=strong)
    assert refusal.value.code == "username-taken"
    person = Person.objects.get(pk=world["officer_a"].pk)
    with pytest.raises(Invalid) as refusal:
        renew_password(person, by=actor(person), at=AT, password=Unremembered("cau-khac-rat-dai"))
    assert refusal.value.code == "present-password"
    renew_password(person, by=actor(person), at=AT, password=Unremembered("cau-khac-rat-dai"), present=strong)
    assert Account.objects.get().check_password("cau-khac-rat-dai")
    close_account(person, by=by, at=AT)
    assert (Account.objects.count(), Person.objects.get(pk=person.pk).signs_in) == (0, False)


def test_a_unit_with_an_account_enters_its_own_records(world: dict[str, Any]) -> None:
    class Entry:
        unit_id = world["a"].pk

    policy = enters_for("records.enter")
    assert policy(actor(world["manager"]), Entry, AT)
    assert policy(actor(world["officer_a"]), Entry, AT)
    assert policy(actor(world["officer_b"]), Entry, AT).code == "out-of-reach"
    open_account(world["officer_a"], by=LOAD, at=AT, username="a", password=Unremembered("mot-cau-that-dai"))
    assert policy(actor(world["manager"]), Entry, AT).code == "has-account"
    assert policy(actor(world["officer_a"]), Entry, AT)


def test_a_grant_opens_one_record_until_it_is_withdrawn(world: dict[str, Any]) -> None:
    mandate = Mandate.objects.get(person=world["officer_b"])
    seen = lambda: list(Mandate.objects.visible_to(actor(world["officer_a"]), AT).filter(unit=world["b"]))  # noqa: E731
    assert seen() == []
    access = Access(
        "people.read", world["officer_a"], "phối hợp", date(2026, 6, 1), kind="organisations.mandate", key=mandate.pk
    )
    grant = give_access(world["b"], by=actor(world["manager"]), at=AT, access=access)
    assert seen() == [mandate]
    withdraw_access(grant, by=actor(world["manager"]), at=AT, on=TODAY)
    assert seen() == []


def test_nobody_gives_access_that_they_do_not_hold(world: dict[str, Any]) -> None:
    access = Access("journal.read", world["officer_a"], "thử", TODAY, kind="organisations.unit", key=world["a"].pk)
    with pytest.raises(NotAllowed) as refusal:
        give_access(world["a"], by=actor(world["manager"]), at=AT, access=access)
    assert refusal.value.code == "not-yours-to-give"


def test_of_two_officers_who_change_one_mandate_one_wins_and_the_other_is_told(world: dict[str, Any]) -> None:
    mine, theirs = (Mandate.objects.get(person=world["officer_a"]) for _ in range(2))
    end_mandate(mine, by=actor(world["manager"]), at=AT, on=LATER)
    with pytest.raises(Conflict) as refusal:
        end_mandate(theirs, by=LOAD, at=AT, on=date(2026, 10, 1))
    assert (refusal.value.data["by"], refusal.value.data["fields"]) == (f"person:{world['manager'].pk}", "end")
    assert Mandate.objects.get(pk=mine.pk).end == LATER


def test_mandates_end_with_their_unit(world: dict[str, Any]) -> None:
    merge(world["b"], by=LOAD, at=AT, units=[world["a"]], on=LATER)
    assert Mandate.objects.get(person=world["officer_a"]).end == LATER


def test_two_people_with_the_same_name_are_two(world: dict[str, Any]) -> None:
    one, other = (register_person(by=LOAD, at=AT, name="Cán bộ C", expires=LATER) for _ in range(2))
    assert (one.words, one.initial) == (other.words, other.initial)
    assert one.name.box != other.name.box
