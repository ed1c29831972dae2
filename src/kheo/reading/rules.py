"""A reading rule: a small named thing that says what it means and carries its own examples.

Every rule is declared where it is used and listed in `kheo.reading.catalogue`, from which the tests and docs/rules.md
are made. Patterns are compiled when first used, never at import.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kheo.text.patterns import compiled
from kheo.values import dataclass

__all__ = ["Rule", "compiled"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of reading.

    `yes` and `no` are its examples and counter-examples: texts in which `fires` must be true and false. A rule without
    a pattern of its own gives `check`, a function of a text that says whether the rule fires in it.
    """

    id: str
    """Family and name, `deadline.before-day`."""
    meaning: str
    """One sentence in English; the manual prints it."""
    yes: tuple[str, ...]
    no: tuple[str, ...]
    pattern: str | None = None
    literals: tuple[str, ...] = ()
    """One of these must stand in a text before the pattern is tried."""
    flags: int = 0
    confidence: float = 0.9
    """What a finding of this rule is worth where nothing lowers it."""
    check: Callable[[str], bool] | None = None

    @property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern; an error for a rule that has none."""
        if self.pattern is None:
            raise TypeError(f"rule {self.id} has no pattern")
        return compiled(self.pattern, self.flags)

    def may_fire(self, text: str) -> bool:
        """The literal prefilter: whether the pattern is worth trying."""
        return not self.literals or any(literal in text for literal in self.literals)

    def fires(self, text: str) -> bool:
        """Whether the rule finds anything in a text."""
        if self.check is not None:
            return self.check(text)
        return self.may_fire(text) and self.regex.search(text) is not None
