from __future__ import annotations

import stat
from datetime import date
from pathlib import Path

import pytest
from django.db import connection

from kheo.core.secrets import Erased, KeyStore, Secret
from kheo.core.tests.people import AT, LAN
from kheo.core.tests.sample import actions
from kheo.core.tests.sample.models import Thread

JULY, AUGUST = date(2026, 7, 20), date(2026, 8, 1)


@pytest.fixture
def store(tmp_path: Path) -> KeyStore:
    return KeyStore(tmp_path / "keys")


def test_what_was_encrypted_opens_under_its_name_alone(store: KeyStore) -> None:
    for name in ("thread-1", "thread-2"):
        store.make(name, until=JULY)
    box = store.encrypt("thread-1", b"0900 000 001")
    assert store.decrypt("thread-1", box).decode() == "0900 000 001"
    with pytest.raises(Erased):
        store.decrypt("thread-2", box)


def test_equal_texts_are_encrypted_differently(store: KeyStore) -> None:
    store.make("thread-1", until=JULY)
    assert store.encrypt("thread-1", b"x") != store.encrypt("thread-1", b"x")


def test_a_changed_box_does_not_open(store: KeyStore) -> None:
    store.make("thread-1", until=JULY)
    box = bytearray(store.encrypt("thread-1", b"x"))
    box[-1] ^= 1
    with pytest.raises(Erased):
        store.decrypt("thread-1", bytes(box))


def test_a_key_is_made_once(store: KeyStore) -> None:
    store.make("thread-1", until=JULY)
    box = store.encrypt("thread-1", b"x")
    store.make("thread-1", until=AUGUST)
    assert store.decrypt("thread-1", box) == b"x"


def test_a_month_takes_its_keys_with_it_and_no_others(store: KeyStore) -> None:
    store.make("july", until=JULY)
    store.make("august", until=AUGUST)
    boxes = {name: store.encrypt(name, b"x") for name in ("july", "august")}
    assert (store.expire(date(2026, 7, 31)), store.decrypt("july", boxes["july"])) == ((), b"x")
    assert store.expire(AUGUST) == ("2026-07",)
    assert store.decrypt("august", boxes["august"]) == b"x"
    with pytest.raises(Erased):
        store.decrypt("july", boxes["july"])


def test_restoring_an_older_copy_of_the_data_keys_brings_nothing_back(store: KeyStore, tmp_path: Path) -> None:
    store.make("july", until=JULY)
    box = store.encrypt("july", b"x")
    copies = {path: path.read_bytes() for path in (tmp_path / "keys/data").rglob("*") if path.is_file()}
    store.expire(AUGUST)
    for path, content in copies.items():
        path.write_bytes(content)
    with pytest.raises(Erased):
        store.decrypt("july", box)


def test_a_key_is_renewed_into_another_month(store: KeyStore) -> None:
    store.make("thread-1", until=JULY)
    box = store.encrypt("thread-1", b"x")
    store.renew("thread-1", until=AUGUST)
    store.expire(AUGUST)
    assert store.decrypt("thread-1", box) == b"x"


def test_a_key_in_the_making_is_not_taken_for_a_past_month(store: KeyStore, tmp_path: Path) -> None:
    store.make("august", until=AUGUST)
    half = tmp_path / "keys/months/.2026-09.0123"
    half.write_bytes(b"half")
    assert (store.expire(AUGUST), half.read_bytes()) == ((), b"half")


def test_one_key_is_erased_alone(store: KeyStore) -> None:
    for name in ("thread-1", "thread-2"):
        store.make(name, until=JULY)
    boxes = {name: store.encrypt(name, b"x") for name in ("thread-1", "thread-2")}
    store.erase("thread-1")
    store.erase("thread-1")
    assert store.decrypt("thread-2", boxes["thread-2"]) == b"x"
    with pytest.raises(Erased):
        store.encrypt("thread-1", b"y")


def test_the_store_is_closed_to_others_and_names_no_thread(store: KeyStore, tmp_path: Path) -> None:
    store.make("thread-1", until=JULY)
    files = [path for path in (tmp_path / "keys").rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert [path for path in files if "thread" in str(path.relative_to(tmp_path))] == []


@pytest.mark.usefixtures("db")
def test_nothing_readable_stands_in_the_database() -> None:
    thread = actions.open_thread(by=LAN, at=AT, nickname="", phone="0900 000 001", until=JULY)
    with connection.cursor() as cursor:
        for table in ("sample_thread", "journal_entry", "journal_value", "deed_receipt"):
            cursor.execute(f"SELECT * FROM {table}")
            values = [bytes(one) if isinstance(one, memoryview) else one for row in cursor for one in row]
            assert "000 001" not in repr(values)
    assert Thread.objects.get(pk=thread.pk).phone.open() == "0900 000 001"


@pytest.mark.usefixtures("db")
def test_an_encrypted_field_shows_nothing_by_itself_and_changes_only_with_its_text() -> None:
    thread = actions.open_thread(by=LAN, at=AT, nickname="", phone="0900 000 001", until=JULY)
    assert (str(thread.phone), "0900" in repr(thread.phone)) == ("•••", False)
    actions.correct_thread(thread, by=LAN, at=AT, phone="0900 000 001")
    assert Thread.objects.get().version == 1
    actions.correct_thread(thread, by=LAN, at=AT, phone=None)
    assert (Thread.objects.get().version, Thread.objects.get().phone) == (2, None)


@pytest.mark.usefixtures("db")
def test_a_secret_is_stored_and_read_whole() -> None:
    secret = Secret("thread-é", b"\0\1box")
    assert Secret.from_bytes(secret.to_bytes()) == secret
