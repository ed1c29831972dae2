"""What lists of units and mandates cost by whom they are for, and how that grows with the register.

usage: reach.py [--plans] [--sqlite | --postgresql] [--today | --ever]

An invented register: a country, 34 provinces with 98 communes each and 7 bodies in every commune (26,691 units), the
same with 22 abolished units in the custody of each commune (99,995), and a tenth of each. A mandate for every unit that
there is today. Prints the processor time of a page of 50, application and database together, at a tenth and at all, and
exits 1 where it grows by more than a fifth. `--plans` prints how the database answers.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

import kheo.core.tests.standalone  # noqa: F401 -- before the models below
from kheo.config.database import database
from kheo.core.access import FOREVER
from kheo.core.tests.databases import private_cluster
from kheo.core.tests.standalone import HOME
from kheo.organisations.actor import PersonActor
from kheo.organisations.models import Kind, Level, Mandate, Person, Placement, Power, Role, Spell, Tree, Unit
from kheo.organisations.models.units import Ancestry
from kheo.organisations.naming import forms_of
from kheo.organisations.queries.people import mandates
from kheo.organisations.queries.units import below, children, standing, units
from kheo.organisations.tests.random_world import write

PROVINCES, COMMUNES, BODIES, ABOLISHED = 34, 98, 7, 22
START, BORDER, ON = date(2000, 1, 1), date(2025, 7, 1), date(2026, 7, 1)
AT = datetime(2026, 7, 1, 2, tzinfo=UTC)
KINDS = 20
PAGE, MOST_GROWTH, COUNTED = 50, 1.2, 1_001
ROUNDS = 3
TREE = "party"


def use(url: str) -> None:
    connection.close()
    connections.settings["default"] = connections.configure_settings({"default": database(url, Path(HOME))})["default"]
    del connections["default"]
    settings.DATABASES["default"] = connections.settings["default"]
    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)


class Register:
    """The units, made in one go; keys count up from 1, the country."""

    def __init__(self, provinces: int, abolished: int) -> None:
        self.places: list[tuple[int, tuple[int, ...], bool]] = []
        self.provinces: list[int] = []
        self.communes: list[int] = []
        country = self._unit(())
        for _ in range(provinces):
            province = self._unit((country,))
            self.provinces.append(province)
            for _ in range(COMMUNES):
                commune = self._unit((province, country))
                self.communes.append(commune)
                for _ in range(BODIES):
                    self._unit((commune, province, country))
                for _ in range(abolished):
                    self._unit((commune, province, country), ended=True)
        self._store()

    def _unit(self, above: tuple[int, ...], *, ended: bool = False) -> int:
        self.places.append((len(self.places) + 1, above, ended))
        return len(self.places)

    def _store(self) -> None:
        word = {"label_vi": "–", "label_en": "–"}
        write(Tree, [{"code": TREE, **word}])
        write(Level, [{"code": "any", **word}])
        write(Kind, [{"code": f"K{number}", **word} for number in range(KINDS)])
        write(Role, [{"code": "officer", **word}])
        write(
            Power,
            [{"role_id": "officer", "tree_id": TREE, "capability": f"{of}.read"} for of in ("units", "people")],
        )
        chunk = 20_000
        for start in range(0, len(self.places), chunk):
            part = self.places[start : start + chunk]
            write(Unit, [{"pk": key, "code": f"U{key}", "published": key % 100 != 99} for key, *_ in part])
            write(Spell, [_spell(key, ended) for key, _, ended in part])
            write(Placement, [row for one in part for row in _placements(*one)])
            write(Ancestry, [row for one in part for row in _ancestry(*one)])
            there = [key for key, _, ended in part if not ended]
            write(Person, [{"pk": key, "expires": FOREVER} for key in there])
            write(
                Mandate,
                [{"pk": key, "person_id": key, "role_id": "officer", "unit_id": key, "start": START} for key in there],
            )
        if connection.vendor == "postgresql":  # as its own process does; an installation on SQLite never does
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")


NAMES = ("Tân Lập", "Phước Vinh", "Ninh Điền", "Hoà Thành", "Long Hoa", "Trảng Bàng", "Đức Hoà", "Bến Lức")


def _spell(key: int, ended: bool) -> dict[str, Any]:
    name = f"Xã {NAMES[key * 7919 % len(NAMES)]} {key * 104_729 % 100_003}"
    words = {**forms_of(name), "kind_id": f"K{key % KINDS}", "level_id": "any"}
    return {"unit_id": key, "start": START, "end": BORDER if ended else FOREVER, **words}


def _placements(key: int, above: tuple[int, ...], ended: bool) -> Iterator[dict[str, Any]]:
    row = {"unit_id": key, "tree_id": TREE, "parent_id": above[0] if above else None}
    if ended:
        yield {**row, "parent_id": above[1], "start": START, "end": BORDER}
        yield {**row, "start": BORDER, "custody": True}
    else:
        yield {**row, "start": START}


def _ancestry(key: int, above: tuple[int, ...], ended: bool) -> Iterator[dict[str, Any]]:
    for depth, ancestor in enumerate((key, *above)):
        start = BORDER if ended and depth == 1 else START
        yield {"tree": TREE, "descendant": key, "ancestor": ancestor, "depth": depth, "start": start, "end": FOREVER}


def questions(register: Register) -> dict[str, Callable[[], Any]]:
    """What pages ask, by name; each evaluates one list."""
    country, province, commune = 1, register.provinces[0], register.communes[0]
    asked: dict[str, Callable[[], Any]] = {}
    for name, person in (("commune", commune), ("province", province), ("nation", country)):
        who = PersonActor(person)
        who.reach(AT)
        seen = units(who, AT, on=ON)
        asked |= {
            f"{name}: units of a day": lambda seen=seen: seen[: PAGE + 1],
            f"{name}: counted to 1,000+": lambda seen=seen: seen.order_by()[:COUNTED].values("pk"),
            f"{name}: units below a province": lambda seen=seen: below(seen, standing(seen, province, TREE, ON))[
                : PAGE + 1
            ],
            f"{name}: units below a commune": lambda seen=seen: below(seen, standing(seen, commune, TREE, ON))[
                : PAGE + 1
            ],
            f"{name}: children of a province": lambda seen=seen: children(seen, province, TREE, ON)[: PAGE + 1],
            f"{name}: mandates of a day": lambda who=who: mandates(who, AT, on=ON)[: PAGE + 1],
            f"{name}: mandates counted": lambda who=who: mandates(who, AT, on=ON).order_by()[:COUNTED].values("pk"),
        }
    return asked


def processor_time() -> float:
    """Of this process and of the database that it talks to."""
    if connection.vendor != "postgresql":
        return time.process_time()
    fields = Path(f"/proc/{_backend()}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def cost(ask: Callable[[], Any]) -> float:
    """Milliseconds of processor time for one answer, over as many as can be measured."""
    list(ask())
    count, began, used = 0, processor_time(), 0.0
    while used < 0.1 and count < 200:
        for _ in range(5):
            list(ask())
        count += 5
        used = processor_time() - began
    return used / count * 1_000


@contextmanager
def databases(which: str) -> Iterator[Callable[[str], None]]:
    """A way to turn to a database by its name; at first it is new and empty."""
    if which == "sqlite":
        yield lambda name: use(f"sqlite:///{HOME}/{name}.sqlite3")
        return
    made = set()
    with private_cluster("fsync=off", "synchronous_commit=off", "jit=off") as address:

        def turn(name: str) -> None:
            if name not in made:
                use(address)
                with connection.cursor() as cursor:
                    cursor.execute(f"CREATE DATABASE {name}")
                made.add(name)
            use(address.rpartition("/")[0] + f"/{name}")

        yield turn


def measured(turn: Callable[[str], None], label: str, abolished: int) -> list[dict[str, float]]:
    """What the questions cost at a tenth and at all: the least of ROUNDS rounds by turns, so that what else the machine
    does meets both.
    """
    names = {f"{label}_tenth": round(PROVINCES / 10), f"{label}_whole": PROVINCES}
    asked = {}
    for name, provinces in names.items():
        turn(name)
        began = time.perf_counter()
        register = Register(provinces, abolished)
        asked[name] = questions(register)
        print(f"  {len(register.places):,} units made in {time.perf_counter() - began:.0f} s", flush=True)
    costs: dict[str, dict[str, float]] = {name: {} for name in names}
    for _ in range(ROUNDS):
        for name in names:
            turn(name)
            for question, ask in asked[name].items():
                costs[name][question] = min(cost(ask), costs[name].get(question, float("inf")))
    if "--plans" in sys.argv:
        for question, ask in asked[name].items():
            print(f"\n{question}\n{ask().explain(**({'analyze': True} if connection.vendor == 'postgresql' else {}))}")
    return list(costs.values())


def main() -> int:
    settings.KHEO_ANCESTRY = "organisations.Ancestry"
    chosen = [one for one in ("sqlite", "postgresql") if f"--{one}" in sys.argv] or ["sqlite", "postgresql"]
    sizes = [one for one in (("today", 0), ("ever", ABOLISHED)) if f"--{one[0]}" in sys.argv]
    sizes = sizes or [("today", 0), ("ever", ABOLISHED)]
    grown = 0
    for which in chosen:
        with databases(which) as turn:
            for label, abolished in sizes:
                print(f"\n{which}, the units of {label}")
                tenth, whole = measured(turn, label, abolished)
                print(f"  {'':40}{'a tenth':>10}{'all':>10}")
                for question, ms in whole.items():
                    growth = ms / tenth[question]
                    grown += growth > MOST_GROWTH
                    sign = "  more than a fifth" if growth > MOST_GROWTH else ""
                    print(f"  {question:40}{tenth[question]:7.2f} ms{ms:7.2f} ms  {growth:5.2f}{sign}", flush=True)
        connection.close()
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
