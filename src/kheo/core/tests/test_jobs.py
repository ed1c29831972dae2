from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError, transaction

from kheo.core import work_cli
from kheo.core.errors import Conflict, Invalid
from kheo.core.jobs import JOBS, LeaseLost, Run, enqueue, job, queue
from kheo.core.jobs.models import Job
from kheo.core.jobs.queue import JobType, claim, perform, plan
from kheo.core.journal.models import JournalSeal
from kheo.core.tests.people import AT, LAN
from kheo.core.tests.sample import actions
from kheo.core.work_cli import work

pytestmark = pytest.mark.usefixtures("db")
MINUTE = timedelta(minutes=1)


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def count() -> Iterator[JobType]:
    """A job that counts to `to` and fails as it is told to."""

    @job("test.count", lease=MINUTE * 5, attempts=3)
    def counting(run: Run, *, to: int = 1, fault: str = "") -> None:
        for step in range(to):
            run.progress(step + 1, to)
        if fault:
            raise {"data": Invalid("bad", "Bad."), "busy": Conflict("busy", "Busy."), "bug": ZeroDivisionError()}[fault]

    yield counting
    del JOBS["test.count"]


def drained() -> None:
    """Do all that is ready, jobs of the floor aside."""
    while (run := claim()) is not None:
        perform(run)


def row() -> Job:
    return Job.objects.get(name="test.count")


def test_a_job_is_seen_once_its_deed_is_committed(count: JobType, clock: Clock) -> None:
    with transaction.atomic():
        enqueue(count, at=AT)
        transaction.set_rollback(True)
    assert claim(clock) is None
    enqueue(count, at=AT)
    assert claim(clock) is not None


def test_a_job_is_taken_once_and_told_how_far_it_is(count: JobType, clock: Clock) -> None:
    enqueue(count, at=AT, to=3)
    run = claim(clock)
    assert run is not None
    assert claim(clock) is None
    perform(run)
    assert (row().state, row().done, row().total, row().finished_at) == ("done", 3, 3, AT)
    assert claim(clock) is None


def test_jobs_are_taken_in_the_order_of_their_time_and_not_before(count: JobType, clock: Clock) -> None:
    later = enqueue(count, at=AT, ready_at=AT + MINUTE)
    first = enqueue(count, at=AT - MINUTE)
    taken = claim(clock)
    assert taken is not None
    assert (taken.id, claim(clock)) == (first.id, None)
    clock.now += MINUTE
    taken = claim(clock)
    assert taken is not None
    assert taken.id == later.id


def test_a_job_whose_worker_was_killed_is_taken_again_when_its_lease_is_over(count: JobType, clock: Clock) -> None:
    enqueue(count, at=AT)
    dead = claim(clock)
    assert dead is not None
    clock.now += MINUTE * 4
    assert claim(clock) is None
    clock.now += MINUTE
    second = claim(clock)
    assert second is not None
    assert (second.id, second.attempt, second.claim != dead.claim) == (dead.id, 2, True)
    for late in (dead.finish, dead.give_back, lambda: dead.progress(1), lambda: dead.fail(ValueError())):
        with pytest.raises(LeaseLost):  # the dead come back too late
            late()
    perform(second)
    assert row().state == "done"


def test_progress_keeps_the_lease(count: JobType, clock: Clock) -> None:
    enqueue(count, at=AT)
    run = claim(clock)
    assert run is not None
    for _ in range(5):
        clock.now += MINUTE * 4
        run.progress(1)
        assert claim(clock) is None


def test_a_job_that_kills_its_worker_every_time_is_given_up(count: JobType, clock: Clock) -> None:
    enqueue(count, at=AT)
    for _ in range(3):
        assert claim(clock) is not None
        clock.now += MINUTE * 6
    assert claim(clock) is None
    assert (row().state, row().fault, row().attempt) == ("failed", "killed", 3)


