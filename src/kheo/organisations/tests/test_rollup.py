from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.organisations.actions.successions import Part, merge, split
from kheo.organisations.rollup import (
    OUTSIDE,
    Event,
    Figure,
    Left,
    by_boundaries_of,
    by_boundaries_of_then,
    divide,
    restate,
)
from kheo.organisations.tests.world import AT, LOAD, set_up, unit

DAY = date(2025, 7, 1)
BEFORE, NOW = date(2024, 12, 31), date(2026, 1, 1)


def half(share: int = 2) -> Fraction:
    return Fraction(1, share)


def test_two_communes_of_40_and_60_models_make_one_of_100() -> None:
    events = [Event(1, DAY, 3, Fraction(1)), Event(2, DAY, 3, Fraction(1))]
    restated = restate([Figure(1, BEFORE, 40), Figure(2, BEFORE, 60)], events, {3: 3}, NOW)
    assert (restated.groups, restated.left) == ({3: 100}, [])


def test_a_known_share_takes_its_part_by_largest_remainder() -> None:
    events = [Event(1, DAY, 2, half(3)), Event(1, DAY, 3, half(3)), Event(1, DAY, 4, half(3))]
    restated = restate([Figure(1, BEFORE, 10)], events, {2: 2, 3: 3, 4: 4}, NOW)
    assert restated.groups == {2: 4, 3: 3, 4: 3}


def test_an_unknown_share_cannot_be_restated_unless_all_parts_are_in_one_group() -> None:
    events = [Event(1, DAY, 2, None), Event(1, DAY, 3, None)]
    apart = restate([Figure(1, BEFORE, 7)], events, {2: 2, 3: 3}, NOW)
    assert (apart.groups, apart.left) == ({}, [Left(1, 7, "unknown-share")])
    together = restate([Figure(1, BEFORE, 7)], events, {2: 9, 3: 9}, NOW)
    assert (together.groups, together.left) == ({9: 7}, [])


def test_of_partly_known_shares_the_known_part_is_restated() -> None:
    events = [Event(1, DAY, 2, half(4)), Event(1, DAY, 3, None)]
    restated = restate([Figure(1, BEFORE, 8)], events, {2: 2, 3: 3}, NOW)
    assert (restated.groups, restated.left) == ({2: 2}, [Left(1, 6, "unknown-share")])


def test_figures_from_after_a_change_are_not_divided() -> None:
    events = [Event(1, DAY, 1, half()), Event(1, DAY, 2, half())]
    restated = restate([Figure(1, BEFORE, 10), Figure(1, DAY, 10)], events, {1: 1, 2: 2}, NOW)
    assert restated.groups == {1: 15, 2: 5}


def test_what_was_closed_went_nowhere() -> None:
    restated = restate([Figure(1, BEFORE, 5)], [Event(1, DAY, 2, None, closed=True)], {2: 2}, NOW)
    assert restated.left == [Left(1, 5, "closed")]


@given(st.integers(-(10**6), 10**6), st.lists(st.integers(0, 50), min_size=1, max_size=6).filter(any))
def test_parts_of_a_whole_number_add_up_and_none_is_off_by_one(amount: int, weights: list[int]) -> None:
    shares = [Fraction(weight, sum(weights)) for weight in weights]
    parts = divide(amount, shares)
    assert sum(parts) == amount
    assert all(abs(part - amount * share) < 1 for part, share in zip(parts, shares, strict=True))


