from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.likeness.bands import BandIndex, MemoryBands, replace
from kheo.likeness.sql_bands import SqlBands

POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def keys(*values: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.array(sorted(values), np.int64)


@pytest.fixture(scope="module")
def postgres() -> Iterator[Any]:
    """A connection to a PostgreSQL of our own, on a spare port of the loopback interface."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
    if not POSTGRES:
        pytest.skip("PostgreSQL is not installed")
    if os.geteuid() == 0 and not shutil.which("runuser"):
        pytest.skip("PostgreSQL does not run as root, and runuser is not there")
    # Not below the temporary folders of pytest: they are closed to the user that the server runs as.
    folder = Path(tempfile.mkdtemp(prefix="kheo-pg-"))
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    with closing(socket.socket()) as spare:
        spare.bind(("127.0.0.1", 0))
        port = spare.getsockname()[1]
    programs, data = POSTGRES[-1].parent, folder / "data"

    def run(*command: str | Path) -> None:
        nowhere = subprocess.DEVNULL
        subprocess.run([*as_user, *command], check=True, stdout=nowhere, stderr=nowhere, timeout=60, cwd="/")

    run(programs / "initdb", "-D", data, "-U", "kheo", "-A", "trust", "--no-sync")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
    run(programs / "pg_ctl", "-D", data, "-w", "-l", data / "log", "-o", options, "start")
    try:
        with psycopg.connect(f"host=127.0.0.1 port={port} user=kheo dbname=postgres") as connection:
            yield connection
            connection.rollback()
    finally:
        run(programs / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.fixture(params=["dict", "SQLite", "PostgreSQL"])
def index(request: pytest.FixtureRequest) -> Iterator[BandIndex]:
    if request.param == "dict":
        yield MemoryBands()
    elif request.param == "SQLite":
        with closing(sqlite3.connect(":memory:")) as connection:
            yield SqlBands.create(connection)
    else:
        connection = request.getfixturevalue("postgres")
        yield SqlBands.create(connection, placeholder="%s")
        connection.rollback()


def test_a_text_is_found_under_each_of_its_keys(index: BandIndex) -> None:
    index.add(7, keys(10, 20, 1 << 38))
    index.add(3, keys(20))
    assert index.lookup(keys(20, 1 << 38, 99)).tolist() == [3, 7, 7]
    assert len(index) == 2
    assert (7 in index, 8 in index) == (True, False)


def test_a_bucket_is_read_up_to_the_cap_smallest_numbers_first(index: BandIndex) -> None:
    for text in (5, 1, 4, 2, 3):
        index.add(text, keys(1))
    assert index.lookup(keys(1), cap=3).tolist() == [1, 2, 3]


def test_adding_twice_and_removing_what_is_not_there_are_errors(index: BandIndex) -> None:
    index.add(1, keys(1))
    with pytest.raises(ValueError, match="text 1 is in the index already"):
        index.add(1, keys(2))
    with pytest.raises(KeyError, match="2"):
        index.remove(2)
    assert list(index.entries()) == [(1, 1)]


def test_replacing_leaves_no_old_key(index: BandIndex) -> None:
    index.add(1, keys(1, 2))
    replace(index, 1, keys(2, 3))
    replace(index, 2, keys(3))
    assert list(index.entries()) == [(2, 1), (3, 1), (3, 2)]


def test_a_text_without_keys_can_come_and_go(index: BandIndex) -> None:
    index.add(1, keys())
    assert (len(index), 1 in index, list(index.entries())) == (1, True, [])
    index.remove(1)
    assert (len(index), 1 in index) == (0, False)


def test_building_at_once_is_the_same_as_adding(index: BandIndex) -> None:
    texts, values = np.array([4, 4, 2], np.int64), np.array([9, 5, 5], np.int64)
    index.add(4, keys(5, 9))
    index.add(2, keys(5))
    with closing(sqlite3.connect(":memory:")) as connection:
        filled = SqlBands.create(connection)
        filled.build(texts, values)
        assert list(filled.entries()) == list(index.entries())
        filled.remove(4)
        assert list(filled.entries()) == [(5, 2)]
    assert list(MemoryBands.build(texts, values).entries()) == list(index.entries())


def test_two_connections_of_sqlite_see_one_index(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "index")) as one, closing(sqlite3.connect(tmp_path / "index")) as two:
        SqlBands.create(one).add(1, keys(5))
        one.commit()
        assert SqlBands.create(two).lookup(keys(5)).tolist() == [1]


texts_with_keys = st.dictionaries(st.integers(0, 30), st.sets(st.integers(0, 12), max_size=6), max_size=12)


@given(texts_with_keys, st.sets(st.integers(0, 12), max_size=6), st.booleans())
def test_adding_and_removing_restores_the_dict_bit_by_bit(
    there: dict[int, set[int]], new: set[int], settled: bool
) -> None:
    index = MemoryBands()
    for text, values in there.items():
        index.add(text, keys(*values))
    if settled:
        index.compact()
    before = state(index)
    index.add(99, keys(*new))
    index.remove(99)
    assert state(index) == before


def state(index: MemoryBands) -> list[bytes | str]:
    return [value.tobytes() if isinstance(value, np.ndarray) else repr(value) for value in vars(index).values()]


@given(texts_with_keys, st.sets(st.integers(0, 12), max_size=6))
def test_adding_and_removing_restores_the_tables_of_sqlite(there: dict[int, set[int]], new: set[int]) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        index = SqlBands.create(connection)
        for text, values in there.items():
            index.add(text, keys(*values))
        before = list(connection.iterdump())
        index.add(99, keys(*new))
        index.remove(99)
        assert list(connection.iterdump()) == before


@given(st.lists(st.tuples(st.integers(0, 6), st.sets(st.integers(0, 8), max_size=4) | st.none(), st.booleans())))
def test_the_dict_and_sqlite_stay_the_same_through_any_history(
    history: list[tuple[int, set[int] | None, bool]],
) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        memory, sql = MemoryBands(), SqlBands.create(connection)
        for text, values, compact in history:
            for index in (memory, sql):
                if values is not None:
                    replace(index, text, keys(*values))
                elif text in index:
                    index.remove(text)
            if compact:
                memory.compact()
            asked = keys(*range(9))
            assert memory.lookup(asked, cap=3).tolist() == sql.lookup(asked, cap=3).tolist()
            assert (list(memory.entries()), len(memory)) == (list(sql.entries()), len(sql))
