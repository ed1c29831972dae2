"""A mention while it is being read: what the words of one place say, before mentions are put into relation."""

from __future__ import annotations

from kheo.reading.citations.symbols import Symbol
from kheo.reading.citations.tails import Tail
from kheo.reading.model import Part, Span
from kheo.reading.rules import Rule
from kheo.values import dataclass


@dataclass(slots=True)
class Mention:
    """One mention; `core` is kind word to number, or the name."""

    core: Span
    key: str
    kind: str | None
    rule: Rule
    confidence: float
    tail: Tail
    symbol: Symbol | None = None
    name: str | None = None
    """The name of a law or of a congress' resolution in lower case."""
    issuer_span: Span | None = None
    """An issuer inside the core."""
    self: bool = False
    inner: Span | None = None
    """A stretch of the core within which other mentions may stand: the laws that a law amends."""
    part: Part | None = None

    @property
    def begin(self) -> int:
        """Where the mention begins with the cited part that stands before it."""
        return min(self.part.span[0], self.core[0]) if self.part else self.core[0]
