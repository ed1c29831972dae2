"""Marks of secrecy (dấu chỉ độ mật, NĐ 30/2020 PL I.III.2.a): a document that bears one is refused, nothing is kept.

Mật, tối mật and tuyệt mật stand in a box of their own in the head of the page, or beside the letterhead when a
conversion ran the columns together. The words for secrecy inside a sentence or a name (bí mật, bảo mật, Luật Bảo vệ bí
mật nhà nước) are no mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from kheo.reading.formats.refuse import Unreadable
from kheo.reading.rules import compiled

_HEAD_LINES = 40
_BODY_LENGTH = 220
"""A line as long as this is a paragraph of the body: the head of the page is over."""

_LEVEL = r"(?:TUYỆT MẬT|TỐI MẬT|MẬT|(?:Tuyệt|Tối) [Mm]ật|Mật)"
_OCR_LEVEL = r"(?:TUY[EÊ]T M[AÂẠẬ]T|T[OÔÓỐ]I M[AÂẠẬ]T|M[ÂẠ]T)"
_FRAME = r"[\W_]*"
_ALONE = rf"{_FRAME}(?:{_LEVEL}|{_OCR_LEVEL}){_FRAME}"
_STATED = rf"{_FRAME}(?:mức )?độ mật{_FRAME}(?:tuyệt |tối )?mật{_FRAME}"
_CELLS = r"\s{2,}|\t|\|"
_LETTERHEAD = (
    r"(?:CỘNG H[OÒÀ]+A? XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|Độc lập - Tự do|^S[ốỐ]\s*:?\s*\d|\bngày\b.{0,12}\btháng\b)"
)
_BEFORE = frozenset({"bí", "bảo", "cơ", "thân", "niêm", "ong", "đường", "giải", "độ"})
"""After one of these, mật is part of a word and no mark."""


def is_marked_secret(text: str) -> bool:
    """Whether the head of the (NFC) text bears a mark of secrecy."""
    before = ""
    for line in _head(text):
        if "m" in line.lower() and _marks(line, before):
            return True
        before = line
    return False


def check_secret(text: str, name: str) -> None:
    """Refuse a document that is marked secret; the exception carries its name and nothing else."""
    if is_marked_secret(text):
        raise Unreadable("secret", name)


def _head(text: str) -> Iterator[str]:
    """The lines before the body; a form feed opens no new head."""
    lines = (line.strip() for line in text[: _HEAD_LINES * _BODY_LENGTH].splitlines())
    for line in islice(filter(None, lines), _HEAD_LINES):
        if len(line) > _BODY_LENGTH or line.startswith(("Điều 1", "Chương I")):
            return
        yield line


def _marks(line: str, before: str) -> bool:
    last = _last_word(before)
    if last not in _BEFORE and any(
        compiled(_ALONE).fullmatch(cell) for cell in compiled(_CELLS).split(line) if len(cell) < 40
    ):
        return True
    if compiled(_STATED, re.IGNORECASE).fullmatch(line):
        return True
    return _beside_letterhead(line)


def _beside_letterhead(line: str) -> bool:
    """A mark that a conversion put on one line with the letterhead, at either end of it or right before the title."""
    if "MẬT" not in line or not compiled(_LETTERHEAD).search(line):
        return False
    words = line.split()
    for at, word in enumerate(words):
        if word.strip(".,;:()[]*") != "MẬT":
            continue
        at_edge = at in {0, len(words) - 1} or words[at - 1] in {"TỐI", "TUYỆT"}
        opens_title = at + 1 < len(words) and words[at + 1] in {"CỘNG", "ĐẢNG", "Độc"}
        if (at_edge or opens_title) and (at == 0 or words[at - 1].lower() not in _BEFORE):
            return True
    return False


def _last_word(line: str) -> str:
    return line.rsplit(maxsplit=1)[-1].lower() if line else ""
