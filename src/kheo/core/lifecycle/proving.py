"""For the tests of areas: every (state, move, role) of a table, and what happens there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from kheo.core.access import Actor
from kheo.core.actions.action import perform
from kheo.core.errors import MoveNotOpen, NotAllowed
from kheo.core.journal.writing import Head
from kheo.core.lifecycle.table import Lifecycle, Move


@dataclass(frozen=True, slots=True)
class Cell:
    """One question to a lifecycle: may this role make this move from this state?"""

    state: str
    move: Move
    role: str

    @property
    def open(self) -> bool:
        """Whether the move leads from the state at all."""
        return self.state in self.move.source

    def __str__(self) -> str:
        """As it stands in the name of a test."""
        return f"{self.state}-{self.move.name}-{self.role}"


def cells(lifecycle: Lifecycle, roles: Iterable[str]) -> list[Cell]:
    """Every question that the table gives rise to."""
    named = list(roles)
    return [Cell(state, move, role) for state in lifecycle.states for move in lifecycle.moves for role in named]


def try_move(record: Any, name: str, *, by: Actor, at: datetime) -> str | type[Exception]:
    """Make a move as a deed of its own: the state that it led to, or the refusal that it met."""
    head = Head(uuid4(), f"try.{name}", by.key, "", at)
    try:
        perform(head, by, str(head.id.hex), lambda deed: str(deed.move(record, name).state))
    except (MoveNotOpen, NotAllowed) as refusal:
        return type(refusal)
    return str(record.state)
