"""Who acts: a person (organisations makes them), the system by one of its names, or the public."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Span:
    """One piece of a reach: a capability over a unit and all below it in a tree, from `start` until before `end`.

    `wide` says that very many units are below: their rows are then asked one by one instead of being listed first.
    """

    tree: str
    root: int
    capability: str
    start: date
    end: date
    wide: bool = False

    def holds(self, capability: str, on: date) -> bool:
        """Whether it gives a capability on a day."""
        return self.capability == capability and self.start <= on < self.end


Reach = tuple[Span, ...]
"""Where a person's mandates let them act: a handful of spans, never a set of ids."""


class Actor(Protocol):
    """Whoever acts or looks. Access is reach ∪ grants ∪ what is published, and nothing else."""

    @property
    def key(self) -> str:
        """The name under which the journal knows the actor: stable, and no personal name, such as `person:12`."""

    def reach(self, at: datetime) -> Reach:
        """The reach of the mandates held at a moment."""

    def granted(self, kind: str, capability: str, at: datetime) -> Iterable[Any]:
        """The keys of the records of a kind that grants open at a moment; may be a subquery."""


@dataclass(frozen=True, slots=True)
class System:
    """The machine under one of its names, such as `sealer`. It sees all, and does what a policy allows by that name."""

    name: str

    @property
    def key(self) -> str:
        """`system:` and the name."""
        return f"system:{self.name}"

    def reach(self, at: datetime) -> Reach:
        """None: what the system may do is written in policies by its name."""
        return ()

    def granted(self, kind: str, capability: str, at: datetime) -> Iterable[Any]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class Public:
    """Anyone without an account: sees what is published."""

    key: str = "public"

    def reach(self, at: datetime) -> Reach:
        """None."""
        return ()

    def granted(self, kind: str, capability: str, at: datetime) -> Iterable[Any]:
        """None."""
        return ()


PUBLIC = Public()
