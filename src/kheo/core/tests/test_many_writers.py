from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from uuid import uuid4

import pytest
from django.conf import settings

from kheo.core.jobs.models import Job
from kheo.core.journal.models import JournalDeed, JournalEntry
from kheo.core.journal.sealing import seal_all
from kheo.core.journal.verifying import verify
from kheo.core.tests.people import AT, LAN
from kheo.core.tests.sample import actions
from kheo.core.tests.sample.models import Paper

PROCESSES, ACTIONS, PAPERS = 8, 200, 60
JOBS, STEPS, KILLS = 12, 8, 8
LAST_STATEMENT = 80  # of a worker that is killed: all of them together cannot do all the work


def started(db: str, *arguments: object) -> subprocess.Popen[bytes]:
    place = {"KHEO_DATABASE_URL": db, "KHEO_HOME": str(settings.HOME), "KHEO_KEYS": str(settings.KHEO_KEYS)}
    command = [sys.executable, "-m", "kheo.core.tests.writers", *map(str, arguments)]
    return subprocess.Popen(command, env=os.environ | place)


def ended(processes: list[subprocess.Popen[bytes]]) -> list[int]:
    try:
        return [process.wait(120) for process in processes]
    finally:
        for process in processes:
            process.kill()


def test_of_many_writers_none_is_lost_and_none_doubled(db: str) -> None:
    unit = actions.found(by=LAN, at=AT, name="Suối Lam")
    for title in range(PAPERS):
        actions.write(unit, by=LAN, at=AT, title=str(title))
    writers = [started(db, "write", seed, ACTIONS, "with-journal", unit.pk) for seed in range(PROCESSES)]
    sealed = 0
    while any(writer.poll() is None for writer in writers):  # the sealer runs beside them
        sealed += seal_all(AT)
        time.sleep(0.5)
    assert ended(writers) == [0] * PROCESSES
    seal_all(AT)
    total = PROCESSES * ACTIONS
    papers = list(Paper.objects.all())
    assert sum(paper.households or 0 for paper in papers) == total
    assert sum(paper.version - 1 for paper in papers) == total
    assert (JournalDeed.objects.count(), JournalEntry.objects.count()) == (total + 1 + PAPERS, total + 1 + PAPERS)
    report = verify()
    assert (report.deeds, report.unsealed, report.findings, sealed > 0) == (total + 1 + PAPERS, 0, [], True)


def test_killed_at_random_points_jobs_run_to_their_end_and_do_nothing_twice(db: str) -> None:
    unit = actions.found(by=LAN, at=AT, name="Suối Lam")
    rows = [
        Job(id=uuid4(), name="test.adding", arguments={"unit": unit.pk, "papers": STEPS}, asked_at=AT, ready_at=AT)
        for _ in range(JOBS)
    ]
    Job.objects.bulk_create(rows)
    chance = random.Random(7)
    for _ in range(KILLS // 2):
        pair = [started(db, "work", chance.randint(1, LAST_STATEMENT)) for _ in range(2)]
        assert ended(pair) == [-signal.SIGKILL] * 2
    assert ended([started(db, "work") for _ in range(2)]) == [0, 0]
    assert Counter(Job.objects.values_list("state", flat=True)) == {"done": JOBS}
    done = Counter(title.split()[0] for title in Paper.objects.values_list("title", flat=True))
    assert (set(done.values()), len(done)) == ({STEPS}, JOBS)
    assert (JournalEntry.objects.count(), verify().findings) == (1 + JOBS * STEPS, [])


@pytest.mark.usefixtures("db")
def test_two_who_seal_at_once_make_one_chain() -> None:
    for number in range(5):
        actions.found(by=LAN, at=AT, name=str(number))
    assert (seal_all(AT), seal_all(AT), verify().findings) == (1, 0, [])
