"""The whole nation on one machine: load all units of Vietnam with their bodies, load them again, verify the tree.

usage: nation.py [PROVINCE]

On SQLite and on a private PostgreSQL 15, by the commands that an operator types: what stands today alone, then, into a
new register, all with the past. Prints seconds, memory, rows and size. With the name of a province: that alone. Exits 1 where a command fails, the second load makes a unit, or the tree has a
finding.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(sys.executable).parent
PROVINCE = ["--province", sys.argv[1]] if len(sys.argv) > 1 and sys.argv[1] != "--rows" else []
TABLES = ("unit", "spell", "placement", "ancestry", "succession", "journal_entry")


def timed(name: str, command: list[str], environment: dict[str, str]) -> str:
    """Run a command; what it printed last. Raises SystemExit where it fails."""
    with tempfile.TemporaryFile() as output:
        began = time.monotonic()
        child = os.posix_spawn(
            command[0], command, environment, file_actions=[(os.POSIX_SPAWN_DUP2, output.fileno(), 1)]
        )
        _, status, usage = os.wait4(child, 0)
        seconds = time.monotonic() - began
        output.seek(0)
        lines = output.read().decode().splitlines()
    print(
        f"{name:14} {seconds:7.1f} s {usage.ru_utime:7.1f} s cpu {usage.ru_maxrss // 1024:5} MB   {lines[-1]}",
        flush=True,
    )
    if status:
        print("\n".join([*lines[-20:], f"exit code {os.waitstatus_to_exitcode(status)}"]))
        raise SystemExit(1)
    return lines[-1]


def rows() -> None:
    """What is there, printed on one line."""
    from kheo.core.start import start

    start()
    from django.db import connection

    from kheo.core.access import FOREVER
    from kheo.organisations.models import Spell

    with connection.cursor() as cursor:
        counts = {}
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            counts[table] = cursor.fetchone()[0]
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        size = cursor.fetchone()[0]
    present = Spell.objects.filter(end=FOREVER).count()
    print(
        ", ".join(f"{name} {count:,}" for name, count in counts.items()),
        f"; present units {present:,}; {size >> 20} MB",
    )


def measure(name: str, url: str | None, *options: str) -> None:
    home = tempfile.mkdtemp(prefix="kheo-nation-")
    environment = {**os.environ, "KHEO_HOME": home, "KHEO_LANG": "en"} | ({"KHEO_DATABASE_URL": url} if url else {})
    kheo = str(HERE / "kheo")
    print(f"== {name} {' '.join(options)}", flush=True)
    try:
        timed("migrate", [kheo, "manage", "--", "migrate", "-v", "1"], environment)
        timed("load-units", [kheo, "load-units", *PROVINCE, *options], environment)
        timed("again", [kheo, "load-units", *PROVINCE, *options], environment)
        timed("verify-tree", [kheo, "verify-tree"], environment)
        timed("rows", [sys.executable, __file__, "--rows"], environment)
    finally:
        shutil.rmtree(home)


if __name__ == "__main__":
    if "--rows" in sys.argv:
        rows()
    else:
        measure("SQLite", None, "--present")
        measure("SQLite", None)
        import kheo.core.tests.standalone  # noqa: F401 -- before what follows
        from kheo.core.tests.databases import private_cluster

        for options in (["--present"], []):
            with private_cluster() as address:
                measure("PostgreSQL 15", address, *options)
