"""Programs that the tests start as processes of their own, and kill: `python -m kheo.core.tests.writers NAME …`.

write SEED NUMBER MODE UNIT   add one to a unit's papers NUMBER times, sending every third request twice; in the mode
                              without-journal, for comparison, nothing is journalled
work [N]                      do jobs until the queue is empty of unfinished ones, or be killed at the N-th statement
"""

from __future__ import annotations

import itertools
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from kheo.core.start import start

LEASE = timedelta(seconds=0.5)


def write(seed: int, number: int, mode: str, unit: int) -> None:
    """Add one, again and again; what a Conflict refuses is read anew and sent again under the same deed id."""
    from kheo.core.actions import deed
    from kheo.core.errors import Conflict
    from kheo.core.tests.people import AT, LAN
    from kheo.core.tests.sample import actions
    from kheo.core.tests.sample.models import Paper

    codes = {"changed", "busy"}
    if mode == "without-journal":
        deed.write = lambda *_: None
        codes = {"gone", "busy"}  # without a journal nobody knows who came between
    chance = random.Random(seed)
    papers = list(Paper.objects.filter(unit=unit).order_by("pk").values_list("pk", flat=True))
    for count in range(number):
        deed_id, pk = UUID(int=chance.getrandbits(128) ^ unit), chance.choice(papers)
        while True:
            paper = Paper.objects.get(pk=pk)
            values = {"by": LAN, "at": AT, "deed_id": deed_id, "households": (paper.households or 0) + 1}
            try:
                actions.edit(paper, **values)
                if count % 3 == 0:
                    actions.edit(paper, **values)
                break
            except Conflict as refusal:
                if refusal.code not in codes:
                    raise


def work() -> None:
    """Do the jobs of `adding` with short leases."""
    from kheo.core.jobs import Run, job
    from kheo.core.jobs.models import Job
    from kheo.core.jobs.queue import claim, perform
    from kheo.core.tests.people import AT, LAN
    from kheo.core.tests.sample import actions
    from kheo.core.tests.sample.models import Unit

    @job("test.adding", lease=LEASE, attempts=1_000)
    def adding(run: Run, *, unit: int, papers: int) -> None:
        for step in range(papers):
            title = f"{run.id} {step}"
            actions.write(Unit.objects.get(pk=unit), by=LAN, at=AT, deed_id=run.deed_id(step), title=title)
            run.progress(step + 1, papers)

    while Job.objects.filter(name="test.adding", state="waiting").exists():
        run = claim()
        if run is None:
            time.sleep(0.05)
        else:
            perform(run)


def be_killed_at(number: int) -> None:
    """Kill this process at one of its statements, an even one being executed before. Where it dies does not depend on
    how fast the machine is, which a kill after some time does: that one may come before the work begins, or after it.
    """
    from django.db import connection

    count = itertools.count(1)

    def execute(statement: Callable[..., Any], *call: Any) -> Any:
        last = next(count) == number
        if last and number % 2:
            os.kill(os.getpid(), signal.SIGKILL)
        done = statement(*call)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    connection.execute_wrappers.append(execute)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kheo.config.testing")
    start()
    if sys.argv[1] == "write":
        write(int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5]))
    else:
        for statement in sys.argv[2:]:
            be_killed_at(int(statement))
        work()
