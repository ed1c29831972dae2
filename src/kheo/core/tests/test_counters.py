from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from kheo.core.access import anyone
from kheo.core.actions import ACTIONS, Deed, action
from kheo.core.counters import Series, drawn, next_number, take
from kheo.core.errors import Invalid
from kheo.core.tests.people import AT, LAN

DECISIONS, REPORTS = Series("unit:1", "QĐ", "2026"), Series("unit:1", "BC", "2026")
pytestmark = pytest.mark.usefixtures("db")


def within_deed(body: Callable[[Deed], object]) -> object:
    @action("test.draw", "draw", policy=anyone)
    def draw(*, deed: Deed) -> object:
        return body(deed)

    del ACTIONS["test.draw"]
    return draw(by=LAN, at=AT)


def number(series: Series) -> object:
    return within_deed(lambda deed: next_number(deed, series)[series])


def test_each_series_counts_from_one_by_itself() -> None:
    others = [Series("unit:2", "QĐ", "2026"), REPORTS, Series("unit:1", "QĐ", "2027")]
    assert [number(one) for one in (DECISIONS, DECISIONS, *others, DECISIONS)] == [1, 2, 1, 1, 1, 3]


def test_a_refused_deed_gives_its_number_back() -> None:
    number(DECISIONS)

    def refused(deed: Deed) -> None:
        next_number(deed, DECISIONS)
        raise Invalid("x", "x")

    with pytest.raises(Invalid):
        within_deed(refused)
    assert (number(DECISIONS), drawn(DECISIONS)) == (2, 2)


def test_several_series_are_drawn_in_one_order() -> None:
    assert within_deed(lambda deed: list(next_number(deed, REPORTS, DECISIONS).values())) == [1, 1]
    taken: list[list[Series]] = []
    for pair in ((REPORTS, DECISIONS), (DECISIONS, REPORTS)):
        within_deed(lambda deed, pair=pair: taken.append(list(next_number(deed, *pair))))
    assert taken[0] == taken[1] == [REPORTS, DECISIONS]


def test_a_quota_is_taken_to_its_limit_and_not_beyond() -> None:
    quota = Series("unit:1", "bằng khen", "2026")
    left = [within_deed(lambda deed, n=n: take(deed, quota, n, limit=5)) for n in (2, 2)]
    with pytest.raises(Invalid) as refusal:
        within_deed(lambda deed: take(deed, quota, 2, limit=5))
    assert (left, refusal.value.code, refusal.value.data) == ([3, 1], "quota", {"left": 1, "limit": 5})
    assert within_deed(lambda deed: take(deed, quota, 1, limit=5)) == 0


def test_numbers_are_drawn_inside_a_deed_alone() -> None:
    kept: list[Deed] = []
    within_deed(kept.append)
    with pytest.raises(AssertionError):
        next_number(kept[0], DECISIONS)
    assert drawn(DECISIONS) == 0


def test_of_many_who_draw_at_once_each_gets_a_number_of_its_own() -> None:
    got: list[object] = []

    def draw() -> None:
        try:
            got.extend(number(DECISIONS) for _ in range(10))
        finally:
            connection.close()

    threads = [threading.Thread(target=within) for within in [draw] * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got, key=str) == sorted(range(1, 41), key=str)
