"""Conditions and formulas as officers write them, for filters, form rules and computed fields.

    trạng thái là đã gửi và (số hộ từ 10 đến 50 hoặc không phải công khai)
    han truoc 30/6/2026 và tên chứa "đường hoa"
    số hộ đã làm / số hộ * 100 <= 100

Diacritics and capitals are optional. One parser gives a tree; a tree gives a value for a form's values, or a condition
on rows. Both treat what is empty alike: it is neither true nor false, so it is not selected and breaks no rule.
"""

from kheo.core.expressions.evaluating import evaluate
from kheo.core.expressions.parsing import parse
from kheo.core.expressions.querying import condition
from kheo.core.expressions.tree import Column, Kind, Node

__all__ = ["Column", "Kind", "Node", "condition", "evaluate", "parse"]
