"""Recognised words as rows of pieces, and the second look at the parts of a page that Tesseract reads badly at once.

Letterhead and signature stand in two columns whose lines lie at different heights: taken together some of them are
lost. And a seal makes it take the signature block for a picture. Each such part is cut out and recognised alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from kheo.reading.formats.page_layout import RECIPIENTS, Piece, Row, letterhead
from kheo.reading.formats.tesseract import ONE_BLOCK, PageOfWords, Word, words_of
from kheo.reading.rules import compiled
from kheo.text.characters import cleaned
from kheo.text.folding import plain
from kheo.text.syllables import is_syllable

_TWO_COLUMNS = r"(?i)C.NG H.A X|Đ.NG C.NG S|N.i nh.n"
_WIDE_GAP = 1.3
"""In heights of a line: what parts two columns."""
_UNSURE = 25
"""Words believed in less than this on average are dirt and pieces of seals."""
_SURE = 80
_LEFT_OF_SIGNATURE = 0.42
"""Of the width of the page: the signature block stands right of it."""


def rows_of(page: PageOfWords) -> list[Row]:
    """The lines of a page; where it has two columns, each line is cut at its wide gaps."""
    cut = compiled(_TWO_COLUMNS).search(" ".join(word.text for word in page.words)) is not None
    rows: list[Row] = []
    at = 0
    for _, line in groupby(page.words, key=lambda word: word.line):
        row = list(_pieces(list(line), at, cut=cut))
        if row:
            rows.append(row)
            at = row[-1].at + len(row[-1].text) + 1
    return rows


def with_letterhead(rows: list[Row], picture: bytes, name: str) -> list[Row]:
    """The rows with the columns of the letterhead recognised one by one, where that gives more."""
    pieces = [piece for row in rows for piece in row]
    left, right = letterhead(pieces)
    block = [*left, *right]
    if not left or not right:
        return rows
    top = min(piece.top for piece in block) - right[0].height
    below = [p.top for p in pieces if p not in block and p.top > right[0].bottom]
    bottom = min(below, default=max(piece.bottom for piece in block) + right[0].height)
    middle = (max(piece.x1 for piece in left) + min(piece.x0 for piece in right)) / 2
    again = [
        *_recognised(picture, name, (0, top, middle, bottom)),
        *_recognised(picture, name, (middle, top, float("inf"), bottom)),
    ]
    if _letters(again) <= _letters(block):
        return rows
    rest = [[piece for piece in row if piece not in block] for row in rows]
    return [*([piece] for piece in again), *(row for row in rest if row)]


def with_signature(rows: list[Row], page: PageOfWords, picture: bytes, name: str) -> list[Row]:
    """The rows with authority, office and name, where no name was found beside Nơi nhận."""
    pieces = [piece for row in rows for piece in row]
    recipients = next((piece for piece in pieces if compiled(RECIPIENTS).match(plain(piece.text))), None)
    if recipients is None:
        return rows
    top = recipients.top - 3 * recipients.height
    middle = _LEFT_OF_SIGNATURE * page.width
    listed = [p.x1 for p in pieces if p.top > top and p.x0 < middle and p.x1 < 0.6 * page.width]
    left = max([middle, *listed])
    beside = [piece for piece in pieces if piece.top > top and piece.x0 >= left]
    if any(_is_name(piece.text) for piece in beside):
        return rows
    again = [p for p in _recognised(picture, name, (left, top, float("inf"), float("inf"))) if _is_signature(p.text)]
    if not again:
        return rows
    rest = [[piece for piece in row if piece not in beside] for row in rows]
    return [*(row for row in rest if row), *([piece] for piece in again)]


def _pieces(words: list[Word], at: int, *, cut: bool) -> Iterator[Piece]:
    """The pieces of a line; those that are not believed in are left out."""
    tall = sorted(word.bottom - word.top for word in words)[len(words) // 2]
    groups: list[list[Word]] = [[words[0]]]
    for word in words[1:]:
        if cut and word.x0 - groups[-1][-1].x1 > _WIDE_GAP * tall:
            groups.append([])
        groups[-1].append(word)
    for group in groups:
        piece = _piece(group, at)
        if piece.text and sum(word.belief for word in group) >= _UNSURE * len(group):
            yield piece
            at += len(piece.text) + 1


def _piece(words: list[Word], at: int) -> Piece:
    text = cleaned(" ".join(word.text for word in words))[0].strip()
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    return Piece(words[0].x0, words[-1].x1, top, bottom, text, at)


def _letters(pieces: Sequence[Piece]) -> int:
    return sum(map(str.isalpha, "".join(piece.text for piece in pieces)))


def _is_name(text: str) -> bool:
    """Two to five syllables with capitals, as a person's name is printed under a signature."""
    words = text.split()
    return 2 <= len(words) <= 5 and all(word.istitle() and is_syllable(word) for word in words)


def _is_signature(text: str) -> bool:
    """Letters enough for an office or a name, and most of the words are Vietnamese."""
    words = text.split()
    return sum(map(str.isalpha, text)) >= 5 and 2 * sum(map(is_syllable, words)) >= len(words)


def _recognised(picture: bytes, name: str, box: tuple[float, float, float, float]) -> Iterator[Piece]:
    """The lines in a part of a PGM (left, top, right, bottom), one word of each being sure; places are the page's."""
    left, top = max(round(box[0]), 0), max(round(box[1]), 0)
    part = _cut_out(picture, left, top, box[2], box[3])
    if part is None:
        return
    for page in words_of(part, name, mode=ONE_BLOCK):
        for _, of_line in groupby(page.words, key=lambda word: word.line):
            line = [word for word in of_line if any(map(str.isalnum, word.text)) or word.text == "-"]
            if any(word.belief >= _SURE for word in line):
                piece = _piece(line, 0)
                box_on_page = (piece.x0 + left, piece.x1 + left, piece.top + top, piece.bottom + top)
                yield Piece(*box_on_page, piece.text)


def _cut_out(picture: bytes, left: int, top: int, right: float, bottom: float) -> bytes | None:
    """A part of a PGM; None for another format or where nothing is left."""
    header = compiled(r"P5\n(\d+) (\d+)\n255\n").match(picture[:40].decode("latin-1"))
    if header is None:
        return None
    import numpy as np

    width, height = int(header[1]), int(header[2])
    x1, y1 = round(min(right, width)), round(min(bottom, height))
    if x1 - left < 20 or y1 - top < 20:
        return None
    pixels = np.frombuffer(picture, dtype=np.uint8, offset=header.end()).reshape(height, width)[top:y1, left:x1]
    return b"P5\n%d %d\n255\n" % (x1 - left, y1 - top) + pixels.tobytes()
