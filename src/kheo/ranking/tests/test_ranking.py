from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.i18n import speaking
from kheo.ranking.explain import reason, swaps, why
from kheo.ranking.result import Method, rank
from kheo.ranking.scores import Score, ScoreError, council
from kheo.ranking.tests.helpers import apart, dealt, noise, shifted


def order(scores: list[Score], method: Method = "auto") -> list[str]:
    return [row.dossier for row in rank(scores, method=method).ranking]


@st.composite
def councils(draw: st.DrawFn) -> list[Score]:
    """6–40 dossiers, 3–10 assessors, 2–5 scores each, dealt at random, scores of any kind; not always connected."""
    assessors = draw(st.integers(3, 10))
    dossiers, each = draw(st.integers(6, 40)), draw(st.integers(2, min(5, assessors)))
    random, differ = Random(draw(st.integers(0, 2**32))), draw(st.sampled_from([0, 3, 10]))
    step = draw(st.sampled_from([5, 1, 0.25]))
    strict = [differ * noise(random.randrange(10**6)) for _ in range(assessors)]
    rows = []
    for dossier in range(dossiers):
        quality = 70 + 15 * noise(random.randrange(10**6))
        for assessor in sorted(random.sample(range(assessors), each)):
            value = quality + strict[assessor] + 12 * noise(random.randrange(10**6))
            rows.append(Score(f"D{dossier}", f"A{assessor}", step * round(value / step)))
    return rows


@settings(max_examples=120, deadline=None)
@given(councils(), st.integers(0, 9), st.integers(-30, 30), st.sampled_from(["auto", "calibrated", "additive"]))
def test_shifting_all_scores_of_one_assessor_leaves_the_calibrated_order(
    rows: list[Score], assessor: int, points: int, method: Method
) -> None:
    name = f"A{assessor % len({one.assessor for one in rows})}"
    before, after = rank(rows, method=method), rank(shifted(rows, name, points), method=method)
    assert after.method == before.method
    if before.method in ("calibrated", "additive"):
        assert [row.dossier for row in after.ranking] == [row.dossier for row in before.ranking]


def test_small_councils_with_enough_scores_for_each_assessor_are_calibrated() -> None:
    sizes = [(12, 4, 3), (20, 4, 3), (20, 5, 3), (30, 6, 3), (30, 5, 4), (40, 8, 5)]
    assert {rank(dealt(*size)).method for size in sizes} == {"calibrated"}


def test_two_scores_a_dossier_are_too_thin_for_free_offsets_whatever_the_scores_are() -> None:
    assert {rank(dealt(60, 12, 2, shift=points)).method for points in (0.0, 12.0, 60.0)} == {"pooled"}


def test_pooled_offsets_still_allow_for_most_of_a_strict_assessor() -> None:
    before = {seen.assessor: seen.shift for seen in rank(dealt(60, 12, 2)).assessors}
    after = {seen.assessor: seen.shift for seen in rank(shifted(dealt(60, 12, 2), "A2", -22.0)).assessors}
    assert -22.0 < (after["A2"] or 0) - (before["A2"] or 0) < -15.0


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(random: object) -> None:
    rows = dealt()
    mixed = sorted(rows, key=lambda _: random.random())  # type: ignore[attr-defined]
    assert rank(mixed) == rank(rows)


def test_renaming_dossiers_and_assessors_changes_only_the_names() -> None:
    renamed = [replace(one, dossier=f"x{one.dossier[::-1]}", assessor=f"y{one.assessor}") for one in dealt()]
    before, after = rank(dealt()), rank(renamed)
    assert [f"x{row.dossier[::-1]}" for row in before.ranking] == [row.dossier for row in after.ranking]
    assert [(r.estimate, r.low, r.high) for r in before.ranking] == [(r.estimate, r.low, r.high) for r in after.ranking]


def test_a_strict_assessor_is_seen_and_allowed_for() -> None:
    before = {seen.assessor: seen.shift for seen in rank(dealt()).assessors}
    after = {seen.assessor: seen.shift for seen in rank(shifted(dealt(), "A2", -12.0)).assessors}
    assert {name: round((after[name] or 0) - (before[name] or 0), 3) for name in before} == {
        name: (-10.0 if name == "A2" else 2.0) for name in before
    }


