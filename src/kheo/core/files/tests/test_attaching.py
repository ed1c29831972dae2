"""Attachments: written by deeds, seen with their record, stored once, collected when nobody needs them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from kheo.core.access import PUBLIC, System
from kheo.core.counters import drawn
from kheo.core.counters.models import Counter
from kheo.core.errors import Conflict, Invalid, NotAllowed, NotFound
from kheo.core.files import collecting, quarantine
from kheo.core.files.actions import attach, detach, keep
from kheo.core.files.collecting import GRACE, collect
from kheo.core.files.door import day_series, receive
from kheo.core.files.models import Attachment, StoredFile
from kheo.core.files.quarantine import LEASE, Waiting, wait, waited
from kheo.core.files.queries import attachment, attachments_of, record_of
from kheo.core.files.storing import KEPT, UNFINISHED, WAITING, store
from kheo.core.files.tests.making import docx
from kheo.core.files.tests.place import USE
from kheo.core.journal.models import JournalEntry
from kheo.core.journal.sealing import seal_all
from kheo.core.journal.verifying import verify
from kheo.core.tests.people import AT, LAN, MINH, STRANGER, over, stands_under
from kheo.core.tests.sample import actions
from kheo.core.tests.sample.models import Paper

pytestmark = pytest.mark.usefixtures("files")

CONTENT = b"%PDF-1.7 a content"
HASH = sha256(CONTENT).hexdigest()


@pytest.fixture
def paper(files: Path) -> Paper:
    """Of unit 1, which Lan edits and reads, and Minh reads."""
    stands_under(1)
    unit = actions.found(by=LAN, at=AT, name="Xã Tân Lập")
    made: Paper = actions.write(unit, by=LAN, at=AT, title="Ngõ xanh")
    return made


EDITOR, READER = over(LAN, 1, "edit", "read"), over(MINH, 1, "read")


def attached(paper: Paper, content: bytes = CONTENT, **how: Any) -> Attachment:
    values = {"name": "a.pdf", "title": "Quyết định số 1", "by": EDITOR, "at": AT}
    made: Attachment = attach(paper, file=keep(content, "pdf"), **{**values, **how})
    return made


def stored() -> list[str]:
    return sorted(name for prefix in (KEPT, UNFINISHED, WAITING) for name, _since in store().listed(prefix))


def test_an_attachment_says_who_when_whose_and_under_which_unit(paper: Paper) -> None:
    made = attached(paper, dated=AT.date(), place="11.3100, 106.1000")
    held = Attachment.objects.values().get()
    assert held == {
        "id": made.pk,
        "version": 1,
        "about": "sample.paper",
        "about_key": paper.pk,
        "unit": paper.unit_id,
        "file_id": HASH,
        "name": "a.pdf",
        "title": "Quyết định số 1",
        "dated": AT.date(),
        "place": "11.3100, 106.1000",
        "added_by": EDITOR.key,
        "added_at": AT,
    }
    assert JournalEntry.objects.filter(kind="core.attachment", key=str(made.pk)).count() == 1
    assert store().read(KEPT + HASH) == CONTENT


def test_a_content_is_stored_once(paper: Paper) -> None:
    attached(paper)
    attached(paper, title="Quyết định số 2")
    assert (stored(), StoredFile.objects.count(), Attachment.objects.count()) == ([KEPT + HASH], 1, 2)


def test_a_double_submit_is_one_attachment(paper: Paper) -> None:
    deed = uuid4()
    one, other = attached(paper, deed_id=deed), attached(paper, deed_id=deed)
    assert (one.pk, Attachment.objects.count()) == (other.pk, 1)
    assert drawn(day_series(EDITOR, AT)) == len(CONTENT)


def test_whoever_may_not_change_the_record_attaches_nothing_and_takes_nothing_away(paper: Paper) -> None:
    made = attached(paper)
    with pytest.raises(NotAllowed):
        attached(paper, by=READER)
    with pytest.raises(NotAllowed):
        detach(made, by=READER, at=AT)
    assert Attachment.objects.count() == 1


def test_a_file_is_seen_with_its_record_and_no_other_way(paper: Paper) -> None:
    made = attached(paper)
    for person in (EDITOR, READER, System("backup")):
        assert list(attachments_of(person, AT, paper)) == [made]
        assert attachment(person, AT, made.pk) == made
    for person in (STRANGER, over(STRANGER, 2, "read"), PUBLIC):
        assert list(attachments_of(person, AT, paper)) == []
        for pk in (made.pk, made.pk + 1):
            with pytest.raises(NotFound) as told:
                attachment(person, AT, pk)
            assert (told.value.code, told.value.data) == ("not-found", {"kind": "core.attachment"})
    with pytest.raises(NotFound):
        record_of(STRANGER, AT, "sample.paper", paper.pk)


def test_the_file_of_a_published_record_is_for_those_who_signed_in(paper: Paper) -> None:
    actions.edit(paper, by=LAN, at=AT, public=True)
    made = attached(paper)
    assert attachment(STRANGER, AT, made.pk) == made
    with pytest.raises(NotFound):
        attachment(PUBLIC, AT, made.pk)


def test_what_one_person_sends_in_a_day_has_a_limit(paper: Paper) -> None:
    large = b"x" * (USE.daily // 2 + 1)
    attached(paper, large)
    with pytest.raises(Invalid) as told:
        attached(paper, large)
    assert (told.value.code, "file" in told.value.data["fields"]) == ("too-much", True)  # type: ignore[operator]
    with pytest.raises(Invalid) as told:
        receive(large, "a.pdf", USE, by=EDITOR, at=AT)
    assert told.value.code == "too-much"
    attached(paper, large, at=AT + timedelta(days=1))
    assert Attachment.objects.count() == 2


def test_a_row_without_content_is_never_written(paper: Paper) -> None:
    kept = keep(CONTENT, "pdf")
    store().remove(KEPT + kept.hash)
    with pytest.raises(Conflict):
        attach(paper, file=kept, name="a.pdf", title="x", by=EDITOR, at=AT)
    assert (Attachment.objects.count(), StoredFile.objects.count()) == (0, 0)


class TestCollecting:
    """What nobody needs goes, after a day."""

    LATER = timedelta(days=1, hours=1)

    def test_what_is_attached_stays_and_the_rest_goes_after_a_day(self, paper: Paper) -> None:
        attached(paper)
        keep(b"nobody's", "pdf")
        now = timezone.now()
        assert (collect(now), len(stored())) == (0, 2)
        assert (collect(now + self.LATER), stored()) == (1, [KEPT + HASH])

    def test_a_content_goes_with_its_last_attachment(self, paper: Paper) -> None:
        one, other = attached(paper), attached(paper, title="Quyết định số 2")
        detach(one, by=EDITOR, at=AT)
        assert collect(timezone.now() + self.LATER) == 0
        detach(other, by=EDITOR, at=AT)
        assert collect(timezone.now() + self.LATER) == 1
        assert (stored(), StoredFile.objects.count()) == ([], 0)

    def test_keeping_a_content_anew_gives_it_another_day(self, paper: Paper) -> None:
        keep(CONTENT, "pdf")
        path = settings.KHEO_FILES / "kept" / HASH[:2] / HASH
        old = timezone.now() - self.LATER
        os.utime(path, (old.timestamp(), old.timestamp()))
        keep(CONTENT, "pdf")
        assert (collect(timezone.now()), stored()) == (0, [KEPT + HASH])

    def test_what_was_attached_after_it_was_listed_stays(self, paper: Paper) -> None:
        attached(paper)
        assert collecting._forget(HASH, timezone.now() + self.LATER) is False
        assert (stored(), StoredFile.objects.get().kind) == ([KEPT + HASH], "pdf")

    def test_what_was_kept_anew_after_it_was_listed_stays(self) -> None:
        keep(CONTENT, "pdf")
        assert collecting._forget(HASH, timezone.now()) is False
        assert (stored(), StoredFile.objects.count()) == ([KEPT + HASH], 0)

    def test_old_counts_of_what_people_sent_go_too(self, paper: Paper) -> None:
        attached(paper)
        collect(AT + timedelta(days=6))
        assert Counter.objects.count() == 1
        collect(AT + timedelta(days=9))
        assert Counter.objects.count() == 0


class TestQuarantine:
    """What waits for its sender is noise for everybody else."""

    def test_it_is_given_back_to_its_sender_and_nobody_else(self) -> None:
        waiting = wait(b"a face", {"title": "Ảnh"}, by=LAN, at=AT)
        assert waited(waiting, by=LAN, at=AT) == ({"title": "Ảnh"}, b"a face")
        other = wait(b"", {}, by=LAN, at=AT)
        for by, token, key in (
            (MINH, waiting.token, waiting.key),
            (LAN, waiting.token, other.key),
            (LAN, other.token, waiting.key),
            (LAN, waiting.token, ""),
            (LAN, waiting.token, "ô"),
            (LAN, "../../secret.key", waiting.key),
            (LAN, "9" * 11 + "-" + "0" * 24, waiting.key),
        ):
            with pytest.raises(NotFound):
                waited(Waiting(token, key), by=by, at=AT)

    def test_neither_files_nor_database_hold_what_it_is(self, db: str) -> None:
        wait(b"a face", {"title": "Ảnh"}, by=LAN, at=AT)
        [name] = stored()
        assert b"a face" not in store().read(name)
        assert StoredFile.objects.count() == 0

    def test_it_waits_half_an_hour(self) -> None:
        waiting = wait(b"a face", {}, by=LAN, at=AT)
        end = AT + LEASE
        assert quarantine.let_go(end - timedelta(seconds=1)) == 0
        with pytest.raises(NotFound):
            waited(waiting, by=LAN, at=end)
        assert (quarantine.let_go(end), stored()) == (1, [])


KILLED = """
import os, signal, sys
from uuid import UUID
from kheo.core.start import start
start()
from django.db import connection
from kheo.core.files.tests.place import USE
from kheo.core.files.tests.test_attaching import CONTENT, EDITOR
from kheo.core.files import storing
from kheo.core.files.actions import attach, keep
from kheo.core.tests.people import AT
from kheo.core.tests.sample.models import Paper

