"""The table of events and handlers. Actions emit, areas further down register; nobody upstream knows them.

@event("organisations.units-merged")
class UnitsMerged:
    into: int
    on: date

@handles(UnitsMerged)                     # in the transaction of the deed, all or nothing
def move_models(event: UnitsMerged, *, deed: Deed) -> None: ...

@handles(UnitsMerged, later=True)         # by a job, after the deed was committed
def tell_officers(event: UnitsMerged, *, run: Run) -> None: ...
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from types import UnionType
from typing import Any, TypeVar, dataclass_transform, get_args, get_type_hints
from uuid import UUID

E = TypeVar("E")

_READERS: dict[type, Callable[[Any], Any]] = {
    int: int,
    str: str,
    bool: bool,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    UUID: UUID,
}
"""What a field of an event may be, or None, and how it is read back from a job's arguments."""


@dataclass(frozen=True, slots=True)
class Handler:
    """What an area does when an event happens."""

    name: str
    event: type
    follow: Callable[..., None]
    later: bool


EVENTS: dict[str, type] = {}
HANDLERS: dict[str, Handler] = {}


@dataclass_transform(frozen_default=True)
def event(name: str) -> Callable[[type[E]], type[E]]:
    """Declare an event: a frozen dataclass of plain values, under a stable name."""

    def declare(declared: type[E]) -> type[E]:
        made: type[E] = dataclass(frozen=True, slots=True)(declared)
        odd = [field for field, hint in get_type_hints(made).items() if _plain_type(hint) not in _READERS]
        if odd or name in EVENTS:
            raise TypeError(f"event {name}: {f'fields {odd} are not plain values' if odd else 'declared twice'}")
        EVENTS[name] = made
        return made

    return declare


def name_of(happened: object) -> str:
    """The name under which an event was declared. Raises KeyError."""
    return next(name for name, declared in EVENTS.items() if declared is type(happened))


def handles(declared: type[E], *, later: bool = False) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register what follows from an event: in its transaction, or `later` by a job."""

    def register(follow: Callable[..., None]) -> Callable[..., None]:
        name = f"{follow.__module__}.{follow.__qualname__}"
        HANDLERS[name] = Handler(name, declared, follow, later)
        return follow

    return register


def handlers_of(happened: object) -> list[Handler]:
    """The handlers of an event, in the order in which the areas were loaded."""
    return [handler for handler in HANDLERS.values() if handler.event is type(happened)]


def written(happened: Any) -> dict[str, Any]:
    """The fields of an event as JSON holds them."""
    return {one.name: _written(getattr(happened, one.name)) for one in fields(happened)}


def _written(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value.isoformat() if isinstance(value, date) else value


def read(declared: type[E], values: Mapping[str, Any]) -> E:
    """The event that `written` wrote."""
    hints = get_type_hints(declared)
    return declared(
        **{name: None if value is None else _READERS[_plain_type(hints[name])](value) for name, value in values.items()}
    )


def _plain_type(hint: Any) -> Any:
    """`int` for `int | None`."""
    arms = [arm for arm in get_args(hint) if arm is not type(None)]
    return arms[0] if isinstance(hint, UnionType) and len(arms) == 1 else hint
