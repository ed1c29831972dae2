from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kheo.core.access import (
    PUBLIC,
    YES,
    Span,
    System,
    Verdict,
    anyone,
    by_person,
    by_system,
    fetch,
    granted,
    no,
    rule,
    within,
)
from kheo.core.errors import NotAllowed, NotFound
from kheo.core.tests.people import AT, LAN, MINH, STRANGER, Person, over, stands_under
from kheo.core.tests.sample import actions
from kheo.core.tests.sample.models import Ancestry, Paper, Unit


@pytest.fixture
def papers(db: str) -> dict[str, Paper]:
    """A commune under a province, another province, and a paper in each."""
    units = {name: actions.found(by=LAN, at=AT, name=name) for name in ("province", "commune", "elsewhere")}
    stands_under(units["province"].pk)
    stands_under(units["commune"].pk, units["province"].pk)
    stands_under(units["elsewhere"].pk)
    return {name: actions.write(unit, by=STRANGER, at=AT, title=name) for name, unit in units.items()}


def seen_by(actor: object) -> list[str]:
    return [paper.title for paper in Paper.objects.visible_to(actor, AT).order_by("title")]


def test_a_mandate_reaches_the_subtree_of_its_unit_and_no_further(papers: dict[str, Paper]) -> None:
    assert seen_by(over(LAN, papers["province"].unit_id, "read")) == ["commune", "province"]
    assert seen_by(over(LAN, papers["commune"].unit_id, "read")) == ["commune"]
    assert seen_by(STRANGER) == []


def test_what_is_published_is_seen_by_all_and_what_is_granted_by_one(papers: dict[str, Paper]) -> None:
    actions.edit(papers["elsewhere"], by=LAN, at=AT, public=True)
    lan = Person("person:lan", grants={("sample.paper", "read"): (papers["commune"].pk,)})
    assert (seen_by(PUBLIC), seen_by(lan), seen_by(System("report"))) == (
        ["elsewhere"],
        ["commune", "elsewhere"],
        ["commune", "elsewhere", "province"],
    )


@pytest.mark.parametrize(
    ("start", "end", "seen"),
    [(0, 1, True), (-5, 5, True), (-5, 0, False), (1, 5, False)],
    ids=["today alone", "around today", "ended today", "begins tomorrow"],
)
def test_a_reach_holds_from_its_start_until_before_its_end(
    papers: dict[str, Paper], start: int, end: int, seen: bool
) -> None:
    day = date(2026, 7, 1)
    person = over(LAN, papers["commune"].unit_id, "read", start=day + timedelta(start), end=day + timedelta(end))
    assert seen_by(person) == (["commune"] if seen else [])


@pytest.mark.usefixtures("db")
def test_who_stood_under_whom_counts_on_the_day(db: str) -> None:
    moved = actions.found(by=LAN, at=AT, name="commune")
    stands_under(moved.pk, 77, end=date(2026, 7, 1))
    stands_under(moved.pk, 78, start=date(2026, 7, 1))
    actions.write(moved, by=LAN, at=AT, title="paper")
    assert (seen_by(over(LAN, 77, "read")), seen_by(over(LAN, 78, "read"))) == ([], ["paper"])


def test_the_day_is_that_of_the_offices(papers: dict[str, Paper]) -> None:
    late = AT.replace(month=6, day=30, hour=18)  # already 1 July in Việt Nam
    person = over(LAN, papers["commune"].unit_id, "read", start=date(2026, 7, 1))
    assert [paper.title for paper in Paper.objects.visible_to(person, late)] == ["commune"]


def test_absent_and_forbidden_look_alike(papers: dict[str, Paper]) -> None:
    visible = Paper.objects.visible_to(over(LAN, papers["commune"].unit_id, "read"), AT)
    assert fetch(visible, str(papers["commune"].pk)).title == "commune"
    answers = set()
    for pk in (papers["elsewhere"].pk, 10**6, 10**40, "x", None, "1 OR 1=1", [1]):
        with pytest.raises(NotFound) as refusal:
            fetch(visible, pk)
        answers.add((refusal.value.code, str(refusal.value), str(refusal.value.data)))
    assert len(answers) == 1


def test_a_list_costs_one_query_for_any_reach(papers: dict[str, Paper], django_queries: object) -> None:
    assert callable(django_queries)
    for number in (1, 3):
        person = LAN
        for paper in list(papers.values())[:number]:
            person = over(person, paper.unit_id, "read")
        with django_queries() as asked:
            assert len(list(Paper.objects.visible_to(person, AT))) >= number
        assert len(asked) == 1


