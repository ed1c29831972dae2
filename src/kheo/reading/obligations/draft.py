"""An order while the walk still gathers what belongs to it."""

from __future__ import annotations

from typing import NamedTuple

from kheo.reading.model import ActorsFrom, Due, Period, Span
from kheo.reading.obligations.clause import Clause
from kheo.reading.obligations.sections import Mode
from kheo.values import dataclass


@dataclass(slots=True)
class Draft:
    """An order with its actors; deadlines and partners that lines below it state are added later."""

    clause: Clause
    provision: str | None
    actors: tuple[Span, ...]
    source: ActorsFrom | None
    cooperating: tuple[Span, ...]
    through: tuple[Span, ...]
    due: Due | None
    period: Period | None
    mode: Mode
    own_names: bool
    """The clause itself, or the one before it in the paragraph, names who acts."""
    phase: Due | None = None
    """When the part of the document ends that the order stands in: its deadline where no other is stated."""


class Context(NamedTuple):
    """What holds for a part of the document: the mode, and who acts where a clause does not say."""

    mode: Mode
    actors: tuple[Span, ...] = ()
    source: ActorsFrom | None = None
    cooperating: tuple[Span, ...] = ()
    through: tuple[Span, ...] = ()
    due: Due | None = None
    phase: Due | None = None
