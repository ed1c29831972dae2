from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from kheo.core.journal.models import JournalDeed
from kheo.organisations.actions.successions import merge
from kheo.organisations.actions.units import rename
from kheo.organisations.exchange.plans import Rejected
from kheo.organisations.exchange.units import export, import_units, rehearse
from kheo.organisations.models import Ancestry, Placement, Spell, Unit
from kheo.organisations.tests.world import AT, LOAD, set_up, unit

pytestmark = pytest.mark.usefixtures("db")

JULY = date(2025, 7, 1)


@pytest.fixture
def province() -> Unit:
    """P over A and B, which was renamed once; C merged into A."""
    set_up()
    top = unit("P")
    a, b, c = (unit(code, top) for code in "ABC")
    rename(b, by=LOAD, at=AT, name="=Bình Minh", on=date(2020, 1, 1))
    merge(a, by=LOAD, at=AT, units=[c], on=JULY)
    return top


def edited(content: bytes, *cells: tuple[str, str, Any], rows: dict[str, list[list[Any]]] | None = None) -> bytes:
    """A file with cells set and rows added; sheets by their number."""
    book = load_workbook(BytesIO(content))
    for sheet, cell, value in cells:
        book.worksheets[int(sheet)][cell] = value
    for sheet, added in (rows or {}).items():
        for row in added:
            book.worksheets[int(sheet)].append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def faults(content: bytes) -> list[tuple[str, str]]:
    return [(fault.sheet, fault.cell) for fault in rehearse(content, LOAD, AT).faults]


def test_what_was_exported_changes_nothing_when_it_is_imported_and_is_exported_alike(province: Unit) -> None:
    content = export(LOAD, AT)
    assert import_units(by=LOAD, at=AT, content=content) == 0
    assert export(LOAD, AT) == content


def test_a_file_makes_the_units_of_another_installation(province: Unit) -> None:
    content = export(LOAD, AT)
    book = load_workbook(BytesIO(content))
    assert [[cell.value for cell in row][:2] for row in book.worksheets[0].iter_rows(min_row=2)] == [
        ["A", "A"],
        ["B", "B"],
        ["B", "=Bình Minh"],
        ["C", "C"],
        ["P", "P"],
    ]


def test_a_rehearsal_shows_every_change_and_writes_nothing(province: Unit) -> None:
    before = (Spell.objects.count(), JournalDeed.objects.count())
    content = edited(export(LOAD, AT), ("0", "B2", "Xã A"))
    [step] = rehearse(content, LOAD, AT).changes
    assert (step.row.number, step.values["name"], step.old["name"]) == (2, "Xã A", "A")
    assert (Spell.objects.count(), JournalDeed.objects.count()) == before


def test_new_units_names_and_places_are_imported_in_one_deed(province: Unit) -> None:
    rows = {
        "0": [["N", "Xã N", "xa", "commune", "01/07/2025"], ["M", "Ấp M", "xa", "commune", date(2026, 1, 1)]],
        "1": [["N", "territory", "P", JULY], ["M", "territory", "N", date(2026, 1, 1)]],
    }
    assert import_units(by=LOAD, at=AT, content=edited(export(LOAD, AT), rows=rows)) == 4
    new = Unit.objects.get(code="M")
    above = Ancestry.objects.filter(descendant=new.pk, start=date(2026, 1, 1)).order_by("depth")
    assert [Unit.objects.get(pk=row.ancestor).code for row in above] == ["M", "N", "P"]


@pytest.mark.parametrize(
    ("change", "cell"),
    [
        (("0", "E4", date(2019, 1, 1)), ("Đơn vị", "E4")),  # overlaps the spell before
        (("0", "F2", date(2026, 1, 1)), ("Đơn vị", "F2")),  # a unit ends by an act of its own
        (("0", "C2", "town"), ("Đơn vị", "C2")),
        (("1", "C2", "nowhere"), ("Vị trí", "C2")),
        (("1", "C2", "A"), ("Vị trí", "C2")),  # under itself
        (("1", "D2", date(1990, 1, 1)), ("Vị trí", "A2")),  # before it existed
        (("1", "F2", "có"), ("Vị trí", "F2")),
    ],
)
def test_every_fault_is_told_at_its_cell_and_nothing_is_imported(
    province: Unit, change: tuple[str, str, Any], cell: tuple[str, str]
) -> None:
    content = edited(export(LOAD, AT), change)
    assert cell in faults(content)
    before = (Spell.objects.count(), Placement.objects.count(), JournalDeed.objects.count())
    with pytest.raises(Rejected):
        import_units(by=LOAD, at=AT, content=content)
    assert (Spell.objects.count(), Placement.objects.count(), JournalDeed.objects.count()) == before


def test_a_circle_over_two_units_is_found(province: Unit) -> None:
    rows = {
        "0": [["N", "N", "xa", "commune", JULY], ["M", "M", "xa", "commune", JULY]],
        "1": [["N", "territory", "M", JULY], ["M", "territory", "N", JULY]],
    }
    assert ("Vị trí", "C7") in faults(edited(export(LOAD, AT), rows=rows))
