"""Reach, access and ancestors once more, by walking: a second implementation for tests, written from DESIGN.md.

It reads every row into memory, knows nothing of the table of ancestors, and asks one question at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from kheo.organisations import models

READS_PEOPLE, READS_UNITS, GRANTS = "people.read", "units.read", "grants.manage"

SEEN_BY: dict[type[Any], tuple[str, Callable[[Any], set[int]], Callable[[Any], bool]]] = {
    models.Unit: (READS_UNITS, lambda row: {row.pk}, lambda row: row.published),
    models.Spell: (READS_UNITS, lambda row: {row.unit_id}, lambda row: row.unit.published),
    models.Placement: (
        READS_UNITS,
        lambda row: {row.unit_id},
        lambda row: row.unit.published and (row.parent is None or row.parent.published),
    ),
    models.Succession: (
        READS_UNITS,
        lambda row: {row.successor_id},
        lambda row: row.successor.published and row.predecessor.published,
    ),
    models.Mandate: (READS_PEOPLE, lambda row: {row.unit_id}, lambda _: False),
    models.Charge: (READS_PEOPLE, lambda row: {row.unit_id}, lambda _: False),
    models.Leave: (READS_PEOPLE, lambda row: {row.mandate.unit_id}, lambda _: False),
    models.Handover: (READS_PEOPLE, lambda row: {row.unit_id, row.taker_unit_id}, lambda _: False),
    models.Grant: (GRANTS, lambda row: {row.unit_id}, lambda _: False),
}
"""How a record is seen: by which capability, over which units, and whether it is published."""

WORDS = (models.Tree, models.Level, models.Block, models.Kind, models.Role, models.Power, models.AddressGroup)
"""Published to everyone."""


class Book:
    """All rows, as they are when it is opened."""

    def __init__(self) -> None:
        self.rows: dict[type[Any], list[Any]] = {kind: list(kind.objects.all()) for kind in SEEN_BY}
        self.people = list(models.Person.objects.all())
        self.powers = list(models.Power.objects.all())

    def above(self, unit: int, tree: str, on: date) -> list[int]:
        """A unit that stands in a tree on a day, its parent, that one's parent, and so on."""
        way: list[int] = []
        current: int | None = unit
        while current is not None:
            assert current not in way, "a circle"
            places = [
                row
                for row in self.rows[models.Placement]
                if row.unit_id == current and row.tree_id == tree and row.start <= on < row.end
            ]
            if not places:
                break
            (place,) = places
            way.append(current)
            current = place.parent_id
        return way

    def came_from(self, unit: int, on: date) -> set[int]:
        """Whatever a unit took over from until a day, directly or from those who had taken it over before."""
        seen = {(unit, on)}
        steps = [(unit, on)]
        while steps:
            heir, until = steps.pop()
            for row in self.rows[models.Succession]:
                step = (row.predecessor_id, row.date)
                if row.successor_id == heir and row.date <= until and step not in seen:
                    seen.add(step)
                    steps.append(step)
        return {one for one, _ in seen} - {unit}

    def powers_of(self, person: int, capability: str, on: date) -> set[tuple[str, int]]:
        """(tree, unit) of whatever gives a capability on a day: mandates, their localities, granted scopes."""
        found: set[tuple[str, int]] = set()
        for mandate in self.held(person, on):
            for power in self.powers:
                if power.role_id != mandate.role_id or power.capability != capability:
                    continue
                if not power.over_charges:
                    found.add((power.tree_id, mandate.unit_id))
                for charge in self.rows[models.Charge]:
                    if power.over_charges and charge.mandate_id == mandate.pk and charge.start <= on < charge.end:
                        found.add((power.tree_id, charge.unit_id))
        for grant in self.grants_to(person, on):
            if grant.capability == capability and grant.tree_id is not None:
                found.add((grant.tree_id, grant.unit_id))
        return found

    def held(self, person: int, on: date) -> list[Any]:
        """The mandates of a person on a day; leave takes none away."""
        return [row for row in self.rows[models.Mandate] if row.person_id == person and row.start <= on < row.end]

    def grants_to(self, person: int, on: date) -> list[Any]:
        """What a person was given, and what was given to the units where they hold a mandate."""
        places = {row.unit_id for row in self.held(person, on)}
        grants = [row for row in self.rows[models.Grant] if row.start <= on < row.end]
        return [row for row in grants if row.to_person_id == person or row.to_unit_id in places]

    def reached(self, person: int, capability: str, on: date) -> set[int]:
        """The units that a capability reaches: what stands below, and for reading what those who hold it came from."""
        powers = self.powers_of(person, capability, on)
        units = [row.pk for row in self.rows[models.Unit]]
        found = {unit for tree, root in powers for unit in units if root in self.above(unit, tree, on)}
        if capability.endswith(".read"):
            for _, root in powers:
                found |= self.came_from(root, on)
        return found

    def sees(self, person: int | None, kind: type[Any], on: date) -> set[int]:
        """The keys of the rows of a kind that a person, or the public (None), may see."""
        if kind in WORDS:
            return set(kind.objects.values_list("pk", flat=True))
        if kind is models.Person:
            return self._sees_people(person, on)
        capability, units_of, published = SEEN_BY[kind]
        reached = self.reached(person, capability, on) if person else set()
        opened = self._opened(person, kind, capability, on)
        if kind is models.Handover:
            opened = opened | {
                row.pk for row in self.rows[kind] if person in (row.giver_person_id, row.taker_person_id)
            }
        return {row.pk for row in self.rows[kind] if published(row) or row.pk in opened or (units_of(row) & reached)}

    def _sees_people(self, person: int | None, on: date) -> set[int]:
        if person is None:
            return set()
        mandates = self.sees(person, models.Mandate, on)
        through = {row.person_id for row in self.rows[models.Mandate] if row.pk in mandates}
        opened = self._opened(person, models.Person, READS_PEOPLE, on)
        placed = {row.person_id for row in self.rows[models.Mandate]}
        appoints = bool(self.reached(person, "people.manage", on))
        nowhere = {row.pk for row in self.people if appoints and row.pk not in placed}
        return {row.pk for row in self.people if row.pk == person or row.pk in through | opened | nowhere}

    def _opened(self, person: int | None, kind: type[Any], capability: str, on: date) -> set[int]:
        if person is None:
            return set()
        grants = self.grants_to(person, on)
        return {row.key for row in grants if row.kind == kind._meta.label_lower and row.capability == capability}
