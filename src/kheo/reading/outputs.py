"""The forms in which a reading leaves Khéo, and files that are complete or not there."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TextIO

from kheo.reading.model import Reading

Form = Literal["json", "html", "annotation", "akoma"]

SUFFIXES: dict[Form, str] = {
    "json": ".json",
    "html": ".html",
    "annotation": ".annotation.jsonld",
    "akoma": ".akn.xml",
}
_DIGEST_WITHIN = 4096
"""Every form names the SHA-256 of its source within so many bytes from its beginning."""


def write(reading: Reading, form: Form, file: TextIO, *, one_line: bool = False) -> None:
    """Write a reading in one form; `one_line` (JSON and annotation) is for JSON Lines."""
    if form == "json":
        from kheo.reading.export.as_json import dump

        dump(reading, file, one_line=one_line)
    elif form == "html":
        from kheo.reading.export.page import self_contained

        file.write(self_contained(reading))
    elif form == "annotation":
        from kheo.reading.export.annotation import dump_annotations

        dump_annotations(reading, file, one_line=one_line)
    else:
        from kheo.reading.export.akoma import akoma_ntoso

        file.write(akoma_ntoso(reading))


def write_whole(path: Path, fill: Callable[[TextIO], None]) -> None:
    """Write a file so that it is there whole or not at all, even when this is interrupted; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            fill(file)
        os.replace(beside, path)  # noqa: PTH105 -- Path.replace says nothing of being atomic; os.replace promises it
    finally:
        beside.unlink(missing_ok=True)


def is_current(path: Path, digest: str) -> bool:
    """Whether a file was written from a source with this SHA-256."""
    try:
        with path.open("rb") as file:
            head = file.read(_DIGEST_WITHIN)
    except OSError:
        return False
    recorded = re.search(rb"\b[0-9a-f]{64}\b", head)
    return recorded is not None and recorded.group().decode() == digest
