"""Writing sheets. The same rows give the same bytes, so that two exports can be compared."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from kheo.i18n import gettext, language
from kheo.sheets.schema import Field, Sheet

DATE_FORMAT = "dd/mm/yyyy"
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 -- a fixed stamp, so that equal tables are equal files
_ZIP_EPOCH = (2000, 1, 1, 0, 0, 0)
_SAVED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*<")
_HEAD = PatternFill("solid", start_color="FFE3F0EF")


def write(tables: Sequence[tuple[Sheet, Iterable[Mapping[str, Any]]]]) -> bytes:
    """A workbook with a sheet for each table, headings in the current language.

    Texts stay texts: what looks like a formula is neither run when the file is opened nor when its cell is edited.
    """
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _EPOCH
    book.properties.creator = "Khéo"
    for sheet, rows in tables:
        _fill(book.create_sheet(gettext(sheet.title)[:31]), sheet, rows)
    raw = BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        ExcelWriter(book, archive).save()  # book.save() would set `modified` to now
    return _dateless(raw)


def _fill(page: Any, sheet: Sheet, rows: Iterable[Mapping[str, Any]]) -> None:
    page.freeze_panes = "A2"
    for place, one in enumerate(sheet.fields, 1):
        page.column_dimensions[get_column_letter(place)].width = one.width
    page.append([_head(page, one) for one in sheet.fields])
    for row in rows:
        page.append([_cell(page, one, row.get(one.name)) for one in sheet.fields])


def _head(page: Any, column: Field) -> Any:
    cell = WriteOnlyCell(page, gettext(column.label))
    cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(page: Any, column: Field, value: Any) -> Any:
    if value is None or value == "":
        return None
    if column.kind == "date" and isinstance(value, date):
        cell = WriteOnlyCell(page, datetime(value.year, value.month, value.day))  # noqa: DTZ001 -- a day has no zone
        cell.number_format = DATE_FORMAT
        return cell
    if column.kind == "flag":
        value = gettext("yes") if value else gettext("no")
    elif column.choices:
        value = column.label_of(value)
    elif isinstance(value, int | float | Decimal):
        return value
    cell = WriteOnlyCell(page, str(value))
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _dateless(raw: BytesIO) -> bytes:
    """The same archive with one fixed date on every part, and the moment of saving, which openpyxl insists on, gone."""
    out = BytesIO()
    with zipfile.ZipFile(raw) as written, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as fresh:
        for part in sorted(written.infolist(), key=lambda one: one.filename):
            entry = zipfile.ZipInfo(part.filename, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            content = written.read(part)
            if part.filename == "docProps/core.xml":
                content = _SAVED.sub(rb"\g<1>2000-01-01T00:00:00Z<", content)
            fresh.writestr(entry, content)
    return out.getvalue()


def file_name(stem: str, on: date) -> str:
    """A name for a file to be downloaded, without diacritics or blanks."""
    return f"{stem}-{on.isoformat()}-{language()}.xlsx"
