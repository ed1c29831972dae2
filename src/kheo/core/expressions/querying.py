"""A tree as a condition on rows, by the same rules as `evaluate`: the database too knows neither-true-nor-false."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import F, FloatField, Q, Value
from django.db.models.functions import Cast, NullIf, StrIndex
from django.db.models.lookups import Exact, GreaterThan, GreaterThanOrEqual, IsNull, LessThan, LessThanOrEqual

from kheo.core.expressions.tree import Binary, Column, Constant, Empty, Node, Not, Ref

_COMPARED: dict[str, Any] = {
    "=": Exact,
    "<": LessThan,
    "<=": LessThanOrEqual,
    ">": GreaterThan,
    ">=": GreaterThanOrEqual,
}


def condition(node: Node) -> Q:
    """The condition that selects the rows for which a tree is true. It is put on rows that a person may see."""
    if isinstance(node, Not):
        return ~condition(node.of)
    if isinstance(node, Binary) and node.sign in {"and", "or"}:
        left, right = condition(node.left), condition(node.right)
        return left & right if node.sign == "and" else left | right
    return _comparison(node)


def _comparison(node: Node) -> Q:
    if isinstance(node, Ref):
        return Q(Exact(F(node.column.path), Value(True)))
    if isinstance(node, Empty):
        return Q(IsNull(_column(node.of.column), True))
    assert isinstance(node, Binary)
    left, right = _value(node.left), _value(node.right)
    if node.sign == "!=":
        return ~Q(Exact(left, right))
    if node.sign == "~":
        return Q(GreaterThan(StrIndex(left, right), Value(0)))
    return Q(_COMPARED[node.sign](left, right))


def _value(node: Node) -> Any:
    if isinstance(node, Ref):
        return _column(node.column)
    if isinstance(node, Constant):
        value = node.value
        return Value(int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value)
    assert isinstance(node, Binary)
    left, right = _value(node.left), _value(node.right)
    if node.sign == "/":  # whole numbers would be divided without remainder
        return Cast(left, FloatField()) / NullIf(Cast(right, FloatField()), Value(0.0))
    return {"+": left.__add__, "-": left.__sub__, "*": left.__mul__}[node.sign](right)


def _column(column: Column) -> Any:
    """Text is compared without diacritics; an empty one counts as none."""
    return NullIf(F(column.folded), Value("")) if column.kind == "text" else F(column.path)
