"""Small rules that say who may, put together with `&` and `|`.

A policy judges a set of records in one call, with a number of queries that does not grow with the set; one record is a
set of one. So the button on a page, the row of a list and the bulk act rest on the same rule.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from kheo.core.access.actors import Actor, System
from kheo.core.access.verdicts import YES, Verdict, no
from kheo.core.access.visibility import units_within
from kheo.core.record import kind_of
from kheo.i18n import mark


class Judge(Protocol):
    """The work of a policy."""

    def __call__(self, actor: Actor, records: Sequence[Any], at: datetime, /) -> Sequence[Verdict]:
        """One verdict for each record, in their order."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may. `name` is what generated pages call it."""

    name: str
    each: Judge

    def __call__(self, actor: Actor, record: Any, at: datetime) -> Verdict:
        """The verdict for one record."""
        return self.each(actor, (record,), at)[0]

    def __and__(self, other: Policy) -> Policy:
        """Both must allow; the first refusal is told."""

        def both(actor: Actor, records: Sequence[Any], at: datetime, /) -> Sequence[Verdict]:
            pairs = zip(self.each(actor, records, at), other.each(actor, records, at), strict=True)
            return [second if first else first for first, second in pairs]

        return Policy(f"{self.name} and {other.name}", both)

    def __or__(self, other: Policy) -> Policy:
        """One of the two must allow; else the refusal of the first is told."""

        def either(actor: Actor, records: Sequence[Any], at: datetime, /) -> Sequence[Verdict]:
            pairs = zip(self.each(actor, records, at), other.each(actor, records, at), strict=True)
            return [first if first or not second else second for first, second in pairs]

        return Policy(f"({self.name} or {other.name})", either)


def rule(judge: Callable[[Actor, Any, datetime], Verdict]) -> Policy:
    """A policy from a function that answers for one record. It must not query: in a bulk act that is an error."""

    def each(actor: Actor, records: Sequence[Any], at: datetime, /) -> Sequence[Verdict]:
        return [judge(actor, record, at) for record in records]

    return Policy(judge.__name__.replace("_", " "), each)


@rule
def anyone(_actor: Actor, _record: Any, _at: datetime) -> Verdict:
    """Everyone may, the public too."""
    return YES


@rule
def by_person(actor: Actor, _record: Any, _at: datetime) -> Verdict:
    """Any person with an account may; neither the system nor the public."""
    if actor.key.startswith("person:"):
        return YES
    return no("not-a-person", mark("Only a signed-in person may do this."))


def by_system(*names: str) -> Policy:
    """The system may, under one of these names."""

    def each(actor: Actor, records: Sequence[Any], _at: datetime, /) -> Sequence[Verdict]:
        if isinstance(actor, System) and actor.name in names:
            return [YES] * len(records)
        return [no("not-the-system", mark("Only the system itself does this."))] * len(records)

    return Policy(f"system {'/'.join(names)}", each)


def within(capability: str, unit: str = "unit_id") -> Policy:
    """Those may whose mandates give them a capability over the unit that `unit` names on the record (`pk` for a unit
    itself). One query for any number of records.
    """

    def each(actor: Actor, records: Sequence[Any], at: datetime, /) -> Sequence[Verdict]:
        units = [getattr(record, unit) for record in records]
        reached = _reached(actor, capability, at, set(units))
        refusal = no("out-of-reach", mark("This unit is outside your mandate."), capability=capability)
        return [YES if one in reached else refusal for one in units]

    return Policy(f"{capability} within reach", each)


def _reached(actor: Actor, capability: str, at: datetime, units: Collection[int]) -> Collection[int]:
    below = units_within(actor, capability, at)
    return set(below.filter(descendant__in=units)) if below is not None else ()


def granted(capability: str) -> Policy:
    """Those may to whom a grant opens the record."""

    def each(actor: Actor, records: Sequence[Any], at: datetime, /) -> Sequence[Verdict]:
        opened = set(actor.granted(kind_of(records[0]), capability, at)) if records else set()
        refusal = no("not-granted", mark("You have not been given access to this."), capability=capability)
        return [YES if record.pk in opened else refusal for record in records]

    return Policy(f"{capability} granted", each)
