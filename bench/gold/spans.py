"""Turn an annotator's working file, which quotes the document, into gold, which holds spans and labels only.

    python bench/gold/spans.py WORKING.json DOCUMENT.txt GOLD.json

A quotation is `"whole words"` or `"first words … last words"` (an ellipsis for what lies between); it is looked for
from the end of the last quotation of the same list back to its start (`"@": N` beside a quotation starts the search
at character N), so working files list things in reading order. In the gold every quotation `x_q` has become `x`
(`x_span` where the working file has an `x` of its own): `[start, end)`,
in code points of the file read as UTF-8, put to NFC, without newline translation.
White space in a quotation matches any.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any


def read_document(path: Path) -> str:
    """The text that the spans of a gold file count in."""
    with path.open(encoding="utf-8", newline="") as file:
        return unicodedata.normalize("NFC", file.read())


def locate(text: str, quotation: str, start: int = 0) -> tuple[int, int]:
    """The first place of a quotation at or after `start`, else before it; raises ValueError where it is not there."""
    parts = [
        re.compile(r"\s+".join(map(re.escape, part.split())))
        for part in re.split(r"…|\.\.\. ", quotation)
        if part.strip()
    ]
    for origin in (start, 0):
        found = parts[0].search(text, origin)
        if found:
            end = found.end()
            for part in parts[1:]:
                later = part.search(text, end)
                if not later:
                    raise ValueError(f"the end of the quotation is not there: {quotation!r}")
                end = later.end()
            return found.start(), end
    raise ValueError(f"not in the document: {quotation!r}")


def convert(text: str, node: Any, cursor: list[int]) -> Any:
    """Replace every quotation (a string under a key that ends in `_q`, or a list of them) by spans."""
    if isinstance(node, list):
        return [convert(text, item, cursor) for item in node]
    if not isinstance(node, dict):
        return node
    out: dict[str, Any] = {}
    begin = node.get("@", cursor[0])
    own = begin
    for key, value in node.items():
        if key == "@":
            continue
        name = key[:-2] + "_span" if key[:-2] in node else key[:-2]
        if not key.endswith("_q"):
            out[key] = convert(text, value, cursor)
        elif isinstance(value, list):
            out[name] = [list(locate(text, one, begin)) for one in value]
        elif value is None:
            out[name] = None
        else:
            span = list(locate(text, value, own if key == "span_q" else begin))
            out[name] = span
            if key == "span_q":
                cursor[0] = begin = span[0]
    return out


def main(working: str, document: str, gold: str) -> None:
    """Write the gold of one working file; spans of a list are looked for in reading order."""
    text = read_document(Path(document))
    source = json.loads(Path(working).read_text("utf-8"))
    result: dict[str, Any] = {
        "file": Path(document).name,
        "sha256": hashlib.sha256(Path(document).read_bytes()).hexdigest(),
    }
    for key, value in source.items():
        cursor = [0]
        result[key] = convert(text, value, cursor)
    Path(gold).write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:4])
