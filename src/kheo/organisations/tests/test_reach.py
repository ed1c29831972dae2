"""What access gives, in random worlds, against a second implementation (naive.py): nothing more, nothing less."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

import pytest
from django.apps import apps
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kheo.core.access import PUBLIC, Actor, System, fetch, units_within, within
from kheo.core.access.visibility import day_of, reached
from kheo.core.errors import NotFound
from kheo.core.record import Record
from kheo.organisations import actor as actors
from kheo.organisations.actor import PersonActor
from kheo.organisations.models import Ancestry, Mandate, Spell, Unit
from kheo.organisations.policies import MANAGE_PEOPLE, enters_for, may_give, may_manage_person
from kheo.organisations.queries import units as unit_queries
from kheo.organisations.tests.naive import SEEN_BY, WORDS, Book
from kheo.organisations.tests.random_world import BORDERS, CAPABILITIES, World, undone

pytestmark = pytest.mark.usefixtures("db")

MODELS = [model for model in apps.get_app_config("organisations").get_models() if issubclass(model, Record)]
CHANCES = st.randoms(use_true_random=False)
WIDTHS = st.sampled_from([0, 1, 3, 1_000])
MORNING = time(1, tzinfo=UTC)
IN_TURN = settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.reuse, Phase.generate],  # to shrink a world takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
"""Worlds of an example are undone in the same database, so the fixture need not be made anew."""


def moments(chance: Random) -> list[datetime]:
    """Two days at the borders of what happens; the second a minute before it begins where the offices are."""
    day = chance.choice(BORDERS)
    midnight = datetime.combine(day, time(tzinfo=UTC)) - timedelta(hours=7)
    return [datetime.combine(chance.choice(BORDERS), MORNING), midnight - timedelta(minutes=1)]


def keys(rows: Any) -> set[int]:
    return set(rows.values_list("pk", flat=True))


def everybody(world: World) -> list[tuple[int | None, Actor]]:
    return [(None, PUBLIC), *((one.pk, PersonActor(one.pk)) for one in world.people)]


def test_the_day_is_that_of_the_offices() -> None:
    assert day_of(datetime(2025, 12, 31, 17, 0, tzinfo=UTC)) == date(2026, 1, 1)
    assert day_of(datetime(2025, 12, 31, 16, 59, tzinfo=UTC)) == date(2025, 12, 31)


def test_the_second_implementation_knows_every_kind_of_record() -> None:
    known = {*SEEN_BY, *WORDS, apps.get_model("organisations.Person")}
    assert set(MODELS) == known


@given(chance=CHANCES, wide=WIDTHS)
@IN_TURN
def test_everyone_sees_what_access_gives_and_nothing_else(
    chance: Random, wide: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actors, "WIDE", wide)
    with undone():
        world = World(chance)
        book = Book()
        for at in moments(chance):
            for person, who in everybody(world):
                for model in MODELS:
                    seen = keys(model.objects.visible_to(who, at))
                    assert seen == book.sees(person, model, day_of(at)), (model, person, at)
        for model in MODELS:
            assert keys(model.objects.visible_to(System("any"), at)) == keys(model.objects.all())


@given(chance=CHANCES, wide=WIDTHS)
@IN_TURN
def test_a_capability_reaches_the_units_that_it_is_given_over(
    chance: Random, wide: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actors, "WIDE", wide)
    with undone():
        world = World(chance)
        book = Book()
        for at in moments(chance):
            for person, who in everybody(world):
                for capability in CAPABILITIES:
                    expected = book.reached(person, capability, day_of(at)) if person else set()
                    below = units_within(who, capability, at)
                    assert set(below if below is not None else ()) == expected
                    assert keys(Unit.objects.filter(reached(who, capability, at, "pk"))) == expected
                    at_unit = keys(Mandate.objects.filter(reached(who, capability, at, "unit")))
                    assert at_unit == {one.pk for one in world.mandates if one.unit_id in expected}
                    verdicts = within(capability, "pk").each(who, world.units, at)
                    assert {unit.pk for unit, yes in zip(world.units, verdicts, strict=True) if yes} == expected


@given(chance=CHANCES)
@IN_TURN
def test_policies_let_nobody_do_more_than_their_reach(chance: Random) -> None:
    with undone():
        world = World(chance)
        book = Book()
        at = moments(chance)[0]
        on = day_of(at)
        ended = {one.pk for one in world.mandates if one.end <= on}
        signing_in = {one.pk for one in world.people if one.signs_in}
        theirs = {row.unit_id for row in world.mandates if row.person_id in signing_in and row.start <= on < row.end}
        for person, who in everybody(world):
            manages = book.reached(person, MANAGE_PEOPLE, on) if person else set()
            expected = []
            for one in world.people:
                held = [row for row in world.mandates if row.person_id == one.pk]
                counting = [row for row in held if row.pk not in ended] or held
                expected.append(bool(manages) and all(row.unit_id in manages for row in counting))
            assert [bool(yes) for yes in may_manage_person.each(who, world.people, at)] == expected
            enters = book.reached(person, "records.enter", on) if person else set()
            own = {unit for _, unit in book.powers_of(person, "records.enter", on)} if person else set()
            places = [row for row in book.rows[Mandate] if row.unit_id not in own]
            verdicts = enters_for("records.enter").each(who, places, at)
            assert [bool(yes) for yes in verdicts] == [row.unit_id in enters - theirs for row in places]
            for unit in world.units:
                assert bool(may_give(who, MANAGE_PEOPLE, unit.pk, at)) == (unit.pk in manages)


@given(chance=CHANCES)
@IN_TURN
def test_what_may_not_be_seen_looks_like_what_is_not_there(chance: Random) -> None:
    with undone():
        world = World(chance)
        book = Book()
        at = moments(chance)[0]
        for person, who in everybody(world):
            for model in SEEN_BY:
                there, seen = keys(model.objects.all()), book.sees(person, model, day_of(at))
                for key in sorted(there & seen)[:1]:
                    assert fetch(model.objects.visible_to(who, at), key).pk == key
                for key in sorted(there - seen)[:1]:
                    assert _refusal(model, who, at, key) == _refusal(model, who, at, 10**9)


def _refusal(model: Any, who: Actor, at: datetime, key: int) -> tuple[str, str, dict[str, object]]:
    with pytest.raises(NotFound) as refusal:
        fetch(model.objects.visible_to(who, at), key)
    return refusal.value.code, str(refusal.value), dict(refusal.value.data)


@given(chance=CHANCES)
@IN_TURN
def test_what_stands_below_is_the_same_listed_or_looked_up(chance: Random, monkeypatch: pytest.MonkeyPatch) -> None:
    with undone():
        World(chance)
        everyone = System("any")
        for at in moments(chance):
            on = day_of(at)
            for tree, unit in Ancestry.objects.values_list("tree", "ancestor").distinct():
                found = []
                for wide in (0, 1_000):
                    monkeypatch.setattr(unit_queries, "WIDE", wide)
                    there = unit_queries.units(everyone, at, on=on)
                    where = unit_queries.standing(there, unit, tree, on)
                    found.append(keys(unit_queries.below(there, where)))
                rows = Ancestry.objects.filter(tree=tree, ancestor=unit, depth__gt=0, start__lte=on, end__gt=on)
                there = Spell.objects.filter(start__lte=on, end__gt=on)
                expected = keys(there.filter(unit__in=list(rows.values_list("descendant", flat=True))))
                assert found == [expected, expected]
