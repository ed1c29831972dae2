"""Handing a file back with its faults: cells coloured and commented, and a sheet that lists them all."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from kheo.i18n import gettext
from kheo.sheets.reading import Fault

_WRONG = PatternFill("solid", start_color="FFFBE9E7")


def marked(content: bytes, faults: Sequence[Fault]) -> bytes:
    """The file as it was sent, with every fault marked at its cell and listed on a sheet of its own in front."""
    book = load_workbook(BytesIO(content), keep_links=False)
    title = gettext("Faults")
    if title in book.sheetnames:
        del book[title]
    for fault in faults:
        _mark(book, fault)
    _list(book.create_sheet(title, 0), faults)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _mark(book: Any, fault: Fault) -> None:
    if fault.sheet not in book.sheetnames:
        return
    cell = book[fault.sheet].cell(fault.row or 1, fault.column or 1)
    cell.fill = _WRONG
    said = f"{cell.comment.text}\n{fault.sentence}" if cell.comment else fault.sentence
    cell.comment = Comment(said, "Khéo")


def _list(page: Any, faults: Sequence[Fault]) -> None:
    page.append([gettext("Sheet"), gettext("Cell"), gettext("What is wrong")])
    for fault in faults:
        page.append([fault.sheet, fault.cell, fault.sentence])
        for cell in page[page.max_row]:
            cell.data_type = "s"
    page.column_dimensions["C"].width = 90
