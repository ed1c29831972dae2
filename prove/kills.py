"""Workers killed at random points: nothing is ever half done, and what was begun is done to its end, once.

usage: kills.py [KILLS, default 200]

For each database and each of SCENARIOS: processes do its work and are killed (-9), every other one a random time after it
began, the others at a random statement, since a deed writes in a small part of its time. After each kill, with the others
still at work, what stands in the database is looked at in one snapshot. A killed process is followed by a new one. When
all is done it is compared with what was asked for, and the journal is verified.
"""

from __future__ import annotations

import logging
import multiprocessing
import random
import signal
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4, uuid5

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models import Count, F

import kheo.core.tests.standalone  # noqa: F401 -- before the models below
from kheo.core.actions.receipts import Receipt
from kheo.core.jobs.models import Job
from kheo.core.journal.models import JournalDeed, JournalEntry
from kheo.core.journal.sealing import seal_all
from kheo.core.journal.verifying import verify
from kheo.core.tests.databases import private_cluster, use
from kheo.core.tests.people import AT, LAN
from kheo.core.tests.sample import actions
from kheo.core.tests.sample.models import Paper
from kheo.core.tests.standalone import HOME
from kheo.core.tests.writers import be_killed_at, work
from kheo.organisations.exchange.units import import_units, sheets
from kheo.organisations.models import Ancestry, Placement, Spell, Unit
from kheo.organisations.tests import world
from kheo.sheets import write

Process = multiprocessing.process.BaseProcess
fork = multiprocessing.get_context("fork")  # a child begins at once, so that kills meet work and not its imports


@dataclass
class Scenario:
    """Work that may be killed. `ask` says what is wanted and gives the work, which ends by itself when all is done;
    `half_done` looks whether something is there in part, `missing` whether all that was asked is there, once.
    """

    name: str
    workers: int
    longest: float
    statements: int
    ask: Callable[[], Callable[[], None]]
    half_done: Callable[[], Iterator[str]]
    missing: Callable[[], Iterator[str]]
    kills: Counter[str] = field(default_factory=Counter, init=False)


# Jobs of the queue, each of eight actions.
JOBS, STEPS = 12, 8
PATIENCE = 120.0
"""Seconds after which work that nobody killed should have ended."""


def ask_for_jobs() -> Callable[[], None]:
    unit = actions.found(by=LAN, at=AT, name=uuid4().hex)
    rows = [
        Job(id=uuid4(), name="test.adding", arguments={"unit": unit.pk, "papers": STEPS}, asked_at=AT, ready_at=AT)
        for _ in range(JOBS)
    ]
    Job.objects.bulk_create(rows)
    return work


def papers_half_done() -> Iterator[str]:
    told = JournalEntry.objects.filter(kind="sample.paper").count()
    if Paper.objects.count() != told:
        yield f"{Paper.objects.count()} papers, {told} entries about them"


def papers_missing() -> Iterator[str]:
    states = Counter(Job.objects.values_list("state", flat=True))
    if set(states) != {Job.DONE}:
        yield f"jobs: {dict(states)}"
    done = Counter(title.split()[0] for title in Paper.objects.values_list("title", flat=True))
    if set(done.values()) != {STEPS} or len(done) != states.total():
        yield f"papers of {states.total()} jobs: {dict(done)}"


# A file of units, imported as one deed; whoever was killed sends it again under the same id.
ROWS = 150
FILES: list[UUID] = []


def ask_for_units() -> Callable[[], None]:
    if not FILES:
        world.set_up()
        world.unit("P")
    file = uuid4()
    FILES.append(file)
    spell = {"kind": "xa", "level": "commune", "start": date(2025, 7, 1)}
    codes = [f"{file.hex[:8]}-{number}" for number in range(ROWS)]
    named = ({"code": code, "name": f"Xã {code}", **spell} for code in codes)
    placed = ({"code": code, "tree": "territory", "parent": "P", "start": spell["start"]} for code in codes)
    content = write(list(zip(sheets(), (named, placed), strict=True)))
    connection.close()

    def send() -> None:
        import_units(by=world.LOAD, at=AT, deed_id=uuid5(file, "import"), content=content)

    return send


