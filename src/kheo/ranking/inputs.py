"""Tables of scores as people keep them: .csv (any usual delimiter, BOM, decimal commas), .xlsx and JSON.

Headings in Vietnamese or English, in any case and order, diacritics optional; other columns are left alone.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from kheo.ranking.scores import Score, ScoreError

HEADINGS = {
    "dossier": ("dossier", "ho so", "ma ho so", "ten ho so", "mo hinh", "ten mo hinh", "sang kien", "ten sang kien"),
    "assessor": ("assessor", "nguoi cham", "giam khao", "nguoi cham diem", "thanh vien", "ho ten nguoi cham"),
    "score": ("score", "diem", "tong diem", "diem cham", "diem so"),
    "field": ("field", "linh vuc"),
    "maximum": ("maximum", "diem toi da", "toi da"),
    "owner": ("owner", "nguoi lien quan"),
    "at": ("at", "luc", "thoi diem", "cham luc"),
}
"""Column → headings it answers to, folded."""
NEEDED = ("dossier", "assessor", "score")
MOST_BYTES = 200_000_000
LARGEST = 1_000_000_000
"""A score beyond this is a slip of the keyboard."""
DATES = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y")


def read_scores(path: Path) -> tuple[Score, ...]:
    """All scores of a file, each with the row it stands in (1 is the heading; JSON counts from 1).

    Raises `ScoreError` naming the row and the remedy, `OSError` where the file cannot be read.
    """
    if path.stat().st_size > MOST_BYTES:
        raise ScoreError("too-large", megabytes=MOST_BYTES // 1_000_000)
    kind = path.suffix.lower()
    if kind == ".json":
        return _from_json(_decoded(path.read_bytes()))
    if kind in {".xlsx", ".xlsm"}:
        return scores_of_table(_sheet(path))
    try:
        return scores_of_table(_rows(_decoded(path.read_bytes())))
    except csv.Error as error:
        raise ScoreError("not-a-table") from error


def scores_of_table(rows: Iterable[Sequence[object]]) -> tuple[Score, ...]:
    """Scores of a table whose first row that is not empty holds the headings."""
    columns: dict[str, int] | None = None
    found: list[Score] = []
    for number, row in enumerate(rows, 1):
        if all(_text(cell) == "" for cell in row):
            continue
        if columns is None:
            columns = _columns(row)
            continue
        cells = {name: row[place] if place < len(row) else None for name, place in columns.items()}
        found.append(_score(cells, number))
    if columns is None:
        raise ScoreError("no-scores")
    return tuple(found)


def _columns(heading: Sequence[object]) -> dict[str, int]:
    folded = [_folded(_text(cell)) for cell in heading]
    columns: dict[str, int] = {}
    for name, words in HEADINGS.items():
        places = [place for place, word in enumerate(folded) if word in words]
        if len(places) > 1:
            raise ScoreError("heading-twice", column=name)
        if places:
            columns[name] = places[0]
    for name in NEEDED:
        if name not in columns:
            raise ScoreError(
                "heading-missing", column=name, found=", ".join(_text(cell) for cell in heading if _text(cell))
            )
    return columns


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(letters.replace("_", " ").split())


def _score(cells: dict[str, object], row: int) -> Score:
    dossier = _text(cells["dossier"])
    if _text(cells["score"]) == "":
        raise ScoreError("score-missing", row=row, dossier=dossier)
    maximum = cells.get("maximum")
    return Score(
        dossier=dossier,
        assessor=_text(cells["assessor"]),
        score=_number(cells["score"], row, "score"),
        field=_text(cells.get("field")) or None,
        maximum=None if _text(maximum) == "" else _number(maximum, row, "maximum"),
        at=_moment(cells.get("at"), row),
        owner=_text(cells.get("owner")) or None,
        row=row,
    )


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _number(cell: object, row: int, column: str) -> float:
    """A decimal comma is a decimal point; both in one cell, or two commas, could mean two things and are refused."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < LARGEST:
        return float(cell)
    text = _text(cell).replace("\N{NO-BREAK SPACE}", "").replace("\N{MINUS SIGN}", "-")
    plain = text.replace(",", ".", 1) if "." not in text else text
    whole, _, part = plain.removeprefix("-").removeprefix("+").partition(".")
    digits = whole + part
    if not (whole and digits.isascii() and digits.isdigit() and len(whole) < len(str(LARGEST))):
        raise ScoreError("not-a-number", row=row, value=text, column=column)
    return float(plain)


def _moment(cell: object, row: int) -> datetime | None:
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    text = _text(cell)
    if not text:
        return None
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        pass
    for pattern in DATES:
        try:
            return datetime.strptime(text, pattern)  # noqa: DTZ007 - the table gives local time, and only gaps count
        except ValueError:
            continue
    raise ScoreError("not-a-time", row=row, value=text)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16"):
        if encoding == "utf-16" and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ScoreError("encoding")


def _rows(text: str) -> Iterable[Sequence[object]]:
    """The delimiter is the one that the heading holds most of; a comma wins only where nothing else is there."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";\t|,", key=lambda mark: (heading.count(mark), mark != ","))
    return csv.reader(io.StringIO(text), delimiter=delimiter)


def _sheet(path: Path) -> Iterable[Sequence[object]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            yield from book.worksheets[0].iter_rows(values_only=True)
        finally:
            book.close()
    except (BadZipFile, InvalidFileException, KeyError, IndexError, TypeError, SyntaxError) as error:
        raise ScoreError("not-a-workbook") from error


def _from_json(text: str) -> tuple[Score, ...]:
    """A list of objects, or an object whose `scores` is one."""
    try:
        content = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ScoreError("not-json") from error
    if isinstance(content, dict):
        content = content.get("scores")
    if not isinstance(content, list) or not all(isinstance(entry, dict) for entry in content):
        raise ScoreError("not-json")
    found = []
    for number, entry in enumerate(content, 1):
        cells = _columns_of_object(entry, number)
        found.append(_score(cells, number))
    return tuple(found)


def _columns_of_object(entry: dict[str, object], row: int) -> dict[str, object]:
    cells: dict[str, object] = {}
    for key, value in entry.items():
        folded = _folded(key)
        for name, words in HEADINGS.items():
            if folded in words:
                cells[name] = value
    for name in NEEDED:
        if name not in cells:
            raise ScoreError("key-missing", row=row, column=name)
    return cells
