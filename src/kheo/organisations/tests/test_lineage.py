from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kheo.organisations.actions.successions import Part, merge, split
from kheo.organisations.drawing import draw
from kheo.organisations.models import Unit
from kheo.organisations.queries.lineage import lineage
from kheo.organisations.tests.world import AT, LOAD, set_up, unit

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def chain() -> dict[str, Unit]:
    """A and B became C; C was split into D and E."""
    set_up()
    top = unit("P")
    units = {code: unit(code, top, name=f"Xã {code}") for code in "ABCDE"}
    merge(units["C"], by=LOAD, at=AT, units=[units["A"], units["B"]], on=date(2010, 1, 1))
    parts = [Part(units["D"]), Part(units["E"])]
    split(units["C"], by=LOAD, at=AT, parts=parts, custodian=units["D"], on=date(2020, 1, 1))
    return units


def told(unit: Unit) -> list[tuple[int, str, str]]:
    return sorted((step.rank, step.before, step.after) for step in lineage(LOAD, AT, unit.pk).steps)


def test_two_steps_are_told_each_way(chain: dict[str, Unit]) -> None:
    assert told(chain["C"]) == [
        (-1, "Xã A", "Xã C"),
        (-1, "Xã B", "Xã C"),
        (1, "Xã C", "Xã D"),
        (1, "Xã C", "Xã E"),
    ]
    assert told(chain["A"]) == [(1, "Xã A", "Xã C"), (2, "Xã C", "Xã D"), (2, "Xã C", "Xã E")]


def test_lineage_takes_three_queries(chain: dict[str, Unit], django_queries: Any) -> None:
    with django_queries() as made:
        lineage(LOAD, AT, chain["A"].pk)
    assert len(made) == 3


def test_the_drawing_has_a_box_for_each_unit_and_a_line_for_each_step(chain: dict[str, Unit]) -> None:
    drawn = draw(chain["C"].pk, "Xã C", lineage(LOAD, AT, chain["C"].pk).steps)
    assert [(node.name, node.own) for node in sorted(drawn.nodes, key=lambda one: one.name)] == [
        ("Xã A", False),
        ("Xã B", False),
        ("Xã C", True),
        ("Xã D", False),
        ("Xã E", False),
    ]
    assert sorted((line.start.name, line.end.name, line.dashed) for line in drawn.lines) == [
        ("Xã A", "Xã C", False),
        ("Xã B", "Xã C", False),
        ("Xã C", "Xã D", True),
        ("Xã C", "Xã E", True),
    ]
    boxes = sorted((node.x, node.y) for node in drawn.nodes)
    assert len(set(boxes)) == len(boxes)
