"""The value of a tree for the values of a form. What is empty makes what rests on it unknown (None)."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from kheo.core.expressions.tree import Constant, Empty, Kind, Node, Not, Ref
from kheo.text import plain

_SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": lambda left, right: left / right if right else None,
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "~": lambda left, right: right in left,
}


def evaluate(node: Node, values: Mapping[str, Any]) -> Any:
    """True, False, a Decimal, or None where it cannot be told: an empty field, or a division by nothing."""
    if isinstance(node, Constant):
        return node.value
    if isinstance(node, Ref):
        return _comparable(values.get(node.column.name), node.column.kind)
    if isinstance(node, Empty):
        return evaluate(node.of, values) is None
    if isinstance(node, Not):
        truth = evaluate(node.of, values)
        return None if truth is None else not truth
    left, right = evaluate(node.left, values), evaluate(node.right, values)
    if node.sign in {"and", "or"}:
        decisive = node.sign == "or"  # one true part makes “or” true, one false part makes “and” false
        return decisive if decisive in (left, right) else None if None in (left, right) else not decisive
    return None if left is None or right is None else _SIGNS[node.sign](left, right)


def _comparable(value: Any, kind: Kind) -> Any:
    if value is None or value == "":
        return None
    if kind == "number":
        return value if isinstance(value, Decimal) else Decimal(str(value))
    return plain(value) if kind == "text" else value
