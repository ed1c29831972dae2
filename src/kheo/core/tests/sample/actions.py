from __future__ import annotations

from datetime import date
from typing import Any

from kheo.core.access import anyone, by_person, within
from kheo.core.actions import Deed, action
from kheo.core.events import event, handles
from kheo.core.jobs import Run
from kheo.core.secrets import keystore
from kheo.core.tests.sample.models import PAPER, Paper, Thread, Unit
from kheo.core.tests.sample.notices import URGENT, WRITTEN


@event("sample.sent")
class Sent:
    paper: int
    urgent: bool = False


SEEN_LATER: list[Sent] = []


@handles(Sent)
def keep_urgent(happened: Sent, *, deed: Deed) -> None:
    if happened.urgent:
        deed.move(Paper.objects.get(pk=happened.paper), "keep")


@handles(Sent)
def tell_readers(happened: Sent, *, deed: Deed) -> None:
    deed.notify(URGENT, ["person:minh"], Paper.objects.get(pk=happened.paper))


@handles(Sent, later=True)
def remember(happened: Sent, *, run: Run) -> None:
    SEEN_LATER.append(happened)


@action("sample.found", "found a unit", policy=anyone)
def found(*, deed: Deed, name: str) -> Unit:
    return deed.create(Unit, name=name)


@action("sample.rename", "rename a unit", policy=within("edit", "pk"))
def rename(unit: Unit, *, deed: Deed, name: str) -> Unit:
    return deed.change(unit, name=name)


@action("sample.close", "close a unit", policy=by_person)
def close(unit: Unit, *, deed: Deed) -> None:
    deed.remove(unit)


@action("sample.write", "write a paper", policy=by_person)
def write(unit: Unit, *, deed: Deed, title: str, **more: Any) -> Paper:
    return deed.create(Paper, unit=unit, writer=deed.by.key, title=title, **more)


@action("sample.tell", "write a paper and tell of it", policy=by_person)
def tell_of(unit: Unit, *, deed: Deed, title: str, people: list[str]) -> Paper:
    paper = deed.create(Paper, unit=unit, writer=deed.by.key, title=title)
    deed.notify(WRITTEN, people, paper)
    return paper


@action("sample.edit", "edit a paper", policy=by_person)
def edit(paper: Paper, *, deed: Deed, **values: Any) -> Paper:
    return deed.change(paper, **values)


@action("sample.send", "send a paper", policy=PAPER["send"].policy)
def send(paper: Paper, *, deed: Deed, urgent: bool = False) -> Paper:
    deed.emit(Sent(paper.pk, urgent))
    return deed.move(paper, "send")


@action("sample.drop", "drop a paper", policy=PAPER["drop"].policy)
def drop(paper: Paper, *, deed: Deed) -> Paper:
    return deed.move(paper, "drop")


@action("sample.open-thread", "open a thread", policy=anyone)
def open_thread(*, deed: Deed, nickname: str, phone: str | None, until: date) -> Thread:
    thread = Thread()
    keystore().make(thread.data_key, until=until)
    return deed.create(Thread, code=thread.code, nickname=nickname, phone=phone)


@action("sample.correct-thread", "correct a thread", policy=anyone)
def correct_thread(thread: Thread, *, deed: Deed, **values: Any) -> Thread:
    return deed.change(thread, **values)
