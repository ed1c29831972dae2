"""The JSON Schema (draft 2020-12) of a reading, made from the types of `kheo.reading.model`.

Only what the types cannot say is declared here: which values a text may have, and how a deadline is one of three.
"""

from __future__ import annotations

import types
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from kheo import values
from kheo.reading import model
from kheo.reading.export.as_json import HEADER_FIELDS, KEYS, words_name

Json = dict[str, Any]

SCHEMA_FILE = Path(__file__).resolve().parents[1] / "reading.schema.json"

SPAN: Json = {
    "description": "[start, end) in code points of the text",
    "type": "array",
    "prefixItems": [{"type": "integer", "minimum": 0}, {"type": "integer", "minimum": 0}],
    "items": False,
    "minItems": 2,
}
SEGMENTS: Json = {
    "description": "the pieces of words that a page end or a footnote breaks, in reading order",
    "type": "array",
    "minItems": 2,
    "items": {
        "type": "object",
        "properties": {"span": {"$ref": "#/$defs/Span"}, "text": {"type": "string"}},
        "required": ["span", "text"],
        "additionalProperties": False,
    },
}
PATHS: Json = {
    "type": "array",
    "items": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {"level": {"type": "string"}, "label": {"type": "string"}},
            "required": ["level", "label"],
            "additionalProperties": False,
        },
    },
}
ISO_DATE: Json = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"}
DUE_FORMS = ("date", "recurring", "relative")
OBJECTS = (
    model.Field,
    model.Named,
    model.Basis,
    model.Provision,
    model.Due,
    model.Period,
    model.Obligation,
    model.ReportDuty,
    model.Part,
    model.Citation,
    model.Document,
    model.Footnote,
    model.Signature,
    model.Unplaced,
)


def schema() -> Json:
    """The whole schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:kheo:reading",
        "title": "Reading",
        "description": "A Vietnamese official document, read by Khéo. What the document does not say is null.",
        "type": "object",
        "properties": {key: _member(key) for key in KEYS},
        "required": list(KEYS),
        "additionalProperties": False,
        "$defs": {
            "Span": SPAN,
            "Segments": SEGMENTS,
            "Source": _source(),
            **{kind.__name__: _object(kind) for kind in OBJECTS},
        },
    }


def _member(key: str) -> Json:
    if key == "source":
        return {"$ref": "#/$defs/Source"}
    if key == "text":
        return {"type": "string", "description": "the normalised text in which all spans count"}
    holder = model.Header if key in HEADER_FIELDS or key not in _hints(model.Reading) else model.Reading
    return _typed(_hints(holder)[key])


def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _object(kind: type) -> Json:
    """The object that a dataclass of the model becomes."""
    hints = _hints(kind)
    properties: Json = {}
    optional: set[str] = set()
    for field in values.fields(kind):
        name = field.name
        if name == "segments":
            continue
        if name == "span":
            _quoted(properties, optional, "span", "text", may_be_null=False)
        elif name.endswith("_span"):
            _quoted(properties, optional, name, words_name(kind, name), may_be_null=type(None) in get_args(hints[name]))
        elif name.endswith("_spans"):
            properties[name.removesuffix("_spans")] = {"type": "array", "items": {"type": "string"}}
            properties[name] = {"type": "array", "items": {"$ref": "#/$defs/Span"}}
        elif kind is model.ReportDuty and name == "who":
            properties["who"] = {"type": ["string", "null"]}
            properties["who_span"] = _or_null({"$ref": "#/$defs/Span"})
        else:
            properties[name] = _declared(kind, name, hints[name])
    made: Json = {"description": _summary(kind), "type": "object", "properties": properties}
    if kind is model.Due:
        optional |= set(DUE_FORMS)
        made["oneOf"] = [{"required": [form]} for form in DUE_FORMS]
    made["required"] = [name for name in properties if name not in optional]
    made["additionalProperties"] = False
    return made


def _declared(kind: type, name: str, hint: Any) -> Json:
    if name == "paths":
        return PATHS
    if name == "confidence":
        return {"type": "number", "minimum": 0, "maximum": 1}
    if name == "date":
        return {**ISO_DATE, "type": "string"} if kind is model.Due else ISO_DATE
    if kind is model.Due and name in DUE_FORMS:
        return {"type": "string"}
    return _typed(hint)


def _quoted(properties: Json, optional: set[str], name: str, words: str | None, *, may_be_null: bool) -> None:
    span: Json = {"$ref": "#/$defs/Span"}
    properties[name] = _or_null(span) if may_be_null else span
    if words is None:
        return
    properties[words] = {"type": ["string", "null"]} if may_be_null else {"type": "string"}
    segments = "segments" if name == "span" else f"{name.removesuffix('_span')}_segments"
    properties[segments] = {"$ref": "#/$defs/Segments"}
    optional.add(segments)


def _typed(hint: Any) -> Json:
    """The schema of a type: scalars, literals, optional values, tuples of one type, dataclasses."""
    scalars = {str: "string", int: "integer", float: "number", bool: "boolean"}
    if hint in scalars:
        return {"type": scalars[hint]}
    if values.is_dataclass(hint):
        assert isinstance(hint, type)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in {Union, types.UnionType}:
        (inner,) = (one for one in arguments if one is not type(None))
        return _or_null(_typed(inner))
    assert origin is tuple, hint
    assert arguments[1:] == (Ellipsis,), hint
    return {"type": "array", "items": _typed(arguments[0])}


def _or_null(inner: Json) -> Json:
    if isinstance(inner.get("type"), str):
        return {**inner, "type": [inner["type"], "null"]}
    if "enum" in inner:
        return {"enum": [*inner["enum"], None]}
    return {"anyOf": [inner, {"type": "null"}]}


def _source() -> Json:
    hints = _hints(model.Source)
    properties = {name: _typed(hints[name]) for name in ("name", "media", "sha256", "encoding", "pages", "warnings")}
    properties["map"] = {
        "description": "from this offset of the text on, the place in the source",
        "type": "array",
        "items": {
            "type": "array",
            "prefixItems": [{"type": "integer", "minimum": 0}, {"type": "string"}],
            "items": False,
            "minItems": 2,
        },
    }
    return {
        "description": _summary(model.Source),
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _summary(kind: type) -> str:
    return (kind.__doc__ or "").strip().split("\n")[0]
