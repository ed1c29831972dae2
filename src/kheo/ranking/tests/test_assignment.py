from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.i18n import speaking
from kheo.ranking.assign import CannotAssignError, Plan, assign, why_pair
from kheo.ranking.explain import obstacle as sentence
from kheo.ranking.explain import pair
from kheo.ranking.infeasible import explain
from kheo.ranking.pool import Pool, Rules, pool_of
from kheo.ranking.randomise import lottery
from kheo.ranking.repair import without
from kheo.ranking.tests.helpers import noise

DOSSIERS = tuple(f"D{n}" for n in range(12))
ASSESSORS = tuple(f"A{n}" for n in range(5))


def fit(dossier: str, assessor: str) -> float:
    return noise(50 * int(dossier[1:]) + int(assessor[1:]))


def planned(rules: Rules, dossiers: tuple[str, ...] = DOSSIERS, assessors: tuple[str, ...] = ASSESSORS) -> Plan:
    return assign(pool_of(dossiers, assessors, rules, fit), rules)


def seats(plan: Plan) -> dict[str, int]:
    return dict(Counter(dossier for dossier, _ in plan.pairs))


def test_every_seat_is_filled_once_with_the_most_even_loads() -> None:
    plan = planned(Rules(seats=3))
    assert seats(plan) == dict.fromkeys(DOSSIERS, 3)
    assert len(set(plan.pairs)) == 36
    assert (plan.lowest, plan.highest) == (7, 8)


def test_a_conflict_is_never_chosen_however_good_the_fit() -> None:
    conflicts = frozenset({("D0", "A0"), ("D1", "A0"), ("D2", "A4")})
    rules = Rules(seats=2, conflicts=conflicts)
    plan = assign(pool_of(DOSSIERS, ASSESSORS, rules, lambda d, a: 100.0 if (d, a) in conflicts else 0.0), rules)
    assert conflicts & set(plan.pairs) == set()


def test_no_other_even_plan_fits_better() -> None:
    from itertools import combinations, product

    dossiers, assessors = DOSSIERS[:4], ASSESSORS[:3]
    plan = planned(Rules(seats=2), dossiers, assessors)
    totals = []
    for choice in product(list(combinations(assessors, 2)), repeat=4):
        load = Counter(name for pair in choice for name in pair)
        if max(load.values()) - min(load[name] for name in assessors) <= 1:
            totals.append(sum(fit(d, a) for d, pair in zip(dossiers, choice, strict=True) for a in pair))
    assert plan.fit == pytest.approx(max(totals))


@settings(max_examples=30, deadline=None)
@given(st.sets(st.tuples(st.sampled_from(DOSSIERS[:6]), st.sampled_from(ASSESSORS[:4])), max_size=10))
def test_the_spread_of_loads_is_the_smallest_there_is(conflicts: set[tuple[str, str]]) -> None:
    from itertools import product

    dossiers, assessors = DOSSIERS[:6], ASSESSORS[:4]
    rules = Rules(seats=1, conflicts=frozenset(conflicts))
    spreads = [
        max(load) - min(load)
        for choice in product(assessors, repeat=6)
        if not conflicts & set(zip(dossiers, choice, strict=True))
        for load in [[choice.count(name) for name in assessors]]
    ]
    if spreads:
        plan = planned(rules, dossiers, assessors)
        assert plan.highest - plan.lowest == min(spreads)
    else:
        assert explain(dossiers, assessors, rules) is not None


def test_a_need_goes_to_those_who_have_the_skill() -> None:
    rules = Rules(seats=1, skills={"A1": {"law"}, "A3": {"law"}}, needs=dict.fromkeys(DOSSIERS[:4], "law"))
    assert {assessor for dossier, assessor in planned(rules).pairs if dossier in DOSSIERS[:4]} <= {"A1", "A3"}


def test_anchors_are_scored_by_all_and_bridges_cross_the_panels() -> None:
    panels = {"A0": "p", "A1": "p", "A2": "p", "A3": "q", "A4": "q"}
    panel_of = {name: "pq"[n % 2] for n, name in enumerate(DOSSIERS)}
    rules = Rules(seats=2, anchors=frozenset({"D0"}), panels=panels, panel_of=panel_of, bridges=0.3)
    plan = planned(rules)
    assert seats(plan)["D0"] == 5
    across = {d for d, a in plan.pairs if panels[a] != panel_of[d] and d != "D0"}
    assert {panel: sum(panel_of[d] == panel for d in across) for panel in "pq"} == {"p": 2, "q": 2}


def test_a_pair_says_why_it_was_chosen() -> None:
    plan = planned(Rules(seats=2))
    dossier, assessor = plan.pairs[0]
    why = why_pair(plan, dossier, assessor)
    assert (why.fit, why.candidates, why.load) == (fit(dossier, assessor), 5, int(plan.load[ASSESSORS.index(assessor)]))
    assert why.rank == 1 + sum(fit(dossier, other) > why.fit for other in ASSESSORS)
    with pytest.raises(KeyError):
        why_pair(plan, "D0", "nobody")


def test_the_best_fit_is_explained_in_words() -> None:
    rules = Rules(seats=1)
    plan = assign(pool_of(("D",), ("A", "B"), rules, lambda _, a: float(a == "B")), rules)
    with speaking("en"):
        assert pair("D", "B", why_pair(plan, "D", "B")) == "B assesses D as the best fit of the 2 who may."


