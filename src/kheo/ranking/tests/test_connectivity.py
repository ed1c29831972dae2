from __future__ import annotations

from dataclasses import replace

import pytest

from kheo.ranking.connectivity import connectivity, panelled
from kheo.ranking.scores import Council, Score, council
from kheo.ranking.tests.helpers import apart, dealt, noise


def everyone(dossiers: int, assessors: tuple[str, ...], name: str = "D") -> list[Score]:
    return [Score(f"{name}{d}", a, 70 + 9 * noise(d + 50 * len(a))) for d in range(dossiers) for a in assessors]


def linked(bridges: int) -> Council:
    """Two panels of three with 20 dossiers each; `bridges` of the first are seen by one of the second too."""
    scores = [*everyone(20, ("A1", "A2", "A3")), *everyone(20, ("B1", "B2", "B3"), "E")]
    return council([*scores, *(Score(f"D{n}", f"B{n % 3 + 1}", 70.0 + n) for n in range(bridges))])


@pytest.mark.parametrize("count", [4, 7, 12])
def test_a_dossier_scored_by_all_adds_one_to_the_ties(count: int) -> None:
    assert connectivity(council(everyone(count, ("A", "B", "C", "D")))).ties == pytest.approx(count)


def test_more_bridges_tie_more() -> None:
    ties = [connectivity(linked(bridges)).ties for bridges in (1, 2, 4, 8, 16)]
    assert ties == sorted(ties)
    assert len(set(ties)) == 5


def test_panels_apart_have_no_ties() -> None:
    found = connectivity(linked(0))
    assert (found.pieces, found.ties, found.across, found.enough) == (2, 0.0, 0.0, False)
    assert found.panels == (("A1", "A2", "A3"), ("B1", "B2", "B3"))


def test_the_scores_themselves_never_matter() -> None:
    changed = [replace(one, score=one.score * 0.5 + 3) for one in dealt()]
    assert connectivity(council(changed)) == connectivity(council(dealt()))


def test_loose_panels_are_found_where_no_field_is_given() -> None:
    found = panelled(linked(2))
    assert len(found.fields) == 2
    panel = dict(zip(found.dossiers, found.field_of.tolist(), strict=True))
    assert len({panel[f"D{n}"] for n in range(20)}) == 1
    assert panel["D0"] != panel["E0"]


def test_dossiers_dealt_at_random_make_one_panel() -> None:
    assert panelled(council(dealt(dossiers=60, assessors=8))).fields == ("",)


def test_given_fields_are_kept() -> None:
    assert panelled(council(apart())).fields == ("F1", "F2")


def test_free_offsets_cost_nothing_where_everybody_scores_everything() -> None:
    assert connectivity(council(everyone(7, ("A", "B", "C", "D")))).price == pytest.approx(0, abs=1e-9)


def test_free_offsets_cost_less_the_more_scores_each_dossier_has() -> None:
    prices = [connectivity(council(dealt(60, 12, each))).price for each in (2, 3, 4, 6)]
    assert prices == sorted(prices, reverse=True)
    assert len(set(prices)) == 4


def test_the_price_is_what_offsets_add_to_the_error_between_dossiers() -> None:
    """Two assessors, two dossiers scored by both and one by each: worked out by hand.

    Only the shared dossiers tell the offsets apart: a difference with variance 2 / 2 = 1. The single ones lean on it
    by ± 1/2, the shared ones not at all: variance between dossiers 1/2 · 1/4; noise: (1 + 1 + 1/2 + 1/2) / 4.
    """
    rows = [*everyone(2, ("A", "B")), Score("E", "A", 70.0), Score("F", "B", 71.0)]
    assert connectivity(council(rows)).price == pytest.approx((1 / 2 * 1 / 4) / (3 / 4))


def test_offsets_have_no_finite_price_in_pieces() -> None:
    assert connectivity(linked(0)).price == float("inf")