def test_a_set_is_judged_with_one_query_and_in_its_order(papers: dict[str, Paper], django_queries: object) -> None:
    assert callable(django_queries)
    rows = [papers["elsewhere"], papers["commune"], papers["province"]]
    with django_queries() as asked:
        verdicts = within("judge").each(over(MINH, papers["province"].unit_id, "judge"), rows, AT)
    assert ([bool(one) for one in verdicts], len(asked)) == ([False, True, True], 1)


def test_policies_are_put_together(papers: dict[str, Paper]) -> None:
    paper = papers["commune"]
    yes, first, second = anyone, _never("first"), _never("second")
    table = {
        yes & yes: "",
        yes & second: "second",
        first & second: "first",
        first | yes: "",
        yes | first: "",
        first | second: "first",
        (first | yes) & second: "second",
    }
    assert {policy.name: policy(LAN, paper, AT).code for policy in table} == {p.name: code for p, code in table.items()}


def _never(code: str) -> object:
    def judge(_actor: object, _record: object, _at: object) -> Verdict:
        return no(code, "No.")

    judge.__name__ = code
    return rule(judge)


def test_who_may_by_kind_of_actor(papers: dict[str, Paper]) -> None:
    paper = papers["commune"]
    answers = {
        (policy.name, actor.key): bool(policy(actor, paper, AT))
        for policy in (by_person, by_system("sealer"), anyone)
        for actor in (LAN, System("sealer"), System("other"), PUBLIC)
    }
    assert {pair for pair, allowed in answers.items() if allowed} == {
        ("by person", "person:lan"),
        ("system sealer", "system:sealer"),
        ("anyone", "person:lan"),
        ("anyone", "system:sealer"),
        ("anyone", "system:other"),
        ("anyone", "public"),
    }


def test_a_grant_opens_a_record_to_a_policy(papers: dict[str, Paper]) -> None:
    lan = Person("person:lan", grants={("sample.paper", "score"): (papers["commune"].pk,)})
    verdicts = granted("score").each(lan, [papers["commune"], papers["province"]], AT)
    assert [one.code for one in verdicts] == ["", "not-granted"]


def test_a_verdict_works_in_an_if_and_raises_with_its_reason() -> None:
    YES.require()
    with pytest.raises(NotAllowed) as refusal:
        no("late", "It closed on {day}.", day="1/7").require()
    assert (bool(YES), bool(no("late", "")), refusal.value.code, refusal.value.data) == (
        True,
        False,
        "late",
        {"day": "1/7"},
    )


DAYS = st.dates(date(2026, 6, 28), date(2026, 7, 4))
SPANS = st.builds(
    Span,
    tree=st.sampled_from(["party", "state"]),
    root=st.integers(1, 5),
    capability=st.sampled_from(["read", "edit"]),
    start=DAYS,
    end=DAYS,
)
EDGES = st.lists(
    st.tuples(st.sampled_from(["party", "state"]), st.integers(1, 5), st.integers(1, 5), DAYS, DAYS), max_size=12
)


@given(EDGES, st.lists(SPANS, max_size=4), st.sets(st.integers(1, 5)), st.sets(st.integers(1, 5)))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_seen_is_what_a_naive_reading_of_the_rules_gives(
    db: str,
    edges: list[tuple[str, int, int, date, date]],
    spans: list[Span],
    grants: set[int],
    published: set[int],
) -> None:
    if not Paper.objects.exists():
        units = [actions.found(by=LAN, at=AT, name=str(n)) for n in range(5)]
        for unit in units:
            actions.write(unit, by=LAN, at=AT, title=str(unit.pk))
    by_unit = {paper.unit_id: paper for paper in Paper.objects.all()}
    for unit, paper in by_unit.items():
        actions.edit(paper, by=LAN, at=AT, public=unit in published)
    Ancestry.objects.all().delete()
    for tree, ancestor, descendant, start, end in edges:
        Ancestry.objects.create(tree=tree, ancestor=ancestor, descendant=descendant, start=start, end=end)
    person = Person("person:x", tuple(spans), {("sample.paper", "read"): tuple(by_unit[one].pk for one in grants)})
    day = date(2026, 7, 1)
    expected = set(grants) | set(published)
    for span in spans:
        for tree, ancestor, descendant, start, end in edges:
            here = (span.tree, span.root) == (tree, ancestor) and span.capability == "read"
            if here and span.start <= day < span.end and start <= day < end:
                expected.add(descendant)
    assert {paper.unit_id for paper in Paper.objects.visible_to(person, AT)} == expected


@pytest.mark.usefixtures("db")
def test_a_unit_is_seen_by_its_own_key(db: str) -> None:
    unit = actions.found(by=LAN, at=AT, name="commune")
    stands_under(unit.pk)
    seen = Unit.objects.visible_to(over(LAN, unit.pk, "read"), AT)
    assert [one.pk for one in seen] == [unit.pk]