where, deed = sys.argv[1], UUID(sys.argv[2])
die = lambda *_a, **_k: os.kill(os.getpid(), signal.SIGKILL)
paper = Paper.objects.get()
if where == "writing":
    os.fsync = die
if where == "written":
    storing._sync = die
kept = keep(CONTENT, "pdf")
if where == "stored":
    die()
if where.isdigit():
    count = iter(range(10**6))
    def execute(statement, *call):
        if next(count) == int(where):
            die()
        return statement(*call)
    connection.execute_wrappers.append(execute)
attach(paper, file=kept, name="a.pdf", title="x", by=EDITOR, at=AT, deed_id=deed)
"""


@pytest.mark.parametrize("where", ["writing", "written", "stored", *map(str, range(0, 14, 2))])
def test_killed_anywhere_leaves_nothing_half_done(paper: Paper, db: str, where: str) -> None:
    deed = uuid4()
    assert isinstance(deed, UUID)
    place = {"KHEO_DATABASE_URL": db, "KHEO_HOME": str(settings.HOME), "KHEO_FILES": str(settings.KHEO_FILES)}
    environment = os.environ | place | {"DJANGO_SETTINGS_MODULE": "kheo.config.testing"}
    done = subprocess.run([sys.executable, "-c", KILLED, where, str(deed)], env=environment, check=False)
    whole = done.returncode == 0
    assert whole or done.returncode == -signal.SIGKILL
    rows, entries = Attachment.objects.count(), JournalEntry.objects.filter(kind="core.attachment").count()
    assert (rows, entries) == (int(whole), int(whole))
    if rows:
        assert store().read(KEPT + HASH) == CONTENT
    attach(paper, file=keep(CONTENT, "pdf"), name="a.pdf", title="x", by=EDITOR, at=AT, deed_id=deed)
    assert (Attachment.objects.count(), store().read(KEPT + HASH)) == (1, CONTENT)
    collect(timezone.now() + GRACE + timedelta(hours=1))
    assert stored() == [KEPT + HASH]
    seal_all(AT)
    assert verify().findings == []


def test_what_was_killed_before_its_row_goes_with_the_next_collection(paper: Paper, db: str) -> None:
    keep(docx(), "docx")
    (settings.KHEO_FILES / "unfinished").mkdir(exist_ok=True)
    (settings.KHEO_FILES / "unfinished" / "abc").write_bytes(b"half")
    assert collect(timezone.now()) == 0
    assert len(stored()) == 2
    collect(timezone.now() + GRACE + timedelta(hours=1))
    assert stored() == []
