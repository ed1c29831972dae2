"""Random worlds for tests, written past the actions: they may hold anything that the tables allow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from kheo.core.access import FOREVER
from kheo.organisations import ancestry
from kheo.organisations.models import (
    AddressGroup,
    Block,
    Charge,
    Grant,
    Handover,
    Kind,
    Leave,
    Level,
    Mandate,
    Person,
    Placement,
    Power,
    Role,
    Spell,
    Succession,
    Tree,
    Unit,
)

TREES = ("party", "state")
BORDERS = [date(2026, 1, 1) + timedelta(days=30 * n) for n in range(5)]
"""Days on which anything begins or ends, so that many things do on the same."""

CAPABILITIES = ("units.read", "units.manage", "people.read", "people.manage", "grants.manage", "records.enter")
GRANTED = ("unit", "spell", "placement", "succession", "mandate", "charge", "leave", "handover", "grant", "person")


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written in the block, by actions too, is gone after it."""
    block: Any = transaction.atomic()
    block._from_testcase = True  # as Django's own TestCase: durable blocks are allowed inside
    with block:
        yield
        transaction.set_rollback(True)
    assert not connection.in_atomic_block


def write(model: type[models.Model], rows: list[dict[str, Any]]) -> list[Any]:
    """Rows as they are given."""
    made = models.QuerySet[Any](model).bulk_create([model(**row) for row in rows])
    return list(made)


def span(chance: Random) -> dict[str, date]:
    """Some days: between two borders, or from one on."""
    start, end = sorted(chance.sample([*BORDERS, FOREVER], 2))
    return {"start": start, "end": end}


class World:
    """Units that stand here and there, people with mandates, whatever was granted."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        for model in (Level, Block, Role):
            write(model, [self._word(code) for code in ("one", "two")])
        write(Tree, [self._word(code) for code in TREES])
        write(Kind, [self._word("xa")])
        write(AddressGroup, [{**self._word("group"), "tree_id": "party"}])
        self.units = write(Unit, [{"code": f"U{n}", "published": self._often()} for n in range(chance.randint(2, 7))])
        write(Spell, [self._named(unit) for unit in self.units])
        for tree in TREES:
            self._stand(tree)
        self._succeed()
        self._people()
        self._grants()

    def _word(self, code: str) -> dict[str, Any]:
        return {"code": code, "label_vi": code, "label_en": code}

    def _often(self) -> bool:
        return self._chance.random() < 0.5

    def _named(self, unit: Unit) -> dict[str, Any]:
        words = {"name": unit.code, "kind_id": "xa", "level_id": "one", "folded": unit.code, "sort_key": unit.code}
        return {"unit": unit, "start": BORDERS[0], **words}

    def _unit(self) -> Unit:
        return self._chance.choice(self.units)

    def _stand(self, tree: str) -> None:
        """Between any two borders units stand in another order, so that they stand under each other in turn."""
        rows: dict[int, list[dict[str, Any]]] = {unit.pk: [] for unit in self.units}
        for start, end in zip(BORDERS, [*BORDERS[1:], FOREVER], strict=True):
            order = self._chance.sample(self.units, len(self.units)) if self._often() else self.units
            for place, unit in enumerate(order):
                if self._chance.random() < 0.2:
                    continue
                parent = order[self._chance.randrange(place)] if place and self._chance.random() < 0.8 else None
                last = rows[unit.pk][-1] if rows[unit.pk] else None
                if last and (last["parent"], last["end"]) == (parent, start) and self._often():
                    last["end"] = end
                else:
                    rows[unit.pk].append({"unit": unit, "parent": parent, "tree_id": tree, "start": start, "end": end})
        write(Placement, [row for found in rows.values() for row in found])
        ancestry.refresh(tree, [unit.pk for unit in self.units])

    def _succeed(self) -> None:
        found = {
            (self._unit().pk, self._chance.choice(BORDERS), self._unit().pk) for _ in range(self._chance.randint(0, 6))
        }
        write(Succession, [_became(*row) for row in sorted(found)])
        ancestry.refresh_heritage(sorted({unit for unit, *_ in found}))

    def _people(self) -> None:
        chance = self._chance
        powers = {
            (chance.choice(("one", "two")), chance.choice(TREES), chance.choice(CAPABILITIES), self._often())
            for _ in range(chance.randint(1, 10))
        }
        names = ("role_id", "tree_id", "capability", "over_charges")
        write(Power, [dict(zip(names, row, strict=True)) for row in sorted(powers)])
        count = chance.randint(1, 4)
        rows = [{"expires": BORDERS[-1], "signs_in": self._often()} for _ in range(count)]
        self.people = write(Person, rows)
        held = [
            {"person": chance.choice(self.people), "role_id": chance.choice(("one", "two")), "unit": self._unit()}
            for _ in range(chance.randint(1, 6))
        ]
        spans = {(row["person"].pk, row["unit"].pk, row["role_id"]): row | span(chance) for row in held}
        self.mandates = write(Mandate, list(spans.values()))
        charged = {(self._mandate().pk, self._unit().pk): span(chance) for _ in range(chance.randint(0, 4))}
        write(Charge, [{"mandate_id": one, "unit_id": unit} | days for (one, unit), days in charged.items()])
        away = [self._mandate() for _ in range(chance.randint(0, 3))]
        write(Leave, [{"mandate": one, "deputy": self._mandate()} | span(chance) for one in away])
        if len(self.mandates) > 1:
            giver, taker = chance.sample(self.mandates, 2)
            people = {"giver_person_id": giver.person_id, "taker_person_id": taker.person_id}
            write(
                Handover,
                [
                    {
                        "giver": giver,
                        "taker": taker,
                        "unit_id": giver.unit_id,
                        "taker_unit_id": taker.unit_id,
                        "state": "offered",
                    }
                    | people
                ],
            )

    def _mandate(self) -> Mandate:
        return self._chance.choice(self.mandates)

    def _grants(self) -> None:
        write(Grant, [self._grant() for _ in range(self._chance.randint(0, 6))])

    def _grant(self) -> dict[str, Any]:
        chance = self._chance
        holder = {"to_person": chance.choice(self.people)} if self._often() else {"to_unit": self._unit()}
        row = holder | {"unit": self._unit(), "capability": chance.choice(CAPABILITIES), "reason": "–"} | span(chance)
        if self._often():
            return row | {"tree_id": chance.choice(TREES)}
        kind = chance.choice(GRANTED)
        there = sorted(apps.get_model("organisations", kind).objects.values_list("pk", flat=True))
        return row | {"kind": f"organisations.{kind}", "key": chance.choice(there or [1])}


def _became(unit: int, on: date, heir: int) -> dict[str, Any]:
    return {"predecessor_id": unit, "successor_id": heir, "date": on, "kind": "split"}
