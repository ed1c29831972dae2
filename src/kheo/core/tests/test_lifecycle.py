from __future__ import annotations

import pytest

from kheo.core.access import PUBLIC, Actor, System, anyone
from kheo.core.errors import MoveNotOpen, NotAllowed
from kheo.core.journal.models import JournalEntry
from kheo.core.lifecycle import Lifecycle, Move
from kheo.core.lifecycle.pages import diagram, lifecycles, page
from kheo.core.lifecycle.proving import Cell, cells, try_move
from kheo.core.tests.people import AT, LAN, MINH, STRANGER, over, stands_under
from kheo.core.tests.sample import actions
from kheo.core.tests.sample.models import PAPER, Paper
from kheo.i18n import speaking

ROLES = ["writer", "judge", "stranger", "public", "sent-event"]
MAY = {
    "send": {"writer"},
    "keep": {"judge", "sent-event"},
    "drop": {"writer", "judge"},
}


def actor(role: str, unit: int) -> Actor:
    people = {"writer": LAN, "judge": over(MINH, unit, "judge"), "stranger": STRANGER, "public": PUBLIC}
    return people.get(role) or System("sample.sent")


def paper_in(state: str) -> Paper:
    """A paper brought into a state by the moves that lead there."""
    village = actions.found(by=LAN, at=AT, name="Suối Lam")
    stands_under(village.pk)
    paper = actions.write(village, by=LAN, at=AT, title="Đường hoa")
    if state == "dropped":
        return actions.drop(paper, by=LAN, at=AT)
    if state in {"sent", "kept"}:
        actions.send(paper, by=LAN, at=AT, urgent=state == "kept")
    return Paper.objects.get(pk=paper.pk)


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("cell", cells(PAPER, ROLES), ids=str)
def test_every_move_from_every_state_by_every_role(cell: Cell) -> None:
    paper = paper_in(cell.state)
    entries = JournalEntry.objects.count()
    expected: type[Exception] | str
    if not cell.open:
        expected = MoveNotOpen
    elif cell.role not in MAY[cell.move.name]:
        expected = NotAllowed
    else:
        expected = cell.move.target
    assert try_move(paper, cell.move.name, by=actor(cell.role, paper.unit_id), at=AT) == expected
    moved = isinstance(expected, str)
    assert Paper.objects.get().state == (expected if moved else cell.state)
    assert JournalEntry.objects.count() == entries + moved


@pytest.mark.usefixtures("db")
def test_the_buttons_of_a_page_are_the_moves_that_succeed() -> None:
    for state in PAPER.states:
        paper = paper_in(state)
        for role in ROLES:
            who = actor(role, paper.unit_id)
            expected = [one.name for one in PAPER.moves if state in one.source and role in MAY[one.name]]
            assert [move.name for move in PAPER.open_to(who, paper, AT)] == expected


@pytest.mark.usefixtures("db")
def test_the_moves_of_a_list_cost_the_same_at_any_length(django_queries: object) -> None:
    assert callable(django_queries)
    papers = [paper_in("sent") for _ in range(3)]
    judge = over(MINH, papers[0].unit_id, "judge")
    counts = []
    for number in (1, 3):
        with django_queries() as asked:
            PAPER.open_to_each(judge, papers[:number], AT)
        counts.append(len(asked))
    assert counts == [2, 2]


def test_a_wrong_state_is_told_with_move_and_state() -> None:
    with pytest.raises(MoveNotOpen) as refusal:
        PAPER.leading_from(Paper(state="kept"), "send")
    assert (refusal.value.code, refusal.value.data) == ("move-not-open", {"move": "send the paper", "state": "kept"})


def test_a_table_that_contradicts_itself_is_refused() -> None:
    move = Move("go", frozenset({"a"}), "b", anyone, "go")
    for states, moves, why in (
        ({"a": "a", "b": "b"}, (move, move), "share a name"),
        ({"a": "a"}, (move,), "unknown states"),
        ({"a": "a", "b": "b", "c": "c"}, (move,), "nothing leads to"),
    ):
        with pytest.raises(ValueError, match=why):
            Lifecycle("x", states, moves)


def test_the_diagram_is_drawn_from_the_table() -> None:
    assert diagram(PAPER) == (
        "stateDiagram-v2\n"
        '    state "draft" as draft\n'
        '    state "sent" as sent\n'
        '    state "kept" as kept\n'
        '    state "dropped" as dropped\n'
        "    [*] --> draft\n"
        "    draft --> sent: send the paper\n"
        "    sent --> kept: keep the paper\n"
        "    draft --> dropped: drop the paper\n"
        "    sent --> dropped: drop the paper\n"
        "    dropped --> [*]\n"
        "    kept --> [*]\n"
    )


def test_the_page_of_lifecycles_shows_every_table_and_who_may_move() -> None:
    with speaking("en"):
        shown = page()
    assert shown.count("```mermaid") == len(lifecycles()) > 0
    assert "| keep | sent | kept | (judge within reach or system sample.sent) |" in shown.splitlines()
