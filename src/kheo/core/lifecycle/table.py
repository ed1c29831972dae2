"""The table of states and moves of one kind of record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models

from kheo.core.access import Actor, Policy
from kheo.core.errors import MoveNotOpen
from kheo.i18n import gettext, mark

STATE = "state"
"""The name of the field, on every model that has a lifecycle."""


@dataclass(frozen=True, slots=True)
class Move:
    """From any of some states into one; `label` is a marked verb phrase, as on a button."""

    name: str
    source: frozenset[str]
    target: str
    policy: Policy
    label: str


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """States (code → marked label, the first being where records begin) and the moves between them.

    A state is a stored code: renaming one takes a migration, changing its label takes nothing. Raises ValueError for a
    table that contradicts itself.
    """

    kind: str
    states: Mapping[str, str]
    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        """See that the table holds together."""
        names = [move.name for move in self.moves]
        if len(set(names)) != len(names):
            raise ValueError(f"{self.kind}: two moves share a name")
        unknown = {state for move in self.moves for state in (*move.source, move.target)} - set(self.states)
        if unknown:
            raise ValueError(f"{self.kind}: unknown states {sorted(unknown)}")
        reached = {self.initial} | {move.target for move in self.moves}
        if reached != set(self.states):
            raise ValueError(f"{self.kind}: nothing leads to {sorted(set(self.states) - reached)}")

    @property
    def initial(self) -> str:
        """The state in which a record begins."""
        return next(iter(self.states))

    def __getitem__(self, name: str) -> Move:
        """A move by its name. Raises KeyError."""
        for move in self.moves:
            if move.name == name:
                return move
        raise KeyError(name)

    def leading_from(self, record: Any, name: str) -> Move:
        """The move, where it leads from the record's state; who may make it is another question. Raises MoveNotOpen."""
        move = self[name]
        if record.state not in move.source:
            raise MoveNotOpen(
                "move-not-open",
                mark("“{move}” is not possible: it is now “{state}”."),
                move=gettext(move.label),
                state=gettext(self.states[record.state]),
            )
        return move

    def open_to(self, actor: Actor, record: Any, at: datetime) -> tuple[Move, ...]:
        """The moves that an actor may make now: the buttons of a page."""
        return self.open_to_each(actor, (record,), at)[0]

    def open_to_each(self, actor: Actor, records: Sequence[Any], at: datetime) -> list[tuple[Move, ...]]:
        """The same for each record of a list; each policy is asked once."""
        found: list[list[Move]] = [[] for _ in records]
        for move in self.moves:
            ready = [place for place, record in enumerate(records) if record.state in move.source]
            if ready:
                verdicts = move.policy.each(actor, [records[place] for place in ready], at)
                for place, verdict in zip(ready, verdicts, strict=True):
                    if verdict:
                        found[place].append(move)
        return [tuple(moves) for moves in found]


def state_field(lifecycle: Lifecycle) -> models.CharField[str, str]:
    """The column of the state; a database check keeps unknown codes out (see `state_check`)."""
    return models.CharField(max_length=40, default=lifecycle.initial, editable=False)


def state_check(lifecycle: Lifecycle, name: str) -> models.CheckConstraint:
    """The constraint that a model puts beside its `state`."""
    return models.CheckConstraint(condition=models.Q(state__in=sorted(lifecycle.states)), name=name)
