"""One page of a PDF with a text layer: its lines with their places, made whole again where the layer broke them."""

from __future__ import annotations

from ctypes import byref
from itertools import pairwise
from typing import TYPE_CHECKING

from kheo.reading.formats.page_layout import Piece, Row
from kheo.reading.rules import compiled
from kheo.text.syllables import is_syllable
from kheo.values import replace

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

_LINE_END_HYPHEN = "\ufffe"
"""What pdfium gives for the hyphen at which it joined two lines."""
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_HEIGHT = 0.8
"""A digit so much lower than the letter before it, and raised, is a note's marker."""
_NOTE_HEIGHT = 0.93
_WIDE_GAP = 1.4
"""In heights of the type: wider than any blank of justified text."""
_FALSE_BLANK = 0.1
"""A blank narrower than this is none: the glyphs around it touch."""
_COLUMNS = r"CỘNG H|ĐẢNG CỘNG|N[ơo]i nh[ậa]n"
_LETTERS = r"[^\W\d_]+"


class PageReader:
    """Reads one text page; places count from its top left, in points."""

    def __init__(self, page: PdfTextPage, height: float) -> None:
        """`height` is that of the page."""
        from pypdfium2 import raw

        self._page = page
        self._height = height
        self._box = raw.FPDFText_GetLooseCharBox
        self._rectangle = raw.FS_RECTF()
        text: str = page.get_text_range()
        # Outside the basic plane characters and places no longer count alike.
        self.text = text if len(text) == page.count_chars() else ""
        self.unplaced_text = text

    def rows(self) -> list[Row]:
        """The printed lines in the order of the layer, each cut at its wide gaps."""
        if not self.text:
            return [[Piece(0, 0, 0, 0, line.strip())] for line in self.unplaced_text.splitlines() if line.strip()]
        cut = compiled(_COLUMNS).search(self.text) is not None
        rows: list[list[Piece]] = []
        for start, end in self._stretches():
            pieces = self._pieces(start, end, cut=cut)
            last = rows[-1][-1] if rows else None
            if last is not None and pieces[0].beside(last) and pieces[0].x0 >= last.x1 - 2:
                gap = pieces[0].x0 - last.x1
                if gap < _WIDE_GAP * last.height:
                    rows[-1][-1] = _joined(last, pieces.pop(0), gap)
                rows[-1] += pieces
            else:
                rows.append(pieces)
        return _with_note_markers([[replace(piece, text=_mended(piece.text)) for piece in row] for row in rows])

    def box(self, at: int) -> tuple[float, float, float, float]:
        """Left, right, top and bottom of a character."""
        self._box(self._page, at, byref(self._rectangle))
        found = self._rectangle
        return found.left, found.right, self._height - found.top, self._height - found.bottom

    def _stretches(self) -> list[tuple[int, int]]:
        """The lines as pdfium parts them, without blanks around."""
        found: list[tuple[int, int]] = []
        for line in compiled(rf"[^\r\n{_LINE_END_HYPHEN}]+{_LINE_END_HYPHEN}?").finditer(self.text):
            words = line[0].strip()
            if words:
                start = line.start() + line[0].index(words[0])
                found.append((start, start + len(words)))
        return found

    def _pieces(self, start: int, end: int, *, cut: bool) -> list[Piece]:
        edges = [start, *(self._gaps(start, end) if cut else ()), end]
        pieces = []
        for a, b in pairwise(edges):
            words = self.text[a:b]
            begin = a + len(words) - len(words.lstrip())
            pieces.append(self._piece(begin, begin + len(words.strip())))
        return pieces

    def _gaps(self, start: int, end: int) -> list[int]:
        """The blanks of a line that are wider than blanks are."""
        return [blank for blank in self._blanks(start, end) if self._width(blank) > _WIDE_GAP * self._size(blank)]

    def _blanks(self, start: int, end: int) -> list[int]:
        return [found.start() for found in compiled(r"(?<=\S) (?=\S)").finditer(self.text, start, end)]

    def _width(self, blank: int) -> float:
        return self.box(blank + 1)[0] - self.box(blank - 1)[1]

    def _size(self, at: int) -> float:
        _, _, top, bottom = self.box(at - 1)
        return max(bottom - top, 1.0)

    def _piece(self, start: int, end: int) -> Piece:
        x0, _, top, bottom = self.box(start)
        _, x1, last_top, last_bottom = self.box(end - 1)
        # The taller of the two: the other may be a raised digit.
        if last_bottom - last_top > bottom - top:
            top, bottom = last_top, last_bottom
        text = self._with_markers(start, self._with_true_blanks(start, end))
        return Piece(x0, max(x0, x1), top, bottom, text.replace(_LINE_END_HYPHEN, "-"), start)

    def _with_markers(self, start: int, text: str) -> str:
        """The text with digits that are printed small and raised as the superscripts that they are."""
        if len(text) != self._length_of(start, text):
            return text
        for found in compiled(r"(?<=[^\W\d_])\d{1,2}(?![\w/.-])|^\d{1,2}(?=\s?[^\W\d_])").finditer(text):
            at = start + found.start()
            neighbour = at - 1 if found.start() else start + found.end() + (text[found.end()] == " ")
            if self._raised(at, neighbour):
                marker = found[0].translate(_SUPERSCRIPTS)
                text = f"{text[: found.start()]}{marker}{text[found.end() :]}"
        return text

    def _length_of(self, start: int, text: str) -> int:
        """How long the stretch is in the layer; a stretch whose blanks were mended no longer counts with it."""
        return len(text) if self.text.startswith(text, start) else -1

    def _raised(self, at: int, neighbour: int) -> bool:
        _, _, top, bottom = self.box(at)
        _, _, letter_top, letter_bottom = self.box(neighbour)
        height = letter_bottom - letter_top
        return bottom - top < _RAISED_HEIGHT * height and bottom < letter_bottom - 0.05 * height

    def _with_true_blanks(self, start: int, end: int) -> str:
        """The text of a stretch; where a syllable was split, every blank that is none is taken out."""
        text = self.text[start:end]
        if not splits_syllable(text):
            return text
        false = [
            blank - start for blank in self._blanks(start, end) if self._width(blank) < _FALSE_BLANK * self._size(blank)
        ]
        return "".join(char for at, char in enumerate(text) if at not in set(false))