def test_a_drop_out_who_had_nothing_changes_nothing() -> None:
    plan = planned(Rules(seats=1), DOSSIERS[:2], ASSESSORS[:3])
    idle = ASSESSORS[plan.load.tolist().index(0)]
    assert (without(plan, idle, Rules(seats=1)).removed, without(plan, idle, Rules(seats=1)).added) == ((), ())


def test_progress_is_told_from_start_to_end() -> None:
    told: list[tuple[str, float]] = []
    rules = Rules(seats=1)
    assign(pool_of(DOSSIERS, ASSESSORS, rules), rules, lambda step, share: told.append((step, share)))
    assert told == [("seats", 0.0), ("loads", 0.1), ("fit", 0.3), ("done", 1.0)]


@pytest.mark.parametrize("dropped", ASSESSORS)
def test_a_drop_out_moves_only_that_persons_seats(dropped: str) -> None:
    rules = Rules(seats=3, conflicts=frozenset({("D1", "A1"), ("D2", "A0")}))
    plan = planned(rules)
    repair = without(plan, dropped, rules)
    own = [pair for pair in plan.pairs if pair[1] == dropped]
    assert list(repair.removed) == own
    assert len(repair.added) == len(own)
    assert seats(repair.plan) == dict.fromkeys(DOSSIERS, 3)
    assert set(repair.plan.pairs) == set(plan.pairs) - set(own) | set(repair.added)
    assert rules.conflicts & set(repair.plan.pairs) == set()
    assert repair.plan.highest <= 10


def test_a_drop_out_moves_others_only_where_it_must() -> None:
    rules = Rules(seats=1, most=2, conflicts=frozenset({("D0", "A1"), ("D1", "A1")}))
    plan = planned(rules, DOSSIERS[:4], ASSESSORS[:3])
    repair = without(plan, "A2", rules)
    assert seats(repair.plan) == dict.fromkeys(DOSSIERS[:4], 1)
    assert repair.plan.load.tolist() == [2, 2, 0]


def test_a_drop_out_that_nobody_can_replace_is_said() -> None:
    rules = Rules(seats=5)
    with pytest.raises(CannotAssignError) as raised:
        without(planned(rules), "A0", rules)
    assert raised.value.short == 12


@pytest.mark.parametrize(
    ("lift", "rules"),
    [
        ("most", Rules(seats=3, most=4)),
        ("needs", Rules(seats=2, skills={"A0": {"law"}}, needs={"D0": "law", "D1": "law"})),
        ("seats", Rules(seats=3, conflicts=frozenset(("D7", f"A{n}") for n in range(3)))),
        (
            "bridges",
            Rules(seats=2, panels=dict.fromkeys(ASSESSORS, "p"), panel_of=dict.fromkeys(DOSSIERS, "p"), bridges=0.2),
        ),
        ("panels", Rules(seats=2, panels={"A0": "p", "A1": "q"}, panel_of=dict.fromkeys(DOSSIERS, "p"))),
    ],
)
def test_what_cannot_be_kept_is_explained_by_one_rule_whose_lifting_helps(lift: str, rules: Rules) -> None:
    with pytest.raises(CannotAssignError):
        planned(rules)
    obstacle = explain(DOSSIERS, ASSESSORS, rules)
    assert obstacle is not None
    assert (obstacle.lift, obstacle.lifted.conflicts) == (lift, rules.conflicts)
    with speaking("en"):
        assert f"{obstacle.short} seats" in sentence(obstacle)
    planned(obstacle.lifted)


def test_the_limit_named_is_the_smallest_that_helps() -> None:
    obstacle = explain(DOSSIERS, ASSESSORS, Rules(seats=3, most=4))
    assert obstacle is not None
    assert obstacle.most == 8


def test_rules_that_can_be_kept_need_no_explanation() -> None:
    assert explain(DOSSIERS, ASSESSORS, Rules(seats=3)) is None


def test_a_lottery_keeps_its_cap_its_seats_and_its_chances() -> None:
    rules = Rules(seats=2)
    drawn = lottery(pool_of(DOSSIERS, ASSESSORS, rules, fit), rules, 0.6)
    assert float(drawn.chance.max()) <= 0.6 + 1e-9
    assert drawn.expected_fit <= drawn.best_fit
    plans = [drawn.draw(seed) for seed in range(400)]
    assert all(seats(plan) == dict.fromkeys(DOSSIERS, 2) and plan.highest - plan.lowest <= 1 for plan in plans)
    owner = np.repeat(drawn.wanted.dossier, np.diff(drawn.wanted.start))
    seen = Counter((d, a) for plan in plans for d, a in zip(plan.dossier.tolist(), plan.assessor.tolist(), strict=True))
    gaps = [
        abs(seen[d, a] / 400 - chance)
        for d, a, chance in zip(owner.tolist(), drawn.wanted.assessor.tolist(), drawn.chance.tolist(), strict=True)
    ]
    assert max(gaps) < 0.1
    assert drawn.draw(7).pairs == plans[7].pairs


def test_a_cap_that_is_too_low_is_refused() -> None:
    rules = Rules(seats=3)
    with pytest.raises(CannotAssignError):
        lottery(pool_of(DOSSIERS, ASSESSORS, rules), rules, 0.5)
    with pytest.raises(ValueError, match="cap"):
        lottery(pool_of(DOSSIERS, ASSESSORS, rules), rules, 0.0)


def test_sparse_candidates_are_enough() -> None:
    pool = Pool(("D0", "D1"), ("A0", "A1", "A2"), np.array([0, 0, 1]), np.array([0, 1, 1]), np.array([1.0, 5.0, 2.0]))
    plan = assign(pool, Rules(seats=1))
    assert plan.pairs == (("D0", "A0"), ("D1", "A1"))
