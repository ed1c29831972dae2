"""Random chains of mergers, splits, cessions, moves, renames and closures: nothing is lost or counted twice, and what
is derived is what a walk finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kheo.core.access import FOREVER
from kheo.core.errors import Invalid
from kheo.organisations import ancestry
from kheo.organisations.actions.successions import Part, cede, close, merge, replace, split
from kheo.organisations.actions.units import place, rename
from kheo.organisations.ancestry import HERITAGE
from kheo.organisations.models import Ancestry, Placement, Spell, Succession, Unit
from kheo.organisations.rollup import OUTSIDE, Figure, by_boundaries_of, by_boundaries_of_then, restate
from kheo.organisations.tests.chains import BEGIN, Chain, Step, carried
from kheo.organisations.tests.naive import Book
from kheo.organisations.tests.random_world import undone
from kheo.organisations.tests.world import AT, LOAD, set_up, unit
from kheo.organisations.verifying import verify

TREE = "territory"
CHANCES = st.randoms(use_true_random=False)
PURE = settings(max_examples=200, deadline=None, phases=[Phase.reuse, Phase.generate])
STORED = settings(
    PURE, max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def there(chain: Chain, first: int, on: date) -> list[int]:
    """The units that exist on a day, by replaying the chain."""
    alive = list(range(1, first + 1))
    for step in chain.steps:
        if step.on <= on:
            alive = [one for one in alive if one not in step.ended] + list(step.born)
    return alive


def a_day(chance: Random, chain: Chain) -> date:
    return chance.choice([BEGIN, *(step.on for step in chain.steps)]) - timedelta(days=chance.randint(0, 1))


def guesses(chance: Random, count: int) -> Sequence[Fraction]:
    weights = [chance.randint(0, 5) for _ in range(count)]
    weights[chance.randrange(count)] += 1
    return [Fraction(one, sum(weights)) for one in weights]


@given(chance=CHANCES)
@PURE
def test_what_is_restated_is_true_whatever_the_unknown_shares_were(chance: Random) -> None:
    first = chance.randint(2, 12)
    chain = Chain.of(chance, first, chance.randint(0, 10))
    since, until = sorted((a_day(chance, chain), a_day(chance, chain)))
    groups = {one: chance.randint(0, 2) for one in there(chain, first, until)}
    for place_then in there(chain, first, since):
        amount = chance.randint(0, 10**6)
        found = restate([Figure(place_then, since, amount)], chain.events(), groups, until)
        left = {one.reason: one.amount for one in found.left}
        assert sum(found.groups.values()) + sum(left.values()) == amount
        for _ in range(3):
            mass = carried(chain.events(), place_then, since, until, lambda count: guesses(chance, count))
            for group in {OUTSIDE, 1, 2}:
                exact = amount * sum(part for one, part in mass.items() if groups.get(one) == group)
                assert found.groups.get(group, 0) < exact + 1
                if "unknown-share" not in left:
                    assert found.groups.get(group, 0) > exact - 1
            assert left.get("closed", 0) < amount * mass.get("closed", Fraction(0)) + 1


@given(chance=CHANCES)
@PURE
def test_in_one_group_only_what_was_closed_cannot_be_restated(chance: Random) -> None:
    first = chance.randint(2, 12)
    chain = Chain.of(chance, first, chance.randint(0, 10))
    figures = [Figure(one, BEGIN - timedelta(days=1), chance.randint(0, 500)) for one in range(1, first + 1)]
    found = restate(figures, chain.events(), dict.fromkeys(chain.alive, 1), chain.on)
    closed = any(step.kind == "close" for step in chain.steps)
    assert closed or found.left == []
    assert sum(found.groups.values()) + sum(one.amount for one in found.left) == sum(one.amount for one in figures)


def happen(step: Step, units: dict[int, Unit]) -> None:
    """Let a change happen by the actions. Raises Invalid."""
    how = {"by": LOAD, "at": AT, "on": step.on}
    mine = [units[one] for one in step.units]
    parts = [Part(units[one.to], one.share) for one in step.parts]
    match step.kind:
        case "merge":
            merge(parts[0].to, units=mine, **how)
        case "split":
            split(mine[0], parts=parts, custodian=parts[0].to, **how)
        case "cede":
            cede(mine[0], parts=parts[:-1], kept=parts[-1], **how)
        case "replace":
            replace(mine[0], successor=parts[0].to, **how)
        case "close":
            close(mine[0], custodian=parts[0].to, **how)
        case "move":
            place(mine[0], tree=TREE, parent=parts[0].to, **how)
        case "rename":
            rename(mine[0], name=f"Xã {step.on:%d %m %Y}", **how)


def lived(chance: Random, first: int = 5) -> tuple[Chain, dict[int, Unit]]:
    """A chain that happened by the actions, refusals left out, and the units by their numbers in it; 0 is the root."""
    set_up()
    root = unit("P", start=BEGIN - timedelta(days=400))
    units = {0: root} | {one: unit(f"U{one}", root, start=BEGIN - timedelta(days=30)) for one in range(1, first + 1)}
    chain = Chain(chance, list(range(1, first + 1)), fresh=first)
    for _ in range(10):
        step = chain.draw()
        for new in step.born:
            units[new] = unit(f"U{new}", root, start=step.on)
        try:
            happen(step, units)
        except Invalid:
            chain.alive += step.born
        else:
            chain.take(step)
    return chain, units


@given(chance=CHANCES)
@STORED
@pytest.mark.usefixtures("db")
def test_what_the_actions_leave_holds_together(chance: Random) -> None:
    with undone():
        lived(chance)
        assert list(verify()) == []
        before = sorted(Ancestry.objects.values_list())
        ancestry.rebuild()
        assert sorted(Ancestry.objects.values_list()) == before


@given(chance=CHANCES)
@STORED
@pytest.mark.usefixtures("db")
def test_ancestors_are_those_that_a_walk_finds_on_every_border_day(chance: Random) -> None:
    with undone():
        lived(chance)
        book = Book()
        stood, inherited = _ancestry(TREE), _ancestry(HERITAGE)
        for day in _borders():
            for one in book.rows[Unit]:
                above = {of for who, of, start, end in stood if who == one.pk and start <= day < end}
                assert above == set(book.above(one.pk, TREE, day))
                taken_over = {who for who, of, start, _ in inherited if of == one.pk and start <= day}
                assert taken_over == book.came_from(one.pk, day)


@given(chance=CHANCES)
@STORED
@pytest.mark.usefixtures("db")
def test_every_unit_that_ended_is_in_one_pair_of_hands_and_within_reach_of_the_root(chance: Random) -> None:
    with undone():
        chain, units = lived(chance)
        alive = {units[one].pk for one in chain.alive} | {units[0].pk}
        keepers = dict(Succession.objects.filter(custodian=True).values_list("predecessor", "successor"))
        ended = {units[one].pk for step in chain.steps for one in step.ended}
        assert set(keepers) == ended == {one.pk for one in units.values()} - alive
        for one in ended:
            way = [one]
            while way[-1] in keepers:
                way.append(keepers[way[-1]])
                assert way[-1] not in way[:-1]
            assert way[-1] in alive
        today = chain.on + timedelta(days=1)
        below = Ancestry.objects.filter(tree=TREE, ancestor=units[0].pk, start__lte=today, end__gt=today)
        assert set(below.values_list("descendant", flat=True)) == alive | ended
        assert set(Spell.objects.filter(end=FOREVER).values_list("unit", flat=True)) == alive


@given(chance=CHANCES)
@STORED
@pytest.mark.usefixtures("db")
def test_stored_figures_are_summed_as_plain_values_are(chance: Random) -> None:
    with undone():
        chain, units = lived(chance)
        numbers = {one.pk: number for number, one in units.items()}
        book = Book()
        figures = []
        for _ in range(8):
            on = a_day(chance, chain)
            born = {row.unit_id: row.start for row in reversed(Spell.objects.order_by("start"))}
            ends = {row.unit_id: row.end for row in Spell.objects.order_by("start")}
            exist = sorted(one for one in born if born[one] <= on < ends[one] and numbers[one])
            figures.append(Figure(chance.choice(exist), on, chance.randint(0, 100)))
        groups = [one.pk for number, one in units.items() if number % 2]
        then = by_boundaries_of_then(figures, groups, TREE)
        naive: dict[int, int] = {}
        for figure in figures:
            nearest = next((one for one in book.above(figure.unit, TREE, figure.on) if one in groups), OUTSIDE)
            naive[nearest] = naive.get(nearest, 0) + figure.amount
        assert then == naive
        stored = by_boundaries_of(figures, groups, TREE, chain.on)
        exist_now = {units[one].pk for one in chain.alive} | {units[0].pk}
        belongs = {
            one: next((above for above in book.above(one, TREE, chain.on) if above in groups), OUTSIDE)
            for one in exist_now
        }
        events = [event._replace(unit=units[event.unit].pk, heir=units[event.heir].pk) for event in chain.events()]
        plain = restate(figures, events, belongs, chain.on)
        assert (stored.groups, sorted(stored.left)) == (plain.groups, sorted(plain.left))
        assert sum(stored.groups.values()) + sum(one.amount for one in stored.left) == sum(
            one.amount for one in figures
        )


def _ancestry(tree: str) -> list[tuple[int, int, date, date]]:
    return list(Ancestry.objects.filter(tree=tree).values_list("descendant", "ancestor", "start", "end"))


def _borders() -> list[date]:
    days = {day for row in Placement.objects.values_list("start", "end") for day in row} - {FOREVER}
    return sorted(days | {day - timedelta(days=1) for day in days})