def units_half_done() -> Iterator[str]:
    files = JournalDeed.objects.filter(verb="organisations.import-units").count()
    for model, each in ((Unit, 1), (Spell, 1), (Placement, 1), (Ancestry, 2)):  # an ancestor of its own, and P
        there = model.objects.count() - 1
        if there != files * ROWS * each:
            yield f"{there} rows of {model.__name__} after {files} files of {ROWS} units"


def units_missing() -> Iterator[str]:
    files = JournalDeed.objects.filter(verb="organisations.import-units").count()
    if files != len(FILES):
        yield f"{files} imports of {len(FILES)}"


SCENARIOS = (
    Scenario("jobs", 2, 0.6, 60, ask_for_jobs, papers_half_done, papers_missing),
    Scenario("import of units", 1, 1.5, 40, ask_for_units, units_half_done, units_missing),
)


@contextmanager
def snapshot() -> Iterator[None]:
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def of_the_floor() -> Iterator[str]:
    """What holds for every deed."""
    broken = JournalDeed.objects.annotate(told=Count("entries")).exclude(told=F("size")).count()
    unsettled = Receipt.objects.filter(result="").count()
    if broken or unsettled:
        yield f"{broken} deeds without all their entries, {unsettled} receipts without a result"


def begin(
    scenario: Scenario, job: Callable[[], None], chance: random.Random, *, more: bool
) -> tuple[Process, float | None]:
    """A process, and how long it is let alone; None where it kills itself, or is let alone for good."""
    at_statement = more and chance.random() < 0.5

    def run() -> None:
        if at_statement:
            be_killed_at(last)
        job()

    last = chance.randint(1, scenario.statements)
    connection.close()
    process = fork.Process(target=run)
    process.start()
    return process, chance.uniform(0, scenario.longest) if more and not at_statement else None


def prove(scenario: Scenario, kills: int, chance: random.Random) -> list[str]:
    """Kill so often; what was found."""
    faults: list[str] = []
    scenario.kills.clear()
    while scenario.kills.total() < kills:
        job = scenario.ask()
        workers = [begin(scenario, job, chance, more=True) for _ in range(scenario.workers)]
        while workers:
            worker, patience = workers.pop(0)
            worker.join(PATIENCE if patience is None else patience)
            if worker.is_alive():
                worker.kill()
                worker.join()
                if patience is None:
                    return [*faults, "a worker does not come to its end"]
            if worker.exitcode == -signal.SIGKILL:
                scenario.kills["at a statement" if patience is None else "after a time"] += 1
                with snapshot():
                    faults += [*scenario.half_done(), *of_the_floor()]
                workers.append(begin(scenario, job, chance, more=scenario.kills.total() < kills))
            elif worker.exitcode:
                faults.append(f"a worker ended with {worker.exitcode}")
        faults += [*scenario.half_done(), *of_the_floor(), *scenario.missing()]
    seal_all(AT)
    return faults + [f"{one.code} {one.place}" for one in verify().findings]


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    warnings.simplefilter("error")
    logging.disable(logging.ERROR)
    settings.KHEO_ANCESTRY = "organisations.Ancestry"
    found = 0
    with private_cluster() as address:
        for engine, url in (("sqlite", f"sqlite:///{HOME}/kills.sqlite3"), ("postgresql", address)):
            use(url)
            call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
            FILES.clear()
            chance = random.Random(4)
            for scenario in SCENARIOS:
                faults = prove(scenario, kills // len(SCENARIOS), chance)
                found += len(faults)
                deeds, entries = JournalDeed.objects.count(), JournalEntry.objects.count()
                print(
                    f"{engine}, {scenario.name}: {dict(scenario.kills)} kills, {len(faults)} faults; "
                    f"{deeds:,} deeds of {entries:,} entries in the journal so far",
                    flush=True,
                )
                for fault in faults[:10]:
                    print("   ", fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
