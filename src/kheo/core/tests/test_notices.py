from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from django.conf import settings

from kheo.core.access import PUBLIC
from kheo.core.choices import choose, mark_read
from kheo.core.errors import Invalid, NotAllowed
from kheo.core.journal.models import JournalDeed, JournalEntry
from kheo.core.notices import APP, DIGEST, KINDS, NOW, OFF, Note, kind, tell
from kheo.core.notices.models import Choice, Notice
from kheo.core.notices.telling import COUNTED, forget, lines_of, told, unread
from kheo.core.tests.people import AT, LAN, MINH, STRANGER
from kheo.core.tests.sample import actions
from kheo.core.tests.sample.models import Paper, Unit
from kheo.core.tests.sample.notices import BLIND, URGENT, WRITTEN, say

pytestmark = pytest.mark.usefixtures("db")
HOURS: dict[str, Any] = {
    "digest_at": time(7, 30),
    "quiet_from": time(20),
    "quiet_until": time(6, 30),
    "rests": True,
    "language": "vi",
}


@pytest.fixture(autouse=True)
def _mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KHEO_MAIL", True)


def paper(title: str = "Ngõ xanh") -> Paper:
    unit = Unit.objects.first() or actions.found(by=LAN, at=AT, name="Ấp Một")
    return actions.tell_of(unit, by=LAN, at=AT, title=title, people=["person:minh", "person:lan"])


def chosen(person: Any, **channels: str) -> None:
    codes = {"written": WRITTEN.code, "urgent": URGENT.code}
    choose(by=person, at=AT, channels={codes[name]: one for name, one in channels.items()}, **HOURS)


def test_a_deed_tells_others_and_not_whoever_did_it() -> None:
    one = paper()
    [notice] = Notice.objects.all()
    deed = JournalDeed.objects.get(verb="sample.tell")
    assert (notice.person, notice.kind, notice.key, notice.occasion) == (
        "person:minh",
        WRITTEN.code,
        one.pk,
        str(deed.id),
    )
    assert (notice.at, notice.read_at, notice.letter_id) == (AT, None, None)


def test_what_a_refused_deed_tells_is_undone_with_it() -> None:
    paper()
    with pytest.raises(Invalid):  # the same title again
        paper()
    assert Notice.objects.count() == 1


def test_a_handler_of_an_event_tells_in_the_same_deed() -> None:
    one = paper()
    actions.send(one, by=LAN, at=AT)
    assert [(row.person, row.kind) for row in Notice.objects.order_by("id")][1:] == [("person:minh", URGENT.code)]


def test_the_same_occasion_tells_once() -> None:
    notes = [Note(WRITTEN, "person:minh", 7, "2026-07-01")]
    for _ in range(2):
        tell(notes, AT)
    tell([Note(WRITTEN, "person:minh", 7, "2026-08-01")], AT)
    assert Notice.objects.count() == 2


@pytest.mark.parametrize(("channel", "rows", "mailed"), [(APP, 1, 0), (NOW, 1, 1), (DIGEST, 1, 1), (OFF, 0, 0)])
def test_each_is_told_as_they_chose(channel: str, rows: int, mailed: int) -> None:
    chosen(MINH, written=channel)
    paper()
    found = Notice.objects.all()
    assert (found.count(), found.exclude(mail_at=None).count()) == (rows, mailed)


def test_thousands_are_told_with_few_queries(django_queries: Any) -> None:
    notes = [Note(WRITTEN, f"person:{number}", 7, "") for number in range(2_000)]
    with django_queries() as made:
        tell(notes, AT)
    assert (Notice.objects.count(), len(made) <= 25) == (2_000, True)


def test_what_waits_follows_a_new_choice() -> None:
    chosen(MINH, written=DIGEST)
    paper()
    waited = Notice.objects.get().mail_at
    assert waited is not None
    chosen(MINH, written=NOW)
    assert Notice.objects.get().mail_at == AT
    chosen(MINH, written=APP)
    assert Notice.objects.get().mail_at is None


@pytest.mark.parametrize(
    "wrong",
    [{"channels": {URGENT.code: OFF}}, {"channels": {"sample.nothing": APP}}, {"channels": {}, "language": "fr"}],
)
def test_what_is_not_offered_cannot_be_chosen(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        choose(by=MINH, at=AT, **{**HOURS, **wrong})
    assert not Choice.objects.exists()


def test_the_journal_keeps_no_choice_and_no_reading() -> None:
    chosen(MINH, written=OFF)
    mark_read(by=MINH, at=AT, until=AT)
    assert not JournalEntry.objects.exists()
    with pytest.raises(NotAllowed):
        mark_read(by=PUBLIC, at=AT, until=AT)


def test_one_reads_ones_own_alone() -> None:
    people, later = ("person:lan", "person:minh"), AT + timedelta(hours=1)
    tell([Note(WRITTEN, person, key, "") for person in people for key in (1, 2)], AT)
    tell([Note(WRITTEN, "person:minh", 3, "")], later)
    first, second, third = Notice.objects.filter(person="person:minh").order_by("id")
    assert mark_read(by=LAN, at=AT, until=later, only=second.pk) == 0
    assert mark_read(by=MINH, at=AT, until=AT - timedelta(1), only=second.pk) == 1
    assert mark_read(by=MINH, at=AT, until=AT) == 1
    assert [unread(MINH), unread(LAN), unread(STRANGER)] == [1, 2, 0]
    assert list(told(MINH).filter(read_at=None)) == [third]
    assert Notice.objects.get(pk=first.pk).read_at == AT


def test_the_count_stops_and_is_one_query(django_queries: Any) -> None:
    tell([Note(WRITTEN, "person:minh", key, "") for key in range(COUNTED + 20)], AT)
    with django_queries() as made:
        assert unread(MINH) == COUNTED
    assert len(made) == 1


def test_who_may_not_see_the_record_gets_no_words_of_it() -> None:
    paper("Việc kín")
    rows = list(told(MINH))
    assert [line.words for line in lines_of(rows, MINH, AT).values()] == ["Việc kín"]
    BLIND.add(MINH.key)
    try:
        assert lines_of(rows, MINH, AT) == {}
    finally:
        BLIND.clear()


def test_notices_of_kinds_that_are_gone_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    paper()
    monkeypatch.delitem(KINDS, WRITTEN.code)
    assert (list(told(MINH)), lines_of(Notice.objects.all(), MINH, AT)) == ([], {})


def test_a_kind_is_declared_once() -> None:
    with pytest.raises(ValueError, match="taken"):
        kind(WRITTEN.code, "Again", why="", say=say)


def test_old_notices_are_forgotten() -> None:
    tell([Note(WRITTEN, "person:minh", 1, "")], AT - timedelta(days=366))
    tell([Note(WRITTEN, "person:minh", 2, "")], AT)
    forget(AT)
    assert Notice.objects.get().key == 2
