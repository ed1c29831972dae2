"""Web pages and documents that Word saved as such: the words in the order of the page, without what marks them up."""

from __future__ import annotations

from html.parser import HTMLParser

from kheo.reading.flow import Loaded
from kheo.reading.formats.encodings import decode
from kheo.reading.formats.tidy import in_normal_form
from kheo.reading.rules import compiled
from kheo.text.legacy import detect
from kheo.values import dataclass, field

_BLOCK = (
    r"address|article|blockquote|br|caption|center|d[dlt]|div|h[1-6]|hr|li|[ou]l|p|pre|section|"
    r"table|tbody|td|th|thead|tr"
)
"""Elements that begin and end a line."""
_SILENT = frozenset(["head", "script", "style", "template", "title", "noscript", "svg"])
_LETTERHEAD = ("CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "ĐẢNG CỘNG SẢN VIỆT NAM", "Nơi nhận")


def load_html(data: bytes, name: str) -> Loaded:
    """A web page. Its text has one paragraph a line; a letterhead in a table is read column by column."""
    raw, encoding = _decoded(data, name)
    page = _Page(raw)
    legacy = detect("\n".join(line.text for line in page.lines))
    lines: list[str] = []
    origins: list[tuple[int, str]] = []
    length = 0
    for line in page.lines:
        origins.append((length, f"char {line.at}"))
        lines.append(in_normal_form(line.text, legacy))
        length += len(lines[-1]) + 1
    return Loaded(
        media="text",
        text="\n".join(lines),
        wrapped=False,
        origins=tuple(origins),
        encoding=legacy or encoding,
        warnings=(f"legacy-encoding:{legacy}",) if legacy else (),
    )


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """The page by the encoding that it names, if it is one and fits; else as any text."""
    named = compiled(r"charset\s*=\s*[\"']?([\w-]{3,20})").search(data[:2048].decode("latin-1"))
    if named and named[1].lower() not in {"utf-8", "utf-16", "unicode"}:
        try:
            return data.decode(named[1]), named[1].lower()
        except (LookupError, UnicodeDecodeError):
            pass  # a wrong name is common: windows-1252 is said of pages in UTF-8
    return decode(data, name)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the page and where its first word stands in the source."""

    text: str
    at: int


@dataclass(slots=True)
class _Table:
    """An outermost table: the lines of each cell of each row."""

    rows: list[list[list[_Line]]] = field(default_factory=list)

    def lines(self) -> list[_Line]:
        """Row by row; a letterhead or a foot column by column."""
        widest = max(map(len, self.rows), default=0)
        words = " ".join(line.text for row in self.rows for cell in row for line in cell)
        if widest in {2, 3} and len(words) < 4000 and any(mark in words for mark in _LETTERHEAD):
            cells = [row[c] for c in range(widest) for row in self.rows if c < len(row)]
        else:
            cells = [cell for row in self.rows for cell in row]
        return [line for cell in cells for line in cell]


class _Page(HTMLParser):
    """Collects lines; white space in the source means no more than a blank."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[_Line] = []
        self._words: list[str] = []
        self._at = 0
        self._silent = 0
        self._depth = 0
        self._table: _Table | None = None
        self._starts = [0, *(found.end() for found in compiled("\n").finditer(source))]
        self.feed(source)
        self.close()
        self._end_line()
        self._end_table()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a table, a cell, or what is not shown."""
        if tag == "body":
            self._silent = 0
        elif tag in _SILENT:
            self._silent += 1
        if compiled(_BLOCK).fullmatch(tag):
            self._end_line()
        if tag == "table":
            self._depth += 1
            self._table = self._table or _Table()
        elif self._table is not None and self._depth == 1:
            if tag == "tr":
                self._table.rows.append([])
            elif tag in {"td", "th"} and self._table.rows:
                self._table.rows[-1].append([])

    def handle_endtag(self, tag: str) -> None:
        """End what began."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if compiled(_BLOCK).fullmatch(tag):
            self._end_line()
        if tag == "table" and self._depth:
            self._depth -= 1
            if not self._depth:
                self._end_table()

    def handle_data(self, data: str) -> None:
        """Words, or white space between marks."""
        if self._silent:
            return
        if not self._words and not data.isspace():
            line, column = self.getpos()
            self._at = self._starts[line - 1] + column + len(data) - len(data.lstrip())
        if self._words or not data.isspace():
            self._words.append(data)

    def _end_line(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words.clear()
        if not text:
            return
        line = _Line(text, self._at)
        if self._table is not None and self._table.rows and self._table.rows[-1]:
            self._table.rows[-1][-1].append(line)
        else:
            self.lines.append(line)

    def _end_table(self) -> None:
        if self._table is not None:
            table, self._table = self._table, None
            self._depth = 0
            self.lines += table.lines()
