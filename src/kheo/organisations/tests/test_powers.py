"""Ways in which someone could come to more than they were given, each closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kheo.core.access import fetch
from kheo.core.actions import Deed, action
from kheo.core.actions.receipts import Unremembered
from kheo.core.errors import Invalid, NotAllowed, NotFound
from kheo.core.journal.reading import history
from kheo.organisations.actions.grants import Access, give_access
from kheo.organisations.actions.mandates import (
    accept_handover,
    appoint,
    assign_locality,
    correct_mandate,
    deputise,
    end_charge,
    end_leave,
    end_mandate,
    offer_handover,
    take_leave,
)
from kheo.organisations.actions.people import (
    close_account,
    correct_person,
    erase_person,
    open_account,
    register_person,
    renew_password,
)
from kheo.organisations.actions.units import place
from kheo.organisations.actor import PersonActor
from kheo.organisations.models import Charge, Handover, Leave, Mandate, Person, Power, Role, Tree
from kheo.organisations.policies import may_set_up
from kheo.organisations.powers import Held, beyond, of_people
from kheo.organisations.queries.journal import reads_all
from kheo.organisations.tests.world import AT, LOAD, START, cast

pytestmark = pytest.mark.usefixtures("db")

TODAY = date(2026, 7, 1)
LATER = date(2026, 9, 1)
STRONG = Unremembered("mot-cau-that-dai")


@pytest.fixture
def world() -> dict[str, Any]:
    """The cast, and an administrator at P beside its manager."""
    made = cast()
    made["admin"] = register_person(by=LOAD, at=AT, name="Quản trị", expires=date(2027, 6, 30))
    role = Role.objects.get(code="administrator")
    made["office"] = appoint(made["p"], by=LOAD, at=AT, person=made["admin"], role=role, start=START)
    return made


def actor(person: Person) -> PersonActor:
    return PersonActor(person.pk)


def mandate(person: Person) -> Mandate:
    found: Mandate = Mandate.objects.get(person=person)
    return found


@action("tests.power", "give a role a power", policy=may_set_up)
def power(*, deed: Deed, role: str, tree: str, capability: str) -> None:
    deed.create(Power, role_id=role, tree_id=tree, capability=capability)


def test_nobody_deputises_anyone_for_whoever_may_do_more(world: dict[str, Any]) -> None:
    by, days = actor(world["manager"]), {"start": TODAY, "end": LATER}
    with pytest.raises(NotAllowed) as refusal:
        deputise(world["office"], by=by, at=AT, person=world["officer_a"], **days)
    assert refusal.value.code == "gives-more"
    with pytest.raises(NotAllowed) as refusal:
        take_leave(world["office"], by=by, at=AT, deputy=world["officer_a"], **days)
    assert (refusal.value.code, Leave.objects.count()) == ("gives-more", 0)


def test_nobody_appoints_or_deputises_themselves(world: dict[str, Any]) -> None:
    by = actor(world["manager"])
    with pytest.raises(NotAllowed) as refusal:
        appoint(world["a"], by=by, at=AT, person=world["manager"], role=Role.objects.get(code="officer"), start=TODAY)
    assert refusal.value.code == "oneself"
    with pytest.raises(NotAllowed) as refusal:
        deputise(mandate(world["officer_a"]), by=by, at=AT, person=world["manager"], start=TODAY, end=LATER)
    assert refusal.value.code == "oneself"


def test_nobody_gives_themselves_access(world: dict[str, Any]) -> None:
    access = Access("people.read", world["manager"], "thử", TODAY, tree=Tree.objects.get(code="party"))
    with pytest.raises(NotAllowed) as refusal:
        give_access(world["a"], by=actor(world["manager"]), at=AT, access=access)
    assert refusal.value.code == "oneself"


def test_a_mandate_does_not_open_the_details_of_a_stranger(world: dict[str, Any]) -> None:
    far = register_person(by=LOAD, at=AT, name="Người nơi khác", expires=LATER)
    appoint(world["elsewhere"], by=LOAD, at=AT, person=far, role=Role.objects.get(code="officer"), start=START)
    with pytest.raises(NotAllowed) as refusal:
        appoint(
            world["a"],
            by=actor(world["manager"]),
            at=AT,
            person=far,
            role=Role.objects.get(code="officer"),
            start=TODAY,
        )
    assert refusal.value.code == "unseen"


def test_a_person_without_any_mandate_yet_is_seen_by_whoever_appoints_and_by_nobody_else(world: dict[str, Any]) -> None:
    new = world["stranger"]
    assert fetch(Person.objects.visible_to(actor(world["manager"]), AT), new.pk) == new
    with pytest.raises(NotFound):
        fetch(Person.objects.visible_to(actor(world["officer_a"]), AT), new.pk)


def test_a_role_that_reaches_further_in_another_tree_gives_more(world: dict[str, Any]) -> None:
    place(world["a"], by=LOAD, at=AT, tree="state", parent=None, on=TODAY)
    place(world["elsewhere"], by=LOAD, at=AT, tree="state", parent=world["a"], on=TODAY)
    manager = actor(world["manager"])
    own, wider = (Held(tree, world["a"].pk, "units.manage") for tree in ("party", "state"))
    assert beyond(manager, {own, wider}, AT) == {wider}
    power(by=LOAD, at=AT, role="officer", tree="state", capability="units.manage")
    role = Role.objects.get(code="officer")
    with pytest.raises(NotAllowed) as refusal:
        appoint(world["a"], by=manager, at=AT, person=world["stranger"], role=role, start=TODAY)
    assert (refusal.value.code, refusal.value.data["capability"]) == ("gives-more", "units.manage")


def test_what_one_holds_is_told_in_few_queries(world: dict[str, Any], django_queries: Any) -> None:
    manager = actor(world["manager"])
    held = {
        Held("party", world[name].pk, capability) for name in "ab" for capability in ("people.read", "units.manage")
    }
    with django_queries() as made:
        assert beyond(manager, held, AT) == set()
    assert len(made) <= 8
    with django_queries() as made:
        of_people([one.pk for one in Person.objects.all()], TODAY)
    assert len(made) == 4


@pytest.mark.parametrize("name", ["password", "account", "close", "erase"])
def test_nobody_gets_at_the_account_of_whoever_may_do_more(world: dict[str, Any], name: str) -> None:
    person, by = world["admin"], actor(world["manager"])
    if name in {"password", "close"}:
        open_account(person, by=LOAD, at=AT, username="quantri", password=STRONG)
    acts: dict[str, Any] = {
        "password": lambda: renew_password(person, by=by, at=AT, password=Unremembered("mot-cau-khac-dai")),
        "account": lambda: open_account(person, by=by, at=AT, username="quantri", password=STRONG),
        "close": lambda: close_account(person, by=by, at=AT),
        "erase": lambda: erase_person(person, by=by, at=AT),
    }
    with pytest.raises(NotAllowed) as refusal:
        acts[name]()
    assert refusal.value.code == "holds-more"


def test_who_had_a_mandate_elsewhere_is_not_managed_here(world: dict[str, Any]) -> None:
    end_mandate(mandate(world["officer_b"]), by=LOAD, at=AT, on=TODAY)
    by = register_person(by=LOAD, at=AT, name="Quản lý A", expires=LATER)
    appoint(world["a"], by=LOAD, at=AT, person=by, role=Role.objects.get(code="manager"), start=START)
    with pytest.raises(NotAllowed) as refusal:
        correct_person(world["officer_b"], by=actor(by), at=AT, name="Khác")
    assert refusal.value.code == "out-of-reach"
    assert correct_person(world["officer_b"], by=actor(world["manager"]), at=AT, phone="").phone is None


def test_access_to_a_record_is_given_where_the_record_is(world: dict[str, Any]) -> None:
    far = register_person(by=LOAD, at=AT, name="Người nơi khác", expires=LATER)
    role = Role.objects.get(code="officer")
    there = appoint(world["elsewhere"], by=LOAD, at=AT, person=far, role=role, start=START)
    manager, kind = actor(world["manager"]), "organisations.mandate"

    def give(key: int, kind: str = kind) -> None:
        access = Access("people.read", world["officer_a"], "thử", TODAY, kind=kind, key=key)
        give_access(world["a"], by=manager, at=AT, access=access)

    with pytest.raises(NotFound):
        give(there.pk)
    with pytest.raises(Invalid) as refusal:
        give(mandate(world["officer_b"]).pk)
    assert refusal.value.code == "not-of-unit"
    for other in ("organisations.person", "organisations.nothing"):
        with pytest.raises(Invalid) as refusal:
            give(world["officer_a"].pk, other)
        assert refusal.value.code == "object"
    give(mandate(world["officer_a"]).pk)


def test_only_the_system_makes_a_root_since_the_journal_is_read_there(world: dict[str, Any]) -> None:
    local = register_person(by=LOAD, at=AT, name="Quản trị A", expires=LATER)
    appoint(world["a"], by=LOAD, at=AT, person=local, role=Role.objects.get(code="administrator"), start=START)
    assert not reads_all(actor(local), AT)
    with pytest.raises(NotAllowed):
        place(world["a"], by=actor(local), at=AT, tree="party", parent=None, on=TODAY)
    assert not reads_all(actor(local), AT)


def test_what_hangs_on_a_mandate_keeps_within_it(world: dict[str, Any]) -> None:
    held = mandate(world["officer_a"])
    standing = deputise(held, by=LOAD, at=AT, person=world["stranger"], start=TODAY, end=LATER)
    other = register_person(by=LOAD, at=AT, name="Người thay thứ hai", expires=LATER)
    deputise(standing, by=LOAD, at=AT, person=other, start=TODAY, end=LATER)
    for locality, start in (("a", TODAY), ("b", date(2026, 8, 15))):
        assign_locality(held, by=LOAD, at=AT, unit=world[locality], start=start)
    end = date(2026, 8, 1)
    end_mandate(held, by=actor(world["manager"]), at=AT, on=end)
    assert set(Mandate.objects.filter(unit=world["a"]).values_list("end", flat=True)) == {end}
    assert [(one.unit, one.end) for one in Charge.objects.all()] == [(world["a"], end)]


def test_a_mandate_is_put_right(world: dict[str, Any]) -> None:
    held, by = mandate(world["officer_a"]), actor(world["manager"])
    corrected = correct_mandate(held, by=by, at=AT, start=date(2020, 1, 1), end=LATER, basis="QĐ số 1 (mẫu)")
    assert (corrected.start, corrected.end, corrected.basis) == (date(2020, 1, 1), LATER, "QĐ số 1 (mẫu)")
    with pytest.raises(Invalid) as refusal:
        correct_mandate(held, by=by, at=AT, start=LATER, end=TODAY, basis="")
    assert refusal.value.code == "order"
    with pytest.raises(NotAllowed) as beyond_reach:
        correct_mandate(world["office"], by=by, at=AT, start=date(1999, 1, 1), end=LATER, basis="")
    assert beyond_reach.value.code == "gives-more"


def test_nobody_holds_a_role_twice_at_once(world: dict[str, Any]) -> None:
    role = Role.objects.get(code="officer")
    with pytest.raises(Invalid) as refusal:
        appoint(world["a"], by=LOAD, at=AT, person=world["officer_a"], role=role, start=TODAY)
    assert refusal.value.code == "held-already"


def test_planned_leave_and_planned_localities_can_be_taken_back(world: dict[str, Any]) -> None:
    held, soon = mandate(world["officer_a"]), TODAY + timedelta(days=20)
    planned = take_leave(held, by=LOAD, at=AT, start=soon, end=LATER, deputy=world["stranger"])
    end_leave(planned, by=actor(world["officer_a"]), at=AT, on=TODAY)
    assert (Leave.objects.count(), Mandate.objects.filter(deputises=held).count()) == (0, 0)
    charge = assign_locality(held, by=LOAD, at=AT, unit=world["b"], start=soon)
    end_charge(charge, by=actor(world["manager"]), at=AT, on=TODAY)
    assert Charge.objects.count() == 0


def test_a_handover_is_seen_by_the_two_whom_it_concerns_and_at_both_units(world: dict[str, Any]) -> None:
    giver, taker = mandate(world["officer_a"]), mandate(world["officer_b"])
    offered = offer_handover(giver, by=actor(world["officer_a"]), at=AT, taker=taker)
    for name, sees in (("officer_a", True), ("officer_b", True), ("manager", True), ("stranger", False)):
        seen = Handover.objects.visible_to(actor(world[name]), AT)
        assert (name, seen.filter(pk=offered.pk).exists()) == (name, sees)


def test_nobody_is_made_to_take_over_by_who_manages_the_giver_alone(world: dict[str, Any]) -> None:
    local = register_person(by=LOAD, at=AT, name="Quản lý A", expires=LATER)
    appoint(world["a"], by=LOAD, at=AT, person=local, role=Role.objects.get(code="manager"), start=START)
    giver, taker = mandate(world["officer_a"]), mandate(world["officer_b"])
    offered = offer_handover(giver, by=actor(local), at=AT, taker=taker)
    with pytest.raises(NotAllowed):
        accept_handover(offered, by=actor(local), at=AT)


def test_work_is_neither_offered_to_nor_taken_over_under_a_mandate_that_ended(world: dict[str, Any]) -> None:
    giver, taker = mandate(world["officer_a"]), mandate(world["officer_b"])
    offered = offer_handover(giver, by=actor(world["officer_a"]), at=AT, taker=taker)
    end_mandate(taker, by=LOAD, at=AT, on=TODAY)
    with pytest.raises(Invalid) as refusal:
        accept_handover(Handover.objects.get(pk=offered.pk), by=actor(world["officer_b"]), at=AT)
    assert refusal.value.code == "ended"
    with pytest.raises(Invalid):
        offer_handover(giver, by=actor(world["officer_a"]), at=AT, taker=Mandate.objects.get(pk=taker.pk))


def test_the_journal_holds_no_hash_of_a_name(world: dict[str, Any]) -> None:
    person = world["officer_a"]
    erase_person(person, by=actor(world["manager"]), at=AT)
    told = "".join(str(change) for change in history("organisations.person", person.pk))
    for word in person_words():
        assert word not in told


def person_words() -> list[str]:
    from kheo.organisations.naming import word_marks

    return [mark.strip() for mark in word_marks("Cán bộ A")]


def test_a_root_of_the_files_is_refused_too(world: dict[str, Any]) -> None:
    from kheo.organisations.exchange.units import export, rehearse
    from kheo.organisations.tests.test_exchange_units import edited

    content = export(LOAD, AT)
    faults = rehearse(edited(content, ("1", "C2", None)), actor(world["manager"]), AT).faults
    assert [(fault.sheet, fault.cell) for fault in faults] == [("Vị trí", "C2")]