def test_calibration_finds_the_order_that_the_mean_loses() -> None:
    truth = sorted(range(30), key=lambda dossier: -noise(1000 + dossier))
    best = {f"D{dossier}" for dossier in truth[:8]}
    rows = rank(dealt(shift=40.0)).ranking
    by_mean = sorted(rows, key=lambda row: row.mean_place)
    assert len(best & {row.dossier for row in rows[:8]}) > len(best & {row.dossier for row in by_mean[:8]})


def test_chances_of_the_top_add_up_to_the_places_there_are() -> None:
    rows = rank(dealt(), top=5).ranking
    assert sum(row.p_top or 0 for row in rows) == pytest.approx(5, abs=0.05)
    assert sum(row.expected_rank or 0 for row in rows) == pytest.approx(30 * 31 / 2, abs=0.5)


def test_a_higher_level_gives_wider_intervals_around_the_same_estimates() -> None:
    narrow, wide = rank(dealt(), level=0.5).ranking, rank(dealt(), level=0.95).ranking
    assert [row.estimate for row in narrow] == [row.estimate for row in wide]
    assert all((a.low or 0) > (b.low or 0) and (a.high or 0) < (b.high or 0) for a, b in zip(narrow, wide, strict=True))


def test_panels_apart_are_ranked_by_the_mean_with_the_reason_and_the_remedy() -> None:
    ranking = rank(apart())
    assert (ranking.method, ranking.connectivity.pieces) == ("mean", 2)
    assert ranking.refused is not None
    assert ranking.refused.code == "pieces"
    assert {(row.low, row.high, row.expected_rank, row.p_top) for row in ranking.ranking} == {(None,) * 4}
    assert [row.place for row in ranking.ranking] == [row.mean_place for row in ranking.ranking]
    with speaking("en"):
        assert "2 groups" in (reason(ranking) or "")


def test_the_bridges_that_are_named_mend_the_council() -> None:
    rows = apart()
    field = {one.dossier: one.field for one in rows}
    bridges = rank(rows).connectivity.bridges
    added = [Score(b.dossier, b.assessor, 70.0 + 9 * noise(n), field=field[b.dossier]) for n, b in enumerate(bridges)]
    assert rank(rows + added).refused is None


def test_as_many_anchors_as_are_asked_for_mend_the_council() -> None:
    rows = apart()
    everyone = sorted({one.assessor for one in rows})
    anchors = [
        Score(f"anchor {number}", name, 70 + 9 * noise(number) + 5 * noise(31 * number + seat), field="F1")
        for number in range(rank(rows).connectivity.anchors)
        for seat, name in enumerate(everyone)
    ]
    assert rank(rows + anchors).refused is None


