"""What an expression is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal["number", "date", "text", "flag", "choice"]
Value = Decimal | date | str | bool | None


@dataclass(frozen=True, slots=True)
class Column:
    """A field that expressions may name: by any of its labels, or by its name.

    `path` is where rows hold it (`unit__deadline`). Text is compared without diacritics: `folded` is where rows hold it
    so (`unit__folded`).
    `choices` maps each stored code to its labels.
    """

    name: str
    kind: Kind
    labels: tuple[str, ...]
    path: str = ""
    folded: str = ""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Constant:
    """A value that was written out."""

    value: Value


@dataclass(frozen=True, slots=True)
class Ref:
    """The value of a field."""

    column: Column


@dataclass(frozen=True, slots=True)
class Binary:
    """Two parts joined: arithmetic (+ - * /), comparison (= != < <= > >= ~ for “contains”), logic (and, or)."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary."""

    of: Node


@dataclass(frozen=True, slots=True)
class Empty:
    """Whether a field has no value."""

    of: Ref


Node = Constant | Ref | Binary | Not | Empty
