"""What happens to units and people and may concern other areas."""

from __future__ import annotations

from datetime import date

from kheo.core.events import event


@event("organisations.unit-ended")
class UnitEnded:
    """A unit exists no longer from a day on; its records are in the hands of the custodian."""

    unit: int
    custodian: int
    on: date


@event("organisations.unit-moved")
class UnitMoved:
    """A unit stands elsewhere in a tree from a day on."""

    unit: int
    tree: str
    on: date


@event("organisations.mandate-ended")
class MandateEnded:
    """A mandate ends on a day; what it holds needs another holder."""

    mandate: int
    on: date


@event("organisations.work-handed-over")
class WorkHandedOver:
    """Whatever is open with one mandate passes to another."""

    giver: int
    taker: int
