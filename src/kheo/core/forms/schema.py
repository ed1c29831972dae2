"""What a schema is made of, and reading one from JSON.

{"items": [{"name": "households", "kind": "number", "label_vi": "Số hộ", "label_en": "Households", "required": true},
           {"name": "works", "kind": "table", "label_vi": "Phần việc", "label_en": "Works", "items": [...]},
           {"name": "rate", "kind": "formula", "label_vi": "Tỷ lệ", "label_en": "Rate", "formula": "…"}],
 "rules": [{"condition": "số hộ đã làm không quá số hộ", "label_vi": "…", "label_en": "…"}]}
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Literal, get_args

from kheo.core.errors import Invalid
from kheo.core.expressions import Column, Node, parse
from kheo.core.expressions.parsing import TOTALS
from kheo.i18n import language, mark

ItemKind = Literal["text", "number", "date", "flag", "choice", "table", "formula"]
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
MOST_ITEMS = 200


def in_language(vi: str, en: str) -> str:
    """Of words that data carries in two languages, those of the current one."""
    return vi if language() == "vi" else en


@dataclass(frozen=True, slots=True)
class Item:
    """One question: `least` and `most` bound a number, the characters of a text, the rows of a table."""

    name: str
    kind: ItemKind
    label_vi: str
    label_en: str
    required: bool = False
    least: int | None = None
    most: int | None = None
    decimals: int = 0
    choices: tuple[tuple[str, str, str], ...] = ()
    items: tuple[Item, ...] = ()
    formula: str = ""

    @property
    def label(self) -> str:
        """The label in the current language."""
        return in_language(self.label_vi, self.label_en)


@dataclass(frozen=True, slots=True)
class Rule:
    """What must not be false of a filled form; the labels say what is wrong when it is."""

    condition: str
    label_vi: str
    label_en: str

    @property
    def label(self) -> str:
        """The label in the current language."""
        return in_language(self.label_vi, self.label_en)


@dataclass(frozen=True, slots=True)
class Schema:
    """A form."""

    items: tuple[Item, ...]
    rules: tuple[Rule, ...] = ()

    def conditions(self) -> list[tuple[Rule, Node]]:
        """The rules as trees over all fields and totals."""
        known = list(columns(self.items))
        return [(rule, parse(rule.condition, known)) for rule in self.rules]


def read_schema(data: Mapping[str, Any]) -> Schema:
    """A schema from JSON. Raises Invalid for whatever is wrong with it, with the place."""
    try:
        schema = Schema(tuple(map(_item, data["items"])), tuple(Rule(**rule) for rule in data.get("rules", ())))
    except (TypeError, KeyError, AttributeError) as fault:
        raise Invalid("schema", mark("This form cannot be read: {fault}"), fault=str(fault)) from fault
    _check_items(schema.items, "", inside=False)
    _parsed(schema)
    return schema


def _item(data: Mapping[str, Any]) -> Item:
    known = {one.name for one in fields(Item)}
    unknown = set(data) - known
    if unknown:
        raise KeyError(*sorted(unknown))
    choices = tuple((one["code"], one["label_vi"], one["label_en"]) for one in data.get("choices", ()))
    return Item(**{**data, "choices": choices, "items": tuple(map(_item, data.get("items", ())))})


def _check_items(items: tuple[Item, ...], place: str, *, inside: bool) -> None:
    names = [item.name for item in items]
    _require(0 < len(items) <= MOST_ITEMS and len(set(names)) == len(names), place or "items")
    for item in items:
        here = f"{place}{item.name}"
        _require(_NAME.fullmatch(str(item.name)), here)
        _require(item.kind in get_args(ItemKind) and item.label_vi and item.label_en, here)
        _require((item.kind == "choice") == bool(item.choices), here)
        _require((item.kind == "formula") == bool(item.formula), here)
        _require((item.kind == "table") == bool(item.items) and not (inside and item.items), here)
        if item.kind == "table":
            _check_items(item.items, f"{here}.", inside=True)


def _require(holds: object, place: str) -> None:
    if not holds:
        raise Invalid("schema", mark("This form cannot be read: {fault}"), fault=place)


def _parsed(schema: Schema) -> None:
    """Every formula and rule can be read."""
    for items in (schema.items, *(item.items for item in schema.items if item.items)):
        for item, _ in formulas(items):
            assert item.kind == "formula"
    try:
        schema.conditions()
    except ValueError as fault:
        raise Invalid("schema", mark("This form cannot be read: {fault}"), fault=str(fault)) from fault


def formulas(items: tuple[Item, ...]) -> list[tuple[Item, Node]]:
    """The computed fields in their order; each may rest on fields and on formulas before it."""
    found = []
    unknown = [item.name for item in items if item.kind == "formula"]
    for item in items:
        if item.kind == "formula":
            known = [column for column in columns(items) if column.name not in unknown]
            found.append((item, parse(item.formula, known, gives="number")))
            unknown.remove(item.name)
    return found


def columns(items: tuple[Item, ...]) -> Iterator[Column]:
    """The fields as expressions know them; of a table the totals of its numbers, as “tổng <column> của <table>”."""
    for item in items:
        if item.kind == "table":
            for part in item.items:
                if part.kind in {"number", "formula"}:
                    pairs = ((part.label_vi, item.label_vi), (part.label_en, item.label_en))
                    labels = tuple(
                        words.format(part=one, table=table) for words, (one, table) in zip(TOTALS, pairs, strict=True)
                    )
                    yield Column(f"{item.name}.{part.name}", "number", labels)
        else:
            kind = "number" if item.kind == "formula" else item.kind
            choices = {code: (vi, en) for code, vi, en in item.choices}
            yield Column(item.name, kind, (item.label_vi, item.label_en), choices=choices)


def totals(item: Item, rows: list[dict[str, Any]]) -> dict[str, Decimal]:
    """The totals of a table's numbers; an empty cell adds nothing."""
    return {
        f"{item.name}.{part.name}": sum((Decimal(str(row[part.name] or 0)) for row in rows), Decimal(0))
        for part in item.items
        if part.kind in {"number", "formula"}
    }
