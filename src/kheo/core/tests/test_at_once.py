"""What several do at the same moment, with threads that wait for each other at chosen points."""

from __future__ import annotations

import threading
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection

from kheo.core.access import anyone
from kheo.core.actions import ACTIONS, Deed, action
from kheo.core.errors import Conflict, Refusal
from kheo.core.journal.models import JournalDeed
from kheo.core.journal.sealing import seal_next
from kheo.core.journal.verifying import verify
from kheo.core.tests.people import AT, LAN, MINH
from kheo.core.tests.sample import actions
from kheo.core.tests.sample.models import Paper, Unit

pytestmark = pytest.mark.usefixtures("db")


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each gave back, or the refusal that it met."""
    results: list[object] = [None] * len(works)

    def run(place: int, work: Callable[[], object]) -> None:
        try:
            results[place] = work()
        except Refusal as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_one_request_sent_several_times_at_once_is_one_deed() -> None:
    deed_id = uuid4()
    made = at_once(*[lambda: actions.found(by=LAN, at=AT, deed_id=deed_id, name="Suối Lam")] * 4)
    assert [one.pk for one in made if isinstance(one, Unit)] == [Unit.objects.get().pk] * 4
    assert JournalDeed.objects.count() == 1


def test_of_two_who_change_one_record_at_once_one_wins() -> None:
    unit = actions.found(by=LAN, at=AT, name="Suối Lam")
    pk = actions.write(unit, by=LAN, at=AT, title="Một").pk
    both = threading.Barrier(2)

    def edit(by: object, title: str) -> object:
        paper = Paper.objects.get(pk=pk)
        both.wait(30)
        return actions.edit(paper, by=by, at=AT, title=title)

    results = at_once(lambda: edit(LAN, "Hai"), lambda: edit(MINH, "Ba"))
    won = [one for one in results if isinstance(one, Paper)]
    lost = [one for one in results if isinstance(one, Conflict)]
    assert ([one.code for one in lost], [one.title for one in won]) == (["changed"], [Paper.objects.get().title])


# SQLite lets one transaction write at a time: nothing commits late there.
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_deed_begun_before_a_seal_and_committed_after_it_joins_the_next() -> None:
    begun, sealed = threading.Event(), threading.Event()

    @action("test.slow", "be slow", policy=anyone)
    def slow(*, deed: Deed) -> Unit:
        made = deed.create(Unit, name="Chậm")
        begun.set()
        sealed.wait(30)
        return made

    del ACTIONS["test.slow"]

    def seal() -> object:
        begun.wait(30)
        actions.found(by=LAN, at=AT, name="Nhanh")
        first = seal_next(AT)
        sealed.set()
        return first and first.deeds

    assert at_once(lambda: slow(by=LAN, at=AT).name, seal) == ["Chậm", 1]
    second = seal_next(AT)
    assert second is not None
    report = verify()
    assert (second.no, second.deeds, report.unsealed, report.findings) == (2, 1, 0, [])
