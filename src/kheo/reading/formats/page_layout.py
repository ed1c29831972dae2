"""A printed page as pieces of text with their places: letterhead and foot column by column, furniture told apart.

Coordinates count from the top left, in any unit (points of a PDF, pixels of a scan).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kheo.reading.flow import LoadedNote
from kheo.reading.flowing.lines import UPPER
from kheo.reading.model import Span
from kheo.reading.rules import compiled
from kheo.text.folding import plain
from kheo.values import dataclass, replace

_TITLE = r"\W*(?:c.ng h.a.? xa h.i chu|dang c.ng san viet nam)"
RECIPIENTS = r"\W*n.i nh.n\b"
"""Opens the foot, in the text without its marks."""
_AFTER_FOOT = r"phu luc\b|\d{1,4}$"
_NOTE = r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}\s?[^\W\d_]"
_PLAIN_NOTE = rf"\d{{1,2}}\s+[{UPPER}“]"
_SMALL = 0.9
_LEAST_LINES = 6
_GAP = "    "
"""Parts pieces of one line that were printed far from each other."""
_EDGE = 0.12
"""The share of the page at its top and bottom where page numbers stand."""
_MARGIN = 0.08
"""Less than Party and State leave empty around the body (20 mm of 297): there running titles stand."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words printed without a wide gap between them."""

    x0: float
    x1: float
    top: float
    bottom: float
    text: str
    at: int = 0
    """Where the piece begins in the text of its page, as the source counts."""

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def beside(self, other: Piece) -> bool:
        """Whether two pieces stand on one line: half of the lower one's height is shared."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared >= 0.5 * min(self.height, other.height)


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line of a page in reading order."""

    text: str
    at: int
    top: float
    bottom: float
    furniture: bool = False

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top


Row = Sequence[Piece]
"""The pieces of one printed line, from left to right."""


def reading_order(rows: Sequence[Row]) -> list[PageLine]:
    """The lines of a page: rows in the order of the source, letterhead and foot put into columns.

    Elsewhere a row of several pieces becomes one line, its pieces parted by a wide gap.
    """
    pieces = [piece for row in rows for piece in row]
    left, right = letterhead(pieces)
    head = [*left, *right]
    foot = _foot([piece for piece in pieces if piece not in head])
    block_of = {piece: block for block in (head, foot) for piece in block}
    put: set[int] = set()
    lines: list[PageLine] = []
    for row in rows:
        for piece in row:
            block = block_of.get(piece)
            if block is not None and id(block) not in put:
                put.add(id(block))
                lines += [_line([one]) for one in block]
        rest = [piece for piece in row if piece not in block_of]
        if rest:
            lines.append(_line(rest))
    return lines


@dataclass(frozen=True, slots=True)
class Assembled:
    """The pages as one text, as `Loaded` wants it."""

    text: str
    origins: tuple[tuple[int, str], ...]
    furniture: tuple[Span, ...]
    notes: tuple[LoadedNote, ...]
    """Notes printed small at the foot of a page whose markers nothing in the text was seen to hang on."""


def assembled(pages: Sequence[list[PageLine]], heights: Sequence[float]) -> Assembled:
    """The text of all pages, one line a line; origins are `p3 char 15`."""
    lines: list[str] = []
    origins: list[tuple[int, str]] = []
    furniture: list[Span] = []
    notes: list[LoadedNote] = []
    length = 0
    for number, page in enumerate(without_furniture(pages, heights), 1):
        small = _small_notes(page)
        for n, line in enumerate(page):
            origins.append((length, f"p{number} char {line.at}"))
            end = length + len(line.text)
            if line.furniture:
                furniture.append((length, end))
            elif n in small:
                marker = line.text.split(maxsplit=1)[0]
                notes.append(LoadedNote(marker, None, (length + len(marker) + 1, end)))
            elif small and n > min(small):
                notes[-1] = LoadedNote(notes[-1].marker, None, (notes[-1].span[0], end))
            lines.append(line.text)
            length = end + 1
        if any(compiled(_NOTE).match(line.text) for line in page):
            # A note ends with its page: an empty line keeps the next page out of it.
            lines.append("")
            length += 1
    return Assembled("\n".join(lines).rstrip("\n"), tuple(origins), tuple(furniture), tuple(notes))


