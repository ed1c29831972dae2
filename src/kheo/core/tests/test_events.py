from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.core.access import anyone
from kheo.core.actions import ACTIONS, Deed, action
from kheo.core.errors import MoveNotOpen
from kheo.core.events import EVENTS, HANDLERS, event, handles
from kheo.core.events.table import read, written
from kheo.core.jobs.models import Job
from kheo.core.journal.reading import history
from kheo.core.tests.people import AT, LAN
from kheo.core.tests.sample import actions
from kheo.core.tests.sample.models import Paper
from kheo.core.tests.test_jobs import drained
from kheo.core.work_cli import work


def sent(urgent: bool) -> Paper:
    unit = actions.found(by=LAN, at=AT, name="Suối Lam")
    return actions.send(actions.write(unit, by=LAN, at=AT, title="Một"), by=LAN, at=AT, urgent=urgent)


@pytest.mark.usefixtures("db")
def test_what_follows_in_the_same_transaction_is_journalled_with_its_cause() -> None:
    paper = sent(urgent=True)
    told = [(c.verb, c.actor, c.cause, c.new["state"]) for c in history("sample.paper", paper.pk)[1:]]
    assert (Paper.objects.get().state, told) == (
        "kept",
        [("sample.send", "person:lan", "", "sent"), ("sample.send", "person:lan", "sample.sent", "kept")],
    )


@pytest.mark.usefixtures("db")
def test_what_follows_later_waits_for_a_worker_and_happens_once() -> None:
    actions.SEEN_LATER.clear()
    paper = sent(urgent=False)
    assert (actions.SEEN_LATER, Job.objects.get().arguments["happened"]) == ([], {"paper": paper.pk, "urgent": False})
    drained()
    drained()
    assert actions.SEEN_LATER == [actions.Sent(paper.pk)]


@pytest.mark.usefixtures("db")
def test_a_handler_that_refuses_undoes_the_deed_and_what_was_to_follow() -> None:
    unit = actions.found(by=LAN, at=AT, name="Suối Lam")
    paper = actions.write(unit, by=LAN, at=AT, title="Một")

    @action("test.announce", "announce", policy=anyone)
    def announce(of: Paper, *, deed: Deed) -> None:
        deed.change(of, title="Hai")
        deed.emit(actions.Sent(of.pk, urgent=True))  # its handler cannot keep what was never sent

    del ACTIONS["test.announce"]
    with pytest.raises(MoveNotOpen):
        announce(paper, by=LAN, at=AT)
    assert (Paper.objects.get().title, paper.title, Job.objects.count()) == ("Một", "Một", 0)


@pytest.mark.usefixtures("db")
def test_events_that_call_each_other_up_for_ever_are_stopped() -> None:
    @event("test.echo")
    class Echo:
        depth: int

    @handles(Echo)
    def again(happened: Echo, *, deed: Deed) -> None:
        deed.emit(Echo(happened.depth + 1))

    @action("test.shout", "shout", policy=anyone)
    def shout(*, deed: Deed) -> None:
        deed.emit(Echo(0))

    del ACTIONS["test.shout"]
    try:
        with pytest.raises(RecursionError, match=r"test\.shout"):
            shout(by=LAN, at=AT)
    finally:
        del EVENTS["test.echo"]
        HANDLERS.pop(f"{again.__module__}.{again.__qualname__}")


def test_an_event_holds_plain_values_alone() -> None:
    with pytest.raises(TypeError, match="not plain"):

        @event("test.odd")
        class Odd:
            values: list[int]

    with pytest.raises(TypeError, match="declared twice"):

        @event("sample.sent")
        class Again:
            paper: int

    assert "test.odd" not in EVENTS


class Everything:
    number: int
    text: str
    flag: bool
    day: date
    moment: datetime
    id: UUID
    perhaps: date | None


@given(
    st.builds(
        dict,
        number=st.integers(),
        text=st.text(),
        flag=st.booleans(),
        day=st.dates(),
        moment=st.datetimes(timezones=st.just(UTC)),
        id=st.uuids(),
        perhaps=st.none() | st.dates(),
    )
)
def test_an_event_comes_back_from_its_job_as_it_was(values: dict[str, object]) -> None:
    EVENTS.pop("test.everything", None)
    made = event("test.everything")(
        type("Everything", (), {"__annotations__": Everything.__annotations__, "__module__": __name__})
    )
    happened = made(**values)
    assert read(made, written(happened)) == happened
    del EVENTS["test.everything"]


def test_the_worker_is_what_later_handlers_run_in() -> None:
    assert (work.__module__, HANDLERS["kheo.core.tests.sample.actions.remember"].later) == ("kheo.core.work_cli", True)
