"""The declaration of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kheo.core.expressions import Column

Kind = Literal["text", "number", "date", "state"]


@dataclass(frozen=True, slots=True)
class Col:
    """A column: `value` takes a row and asks no database. `by` is the path that it is ordered by; without one it
    cannot be. `plain` is what an export holds, where the page shows more than words (a state with its icon).
    """

    name: str
    label: str
    value: Callable[[Any], object]
    by: str = ""
    kind: Kind = "text"
    plain: Callable[[Any], object] | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of one kind of record.

    `order` names the column that it is ordered by, with `-` before it for the reverse. `link` gives the address of a
    row; the first column carries it. `filters` are what conditions may name, by marked words, in both languages;
    `words` names the text column among them that bare words are looked for in. `empty` says (marked) what would fill
    the list and who can. `prepare` is given all rows of a page, to fetch with one query what their cells need.
    """

    name: str
    title: str
    columns: tuple[Col, ...]
    order: str
    empty: str
    link: Callable[[Any], str] | None = None
    filters: tuple[Column, ...] = ()
    words: str = ""
    size: int = 50
    prepare: Callable[[Sequence[Any]], None] | None = None

    def __post_init__(self) -> None:
        """See that order and words name what is there. Raises ValueError."""
        if self.order.removeprefix("-") not in {col.name for col in self.columns if col.by}:
            raise ValueError(f"{self.name}: there is no ordered column {self.order}")
        if self.words and self.words not in {one.name for one in self.filters if one.kind == "text"}:
            raise ValueError(f"{self.name}: there is no text column {self.words} among its filters")

    def column(self, name: str) -> Col | None:
        """The column that can be ordered by, by its name."""
        return next((col for col in self.columns if col.name == name and col.by), None)
