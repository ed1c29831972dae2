from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from kheo.core.journal.models import JournalDeed
from kheo.organisations.actions.mandates import appoint, assign_locality, deputise
from kheo.organisations.actions.people import erase_person, register_person
from kheo.organisations.actor import PersonActor
from kheo.organisations.exchange.people import export, import_people, rehearse
from kheo.organisations.exchange.plans import Rejected
from kheo.organisations.models import Charge, Mandate, Person, Role
from kheo.organisations.queries.people import contact_of, name_of
from kheo.organisations.tests.test_exchange_units import edited
from kheo.organisations.tests.world import AT, LOAD, START, cast

pytestmark = pytest.mark.usefixtures("db")

TODAY = date(2026, 7, 1)
LATER = date(2026, 9, 1)
KEPT = date(2027, 6, 30)


@pytest.fixture
def world() -> dict[str, Any]:
    """The cast; officer A has a deputy and two localities, and somebody holds a mandate elsewhere."""
    made = cast()
    held = Mandate.objects.get(person=made["officer_a"])
    deputise(held, by=LOAD, at=AT, person=made["stranger"], start=TODAY, end=LATER)
    assign_locality(held, by=LOAD, at=AT, unit=made["b"], start=TODAY)
    far = made["far"] = register_person(by=LOAD, at=AT, name="Người nơi khác", expires=KEPT)
    appoint(made["elsewhere"], by=LOAD, at=AT, person=far, role=Role.objects.get(code="officer"), start=START)
    return made


def actor(person: Person) -> PersonActor:
    return PersonActor(person.pk)


def table(content: bytes, number: int) -> list[list[Any]]:
    """The rows of a sheet without its head."""
    page = load_workbook(BytesIO(content)).worksheets[number]
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]


def cell_of(content: bytes, number: int, code: object, column: str) -> str:
    """The cell of a column in the row of a person."""
    rows = [row[0] for row in table(content, number)]
    return f"{column}{rows.index(str(code)) + 2}"


def faults(content: bytes, by: Any = LOAD) -> list[tuple[str, str]]:
    return [(fault.sheet, fault.cell) for fault in rehearse(content, by, AT).faults]


def test_what_was_exported_changes_nothing_when_it_is_imported_and_is_exported_alike(world: dict[str, Any]) -> None:
    erase_person(world["officer_b"], by=LOAD, at=AT)
    for by in (LOAD, actor(world["manager"])):
        content = export(by, AT)
        assert import_people(by=by, at=AT, content=content) == 0
        assert export(by, AT) == content


def test_names_travel_for_whoever_may_see_them_and_for_nobody_else(world: dict[str, Any]) -> None:
    seen = {row[1] for row in table(export(actor(world["officer_a"]), AT), 0)}
    assert seen == {"Cán bộ A", "Người lạ"}
    assert {row[1] for row in table(export(LOAD, AT), 0)} > {"Quản lý", "Người nơi khác"}


def test_a_file_makes_the_people_of_another_installation_once(world: dict[str, Any]) -> None:
    code = "0f0e0d0c-0b0a-0908-0706-050403020100"
    rows = {
        "0": [
            [code, "Cán bộ mới", "moi@example.invalid", "0900 000 000", "31/12/2027"],
            ["N1", "Cán bộ Hai", None, None, KEPT],
        ],
        "1": [[code, "A", "officer", TODAY], ["n1", "B", "member", TODAY, LATER, "QĐ số 2 (mẫu)", None]],
        "2": [["N1", "B", "member", "A", TODAY, LATER]],
    }
    content = edited(export(LOAD, AT), rows=rows)
    by = actor(world["manager"])
    assert import_people(by=by, at=AT, content=edited(export(by, AT), rows=rows)) == 5
    made = Person.objects.get(code=code)
    assert (name_of(made), contact_of(made)) == (
        "Cán bộ mới",
        {"email": "moi@example.invalid", "phone": "0900 000 000"},
    )
    charge = Charge.objects.get(unit=world["a"])
    assert (name_of(charge.mandate.person), charge.mandate.basis, charge.end) == ("Cán bộ Hai", "QĐ số 2 (mẫu)", LATER)
    assert faults(content, by=LOAD) == [("Nhân sự", cell_of(content, 0, "N1", "A"))]


def test_a_rehearsal_shows_every_change_and_writes_nothing(world: dict[str, Any]) -> None:
    content = export(LOAD, AT)
    before = (Mandate.objects.count(), JournalDeed.objects.count())
    code = world["officer_b"].code
    content = edited(
        content, ("0", cell_of(content, 0, code, "D"), "0911"), ("1", cell_of(content, 1, code, "E"), LATER)
    )
    person, held = rehearse(content, LOAD, AT).changes
    assert (person.values, person.old) == ({"phone": "0911"}, {"phone": "0912 345 678"})
    assert (held.values["end"], held.old["end"]) == (LATER, date.max)
    assert (Mandate.objects.count(), JournalDeed.objects.count()) == before


def test_a_shortened_mandate_takes_along_what_hangs_on_it(world: dict[str, Any]) -> None:
    by, end = actor(world["manager"]), date(2026, 8, 1)
    content = export(by, AT)
    codes = [("1", world["officer_a"], "E"), ("1", world["stranger"], "E"), ("2", world["officer_a"], "F")]
    cells = [(sheet, cell_of(content, int(sheet), person.code, column), end) for sheet, person, column in codes]
    assert faults(edited(content, cells[0])) == [
        ("Phân công", cell_of(content, 1, world["stranger"].code, "G")),
        ("Địa bàn phụ trách", cell_of(content, 2, world["officer_a"].code, "E")),
    ]
    assert import_people(by=by, at=AT, content=edited(content, *cells)) == 3
    assert set(Mandate.objects.filter(unit=world["a"]).values_list("end", flat=True)) == {end}
    assert Charge.objects.get().end == end


