"""What is recorded of the people, units and mandates that a file names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from kheo.core.access import Actor
from kheo.organisations.exchange.plans import Stretch
from kheo.organisations.exchange.unit_checks import units_by_code
from kheo.organisations.models import Charge, Mandate, Person, Spell
from kheo.sheets import Row

_AT_ONCE = 500

Place = tuple[str, str]
"""The code of a unit and that of a role."""


def code_of(row: Row) -> str:
    """By what a row names its person: codes of the register in one way of writing them."""
    return plain_code(row.values["code"])


def plain_code(text: str | None) -> str:
    """A code as it is compared."""
    try:
        return str(UUID(text or ""))
    except ValueError:
        return " ".join((text or "").casefold().split())


class Mandates:
    """Mandates of some people, found by person, unit and role."""

    def __init__(self, mandates: Iterable[Mandate]) -> None:
        """Each with its unit."""
        self._held: defaultdict[tuple[int, str, str], list[Mandate]] = defaultdict(list)
        for one in mandates:
            self._held[one.person_id, one.unit.code, one.role_id].append(one)

    @classmethod
    def of(cls, people: Collection[int]) -> Self:
        """A query for each five hundred people."""
        return cls(one for part in parts(people) for one in _mandates(part))

    def all_at(self, person: int | None, unit: str, role: str) -> list[Mandate]:
        """What someone held of a role at a unit."""
        return self._held.get((person, unit, role), []) if person is not None else []

    def at(self, person: int | None, unit: str, role: str, start: date) -> Mandate | None:
        """The one that began on a day."""
        return next((one for one in self.all_at(person, unit, role) if one.start == start), None)

    def covering(self, person: int | None, unit: str, role: str, span: tuple[date, date]) -> Mandate | None:
        """The one that holds in all of a span."""
        held = self.all_at(person, unit, role)
        return next((one for one in held if one.start <= span[0] and span[1] <= one.end), None)


class There:
    """What is recorded of whatever the rows of a file name, as far as whoever sends it may see the people."""

    def __init__(self, people: list[Row], held: list[Row], assigned: list[Row], actor: Actor, at: datetime) -> None:
        """A few queries for each five hundred codes."""
        codes = {code_of(row) for row in (*people, *held, *assigned)}
        codes |= {plain_code(row.values.get("deputises")) for row in held}
        known = sorted(code for code in codes if _is_uuid(code))
        found = [one for part in parts(known) for one in Person.objects.filter(code__in=part)]
        seen = {
            pk
            for part in parts([one.pk for one in found])
            for pk in Person.objects.visible_to(actor, at).filter(pk__in=part).values_list("pk", flat=True)
        }
        self.people = {str(one.code): one for one in found if one.pk in seen}
        self.hidden = {str(one.code) for one in found if one.pk not in seen}
        named = {row.values[name] for row in (*held, *assigned) for name in ("unit", "locality") if name in row.values}
        self.units = units_by_code(named)
        self.mandates = Mandates.of(seen)
        self.charges = {_key(one): one for part in parts(seen) for one in _charges(part)}
        self.spells = self._spells()

    def person(self, code: str | None) -> int | None:
        """The id of a person by code, if there is one who may be seen."""
        person = self.people.get(plain_code(code)) if code else None
        return person.pk if person else None

    def _spells(self) -> dict[str, list[Stretch]]:
        codes = {unit.pk: unit.code for unit in self.units.values()}
        spells: defaultdict[str, list[Stretch]] = defaultdict(list)
        for part in parts(codes):
            for unit, start, end in Spell.objects.filter(unit__in=part).values_list("unit", "start", "end"):
                spells[codes[unit]].append(Stretch(start, end, None))
        return spells


def parts(values: Collection[Any]) -> Iterable[list[Any]]:
    """Values in parts that a query can name."""
    ordered = sorted(values)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))


def _mandates(people: list[int]) -> Any:
    return Mandate.objects.filter(person__in=people).select_related("unit", "deputises")


def _charges(people: list[int]) -> Any:
    return Charge.objects.filter(mandate__person__in=people).select_related("mandate__unit", "unit")


def _key(charge: Charge) -> tuple[Any, ...]:
    held = charge.mandate
    return held.person_id, held.unit.code, held.role_id, charge.unit.code, charge.start


def _is_uuid(code: str) -> bool:
    try:
        return bool(UUID(code))
    except ValueError:
        return False
