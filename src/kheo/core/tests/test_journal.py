from __future__ import annotations

import json
import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from kheo.core.access import System
from kheo.core.actions import bulk
from kheo.core.journal import guards, sealing
from kheo.core.journal.hashing import canonical, merkle_root
from kheo.core.journal.models import JournalDeed, JournalEntry, JournalSeal, JournalValue
from kheo.core.journal.reading import history, reveal
from kheo.core.journal.sealing import Anchor, head, seal_all, seal_next
from kheo.core.journal.verifying import Finding, verify
from kheo.core.journal_cli import add_arguments, run
from kheo.core.secrets import Erased, keystore
from kheo.core.tests.databases import backup, use
from kheo.core.tests.people import AT, LAN
from kheo.core.tests.sample import actions
from kheo.core.tests.sample.models import Paper, Thread
from kheo.core.tests.tampering import rewrite_from, some_deed, tampering

needs_db = pytest.mark.usefixtures("db")


@pytest.fixture
def sealed(db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve deeds in four seals of three, a bulk act of several entries among them, and one deed not sealed yet."""
    monkeypatch.setattr(sealing, "MOST_DEEDS", 3)
    village = actions.found(by=System("loader"), at=AT, name="Suối Lam")
    for number in range(10):
        actions.write(village, by=LAN, at=AT, title=str(number))
    bulk(actions.send, Paper.objects.all(), by=LAN, at=AT)
    assert seal_all(AT) == 4
    actions.found(by=System("loader"), at=AT, name="Ấp Một")


def findings(anchors: list[Anchor] | None = None) -> list[tuple[str, str]]:
    return [(one.code, one.place) for one in verify(anchors or []).findings]


@pytest.mark.usefixtures("sealed")
def test_an_untouched_journal_verifies() -> None:
    anchor = head()
    assert anchor is not None
    report = verify([Anchor.read(str(anchor))])
    assert (report.deeds, report.entries, report.seals, report.unsealed, report.findings) == (13, 22, 4, 1, [])


@pytest.mark.parametrize("table", ["journal_deed", "journal_entry", "journal_seal"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET hash = hash", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.usefixtures("sealed")
def test_the_database_refuses_to_change_the_journal(table: str, statement: str) -> None:
    if connection.vendor == "sqlite" and "TRUNCATE" in statement:
        statement = "DELETE FROM {} WHERE 1"  # SQLite knows no other
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
    assert findings() == []


@pytest.mark.usefixtures("sealed")
def test_a_seal_is_given_once_and_alone() -> None:
    unsealed = JournalDeed.objects.filter(seal=None)
    for change in ({"seal": 9, "verb": "other"}, {"verb": "other"}):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            unsealed.update(**change)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        JournalDeed.objects.filter(seal=1).update(seal=2)
    assert findings() == []


@pytest.mark.usefixtures("sealed")
def test_missing_guards_are_found_and_come_back() -> None:
    with connection.cursor() as cursor:
        on = " ON journal_entry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER journal_entry_delete{on}")
    assert findings() == [("guard-missing", "journal_entry_delete")]
    guards.install()
    assert findings() == []


def tampered(statement: str, *values: Any) -> list[tuple[str, str]]:
    """What is found after a change by someone with full rights, guards put back."""
    with tampering() as cursor:
        cursor.execute(statement, values)
    return findings()


def stored(deed: JournalDeed) -> Any:
    return JournalDeed._meta.pk.get_db_prep_value(deed.pk, connection)


@pytest.mark.usefixtures("sealed")
def test_a_changed_entry_is_found_and_named() -> None:
    deed = some_deed(2)
    found = tampered("UPDATE journal_entry SET change = '{}' WHERE deed_id = %s AND seq = 0", stored(deed))
    assert found == [("entry-changed", f"{deed.id.hex}/0"), ("deed-changed", deed.id.hex), ("seal-broken", "2")]


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize("column", ["verb", "actor", "subject"])
def test_a_changed_deed_is_found_and_named(column: str) -> None:
    deed = some_deed(3)
    found = tampered(f"UPDATE journal_deed SET {column} = 'x' WHERE id = %s", stored(deed))
    assert found == [("deed-changed", deed.id.hex), ("seal-broken", "3")]


@pytest.mark.usefixtures("sealed")
def test_a_moved_moment_is_found() -> None:
    deed = some_deed(1)
    later = JournalDeed._meta.get_field("at").get_db_prep_value(AT + timedelta(microseconds=1), connection)
    assert tampered("UPDATE journal_deed SET at = %s WHERE id = %s", later, stored(deed)) == [
        ("deed-changed", deed.id.hex),
        ("seal-broken", "1"),
    ]


@pytest.mark.usefixtures("sealed")
def test_a_missing_entry_is_found() -> None:
    deed = some_deed(2)
    found = tampered("DELETE FROM journal_entry WHERE deed_id = %s AND seq = 0", stored(deed))
    assert found == [("deed-changed", deed.id.hex), ("seal-broken", "2")]


@pytest.mark.usefixtures("sealed")
def test_a_deed_removed_with_its_entries_is_found() -> None:
    deed = some_deed(4)
    with tampering() as cursor:
        cursor.execute("DELETE FROM journal_entry WHERE deed_id = %s", [stored(deed)])
        cursor.execute("DELETE FROM journal_deed WHERE id = %s", [stored(deed)])
    assert ("seal-broken", "4") in findings()


@pytest.mark.usefixtures("sealed")
@pytest.mark.parametrize("no", [1, 2, 4])
def test_a_chain_rewritten_with_full_rights_is_found_against_an_anchor(no: int) -> None:
    anchors = [Anchor.of(seal) for seal in JournalSeal.objects.order_by("no")]
    rewrite_from(no)
    assert findings() == []  # by itself it is whole: only what left the machine tells
    assert findings(anchors) == [("anchor-differs", str(one)) for one in range(no, 5)]


@pytest.mark.usefixtures("sealed")
def test_a_chain_cut_at_its_end_is_found_against_an_anchor() -> None:
    anchor = head()
    assert anchor is not None
    with tampering():
        JournalDeed.objects.filter(seal=4).update(seal=None)
        JournalSeal.objects.filter(no=4).delete()
    assert (findings(), findings([anchor])) == ([], [("seal-missing", "4")])


@pytest.mark.usefixtures("sealed")
def test_a_changed_seal_is_found() -> None:
    assert tampered("UPDATE journal_seal SET deeds = deeds + 1 WHERE no = 2") == [("seal-changed", "2")]
    assert Finding("seal-changed", "2") in verify().findings


@needs_db
def test_a_transaction_that_commits_late_joins_the_next_seal() -> None:
    """The deed that was begun first is committed last: whatever its id, it is sealed, and the chain holds."""
    actions.found(by=LAN, at=AT, name="Sớm")
    first = seal_next(AT)
    actions.found(by=LAN, at=AT - timedelta(days=1), name="Muộn")
    second = seal_next(AT)
    assert first is not None
    assert second is not None
    assert (first.deeds, second.deeds, seal_next(AT), findings()) == (1, 1, None, [])


def test_anchors_are_read_as_they_were_written() -> None:
    anchor = Anchor(7, "ab" * 32)
    assert (str(anchor), Anchor.read(f"{anchor}\n")) == (f"kheo-anchor 7 {'ab' * 32}", anchor)


@pytest.mark.parametrize(
    "line", ["", "kheo-anchor 7", "other 7 " + "ab" * 32, "kheo-anchor 7 abcd", "kheo-anchor x " + "ab" * 32]
)
def test_what_is_no_anchor_is_refused(line: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- any message will do
        Anchor.read(line)


def command(*arguments: str) -> int:
    import argparse

    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return run(parser.parse_args(arguments))


@pytest.mark.usefixtures("sealed")
def test_the_command_tells_by_its_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command("--print-anchor") == 0
    anchors = tmp_path / "anchors.txt"
    anchors.write_text(capsys.readouterr().out)
    assert command("--json", "--anchor", str(anchors)) == 0
    assert json.loads(capsys.readouterr().out) == {
        "deeds": 13, "entries": 22, "seals": 4, "unsealed": 1, "findings": [],
    }  # fmt: skip
    rewrite_from(4)
    assert command("--anchor", str(anchors)) == 1
    anchors.write_text("something else")
    assert command("--anchor", str(anchors)) == 2


def test_commands_are_imported_before_django_is_set_up() -> None:
    asked = "import sys, kheo.core.work_cli, kheo.core.journal_cli; print('django' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"


@needs_db
def test_personal_values_stand_as_commitments_and_can_be_revealed() -> None:
    thread = actions.open_thread(by=LAN, at=AT, nickname="Tư", phone="0900 000 001", until=date(2026, 9, 1))
    actions.correct_thread(thread, by=LAN, at=AT, phone="0900 000 002")
    first, second = history("sample.thread", thread.pk)
    assert all(list(first.new[name]) == ["commitment"] for name in ("nickname", "phone"))
    assert (list(second.new["phone"]), second.old) == (["commitment"], {})
    assert reveal(first) == {"nickname": "Tư", "phone": "0900 000 001"}
    assert reveal(second) == {"phone": "0900 000 002"}


@needs_db
def test_equal_personal_values_have_different_commitments() -> None:
    for _ in range(2):
        actions.open_thread(by=LAN, at=AT, nickname="Tư", phone="0900 000 001", until=date(2026, 9, 1))
    changes = [json.loads(text)["new"] for text in JournalEntry.objects.values_list("change", flat=True)]
    assert changes[0]["phone"] != changes[1]["phone"]
    assert changes[0]["nickname"] != changes[1]["nickname"]


def test_after_erasure_the_values_are_unreadable_in_older_backups_too_and_the_chain_still_verifies(
    db: str, tmp_path: Path
) -> None:
    thread = actions.open_thread(by=LAN, at=AT, nickname="", phone="0900 000 001", until=date(2026, 9, 1))
    seal_all(AT)
    anchor = head()
    assert anchor is not None
    older = backup(db, tmp_path)
    keystore().expire(date(2026, 10, 1))
    for place in (db, older):
        use(place)
        for secret in (Thread.objects.get().phone, JournalValue.objects.get().values):
            with pytest.raises(Erased):
                secret.open()
        with pytest.raises(Erased):
            reveal(history("sample.thread", thread.pk)[0])
        assert findings([anchor]) == []
    use(db)
    JournalValue.objects.all().delete()  # what can no longer be opened may go as well
    assert findings([anchor]) == []


def test_the_written_form_of_a_value_does_not_depend_on_its_order() -> None:
    assert canonical({"b": [1, date(2026, 7, 1)], "a": {"đ", "d"}}) == '{"a":["d","đ"],"b":[1,"2026-07-01"]}'


@pytest.mark.parametrize("value", [object(), float("nan")])
def test_what_has_no_written_form_is_refused(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        canonical([value])


@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=40), st.randoms())
def test_the_root_tells_every_change_of_its_leaves(leaves: list[bytes], chance: random.Random) -> None:
    root, place = merkle_root(leaves), chance.randrange(len(leaves))
    changed = [*leaves[:place], bytes(32) if leaves[place] != bytes(32) else b"\1" * 32, *leaves[place + 1 :]]
    others = {
        merkle_root(changed),
        merkle_root(leaves[:place] + leaves[place + 1 :]),
        merkle_root([*leaves, leaves[-1]]),
    }
    assert root not in others
