"""Three standing people of every test, and the moment at which they act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from kheo.core.access import FOREVER, Reach, Span
from kheo.core.tests.sample.models import Ancestry

AT = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
START = date(2026, 1, 1)


@dataclass(frozen=True)
class Person:
    key: str
    spans: Reach = ()
    grants: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict, hash=False)

    def reach(self, at: datetime) -> Reach:
        return self.spans

    def granted(self, kind: str, capability: str, at: datetime) -> Iterable[int]:
        return self.grants.get((kind, capability), ())


LAN = Person("person:lan")
MINH = Person("person:minh")
STRANGER = Person("person:stranger")


def over(person: Person, unit: int, *capabilities: str, start: date = START, end: date = FOREVER) -> Person:
    """The same person with capabilities over a unit."""
    spans = tuple(Span("party", unit, capability, start, end) for capability in capabilities)
    return Person(person.key, person.spans + spans, person.grants)


def stands_under(unit: int, *ancestors: int, start: date = START, end: date = FOREVER) -> None:
    """Place a unit under others, and under itself."""
    for ancestor in (unit, *ancestors):
        Ancestry.objects.create(tree="party", ancestor=ancestor, descendant=unit, start=start, end=end)
