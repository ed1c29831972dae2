from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from kheo.i18n import speaking
from kheo.ranking.explain import fact
from kheo.ranking.result import rank
from kheo.ranking.scores import Score
from kheo.ranking.tests.helpers import dealt, shifted

START = datetime.fromisoformat("2026-06-01T08:00")


def kinds(scores: list[Score]) -> list[tuple[str, tuple[str, ...]]]:
    return [(found.kind, found.assessors) for found in rank(scores).facts]


def council_of_ten() -> list[Score]:
    return dealt(dossiers=60, assessors=10, each=4, shift=6.0)


def test_a_quiet_round_has_no_facts() -> None:
    assert kinds(council_of_ten()) == []


def test_an_assessor_far_off_everywhere_is_named_with_the_size() -> None:
    found = rank(shifted(council_of_ten(), "A4", 25.0)).facts
    assert [(one.kind, one.assessors) for one in found] == [("far-off", ("A4",))]
    assert dict(found[0].effects)["points"] > 20
    with speaking("en"):
        assert fact(found[0]).startswith("A4 scored ")


def test_assessors_who_lift_each_others_dossiers_are_named() -> None:
    owned = [replace(one, owner=f"A{int(one.dossier[1:]) % 10}") for one in council_of_ten()]
    lifted = [replace(one, score=one.score + 20) if {one.assessor, one.owner} == {"A1", "A2"} else one for one in owned]
    assert kinds(owned) == []
    assert kinds(lifted) == [("reciprocal", ("A1", "A2"))]


def test_one_who_scores_within_a_minute_is_named_where_others_take_longer() -> None:
    timed = [
        replace(one, at=START + timedelta(seconds=number * (5 if one.assessor == "A3" else 60)))
        for number, one in enumerate(council_of_ten())
    ]
    assert kinds(timed) == [("hasty", ("A3",))]


def test_scores_typed_in_by_all_on_one_day_are_no_fact() -> None:
    assert kinds([replace(one, at=START) for one in council_of_ten()]) == []
