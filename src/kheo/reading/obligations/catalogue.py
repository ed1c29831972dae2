"""The rules of this family, each with its examples."""

from __future__ import annotations

from kheo.reading.rules import Rule

RULES: tuple[Rule, ...] = ()
