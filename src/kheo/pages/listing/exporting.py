"""A list as an .xlsx file: what the person may see, in the order and under the filter of the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import islice
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from kheo.core.errors import Invalid
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.pages.listing.declared import Listing
from kheo.pages.words import NONE, plainly

MOST = 100_000
AT_ONCE = 2_000
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DANGEROUS = tuple("=+-@\t\r")
"""Words that begin so run as a formula in a sheet, or once it is saved as .csv and opened again."""


def workbook(listing: Listing, rows: QuerySet[Any]) -> HttpResponse:
    """The file as a download. Raises Invalid where it would be longer than MOST rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_(listing.title)[:31])
    sheet.append([_cell(sheet, _(column.label)) for column in listing.columns])
    values = [column.plain or column.value for column in listing.columns]
    for count, row in enumerate(_prepared(listing, rows[: MOST + 1].iterator(chunk_size=AT_ONCE))):
        if count == MOST:
            raise Invalid("export-length", mark("An export has at most {most} rows. Narrow the filter."), most=MOST)
        sheet.append([_cell(sheet, value(row)) for value in values])
    out = BytesIO()
    book.save(out)
    answer = HttpResponse(out.getvalue(), content_type=KIND)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{listing.name}.xlsx', safe='')}"
    return answer


def _prepared(listing: Listing, rows: Iterator[Any]) -> Iterator[Any]:
    """Rows with what their cells need, fetched for many at once."""
    if listing.prepare is None:
        yield from rows
        return
    while batch := list(islice(rows, AT_ONCE)):
        listing.prepare(batch)
        yield from batch


def _cell(sheet: Any, value: object) -> Any:
    """A cell that is never a formula, whatever it holds."""
    if value is None or isinstance(value, bool) or not isinstance(value, int | float | Decimal | date):
        words = ILLEGAL_CHARACTERS_RE.sub("", "" if value is None or value == NONE else plainly(value))
        cell = WriteOnlyCell(sheet, value=words)
        cell.data_type = "s"
        cell.quotePrefix = words.startswith(DANGEROUS)
        return cell
    if isinstance(value, datetime):
        value = timezone.localtime(value).replace(tzinfo=None)
    cell = WriteOnlyCell(sheet, value=value)  # type: ignore[arg-type]  # its stubs forget dates and decimals
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy hh:mm" if isinstance(value, datetime) else "dd/mm/yyyy"
    return cell
