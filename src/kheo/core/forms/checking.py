"""Whether values fill a form: the same check for pages, imports and the API."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kheo.core.errors import Invalid
from kheo.core.expressions import evaluate
from kheo.core.forms.pages import form_class
from kheo.core.forms.schema import Item, Schema, formulas, totals
from kheo.i18n import gettext, mark

Items = tuple[Item, ...]
Faults = dict[str, list[str]]

MOST_ROWS = 1_000


def check(schema: Schema, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON keeps them, with dates as text. Formulas are computed, whatever was given for them.

    Raises Invalid; its `fields` names each fault by place, such as `works.2.cost` (rows from 0) or `rules.0`.
    """
    faults: Faults = {}
    clean = _checked(schema.items, values, "", faults)
    known = dict(clean)
    for item in schema.items:
        if item.kind == "table":
            rows = values.get(item.name) or []
            clean[item.name] = _rows(item, rows, faults)
            known |= totals(item, clean[item.name])
    if not faults:
        _compute(schema.items, clean, known)
        for place, (rule, node) in enumerate(schema.conditions()):
            if evaluate(node, known) is False:
                faults[f"rules.{place}"] = [rule.label]
    if faults:
        raise Invalid("form", mark("{count} entries of this form need another look."), count=len(faults), fields=faults)
    return {name: _stored(value) for name, value in clean.items()}


def _checked(items: Items, values: Mapping[str, Any], place: str, faults: Faults) -> dict[str, Any]:
    """The plain fields of a form or of one row."""
    unknown = set(values) - {item.name for item in items}
    faults.update({f"{place}{name}": [gettext("This form has no such field.")] for name in sorted(unknown)})
    form = form_class(items)({name: _sent(value) for name, value in values.items()})
    faults.update({f"{place}{name}": [str(one) for one in found] for name, found in form.errors.items()})
    return {name: None if value == "" else value for name, value in form.cleaned_data.items()}


def _sent(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    return value if isinstance(value, int | float | Decimal | date | None) else str(value)


def _rows(item: Item, rows: Any, faults: Faults) -> list[dict[str, Any]]:
    least, most = item.least or int(item.required), min(item.most or MOST_ROWS, MOST_ROWS)
    well_formed = isinstance(rows, list) and all(isinstance(row, Mapping) for row in rows)
    if not well_formed or not least <= len(rows) <= most:
        faults[item.name] = [gettext("This table takes {least} to {most} rows.").format(least=least, most=most)]
        return []
    clean = []
    for number, row in enumerate(rows):
        found = _checked(item.items, row, f"{item.name}.{number}.", faults)
        _compute(item.items, found, dict(found))
        clean.append({name: _stored(value) for name, value in found.items()})
    return clean


def _compute(items: Items, clean: dict[str, Any], known: dict[str, Any]) -> None:
    for item, node in formulas(items):
        value = evaluate(node, known)
        clean[item.name] = known[item.name] = None if value is None else round(value, item.decimals)


def _stored(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value
