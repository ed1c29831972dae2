"""Tesseract as another process: from a picture to words with their places and how far they are believed in."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import lru_cache
from itertools import groupby

from kheo.reading.formats.refuse import Unreadable
from kheo.values import dataclass

_SECONDS = 120
_COLUMNS = 12

ONE_BLOCK = 6
"""Tesseract's page mode for one block of text: it reads across seals, which the automatic mode takes for pictures."""
AUTOMATIC = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place in pixels; `line` is the same for all words of a line, `belief` goes from 0 to 100."""

    line: tuple[str, ...]
    x0: float
    x1: float
    top: float
    bottom: float
    belief: float
    text: str


@dataclass(frozen=True, slots=True)
class PageOfWords:
    """The words of a page in Tesseract's order, and the size of the page in pixels."""

    words: list[Word]
    width: float
    height: float


@lru_cache(maxsize=1)
def is_available() -> bool:
    """Whether Tesseract and its Vietnamese data are here."""
    if shutil.which("tesseract") is None:
        return False
    try:
        listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return b"vie" in listed.stdout.split()


def words_of(picture: bytes, name: str, *, mode: int = AUTOMATIC) -> list[PageOfWords]:
    """The pages of a picture; raises `Unreadable` where it is none or takes too long."""
    command = ["tesseract", "stdin", "stdout", "-l", "vie", "--dpi", "300", "--psm", str(mode), "tsv"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # its threads only wait for each other on short lines
    try:
        done = subprocess.run(
            command, input=picture, capture_output=True, timeout=_SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise Unreadable("timeout", name, seconds=_SECONDS) from None
    except OSError:
        raise Unreadable("no-ocr", name) from None
    if done.returncode != 0:
        raise Unreadable("corrupt", name)
    return _pages(done.stdout.decode("utf-8", "replace"))


def _pages(table: str) -> list[PageOfWords]:
    rows = [row for row in (line.split("\t") for line in table.splitlines()[1:]) if len(row) == _COLUMNS]
    pages: list[PageOfWords] = []
    for _, of_page in groupby(rows, key=lambda row: row[1]):
        width = height = 0.0
        words: list[Word] = []
        for level, _, block, paragraph, line, _, left, top, wide, tall, belief, text in of_page:
            if level == "1":
                width, height = float(wide), float(tall)
            elif text.strip():
                x0, y0 = float(left), float(top)
                box = (x0, x0 + float(wide), y0, y0 + float(tall))
                words.append(Word((block, paragraph, line), *box, float(belief), text.strip()))
        pages.append(PageOfWords(words, width, height))
    return pages
