"""The citations of a reading on their own, as lines or as JSON."""

from __future__ import annotations

from typing import TextIO

from kheo.reading.export.as_json import Json, finding_to_dict, printable, to_dict, to_json
from kheo.reading.model import Reading


def write_citations(reading: Reading, out: TextIO, *, as_json: bool, one_line: bool) -> None:
    """Write the citations: one JSON object with source, citations and documents, or a line each.

    A line holds name:line, key, date, issuer and the words, separated by tabs; what a mention does not say is `-`.
    """
    if as_json:
        whole = to_dict(reading)
        part: Json = {key: whole[key] for key in ("source", "citations", "documents")}
        out.write(to_json(part) + "\n" if one_line else _indented(part))
        return
    line, counted = 1, 0
    for citation in sorted(reading.citations, key=lambda one: one.core_span):
        line += reading.text.count("\n", counted, citation.core_span[0])
        counted = citation.core_span[0]
        found = finding_to_dict(reading, citation)
        columns = [found["key"], found["date"] or "-", found["issuer"] or "-", " ".join(found["text"].split())]
        out.write("\t".join([f"{printable(reading.source.name)}:{line}", *columns]) + "\n")


def _indented(value: Json) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
