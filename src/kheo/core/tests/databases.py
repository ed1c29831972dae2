"""Fixtures: every test that asks for `db` runs on SQLite and on PostgreSQL, with real commits and an empty database.

SQLite gets a fresh copy of a file for each test; the private PostgreSQL cluster is emptied after each.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from kheo.config.database import database

BINARIES = Path("/usr/lib/postgresql/15/bin")


def use(url: str) -> None:
    """Turn Django's one connection to another database."""
    connection.close()
    chosen = database(url, settings.HOME)
    if "init_command" in chosen["OPTIONS"]:  # tests need no safety against power cuts
        chosen["OPTIONS"]["init_command"] = chosen["OPTIONS"]["init_command"].replace("FULL", "OFF")
    connections.settings["default"] = connections.configure_settings({"default": chosen})["default"]
    del connections["default"]
    settings.DATABASES["default"] = connections.settings["default"]


def _as_postgres(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root."""
    return (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", *command] if os.getuid() == 0 else command
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def private_cluster(*options: str) -> Iterator[str]:
    """The address of a private PostgreSQL 15 on a spare loopback port; its server and folder go with the block."""
    folder = Path(tempfile.mkdtemp(prefix="kheo-pg-"))
    data = folder / "data"
    data.mkdir()
    folder.chmod(0o755)
    if os.getuid() == 0:
        shutil.chown(data, "postgres", "postgres")
        shutil.chown(folder, "postgres", "postgres")
    initdb = [str(BINARIES / "initdb"), "-D", str(data), "-E", "UTF8", "--locale=C.UTF-8", "-A", "trust", "--no-sync"]
    subprocess.run(_as_postgres([*initdb, "-U", "kheo"]), cwd=folder, check=True, stdout=subprocess.DEVNULL)
    port = _free_port()
    places = ["-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", str(folder)]
    server = subprocess.Popen(
        _as_postgres([str(BINARIES / "postgres"), *places, *(word for one in options for word in ("-c", one))]),
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(200):
            ready = subprocess.run([BINARIES / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], check=False)
            if ready.returncode == 0:
                break
            time.sleep(0.05)
        yield f"postgresql://kheo@127.0.0.1:{port}/postgres"
    finally:
        connection.close()
        server.send_signal(signal.SIGINT)  # "fast": does not wait for clients
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """A private PostgreSQL 15 without safety against power cuts."""
    if not (BINARIES / "initdb").exists():
        if os.environ.get("KHEO_REQUIRE_COMPONENTS"):
            pytest.fail("PostgreSQL 15 is not installed")
        pytest.skip("PostgreSQL 15 is not installed")
    with private_cluster("fsync=off", "full_page_writes=off", "synchronous_commit=off") as address:
        yield address


def _migrate() -> None:
    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A migrated database to start from: a file for SQLite, an address for PostgreSQL."""
    if request.param == "postgresql":
        address: str = request.getfixturevalue("cluster")
        use(address)
        _migrate()
        return address
    template = tmp_path_factory.mktemp("template") / "empty.sqlite3"
    use(f"sqlite:///{template}")
    _migrate()
    connection.close()
    return str(template)


@pytest.fixture
def db(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty database and an empty key store; the address of the database, for other processes."""
    monkeypatch.setattr(settings, "KHEO_KEYS", tmp_path / "keys")
    if engine.startswith("postgresql"):
        use(engine)
        yield engine
        _empty()
    else:
        shutil.copy(engine, tmp_path / "test.sqlite3")
        use(f"sqlite:///{tmp_path / 'test.sqlite3'}")
        yield f"sqlite:///{tmp_path / 'test.sqlite3'}"
    connection.close()


def backup(url: str, folder: Path) -> str:
    """The database as it stands now, kept for later; its address."""
    connection.close()
    if url.startswith("sqlite"):
        kept = folder / "backup.sqlite3"
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as source, closing(sqlite3.connect(kept)) as copy:
            source.backup(copy)
        return f"sqlite:///{kept}"
    server, _, name = url.rpartition("/")
    use(f"{server}/template1")
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS backup")
        cursor.execute(f"CREATE DATABASE backup TEMPLATE {name}")
    use(url)
    return f"{server}/backup"


def _empty() -> None:
    tables = [name for name in connection.introspection.table_names() if name != "django_migrations"]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # past the guards of the journal
        cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")


@pytest.fixture
def django_queries() -> Any:
    """A context that captures the queries made in it."""
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)