@pytest.mark.parametrize(("fault", "attempts"), [("data", 1), ("busy", 3), ("bug", 3)])
def test_a_fault_is_tried_again_where_that_can_help(count: JobType, clock: Clock, fault: str, attempts: int) -> None:
    enqueue(count, at=AT, fault=fault)
    tried = 0
    while row().state == "waiting":
        clock.now += MINUTE * 10
        run = claim(clock)
        assert run is not None
        perform(run)
        tried += 1
    assert (tried, row().state, row().fault) == (
        attempts,
        "failed",
        {"data": "bad", "busy": "busy", "bug": "ZeroDivisionError"}[fault],
    )


def test_after_a_fault_there_is_a_pause_that_doubles(count: JobType, clock: Clock) -> None:
    enqueue(count, at=AT, fault="bug")
    pauses = []
    for _ in range(2):
        run = claim(clock)
        assert run is not None
        perform(run)
        pauses.append((row().ready_at - clock.now).seconds)
        clock.now = row().ready_at
    assert pauses == [10, 20]


def test_a_stopped_worker_gives_its_job_back(count: JobType, clock: Clock) -> None:
    enqueue(count, at=AT, to=3)
    run = claim(clock, stopping=lambda: True)
    assert run is not None
    perform(run)
    assert (row().state, row().attempt, row().claim, row().ready_at) == ("waiting", 0, None, AT)


def test_a_stopped_worker_that_lost_its_job_leaves_it_alone(count: JobType, clock: Clock) -> None:
    enqueue(count, at=AT, to=3)
    late = claim(clock, stopping=lambda: True)
    clock.now += MINUTE * 6
    other = claim(clock)
    assert late is not None
    assert other is not None
    perform(late)
    assert (row().claim, row().attempt) == (other.claim, 2)


def test_a_worker_outlives_a_database_that_does_not_answer(count: JobType, monkeypatch: pytest.MonkeyPatch) -> None:
    enqueue(count, at=AT)
    stop, asked = threading.Event(), []

    def shaky(**_: object) -> Run | None:
        asked.append(len(asked))
        if len(asked) == 1:
            raise OperationalError("gone")
        stop.set()
        return claim()

    monkeypatch.setattr(queue, "claim", shaky)
    monkeypatch.setattr(work_cli, "PAUSE", 0)
    work(stop, drain=False)
    assert (asked, Job.objects.exclude(finished_at=None).exists()) == ([0, 1], True)


def test_a_job_that_comes_back_has_one_row_and_its_next_time(clock: Clock) -> None:
    for _ in range(2):
        plan(AT)
    assert Job.objects.filter(name="core.seal").count() == 1
    actions.found(by=LAN, at=AT, name="Ấp Một")
    for made in (1, 1):
        while (run := claim(clock)) is not None:
            perform(run)
        assert (JournalSeal.objects.count(), Job.objects.get(name="core.seal").ready_at) == (made, AT + MINUTE)


def test_a_step_has_the_same_deed_id_in_every_attempt_and_another_in_every_round() -> None:
    kind, pk = JOBS["core.seal"], uuid4()
    ids = [
        Run(pk, kind, {}, asked, attempt, uuid4()).deed_id(step)
        for asked in (AT, AT + MINUTE)
        for step in (1, 2)
        for attempt in (1, 2)
    ]
    assert (len(set(ids)), [ids[0] == ids[1], ids[2] == ids[3]]) == (4, [True, True])


def test_jobs_of_an_unknown_name_are_left_for_a_newer_worker(clock: Clock) -> None:
    unknown = JobType("test.newer", lambda _run: None, MINUTE, 1, None)
    enqueue(unknown, at=AT)
    assert (claim(clock), Job.objects.get().state) == (None, "waiting")


def test_a_worker_drains_the_queue_and_ends(count: JobType) -> None:
    for _ in range(3):
        enqueue(count, at=AT)
    work(threading.Event(), drain=True)
    assert {one.state for one in Job.objects.filter(name="test.count")} == {"done"}