@pytest.mark.parametrize(
    ("code", "scores"),
    [
        ("one-assessor", [Score(f"D{n}", "A", 70.0 + n) for n in range(9)]),
        ("one-dossier", [Score("D", f"A{n}", 70.0 + n) for n in range(9)]),
        ("constant", [Score(f"D{n}", f"A{m}", 70.0) for n in range(9) for m in range(3)]),
        ("too-few", [Score(f"D{n}", f"A{m}", 70.0 + n * m) for n in range(2) for m in range(3)]),
        ("only-alike", [*dealt(), *(Score(f"E{n}", "lazy", 70.0) for n in range(4))]),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_sentence(code: str, scores: list[Score]) -> None:
    ranking = rank(scores)
    assert ranking.refused is not None
    assert (ranking.method, ranking.refused.code) == ("mean", code)
    assert {row.low for row in ranking.ranking} == {None}
    assert {seen.shift for seen in ranking.assessors} == {None}
    in_vietnamese = reason(ranking)
    with speaking("en"):
        assert reason(ranking) != in_vietnamese


def test_an_assessor_who_scored_everything_alike_is_named_and_left_out_of_the_estimates() -> None:
    with_lazy = [*dealt(), *(Score(f"D{n}", "lazy", 70.0) for n in range(12))]
    ranking = rank(with_lazy)
    lazy = next(seen for seen in ranking.assessors if seen.assessor == "lazy")
    assert (lazy.shift, lazy.scale, lazy.scores) == (None, None, 12)
    assert [(found.kind, found.assessors) for found in ranking.facts] == [("alike", ("lazy",))]
    assert {row.dossier: row.estimate for row in ranking.ranking} == {
        row.dossier: row.estimate for row in rank(dealt()).ranking
    }


@pytest.mark.parametrize(
    ("code", "row", "scores"),
    [
        ("duplicate", 3, [Score("D", "A", 1.0, row=2), Score(" D ", "A", 2.0, row=3)]),
        ("not-a-number", 2, [Score("D", "A", float("nan"), row=2)]),
        ("outside-maximum", 2, [Score("D", "A", 11.0, maximum=10.0, row=2)]),
        ("outside-maximum", 2, [Score("D", "A", -1.0, maximum=10.0, row=2)]),
        ("bad-maximum", 2, [Score("D", "A", 0.0, maximum=0.0, row=2)]),
        ("maximum-missing", 3, [Score("D", "A", 1.0, maximum=10.0, row=2), Score("E", "A", 1.0, row=3)]),
        ("two-fields", 3, [Score("D", "A", 1.0, field="F", row=2), Score("D", "B", 1.0, field="G", row=3)]),
        ("no-dossier", 2, [Score(" ", "A", 1.0, row=2)]),
        ("no-assessor", 2, [Score("D", "", 1.0, row=2)]),
    ],
)
def test_bad_scores_are_refused_naming_the_row(code: str, row: int, scores: list[Score]) -> None:
    with pytest.raises(ScoreError) as raised:
        rank(scores)
    assert (raised.value.code, raised.value.data["row"]) == (code, row)


def test_no_scores_at_all_are_an_error() -> None:
    with pytest.raises(ScoreError) as raised:
        rank([])
    assert raised.value.code == "no-scores"


def test_a_total_out_of_less_is_brought_to_the_largest_maximum() -> None:
    whole = council([Score("D", "A", 45.0, maximum=50.0), Score("E", "A", 80.0, maximum=100.0)])
    assert whole.value.tolist() == [90.0, 80.0]


def test_ties_go_by_count_then_name_in_vietnamese_order() -> None:
    rows = [
        Score(name, assessor, value)
        for name, values in {"Đá": [70], "Da": [70], "Dá": [70], "Mô hình 10": [70, 70], "Mô hình 9": [71]}.items()
        for assessor, value in zip("AB", values, strict=False)
    ]
    assert order(rows) == ["Mô hình 9", "Mô hình 10", "Da", "Dá", "Đá"]


def test_swaps_are_mutual_and_never_reach_those_far_away() -> None:
    ranking = rank(dealt())
    first, last = ranking.ranking[0].dossier, ranking.ranking[-1].dossier
    near = swaps(ranking, first)
    assert near is not None
    assert last not in near.dossiers
    assert all(first in (other.dossiers if (other := swaps(ranking, name)) else ()) for name in near.dossiers)


def test_a_place_is_explained_by_the_strictness_of_its_assessors() -> None:
    ranking = rank(dealt())
    own = ranking.ranking[0]
    with speaking("en"):
        sentences = why(ranking, own.dossier, -3.0)
    assert (
        sentences[1]
        == "Its assessors are 3 points stricter than the council, so the estimate lies above the plain mean."
    )


@pytest.mark.parametrize("bad", [{"top": 0}, {"level": 0.0}, {"level": 1.0}])
def test_impossible_options_are_refused(bad: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must"):
        rank(dealt(), **bad)  # type: ignore[arg-type]


def test_scores_without_any_noise_still_give_finite_figures() -> None:
    exact = [Score(f"D{d}", f"A{a}", 60.0 + d + 3 * a) for d in range(8) for a in range(4)]
    rows = rank(exact).ranking
    assert [row.dossier for row in rows] == [f"D{d}" for d in reversed(range(8))]
    assert all((row.high or 0) - (row.low or 0) < 1000 for row in rows)
