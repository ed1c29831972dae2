from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kheo.reading.export import as_json
from kheo.reading.export.as_json import KEYS, dump, iter_findings, to_dict
from kheo.reading.export.schema import schema
from kheo.reading.export.tests.invented import TEXT, invented_reading

READING = invented_reading()
WHOLE = to_dict(READING)


def spanned(value: Any) -> Iterator[tuple[list[int], str]]:
    """Every unbroken span with the words beside it."""
    if isinstance(value, list):
        for item in value:
            yield from spanned(item)
    if not isinstance(value, dict):
        return
    for name, span in value.items():
        base = name.removesuffix("_span")
        broken = "segments" if name == "span" else f"{base}_segments"
        if name == "span" and broken not in value:
            yield span, value["text"]
        elif name.endswith("_span") and span is not None and broken not in value:
            yield span, value.get(f"{base}_text") or value[base]
        else:
            yield from spanned(span)


def test_keys_are_those_promised_in_their_order():
    assert tuple(WHOLE) == KEYS


def test_a_reading_fits_the_schema():
    assert [error.message for error in Draft202012Validator(schema()).iter_errors(WHOLE)] == []


def test_the_schema_is_a_schema():
    assert Draft202012Validator.check_schema(schema()) is None


@pytest.mark.parametrize("key", ["obligations", "citations", "source"])
def test_the_schema_refuses_an_unknown_member(key: str):
    changed = json.loads(json.dumps(WHOLE))
    target = changed[key] if key == "source" else changed[key][0]
    target["guess"] = 1
    assert not Draft202012Validator(schema()).is_valid(changed)


def test_the_schema_wants_one_form_of_a_deadline():
    changed = json.loads(json.dumps(WHOLE))
    changed["obligations"][0]["due"]["date"] = "2026-11-15"
    assert not Draft202012Validator(schema()).is_valid(changed)


def test_every_unbroken_span_quotes_its_words():
    pairs = list(spanned(WHOLE))
    assert len(pairs) > 30
    assert [(span, words) for span, words in pairs if TEXT[span[0] : span[1]] != words] == []


def test_broken_words_are_their_segments_joined_by_a_blank():
    order = WHOLE["obligations"][0]
    assert [TEXT[a:b] for a, b in (piece["span"] for piece in order["segments"])] == [
        piece["text"] for piece in order["segments"]
    ]
    assert order["text"] == " ".join(piece["text"] for piece in order["segments"])
    assert "Kèm Hướng dẫn" not in order["text"]


def test_inner_words_of_a_broken_order_leave_the_footnote_out_too():
    order = WHOLE["obligations"][0]
    assert order["object"].endswith("Kết luận 5-KL/TW¹ đến mọi chi bộ")
    assert len(order["object_segments"]) == 2
    assert "action_segments" not in order


def test_report_duties_are_shaped_as_the_gold_annotation_is():
    duty = WHOLE["report_duties"][0]
    assert duty["who"] == "Ban Dân vận Suối Lam"
    assert duty["to"] == "Ban Thường vụ <A & B>"
    assert duty["what"] is None
    assert duty["when"] == ["trước ngày 30/6/2026"]
    assert list(duty) == [
        "id", "span", "text", "rule", "confidence", "obligation", "who", "who_span", "to_span", "to", "what_span",
        "what", "when", "when_spans",
    ]  # fmt: skip


def test_a_deadline_has_the_one_form_that_is_printed():
    assert WHOLE["obligations"][0]["due"].keys() == {"span", "text", "rule", "recurring"}
    assert WHOLE["obligations"][1]["due"]["date"] == "2026-06-30"


def test_parts_are_paths_from_the_largest_to_the_smallest():
    assert WHOLE["citations"][1]["part"]["paths"] == [
        [{"level": "điều", "label": "5"}, {"level": "khoản", "label": "2"}]
    ]


@pytest.mark.parametrize("one_line", [True, False])
def test_streaming_writes_the_same_value(one_line: bool):
    out = io.StringIO()
    dump(READING, out, one_line=one_line)
    assert json.loads(out.getvalue()) == WHOLE
    assert (out.getvalue().count("\n") == 1) is one_line


def test_every_id_stands_once():
    ids = [finding.id for finding in iter_findings(READING)]
    assert len(ids) == len(set(ids)) == 13


def test_a_file_name_of_broken_bytes_can_be_written():
    from kheo.values import replace

    odd = replace(READING, source=replace(READING.source, name="m\udce3u.txt"))
    assert to_dict(odd)["source"]["name"] == "m\\udce3u.txt"


def test_long_words_are_written_by_pieces_as_they_would_be_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    assert any(finding.segments for finding in iter_findings(READING))
    for piece in (3, 40):
        monkeypatch.setattr(as_json, "_PIECE", piece)
        file = io.StringIO()
        dump(READING, file, one_line=True)
        assert file.getvalue() == as_json.to_json(WHOLE) + "\n"