@given(st.decimals("-1000000", "1000000", places=3), st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_parts_of_a_decimal_add_up_exactly(amount: Decimal, weights: list[int]) -> None:
    assert sum(divide(amount, [Fraction(weight, sum(weights)) for weight in weights])) == amount


def test_decimals_of_any_length_are_kept_to_their_last_digit() -> None:
    long = Decimal("12345678901234567890123456789012345.67")
    parts = divide(long, [half(3), half(3), half(3)])
    restated = restate([Figure(1, BEFORE, part) for part in parts], [], {1: 1}, NOW)
    assert restated.groups == {1: long}


def test_of_two_groups_above_a_unit_the_nearer_one_counts(province: dict[str, Any]) -> None:
    keys = {code: one.pk for code, one in province.items()}
    figures = [Figure(keys["A"], BEFORE, 40)]
    groups = [keys["P"], keys["A"]]
    assert by_boundaries_of_then(figures, groups, "territory") == {keys["A"]: 40}
    assert by_boundaries_of(figures, [keys["P"], keys["X"]], "territory", NOW).groups == {keys["X"]: 40}


class Chain:
    """A naive book of who holds what, kept by a second set of rules: every unit is a bag of tokens."""

    def __init__(self) -> None:
        self.events: list[Event] = []
        self.alive = [1, 2, 3, 4]
        self.next = 5
        self.day = date(2000, 1, 1)

    def fresh(self) -> int:
        self.next += 1
        self.alive.append(self.next)
        return self.next

    def happen(self, kind: str, pick: int, known: bool) -> None:
        self.day += timedelta(days=30)
        one = self.alive[pick % len(self.alive)]
        if kind == "merge" and len(self.alive) > 1:
            other = self.alive[(pick + 1) % len(self.alive)]
            into = self.fresh()
            for unit in {one, other}:
                self.alive.remove(unit)
                self.events.append(Event(unit, self.day, into, Fraction(1)))
        elif kind == "split":
            parts = [self.fresh(), self.fresh()]
            self.alive.remove(one)
            self.events += [Event(one, self.day, part, half() if known else None) for part in parts]
        elif kind == "cede":
            other = self.fresh()
            share = half(4) if known else None
            self.events += [Event(one, self.day, other, share), Event(one, self.day, one, 1 - share if share else None)]
        elif kind == "close" and len(self.alive) > 1:
            self.alive.remove(one)
            self.events.append(Event(one, self.day, self.alive[0], None, closed=True))


STEPS = st.tuples(st.sampled_from(["merge", "split", "cede", "close"]), st.integers(0, 20), st.booleans())
AMOUNTS = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 500)), min_size=1, max_size=8)


@given(st.lists(STEPS, max_size=10), AMOUNTS, st.integers(1, 3))
@settings(max_examples=300)
def test_nothing_is_lost_or_counted_twice_in_any_chain(
    steps: list[tuple[str, int, bool]], amounts: list[tuple[int, int]], groups: int
) -> None:
    chain = Chain()
    for step in steps:
        chain.happen(*step)
    figures = [Figure(unit, date(1999, 1, 1), amount) for unit, amount in amounts]
    there = {unit: unit % groups + 1 for unit in chain.alive}
    restated = restate(figures, chain.events, there, chain.day)
    total = sum(restated.groups.values()) + sum(left.amount for left in restated.left)
    assert total == sum(amount for _, amount in amounts)
    if groups == 1 and not any(event.closed for event in chain.events):
        assert restated.left == []


@pytest.fixture
def province(db: str) -> dict[str, Any]:
    set_up()
    top = unit("P")
    made = {"P": top, **{code: unit(code, top) for code in "ABCXYZ"}}
    merge(made["X"], by=LOAD, at=AT, units=[made["A"], made["B"]], on=DAY)
    parts = [Part(made["Y"]), Part(made["Z"])]
    split(made["C"], by=LOAD, at=AT, parts=parts, custodian=made["Y"], on=DAY)
    return made


def test_sums_by_the_boundaries_of_then_and_of_now(province: dict[str, Any], django_queries: Any) -> None:
    keys = {code: one.pk for code, one in province.items()}
    figures = [Figure(keys["A"], BEFORE, 40), Figure(keys["B"], BEFORE, 60), Figure(keys["C"], BEFORE, 7)]
    with django_queries() as made:
        now = by_boundaries_of(figures, [keys["X"], keys["Y"], keys["Z"]], "territory", NOW)
    assert len(made) == 3
    assert now.groups == {keys["X"]: 100}
    assert now.left == [Left(keys["C"], 7, "unknown-share")]
    whole = by_boundaries_of(figures, [keys["P"]], "territory", NOW)
    assert (whole.groups, whole.left) == ({keys["P"]: 107}, [])
    then = by_boundaries_of_then(figures, [keys["A"], keys["C"]], "territory")
    assert then == {keys["A"]: 40, OUTSIDE: 60, keys["C"]: 7}
