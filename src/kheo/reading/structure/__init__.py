"""The structure: the tree of provisions of body and annexes."""

from __future__ import annotations

from kheo.reading.rules import Rule
from kheo.reading.structure import closing, headings, labels, quotes, tree
from kheo.reading.structure.read import read_structure

RULES: tuple[Rule, ...] = (*labels.RULES, *tree.RULES, *headings.RULES, *quotes.RULES, *closing.RULES)
"""Every rule by which the tree is built."""

__all__ = ["RULES", "read_structure"]
