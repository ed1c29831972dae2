"""Reading sheets: columns by their headings wherever they stand, and every fault by its cell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from kheo.i18n import gettext, mark
from kheo.sheets.schema import Field, Sheet, folded

LARGEST_FILE = 10 << 20
LARGEST_CONTENT = 200 << 20
MOST_ROWS = 200_000
MOST_FAULTS = 1_000


class TooMuch(Exception):  # noqa: N818 -- named for what it says
    """The file is no workbook that can be read, or too large. `str()` is a sentence marked for translation."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a cell; `sentence` is worded already. A row or column of 0 means all of it."""

    sheet: str
    row: int
    column: int
    sentence: str

    @property
    def cell(self) -> str:
        """The address, such as B7; without a column the row alone."""
        return f"{get_column_letter(self.column)}{self.row or 1}" if self.column else str(self.row or "")


@dataclass(frozen=True, slots=True)
class Row:
    """The values of a row by the names of fields, None where a cell is empty; `columns` says where each stands."""

    number: int
    values: Mapping[str, Any]
    sheet: str
    columns: Mapping[str, int]

    def fault(self, name: str, sentence: str, **data: object) -> Fault:
        """A fault at the cell of a field; the sentence is a marked one."""
        return Fault(self.sheet, self.number, self.columns.get(name, 0), gettext(sentence).format_map(data))


@dataclass(slots=True)
class Table:
    """What a sheet of a file holds: readable rows, faults, and headings that nobody asked for."""

    sheet: Sheet
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read(content: bytes, sheets: Sequence[Sheet]) -> list[Table]:
    """The tables of a workbook, in the order asked for; one that the file lacks is empty. Raises TooMuch."""
    _bounded(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        return [_table(book, sheet) for sheet in sheets]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as fault:
        raise TooMuch(mark("This is not an .xlsx file that can be read. Save it anew as “Excel Workbook”.")) from fault


def _bounded(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise TooMuch(mark("The file is larger than 10 MB. Split it into several."))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as fault:
        raise TooMuch(mark("This is not an .xlsx file that can be read. Save it anew as “Excel Workbook”.")) from fault
    if size > LARGEST_CONTENT:
        raise TooMuch(mark("The file unpacks to more than 200 MB. Split it into several."))


def _table(book: Any, sheet: Sheet) -> Table:
    table = Table(sheet)
    wanted = {folded(title) for title in sheet.titles()}
    found = next((name for name in book.sheetnames if folded(name) in wanted), None)
    if found is None:
        return table
    rows = _cells(book[found])
    columns = _columns(next(rows, (0, []))[1], table, found)
    if not table.faults:
        _fill(table, rows, columns, found)
    return table


def _cells(page: Any) -> Iterator[tuple[int, list[Any]]]:
    """The numbered rows that hold anything; the size that the file claims is not believed."""
    page.reset_dimensions()
    for number, row in enumerate(page.iter_rows(), 1):
        if number > MOST_ROWS:
            raise TooMuch(mark("The sheet has more than 200,000 rows. Split it into several."))
        if any(cell.value not in (None, "") for cell in row):
            yield number, list(row)


def _columns(heads: Sequence[Any], table: Table, title: str) -> dict[str, int]:
    """Which column holds which field; doubled and missing ones are faults, unknown ones only noted."""
    names = {folded(head): one.name for one in table.sheet.fields for head in one.heads()}
    columns: dict[str, int] = {}
    for place, cell in enumerate(heads, 1):
        text = str(cell.value or "").strip()
        name = names.get(folded(text))
        if name is None:
            table.unknown += [text] if text else []
        elif name in columns:
            sentence = gettext("The column “{head}” stands here twice; remove one.").format(head=text)
            table.faults.append(Fault(title, 1, place, sentence))
        else:
            columns[name] = place
    for one in table.sheet.fields:
        if one.name not in columns and (one.required or one.name in table.sheet.key):
            sentence = gettext("The column “{head}” is missing.").format(head=gettext(one.label))
            table.faults.append(Fault(title, 1, 0, sentence))
    return columns


def _fill(table: Table, rows: Iterator[tuple[int, list[Any]]], columns: Mapping[str, int], title: str) -> None:
    seen: dict[tuple[Any, ...], int] = {}
    for number, cells in rows:
        faults: list[Fault] = []
        values = {}
        for name, place in columns.items():
            cell = cells[place - 1] if place <= len(cells) else None
            try:
                values[name] = _value(table.sheet[name], cell)
            except ValueError as fault:
                faults.append(Fault(title, number, place, str(fault)))
        row = Row(number, values, title, columns)
        key = tuple(values.get(name) for name in table.sheet.key)
        if not faults and key in seen:
            faults.append(
                row.fault(table.sheet.key[0], mark("This row says the same as row {other}."), other=seen[key])
            )
        seen.setdefault(key, number)
        if faults:
            table.faults += faults
        else:
            table.rows.append(row)
        if len(table.faults) > MOST_FAULTS:
            return


def _value(column: Field, cell: Any) -> Any:
    value = None if cell is None else cell.value
    if cell is not None and cell.data_type in {"f", "e"}:
        raise ValueError(gettext("This is a formula or an error of one; put its value here."))
    if isinstance(value, str):
        value = value.strip()
    if value in (None, ""):
        if column.required:
            raise ValueError(gettext("This cell must not be empty."))
        return None
    return _READERS[column.kind](column, value)


def _text(column: Field, value: Any) -> str:
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    if len(text) > column.longest:
        raise ValueError(gettext("This is longer than {most} characters.").format(most=column.longest))
    if column.choices:
        return _choice(column, text)
    return text


def _choice(column: Field, text: str) -> str:
    code = column.code_of(text)
    if code is None:
        allowed = ", ".join(column.label_of(one) for one in list(column.choices)[:12])
        raise ValueError(gettext("“{text}” is none of: {allowed}.").format(text=text[:60], allowed=allowed))
    return code


def _date(_column: Field, value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    written = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})-(\d{2})-(\d{2})", str(value))
    try:
        if written and written[1]:
            return date(int(written[3]), int(written[2]), int(written[1]))
        if written:
            return date(int(written[4]), int(written[5]), int(written[6]))
    except ValueError:
        pass
    raise ValueError(gettext("“{text}” is no date; write it as 31/12/2026.").format(text=str(value)[:60]))


def _number(_column: Field, value: Any) -> Decimal:
    """Numbers as Excel has them, or as written in Vietnam: 1.234,5."""
    text = str(value)
    if isinstance(value, str) and re.fullmatch(r"-?\d{1,3}(\.\d{3})*(,\d+)?|-?\d+(,\d+)?", text):
        text = text.replace(".", "").replace(",", ".")
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(gettext("“{text}” is no number; write it as 1.234,5.").format(text=text[:60])) from None


def _flag(_column: Field, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    said = folded(str(value))
    if said in {"co", "yes", "x", "1", "true"}:
        return True
    if said in {"khong", "no", "0", "false"}:
        return False
    raise ValueError(gettext("“{text}” is neither yes nor no.").format(text=str(value)[:60]))


_READERS = {"text": _text, "date": _date, "number": _number, "flag": _flag}
