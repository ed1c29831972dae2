"""Asking for work, taking it, finishing it. Every write names the claim that it saw, so only one worker wins.

A job may run more than once: a worker can be killed after its work and before its finish. It is safe all the same when
what it does goes through actions with `run.deed_id(step)`: a deed that was done is not done again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from django.db import connection, transaction
from django.utils import timezone

from kheo.core.errors import Conflict, Refusal
from kheo.core.jobs.models import Job

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
ATTEMPTS = 5
_FIRST_PAUSE = timedelta(seconds=10)


def doubling(attempt: int) -> timedelta:
    """The pause after an attempt that failed."""
    return _FIRST_PAUSE * 2.0 ** min(attempt - 1, 8)


class LeaseLost(Exception):  # noqa: N818 -- a fact, not a fault
    """Another worker has this job by now: stop, and leave it alone."""


class Stopped(Exception):  # noqa: N818 -- as above
    """The worker was asked to stop: the job goes back and is begun again later."""


@dataclass(frozen=True, slots=True)
class JobType:
    """How jobs of one name are run. `every` makes it a job that comes back by itself; a job of a `queue` of its own is
    taken by whoever serves that queue, and by no other worker.
    """

    name: str
    work: Callable[..., None]
    lease: timedelta
    attempts: int
    every: timedelta | None
    queue: str = ""
    pause: Callable[[int], timedelta] = doubling


JOBS: dict[str, JobType] = {}


def job(
    name: str,
    *,
    lease: timedelta = LEASE,
    attempts: int = ATTEMPTS,
    every: timedelta | None = None,
    queue: str = "",
    pause: Callable[[int], timedelta] = doubling,
) -> Callable[[Callable[..., None]], JobType]:
    """Declare a kind of job: `work(run, **arguments)`, which calls `run.progress` before its lease is over."""

    def declare(work: Callable[..., None]) -> JobType:
        JOBS[name] = JobType(name, work, lease, attempts, every, queue, pause)
        return JOBS[name]

    return declare


def enqueue(
    kind: JobType, *, at: datetime, deed: UUID | None = None, ready_at: datetime | None = None, **arguments: Any
) -> Job:
    """Ask for work, in the transaction that stands open: it becomes visible to workers when that commits.

    Arguments are plain JSON values; of people they hold keys, never addresses.
    """
    asked = Job(id=uuid4(), name=kind.name, queue=kind.queue, arguments=arguments, deed=deed, asked_at=at)
    asked.ready_at = ready_at or at
    asked.save(force_insert=True)
    return asked


def plan(at: datetime) -> None:
    """See that every job that comes back by itself has its one row."""
    rows = [
        Job(
            id=uuid5(NAMESPACE_URL, f"kheo:job:{kind.name}"), name=kind.name, queue=kind.queue, asked_at=at, ready_at=at
        )
        for kind in JOBS.values()
        if kind.every
    ]
    Job.objects.bulk_create(rows, ignore_conflicts=True)


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Run:
    """One attempt at a job, in the hands of the work itself."""

    id: UUID
    kind: JobType
    arguments: Mapping[str, Any]
    asked_at: datetime
    attempt: int
    claim: UUID
    clock: Callable[[], datetime] = timezone.now
    stopping: Callable[[], bool] = field(default=_never)

    def deed_id(self, step: object = "") -> UUID:
        """The deed id for a step of this job: the same in every attempt."""
        return uuid5(self.id, f"{self.asked_at.timestamp()}/{step}")

    def progress(self, done: int, total: int | None = None) -> None:
        """Say how far it is, and keep the lease. Raises LeaseLost, or Stopped where the worker is to stop."""
        self._held(done=done, total=total, ready_at=self.clock() + self.kind.lease)
        if self.stopping():
            raise Stopped

    def _held(self, **changes: Any) -> None:
        if not Job.objects.filter(pk=self.id, claim=self.claim).update(**changes):
            raise LeaseLost(self.kind.name)

    def finish(self) -> None:
        """It is done; one that comes back waits for its next time. Raises LeaseLost."""
        now = self.clock()
        if self.kind.every:
            ready_at = now + self.kind.every
            self._held(asked_at=ready_at, ready_at=ready_at, claim=None, attempt=0, fault="", finished_at=now)
        else:
            self._held(state=Job.DONE, claim=None, fault="", finished_at=now)

    def give_back(self) -> None:
        """It was not done and is nobody's fault: ready at once. Raises LeaseLost."""
        self._held(ready_at=self.clock(), claim=None, attempt=self.attempt - 1)

    def fail(self, fault: Exception) -> None:
        """It failed: again after a pause that doubles, unless that is of no use. Raises LeaseLost."""
        now, text = self.clock(), fault.code if isinstance(fault, Refusal) else type(fault).__name__
        hopeless = isinstance(fault, Refusal) and not isinstance(fault, Conflict)
        if (hopeless or self.attempt >= self.kind.attempts) and not self.kind.every:
            self._held(state=Job.FAILED, claim=None, fault=text, finished_at=now)
        else:
            self._held(ready_at=now + self.kind.pause(self.attempt), claim=None, fault=text)


def claim(
    clock: Callable[[], datetime] = timezone.now, stopping: Callable[[], bool] = _never, queue: str = ""
) -> Run | None:
    """Take the job of a queue that has waited longest; None where none is ready."""
    now, names = clock(), [kind.name for kind in JOBS.values() if kind.queue == queue]
    waiting = Job.objects.filter(state=Job.WAITING, queue=queue, name__in=names)
    ready = waiting.filter(ready_at__lte=now).order_by("ready_at", "id")
    while ready.exists():  # looking costs no lock; on SQLite taking does
        with transaction.atomic():
            seen = ready.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked).first()
            if seen is None:
                return None
            kind, mine = JOBS[seen.name], uuid4()
            unchanged = Job.objects.filter(pk=seen.pk, claim=seen.claim, ready_at=seen.ready_at)
            if seen.attempt >= kind.attempts and not kind.every:
                unchanged.update(state=Job.FAILED, claim=None, fault="killed", finished_at=now)
            elif unchanged.update(claim=mine, attempt=seen.attempt + 1, ready_at=now + kind.lease):
                return Run(seen.pk, kind, seen.arguments, seen.asked_at, seen.attempt + 1, mine, clock, stopping)
    return None


def perform(run: Run) -> None:
    """Do a job and write down how it went."""
    try:
        _work(run)
    except LeaseLost:
        log.warning("job %s %s went to another worker", run.kind.name, run.id)


def _work(run: Run) -> None:
    try:
        run.kind.work(run, **run.arguments)
    except LeaseLost:
        raise
    except Stopped:
        run.give_back()
    except Exception as fault:
        log.exception("job %s %s, attempt %s", run.kind.name, run.id, run.attempt)
        run.fail(fault)
    else:
        run.finish()
