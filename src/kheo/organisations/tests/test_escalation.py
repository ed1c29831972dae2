"""Ways in which someone could get more than they were given, each of them closed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kheo.core.access import PUBLIC
from kheo.core.errors import Invalid, NotAllowed, NotFound
from kheo.organisations.actions.grants import Access, give_access
from kheo.organisations.actions.mandates import appoint
from kheo.organisations.actions.people import register_person
from kheo.organisations.actions.successions import Part, merge
from kheo.organisations.actions.units import found, place
from kheo.organisations.actor import PersonActor
from kheo.organisations.models import Mandate, Person, Placement, Power, Role, Succession, Tree, Unit
from kheo.organisations.queries.journal import reads_all
from kheo.organisations.tests.random_world import write
from kheo.organisations.tests.world import AT, LOAD, START, cast, unit

pytestmark = pytest.mark.usefixtures("db")

TODAY = date(2026, 7, 1)


@pytest.fixture
def world() -> dict[str, Any]:
    return cast()


def actor(person: Person) -> PersonActor:
    return PersonActor(person.pk)


def appointed(role: str, place: Unit) -> PersonActor:
    person = register_person(by=LOAD, at=AT, name="Quản trị", expires=date(2027, 6, 30))
    appoint(place, by=LOAD, at=AT, person=person, role=Role.objects.get(code=role), start=START)
    return actor(person)


def test_the_journal_is_read_at_the_top_of_a_tree_alone(world: dict[str, Any]) -> None:
    assert reads_all(appointed("administrator", world["p"]), AT)
    assert not reads_all(appointed("administrator", world["a"]), AT)


def test_nobody_but_the_system_moves_a_unit_to_the_top(world: dict[str, Any]) -> None:
    who = appointed("administrator", world["a"])
    with pytest.raises(NotAllowed):
        place(world["a"], by=who, at=AT, tree="party", parent=None, on=TODAY)
    assert not reads_all(who, AT)


def test_a_record_of_another_unit_is_not_opened_in_the_name_of_ones_own(world: dict[str, Any]) -> None:
    who = appointed("manager", world["a"])
    theirs = Mandate.objects.get(person=world["officer_b"])
    access = Access("people.read", world["officer_a"], "thử", TODAY, kind="organisations.mandate", key=theirs.pk)
    with pytest.raises(NotFound):
        give_access(world["a"], by=who, at=AT, access=access)


def test_access_is_given_to_records_of_a_kind_that_there_is(world: dict[str, Any]) -> None:
    access = Access("people.read", world["officer_a"], "thử", TODAY, kind="auth.password", key=1)
    with pytest.raises(Invalid) as refusal:
        give_access(world["a"], by=appointed("manager", world["a"]), at=AT, access=access)
    assert refusal.value.code == "object"


def test_what_is_held_in_one_tree_is_not_given_in_another(world: dict[str, Any]) -> None:
    """A stands above B in the state tree, where nobody gave A's manager anything."""
    place(world["p"], by=LOAD, at=AT, tree="state", parent=None, on=START)
    place(world["a"], by=LOAD, at=AT, tree="state", parent=world["p"], on=START)
    place(world["b"], by=LOAD, at=AT, tree="state", parent=world["a"], on=START)
    who = appointed("manager", world["a"])
    access = Access("people.read", world["officer_a"], "thử", TODAY, tree=Tree.objects.get(code="state"))
    with pytest.raises(NotAllowed) as given:
        give_access(world["a"], by=who, at=AT, access=access)
    assert given.value.code == "not-yours-to-give"
    (role,) = write(Role, [{"code": "inspector", "label_vi": "–", "label_en": "–"}])
    write(Power, [{"role_id": "inspector", "tree_id": "state", "capability": "people.read"}])
    with pytest.raises(NotAllowed) as appointing:
        appoint(world["a"], by=who, at=AT, person=world["stranger"], role=role, start=TODAY)
    assert appointing.value.code == "gives-more"


def test_what_is_published_says_nothing_of_a_unit_that_is_not(world: dict[str, Any]) -> None:
    hidden = unit("H", world["p"], tree="party", published=False)
    below = found(hidden, by=LOAD, at=AT, code="L", name="L", kind="xa", level="commune", tree="party", start=START)
    merge(world["b"], by=LOAD, at=AT, units=[below], on=date(2020, 1, 1))
    merge(world["b"], by=LOAD, at=AT, units=[hidden], on=date(2021, 1, 1))
    shown = Placement.objects.visible_to(PUBLIC, AT)
    assert not shown.filter(parent=hidden).exists()
    assert set(Succession.objects.visible_to(PUBLIC, AT).values_list("predecessor", flat=True)) == {below.pk}


def test_a_unit_is_not_put_under_one_that_ends(world: dict[str, Any]) -> None:
    merge(world["b"], by=LOAD, at=AT, units=[world["a"]], on=date(2025, 7, 1))
    with pytest.raises(Invalid) as refusal:
        unit("N", world["a"], tree="party", start=date(2020, 1, 1))
    assert refusal.value.code == "parent-not-there"


def test_a_unit_does_not_end_before_what_will_stand_under_it(world: dict[str, Any]) -> None:
    unit("N", world["a"], tree="party", start=date(2030, 1, 1))
    with pytest.raises(Invalid) as refusal:
        merge(world["b"], by=LOAD, at=AT, units=[world["a"]], on=date(2025, 7, 1))
    assert refusal.value.code == "has-children"


def test_what_a_unit_became_on_a_day_is_said_once(world: dict[str, Any]) -> None:
    from kheo.organisations.actions.successions import cede

    day = date(2025, 7, 1)
    parts, kept = [Part(world["b"])], Part(world["a"])
    cede(world["a"], by=LOAD, at=AT, parts=parts, kept=kept, on=day)
    with pytest.raises(Invalid) as twice:
        cede(world["a"], by=LOAD, at=AT, parts=[Part(world["p"])], kept=kept, on=day)
    with pytest.raises(Invalid) as heir:
        merge(world["p"], by=LOAD, at=AT, units=[world["b"]], on=day)
    assert (twice.value.code, heir.value.code) == ("became-already", "heir-today")