def test_details_are_corrected_and_kept_longer(world: dict[str, Any]) -> None:
    content, code = export(LOAD, AT), world["officer_b"].code
    cells = [
        ("0", cell_of(content, 0, code, column), value)
        for column, value in (("B", "Cán bộ Bê"), ("E", date(2030, 1, 1)))
    ]
    import_people(by=LOAD, at=AT, content=edited(content, *cells))
    person = Person.objects.get(code=code)
    assert (name_of(person), person.expires) == ("Cán bộ Bê", date(2030, 1, 1))


@pytest.mark.parametrize(
    ("sheet", "who", "column", "value", "fault"),
    [
        ("0", "officer_a", "B", None, "B"),  # nobody without a name
        ("0", "officer_a", "E", date(2020, 1, 1), "E"),  # kept until a day that has passed
        ("1", "officer_b", "A", "nobody", "A"),
        ("1", "officer_b", "B", "nowhere", "B"),
        ("1", "officer_b", "B", "E", "B"),  # outside the mandate of whoever imports
        ("1", "officer_b", "C", "administrator", "C"),  # gives more than whoever imports holds
        ("1", "officer_b", "D", date(1999, 1, 1), "B"),  # before the unit existed
        ("1", "officer_b", "E", date(1999, 1, 1), "E"),
        ("1", "officer_b", "G", "N9", "G"),
        ("1", "stranger", "G", None, "G"),  # for whom somebody deputises stays
        ("1", "stranger", "E", date(2027, 1, 1), None),  # longer, still within the mandate deputised for
        ("2", "officer_a", "D", "nowhere", "D"),
        ("2", "officer_a", "E", date(1999, 1, 1), "E"),
    ],
)
def test_every_fault_is_told_at_its_cell_and_nothing_is_imported(
    world: dict[str, Any], sheet: str, who: str, column: str, value: Any, fault: str | None
) -> None:
    by = actor(world["manager"])
    content = export(by, AT)
    row = cell_of(content, int(sheet), world[who].code, "")
    content = edited(content, (sheet, column + row, value))
    found = [cell for _sheet, cell in faults(content, by)]
    if fault is None:
        assert found == []
        return
    assert f"{fault}{row}" in found
    before = (Person.objects.count(), Mandate.objects.count(), JournalDeed.objects.count())
    with pytest.raises(Rejected):
        import_people(by=by, at=AT, content=content)
    assert (Person.objects.count(), Mandate.objects.count(), JournalDeed.objects.count()) == before


def test_nobody_prolongs_their_own_mandate(world: dict[str, Any]) -> None:
    by = actor(world["manager"])
    rows = {"1": [[str(world["manager"].code), "A", "officer", TODAY]]}
    content = edited(export(by, AT), rows=rows)
    assert [cell for _sheet, cell in faults(content, by)] == [f"A{1 + len(table(content, 1))}"]


def test_of_somebody_who_may_not_be_seen_not_even_the_code_is_used(world: dict[str, Any]) -> None:
    by = actor(world["manager"])
    rows = {"0": [[str(world["far"].code), "Tên khác", None, None, KEPT]]}
    content = edited(export(by, AT), rows=rows)
    assert [cell for _sheet, cell in faults(content, by)] == [f"A{1 + len(table(content, 0))}"]


def test_deputies_are_made_after_those_they_stand_in_for(world: dict[str, Any]) -> None:
    rows = {
        "0": [["N1", "Cán bộ Một", None, None, KEPT], ["N2", "Cán bộ Hai", None, None, KEPT]],
        "1": [["N2", "B", "officer", TODAY, LATER, None, "N1"], ["N1", "B", "officer", TODAY]],
    }
    import_people(by=LOAD, at=AT, content=edited(export(LOAD, AT), rows=rows))
    [deputy] = Mandate.objects.filter(unit=world["b"]).exclude(deputises=None)
    assert (name_of(deputy.person), name_of(deputy.deputises.person)) == ("Cán bộ Hai", "Cán bộ Một")


def test_those_who_would_only_stand_in_for_each_other_are_refused(world: dict[str, Any]) -> None:
    rows = {
        "0": [["N1", "Cán bộ Một", None, None, KEPT], ["N2", "Cán bộ Hai", None, None, KEPT]],
        "1": [["N2", "B", "officer", TODAY, LATER, None, "N1"], ["N1", "B", "officer", TODAY, LATER, None, "N2"]],
    }
    with pytest.raises(Rejected):
        import_people(by=LOAD, at=AT, content=edited(export(LOAD, AT), rows=rows))
    assert not Person.objects.filter(mandates__unit=world["b"]).exclude(pk=world["officer_b"].pk).exists()


def test_a_rehearsal_of_many_rows_takes_as_many_queries_as_one_of_few(
    world: dict[str, Any], django_queries: Any
) -> None:
    by = actor(world["manager"])
    costs = []
    for count in (1, 40):
        people = [[f"N{n}", f"Cán bộ {n}", None, None, KEPT] for n in range(count)]
        held = [[f"N{n}", "AB"[n % 2], "officer", TODAY] for n in range(1, count)] + [["N0", "B", "officer", TODAY]]
        content = edited(export(by, AT), rows={"0": people, "1": held})
        with django_queries() as made:
            assert rehearse(content, by, AT).faults == []
        costs.append(len(made))
    assert costs[0] == costs[1]
