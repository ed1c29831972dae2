from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kheo.core.errors import Invalid
from kheo.organisations.actions.successions import Part, close, merge, split
from kheo.organisations.actions.units import place
from kheo.organisations.models import Ancestry, Spell, Succession, Unit
from kheo.organisations.tests.world import AT, LOAD, also_called, set_up, unit

pytestmark = pytest.mark.usefixtures("db")

JULY = date(2025, 7, 1)
BEFORE = date(2025, 6, 30)


@pytest.fixture
def province() -> Unit:
    set_up()
    return unit("P")


def below(ancestor: Unit, on: date, tree: str = "territory") -> set[str]:
    """The codes of all that stands under a unit on a day, itself left out."""
    rows = Ancestry.objects.filter(tree=tree, ancestor=ancestor.pk, depth__gt=0, start__lte=on, end__gt=on)
    return set(Unit.objects.filter(pk__in=rows.values("descendant")).values_list("code", flat=True))


def test_a_move_changes_who_stands_under_whom_from_its_day_on(province: Unit) -> None:
    district = unit("D", province)
    unit("C", district)
    other = unit("E", province)
    place(district, by=LOAD, at=AT, tree="territory", parent=other, on=JULY)
    assert (below(other, BEFORE), below(other, JULY)) == (set(), {"D", "C"})
    assert below(province, JULY) == {"D", "C", "E"}


def test_a_unit_never_stands_under_itself(province: Unit) -> None:
    district = unit("D", province)
    commune = unit("C", district)
    with pytest.raises(Invalid) as refusal:
        place(district, by=LOAD, at=AT, tree="territory", parent=commune, on=JULY)
    assert refusal.value.code == "circle"
    assert below(province, JULY) == {"D", "C"}


def test_units_merge_and_their_records_go_to_the_custodian(province: Unit) -> None:
    a, b = unit("A", province), unit("B", province)
    new = unit("N", province, start=JULY)
    merge(new, by=LOAD, at=AT, units=[a, b], on=JULY, basis="1685/NQ-UBTVQH15")
    assert not Spell.objects.filter(unit__in=[a, b], end__gt=JULY).exists()
    assert below(new, JULY) == {"A", "B"}  # in custody
    assert below(new, JULY, "heritage") == {"A", "B"}
    rows = Succession.objects.filter(successor=new).values_list("predecessor__code", "share", "custodian")
    assert sorted(rows) == [("A", Decimal(1), True), ("B", Decimal(1), True)]


def test_a_unit_with_others_under_it_does_not_end(province: Unit) -> None:
    district = unit("D", province)
    unit("C", district)
    with pytest.raises(Invalid) as refusal:
        close(district, by=LOAD, at=AT, custodian=province, on=JULY)
    assert (refusal.value.code, refusal.value.data["names"]) == ("has-children", "C")


def test_shares_that_are_known_add_up_to_one(province: Unit) -> None:
    a, x, y = unit("A", province), unit("X", province), unit("Y", province)
    with pytest.raises(Invalid) as refusal:
        split(a, by=LOAD, at=AT, parts=[Part(x, Decimal("0.4")), Part(y, Decimal("0.5"))], custodian=x, on=JULY)
    assert refusal.value.code == "shares"
    split(a, by=LOAD, at=AT, parts=[Part(x), Part(y)], custodian=x, on=JULY)
    assert (below(x, JULY), below(y, JULY)) == ({"A"}, set())
    assert below(y, JULY, "heritage") == {"A"}


def test_a_merge_into_a_unit_that_ended_is_refused(province: Unit) -> None:
    a, b, c = unit("A", province), unit("B", province), unit("C", province)
    merge(b, by=LOAD, at=AT, units=[a], on=date(2020, 1, 1))
    with pytest.raises(Invalid) as refusal:
        merge(a, by=LOAD, at=AT, units=[c], on=JULY)
    assert refusal.value.code == "not-there"


def test_the_database_refuses_two_spells_at_once(province: Unit) -> None:
    with pytest.raises(Invalid) as refusal:
        also_called(province, by=LOAD, at=AT, name="P2", start=JULY)
    assert refusal.value.code == "constraint"
    assert Spell.objects.filter(unit=province).count() == 1


def test_two_units_may_stand_under_each_other_one_after_the_other(province: Unit) -> None:
    a, b = unit("A", province), unit("B", province)
    place(a, by=LOAD, at=AT, tree="territory", parent=b, on=date(2010, 1, 1))
    place(a, by=LOAD, at=AT, tree="territory", parent=province, on=date(2020, 1, 1))
    place(b, by=LOAD, at=AT, tree="territory", parent=a, on=JULY)
    assert (below(b, date(2015, 1, 1)), below(b, JULY), below(a, JULY)) == ({"A"}, set(), {"B"})
    assert below(province, JULY) == {"A", "B"}