def _with_note_markers(rows: list[list[Piece]]) -> list[Row]:
    """Notes printed small, whose own markers are not raised, get the markers that hang in the text above them."""
    anchors = "".join("".join(compiled(r"[⁰¹²³⁴-⁹]+").findall(piece.text)) for row in rows for piece in row)
    if not anchors:
        return list(rows)
    usual = sorted(row[0].height for row in rows)[len(rows) // 2]
    for row in rows:
        opening = compiled(r"\d{1,2}(?=\s+[^\W\d_])").match(row[0].text)
        marker = opening[0].translate(_SUPERSCRIPTS) if opening else ""
        if opening and marker in anchors and row[0].height < _NOTE_HEIGHT * usual:
            row[0] = replace(row[0], text=marker + row[0].text[opening.end() :])
    return list(rows)


def splits_syllable(text: str) -> bool:
    """Whether two neighbouring words are no syllables alone and one together: ĐIỀ U."""
    return any(_belong_together(a, b) for a, b in pairwise(text.split(" ")))


def _belong_together(a: str, b: str) -> bool:
    if not (a.isalpha() and b.isalpha()) or (is_syllable(a) and is_syllable(b)):
        return False
    return is_syllable(a + b) and a.isupper() == b.isupper()


def _mended(text: str) -> str:
    """The text with split syllables joined where the places of the glyphs could not tell."""
    text = compiled(r" +(?=[\u0300-\u036f])").sub("", text)
    if not splits_syllable(text):
        return text
    words = text.split(" ")
    whole = [words[0]]
    for word in words[1:]:
        if _belong_together(whole[-1], word):
            whole[-1] += word
        else:
            whole.append(word)
    return " ".join(whole)


def _joined(before: Piece, after: Piece, gap: float) -> Piece:
    """Two stretches that the layer parted in the middle of a line."""
    blank = " " if gap > 0.15 * before.height else ""
    return replace(
        before,
        x1=after.x1,
        top=min(before.top, after.top),
        bottom=max(before.bottom, after.bottom),
        text=before.text + blank + after.text,
    )