def _small_notes(page: list[PageLine]) -> set[int]:
    """The lines that open notes without anchors: a digit, smaller type to the end of the page, full type before."""
    body = [n for n, line in enumerate(page) if not line.furniture]
    if len(body) < _LEAST_LINES:
        return set()
    usual = sorted(page[n].height for n in body)[len(body) // 2]
    first = len(body)
    while first and page[body[first - 1]].height < _SMALL * usual:
        first -= 1
    small = body[first:]
    if not small or first == 0 or not compiled(_PLAIN_NOTE).match(page[small[0]].text):
        return set()
    return {n for n in small if compiled(_PLAIN_NOTE).match(page[n].text)}


def without_furniture(pages: Sequence[list[PageLine]], heights: Sequence[float]) -> list[list[PageLine]]:
    """The pages with page numbers and running titles marked: lone numbers at an edge, lines that come again there."""
    edges = [_at_edge(lines, height, _EDGE) for lines, height in zip(pages, heights, strict=True)]
    margins = [_at_edge(lines, height, _MARGIN) for lines, height in zip(pages, heights, strict=True)]
    shapes = Counter(shape for lines in margins for shape in {_shape(line.text) for line in lines})
    often = max(2, 0.4 * len(pages))
    marked: list[list[PageLine]] = []
    for lines, edge, margin in zip(pages, edges, margins, strict=True):
        gone = {line for line in edge if _is_page_number(line.text)}
        gone |= {line for line in margin if shapes[_shape(line.text)] >= often}
        marked.append([replace(line, furniture=True) if line in gone else line for line in lines])
    return marked


def _at_edge(lines: list[PageLine], height: float, share: float) -> list[PageLine]:
    return [line for line in lines if line.bottom < share * height or line.top > (1 - share) * height]


def _line(pieces: Row) -> PageLine:
    return PageLine(
        _GAP.join(piece.text for piece in pieces),
        pieces[0].at,
        min(piece.top for piece in pieces),
        max(piece.bottom for piece in pieces),
    )


def _shape(text: str) -> str:
    """The words of a running title, whatever the number of the page beside them."""
    return compiled(r"\d+").sub("#", text)


def _is_page_number(text: str) -> bool:
    return compiled(r"[-–—\s]*(?:[Tt]rang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*").fullmatch(text) is not None


def letterhead(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The left and the right column of a letterhead; empty where there is none in two columns."""
    title = next((piece for piece in pieces if compiled(_TITLE).match(plain(piece.text))), None)
    if title is None:
        return [], []
    near = [p for p in pieces if p.x1 < title.x0 and abs(p.top - title.top) < 4 * title.height]
    if not near:
        return [], []
    left_end = max(piece.x1 for piece in near)
    left: list[Piece] = []
    right: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: p.top):
        if piece.bottom < title.top - 2 * title.height:
            continue
        if piece.x0 >= left_end:
            if piece.bottom > title.top:
                right.append(piece)
        elif piece.x1 <= title.x0:
            left.append(piece)
        else:
            break
    return left, right


def _foot(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a foot, recipients first, then authority, office and name; empty where these stand elsewhere."""
    recipients = next((piece for piece in pieces if compiled(RECIPIENTS).match(plain(piece.text))), None)
    if recipients is None:
        return []
    below = sorted((p for p in pieces if p.top > recipients.top - 2 * recipients.height), key=lambda p: p.top)
    end = next((n for n, p in enumerate(below) if compiled(_AFTER_FOOT).match(plain(p.text))), len(below))
    below = below[:end]
    listed = [piece for piece in below if piece.x0 < recipients.x0 + 3 * recipients.height]
    beside = [piece for piece in below if piece not in listed and any(piece.beside(one) for one in listed)]
    if not beside:
        return []
    middle = min(piece.x0 for piece in beside)
    return [*(p for p in below if p.x0 < middle), *(p for p in below if p.x0 >= middle)]
