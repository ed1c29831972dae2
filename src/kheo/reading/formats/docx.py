"""Word documents (.docx): what stands on the page, in reading order, with the numbers that Word shows.

Tracked insertions are taken and deletions left out. Page headers are furniture and not in the text, unless the
letterhead stands there. Footnotes and endnotes come at the end of the text, each behind its marker.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from kheo.reading.flow import Loaded, LoadedNote, LoadedTable
from kheo.reading.formats.docx_notes import Notes
from kheo.reading.formats.docx_numbering import Numbering
from kheo.reading.formats.docx_package import Package, W
from kheo.reading.formats.docx_runs import MAX_NESTING, MC, TRANSPARENT, Inline, RunReader, chosen
from kheo.reading.formats.docx_styles import Styles, value_of
from kheo.reading.formats.refuse import Unreadable
from kheo.reading.formats.secrecy import check_secret
from kheo.reading.model import Span
from kheo.text.legacy import Encoding, detect
from kheo.values import dataclass, field

_LETTERHEAD = ("CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "ĐẢNG CỘNG SẢN VIỆT NAM", "Độc lập - Tự do", "Nơi nhận")
"""A table that holds one of these is a letterhead or a foot: two columns, no table."""
_HEAD_ROWS = 8
_FACES = (b'".Vn', b'"VNI', b'"Vni', b"<w:caps", b"<w:vanish")
"""Where none of these stands in document or styles, no run needs to be asked for its font."""

_PARAGRAPH = f"{W}p"
_PROPERTIES = f"{W}pPr"
_TABLE = f"{W}tbl"
_RUN_PROPERTIES = f"{W}rPr"
_SECTION = f"{W}sectPr"
_GONE = (f"{W}del", f"{W}moveFrom")
_NUMBERING = f"{W}numPr"


@dataclass(slots=True)
class _Collector:
    """The lines of the text so far, with all that is known of them."""

    lines: list[str] = field(default_factory=list)
    length: int = 0
    origins: list[tuple[int, str]] = field(default_factory=list)
    references: list[tuple[int, str, str, str]] = field(default_factory=list)
    """Offset of the marker, marker, kind, id."""
    tables: list[LoadedTable] = field(default_factory=list)

    def add(self, line: str, origin: str) -> int:
        """Add a line; returns where it begins."""
        start = self.length
        self.origins.append((start, f"{origin} 0"))
        self.lines.append(line)
        self.length += len(line) + 1
        return start

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self.lines)


def load_docx(data: bytes, name: str) -> Loaded:
    """A Word document. `origins` name paragraphs as `body/p[12] 0`, counted from 1 within what holds them."""
    package = Package(data, name)
    loaded = _load(package, None)
    if not any(map(str.isalpha, loaded.text)):
        return _recognised(package) or loaded
    encoding = detect(loaded.text)
    return loaded if encoding is None else _load(package, encoding)


def _recognised(package: Package) -> Loaded | None:
    """A document that holds nothing but scanned pages, recognised; None where it holds no pictures either."""
    pictures = package.names(r"word/media/[^/]+\.(?:png|jpe?g|tiff?|bmp|webp)")
    if not pictures:
        return None
    from kheo.reading.formats.ocr import load_images

    return load_images([package.read(picture) for picture in pictures], package.name)


def _load(package: Package, encoding: Encoding | None) -> Loaded:
    reader = _Reader(package, encoding)
    reader.read()
    text = reader.out.text
    return Loaded(
        media="docx",
        text=text,
        wrapped=False,
        origins=tuple(reader.out.origins),
        notes=tuple(reader.notes),
        tables=tuple(reader.out.tables),
        warnings=(f"legacy-encoding:{encoding}",) if encoding else (),
    )


def _main_part(package: Package) -> str:
    found = package.names(r"word/document\d*\.xml")
    if not found:
        raise Unreadable("corrupt", package.name)
    return found[0]


class _Reader:
    """Goes through the parts of one document."""

    def __init__(self, package: Package, encoding: Encoding | None) -> None:
        self._package = package
        self._main = _main_part(package)
        document, styles = package.read(self._main), package.read("word/styles.xml")
        faces = encoding is not None or any(mark in part for part in (document, styles) for mark in _FACES)
        lists = b"<w:numPr" in document or b"<w:numPr" in styles
        # Styles are long and mostly say nothing that is read: they are parsed only where they may.
        self._styles = Styles(package.xml("word/styles.xml") if faces or b"<w:numPr" in styles else None)
        self._numbering = Numbering(package.xml("word/numbering.xml") if lists else None, self._styles)
        self._notes = Notes(package)
        self._runs = RunReader(package.name, self._styles, faces=faces, default=encoding)
        self._carried: Inline | None = None
        self.out = _Collector()
        self.notes: list[LoadedNote] = []

    def read(self) -> None:
        """Read headers, body and notes into `out` and `notes`."""
        self._headers()
        self._blocks(self._package.blocks(self._main), "body", 0)
        if self._carried is not None:
            self._line(self._carried, "", "body/p")
        self._append_notes()

    def _headers(self) -> None:
        """Look for a mark of secrecy in every page header; take the lines of one that holds the letterhead."""
        for part in self._package.names(r"word/header\d*\.xml"):
            body, self.out = self.out, _Collector()
            root = self._package.xml(part)
            if root is not None:
                self._blocks(root, part.removeprefix("word/").removesuffix(".xml"), 0)
            header, self.out = self.out, body
            check_secret(header.text, self._package.name)
            if not body.lines and any(mark in header.text for mark in _LETTERHEAD):
                self.out = header

    def _blocks(self, elements: Iterable[ET.Element], path: str, depth: int) -> None:
        if depth > MAX_NESTING:
            raise Unreadable("bomb", self._package.name)
        paragraphs = tables = 0
        for element in elements:
            tag = element.tag
            if tag == _PARAGRAPH:
                paragraphs += 1
                self._paragraph(element, f"{path}/p[{paragraphs}]", depth)
            elif tag == _TABLE:
                tables += 1
                self._table(element, f"{path}/tbl[{tables}]", depth + 1)
            elif tag in TRANSPARENT:
                self._blocks(element, f"{path}/{tag.rpartition('}')[2]}", depth + 1)
            elif tag == f"{MC}AlternateContent":
                self._blocks(chosen(element), path, depth + 1)
            elif tag == _SECTION:
                self._section(element)

    def _paragraph(self, element: ET.Element, path: str, depth: int) -> None:
        properties = element.find(_PROPERTIES)
        style = self._styles.default_paragraph
        label = ""
        merges = False
        if properties is not None:
            style = value_of(properties, f"{W}pStyle") or style
            mark = properties.find(_RUN_PROPERTIES)
            merges = mark is not None and any(mark.find(gone) is not None for gone in _GONE)
            section = properties.find(_SECTION)
            if section is not None:
                self._section(section)
        inline = self._runs.read(element, style)
        if self._carried is not None:
            inline, self._carried = self._carried.extended(inline), None
        if merges:
            self._carried = inline
            return
        label = self._label(properties, style)
        self._line(inline, label, path)
        for n, box in enumerate(inline.boxes, 1):
            self._blocks(box, f"{path}/box[{n}]", depth + 1)

    def _section(self, section: ET.Element) -> None:
        for kind in ("footnote", "endnote"):
            self._notes.take_form(kind, section.find(f"{W}{kind}Pr"))

    def _label(self, properties: ET.Element | None, style: str | None) -> str:
        given = None if properties is None else properties.find(_NUMBERING)
        num_id, level = self._styles.numbering(style)
        if num_id is not None and level is None:
            level = self._numbering.level_of_style(num_id, style)
        if given is not None:
            own, at = value_of(given, f"{W}numId"), value_of(given, f"{W}ilvl")
            if own is not None and own != num_id:
                num_id, level = own, None
            level = int(at) if at is not None and at.isdecimal() else level
        return "" if num_id in {None, "0"} else self._numbering.label(str(num_id), level or 0)

    def _line(self, inline: Inline, label: str, path: str) -> None:
        """Add a paragraph: its label as Word shows it, its words, the markers of its notes at their places."""
        text = inline.text
        if not (label or inline.references) and not text.strip():
            return
        lead = len(text) - len(text.lstrip())
        prefix = f"{label} " if label else ""
        start = self.out.length
        pieces = [prefix]
        done, length = lead, len(prefix)
        for at, kind, which in inline.references:
            marker = self._notes.marker(kind)
            pieces += (text[done:at], marker)
            length += max(at - done, 0)
            self.out.references.append((start + length, marker, kind, which))
            length += len(marker)
            done = max(at, done)
        pieces.append(text[done:].rstrip())
        self.out.add("".join(pieces).rstrip(), path)

    def _table(self, table: ET.Element, path: str, depth: int) -> None:
        rows = list(_rows(table))
        if _runs_in_columns(rows):
            self._columns(rows, path, depth)
            return
        alone = sum(map(len, rows)) == 1
        spans: list[tuple[Span, ...]] = []
        for r, row in enumerate(rows, 1):
            cells = [self._cell(cell, f"{path}/tr[{r}]/tc[{c}]", depth) for c, cell in enumerate(row, 1)]
            spans.append(tuple(cells))
        if not alone and any(end > start for row_spans in spans for start, end in row_spans):
            self.out.tables.append(LoadedTable(tuple(spans)))

    def _columns(self, rows: list[list[ET.Element]], path: str, depth: int) -> None:
        for c in range(max(map(len, rows))):
            for r, row in enumerate(rows, 1):
                if c < len(row):
                    self._cell(row[c], f"{path}/tr[{r}]/tc[{c + 1}]", depth)

    def _cell(self, cell: ET.Element, path: str, depth: int) -> Span:
        start = self.out.length
        self._blocks(cell, path, depth)
        return (start, self.out.length - 1) if self.out.length > start else (start, start)

    def _append_notes(self) -> None:
        """The notes, in the order of their references; a note inside a note follows in its turn."""
        done = 0
        while done < len(self.out.references):
            at, marker, kind, which = self.out.references[done]
            done += 1
            body = self._notes.body(kind, which)
            start = self.out.length
            self.out.add(marker, f"{kind}s/{which}")
            first = len(self.out.lines)
            if body is not None:
                self._blocks(body, f"{kind}s/{which}", 0)
            if len(self.out.lines) > first:
                self._pull_up(first)
            end = max(self.out.length - 1, start)
            words = min(start + len(marker) + 1, end)
            self.notes.append(LoadedNote(marker, (at, at + len(marker)), (words, end)))

    def _pull_up(self, first: int) -> None:
        """Put the first line of a note behind its marker."""
        self.out.lines[first - 1 : first + 1] = [f"{self.out.lines[first - 1]} {self.out.lines[first]}"]


def _rows(table: ET.Element) -> Iterable[list[ET.Element]]:
    """The cells of each row that was not deleted; rows and cells may stand in content controls."""
    for row in _inside(table, f"{W}tr"):
        if row.find(f"{W}trPr/{W}del") is None:
            cells = list(_inside(row, f"{W}tc"))
            if cells:
                yield cells


def _inside(element: ET.Element, wanted: str) -> Iterable[ET.Element]:
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if child.tag == wanted:
            yield child
        elif child.tag in TRANSPARENT:
            waiting.extend(reversed(child))


def _runs_in_columns(rows: list[list[ET.Element]]) -> bool:
    """Whether a table is a letterhead or a foot, made of columns that are read one after the other."""
    if not rows or len(rows) > _HEAD_ROWS or not 2 <= max(map(len, rows)) <= 3:
        return False
    words = "".join(text.text or "" for row in rows for cell in row for text in cell.iter(f"{W}t"))
    return len(words) < 4000 and any(mark in words for mark in _LETTERHEAD)
