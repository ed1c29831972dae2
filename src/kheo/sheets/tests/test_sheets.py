from __future__ import annotations

import zipfile
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from kheo.sheets import Field, Sheet, TooMuch, marked, read, write

SHEET = Sheet(
    "units",
    "Units",
    (
        Field("code", "Code", required=True),
        Field("name", "Name", required=True, longest=40),
        Field("start", "From", "date"),
        Field("size", "Size", "number"),
        Field("open", "Open", "flag"),
        Field("kind", "Kind", choices={"xa": "commune", "phuong": "ward"}),
    ),
    key=("code",),
)
ROWS = [
    {
        "code": "01",
        "name": "=HYPERLINK(1)",
        "start": date(2025, 7, 1),
        "size": Decimal("2.5"),
        "open": True,
        "kind": "xa",
    },
    {"code": "+2", "name": "Khoẻ", "start": None, "size": None, "open": False, "kind": "phuong"},
]


def book(*rows: list[Any], title: str = "Units") -> bytes:
    made = Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def faults(content: bytes) -> list[tuple[str, str]]:
    [table] = read(content, [SHEET])
    return [(fault.cell, fault.sentence) for fault in table.faults]


def test_what_is_written_is_read_again_and_the_same_rows_give_the_same_bytes() -> None:
    content = write([(SHEET, ROWS)])
    [table] = read(content, [SHEET])
    assert [dict(row.values) for row in table.rows] == ROWS
    assert write([(SHEET, [row.values for row in table.rows])]) == content


def test_a_file_says_nothing_of_when_it_was_written() -> None:
    properties = load_workbook(BytesIO(write([(SHEET, ROWS)]))).properties
    assert (properties.created, properties.modified) == (datetime(2000, 1, 1), datetime(2000, 1, 1))  # noqa: DTZ001


def test_what_looks_like_a_formula_stays_a_text_even_when_its_cell_is_edited() -> None:
    cell = load_workbook(BytesIO(write([(SHEET, ROWS)]))).worksheets[0]["B2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", "=HYPERLINK(1)", True)


@settings(deadline=None)
@given(
    st.lists(
        st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=30).map(str.strip).filter(bool),
        unique=True,
        max_size=5,
    )
)
def test_any_text_comes_back(names: list[str]) -> None:
    rows = [{"code": str(number), "name": name} for number, name in enumerate(names)]
    [table] = read(write([(SHEET, rows)]), [SHEET])
    assert [row.values["name"] for row in table.rows] == names


def test_columns_are_found_wherever_they_stand_in_either_language() -> None:
    [table] = read(book(["Name", "note", "code"], ["A", "mine", 7]), [SHEET])
    assert [(row.values["code"], row.values["name"]) for row in table.rows] == [("7", "A")]
    assert table.unknown == ["note"]


def test_missing_and_doubled_columns_are_told_and_nothing_is_read() -> None:
    [table] = read(book(["Code", "code"], ["1", "2"]), [SHEET])
    assert (len(table.faults), table.rows) == (2, [])
    assert [fault.cell for fault in table.faults] == ["B1", "1"]


@pytest.mark.parametrize(
    ("cell", "column"),
    [
        (["1", "x" * 41], "B2"),
        (["1", "A", "31/2/2025"], "C2"),
        (["1", "A", None, "viele"], "D2"),
        (["1", "A", None, None, "?"], "E2"),
        (["1", "A", None, None, None, "town"], "F2"),
        (["1", "=1+1"], "B2"),
        (["1", ""], "B2"),
    ],
)
def test_every_fault_names_its_cell(cell: list[Any], column: str) -> None:
    heads = [one.name for one in SHEET.fields]
    assert [where for where, _ in faults(book(heads, cell))] == [column]


def test_a_row_that_says_the_same_as_another_is_a_fault() -> None:
    assert [where for where, _ in faults(book(["code", "name"], ["1", "A"], ["1", "B"]))] == ["A3"]


def test_the_file_comes_back_with_its_faults_marked() -> None:
    content = book(["code", "name"], ["1", ""])
    [table] = read(content, [SHEET])
    back = load_workbook(BytesIO(marked(content, table.faults)))
    assert back["Units"]["B2"].comment.text == table.faults[0].sentence
    assert [cell.value for cell in back.worksheets[0][2]] == ["Units", "B2", table.faults[0].sentence]
    assert back["Units"]["A2"].value == "1"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"code;name\n1;A\n", b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_what_is_no_workbook_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(TooMuch):
        read(content, [SHEET])


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(201 << 20))
    with pytest.raises(TooMuch, match="200 MB"):
        read(out.getvalue(), [SHEET])
