"""What our pages cost beside a peer's, in one run, by the same instrument, on the same Python and database server.

usage: web.py [--quick] [--no-peer]      the comparison; needs ../shared/bench/pretalx and a Python that its release takes
       web.py fill PROVINCES             fill the database that KHEO_DATABASE_URL names (called by the comparison)

An invented register (bench/reach.py): 26,691 units and as many mandates and deeds, and a tenth of them; the reader holds a
mandate over all of it. Figures are processor time of application and database together per request, one request at a
time. Goals: lists at most a twenty-fifth of the peer's organiser list at 10,000 submissions and at most 8 times our own
empty signed-in page, single records a sixth of its detail page, growth from a tenth to all at most a fifth; no page asks
the database more than twelve times. A word that no unit has is told, without a goal: the whole register is looked through
for it.

WEB_PYTHON   the Python of our side, with gunicorn and what the platform needs [this one]
PEER_HOME    the peer's folder, where an earlier run filled it already
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PEER = ROOT.parent / "shared/bench/pretalx"
PYTHON = os.environ.get("WEB_PYTHON", sys.executable)
PASSWORD = "bench-only-loopback"
PAGES = [
    ("empty", "/nowhere/", {"expect": 404}),
    ("list: tree", "/units/?tree=party&under=2", {}),
    ("list: all units", "/units/?tree=party&under=1&q=xa", {}),
    ("list: rare word", "/units/?tree=party&under=1&q=xyzzy", {}),
    ("list: people", "/people/", {}),
    ("list: journal", "/journal/", {}),
    ("list: access", "/access/", {}),
    ("record: unit", "/units/2/", {}),
    ("record: person", "/people/3/", {}),
    ("record: mandate", "/mandates/3/", {}),
]
TOLD = {"list: rare word"}
MOST_SQL = 12
ROUNDS = 4


def fill(provinces: int) -> None:
    sys.path.insert(0, str(ROOT / "src"))
    from kheo.core.start import start

    start()
    from django.core.management import call_command
    from django.db import models

    call_command("migrate", verbosity=0, interactive=False)
    import reach

    from kheo.core.journal.models import JournalDeed
    from kheo.core.secrets import Secret, keystore
    from kheo.organisations.models import Account, Person, Power
    from kheo.organisations.naming import hidden_forms_of

    register = reach.Register(provinces, 0)
    reach.write(Power, [{"role_id": "officer", "tree_id": "party", "capability": "journal.read"}])
    for number, person in enumerate(Person.objects.filter(pk__lte=400), 1):
        keystore().make(person.data_key, until=reach.FOREVER.replace(year=2099))
        name = f"Cán bộ {number}"
        sealed = Secret.seal(name, key=person.data_key)
        models.QuerySet(Person).filter(pk=person.pk).update(name=sealed, **hidden_forms_of(name))
    from uuid import UUID

    deeds = [
        JournalDeed(
            id=UUID(int=n),
            verb="organisations.rename-unit",
            actor="person:1",
            at=reach.AT,
            size=1,
            hash=b"0" * 32,
            seal=1,
        )
        for n in range(len(register.places))
    ]
    JournalDeed.objects.bulk_create(deeds, batch_size=5_000)
    account = Account(username="bench", person_id=1)
    account.set_password(PASSWORD)
    account.save()
    if reach.connection.vendor == "postgresql":
        reach.connection.cursor().execute("ANALYZE")


@contextmanager
def serving(environment: dict[str, str], port: int, watch: dict[str, int]):
    command = [
        PYTHON,
        "-m",
        "gunicorn",
        "probe:application",
        "--workers",
        "2",
        "--bind",
        f"127.0.0.1:{port}",
        "--timeout",
        "300",
        "--no-control-socket",
    ]
    server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(4)
    try:
        yield {"app": server.pid, **watch}
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def measured(base: str, login: dict, pages: list, watch: dict[str, int], seconds: float) -> dict[str, dict]:
    with tempfile.NamedTemporaryFile("r", suffix=".json") as out:
        command = [
            PYTHON,
            str(PEER / "measure.py"),
            "--base",
            base,
            "--login",
            json.dumps(login),
            "--pages",
            json.dumps(pages),
        ]
        command += ["--concurrency", "1", "--seconds", str(seconds), "--json", out.name]
        command += [part for name, pid in watch.items() for part in ("--watch", f"{name}={pid}")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(done.stdout[-3000:], done.stderr[-2000:])
        return {row["name"]: row for row in json.load(out)["pages"]}


def cost(row: dict) -> float:
    """Milliseconds of processor time a request, application and database."""
    return sum(value for name, value in row["cpu_ms"].items() if name in {"app", "db"})


@contextmanager
def ours(provinces: int, url: str, port: int, watch: dict[str, int]):
    """Our pages over a register of so many provinces, served; a function that measures them for so many seconds each."""
    home = tempfile.mkdtemp(prefix="kheo-web-")
    environment = {**os.environ, "KHEO_HOME": home, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT / 'bench'}:{PEER}"}
    environment |= {"PROBE_APP": "kheo.config.wsgi:application", "PYTHONDONTWRITEBYTECODE": "1"}
    if url:
        environment["KHEO_DATABASE_URL"] = url
    subprocess.run([PYTHON, __file__, "fill", str(provinces)], env=environment, check=True)
    collect = "from kheo.core.start import start; start(); from django.core.management import call_command as c; c('collectstatic', verbosity=0, interactive=False)"
    subprocess.run([PYTHON, "-c", collect], env=environment, check=True)
    login = {"bench": {"url": "/sign-in/", "form": {"username": "bench", "password": PASSWORD}}}
    pages = [{"name": name, "url": address, "as": "bench", **more} for name, address, more in PAGES]
    with serving(environment, port, watch) as watched:
        yield lambda seconds: measured(f"http://127.0.0.1:{port}", login, pages, watched, seconds)


def by_turns(small, full, seconds: float) -> list[dict[str, dict]]:
    """The least that each page cost in ROUNDS rounds over either register: what else the machine does meets both."""
    rounds = [(small(seconds / ROUNDS), full(seconds / ROUNDS)) for _ in range(ROUNDS)]
    return [
        {name: min((one[name] for one in side), key=cost) for name in side[0]} for side in zip(*rounds, strict=True)
    ]


def peer(kind: str, seconds: float) -> dict[str, dict]:
    environment = {
        **os.environ,
        "SIZES": "10000",
        "KINDS": kind,
        "CONCURRENCY": "1",
        "SECONDS_EACH": str(seconds),
        "KEEP": "1",
    }
    environment |= {"MEASURE_ARGS": "--only submission", "RESULTS": tempfile.mkdtemp(), "PYTHON": PYTHON}
    done = subprocess.run(["bash", str(PEER / "run.sh")], env=environment, capture_output=True, text=True, check=False)
    out = Path(environment["RESULTS"]) / f"{kind}-10000.json"
    if not out.exists():
        raise SystemExit(f"the peer did not answer: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    found = json.loads(out.read_text())
    return {row["name"]: row for row in found["pages"]}


def compare(kind: str, url: str, watch: dict[str, int], seconds: float, with_peer: bool) -> bool:
    theirs = peer(kind, seconds) if with_peer else {}
    with ours(3, url, 8351, watch) as few, ours(34, url.replace("/small", "/full"), 8352, watch) as all_of_them:
        small, full = by_turns(few, all_of_them, seconds)
    list_of_theirs = cost(theirs["submission list (50)"]) if theirs else 0.0
    detail = cost(theirs["submission detail"]) if theirs else 0.0
    empty, held = cost(full["empty"]), True
    print(f"\n{kind}: empty page {empty:.1f} ms; peer: list {list_of_theirs:.0f} ms, detail {detail:.0f} ms")
    for name, row in full.items():
        if name == "empty":
            continue
        ms, growth = cost(row), cost(row) / cost(small[name])
        single, asked = name.startswith("record"), row["sql"]["queries"]
        base, goal = (detail, 6) if single else (list_of_theirs, 25)
        good = growth <= 1.2 and ms <= 8 * empty and (not base or ms * goal <= base) and asked <= MOST_SQL
        held = held and (good or name in TOLD)
        beside = f"1/{base / ms:.0f} of the peer's (goal 1/{goal})" if base else ""
        print(
            f"  {name:18} {ms:6.1f} ms  {ms / empty:4.1f} × empty  growth {growth:4.2f}  SQL {asked}  {row.get('bytes')} B  {beside}  {'' if good else 'MISSED'}"
        )
    return held


def main() -> int:
    if sys.argv[1:2] == ["fill"]:
        fill(int(sys.argv[2]))
        return 0
    seconds = 3.0 if "--quick" in sys.argv else 8.0
    with_peer = "--no-peer" not in sys.argv and PEER.exists()
    sys.path.insert(0, str(ROOT / "src"))
    import kheo.core.tests.standalone
    from kheo.core.tests.databases import private_cluster

    for name in ("KHEO_HOME", "DJANGO_SETTINGS_MODULE"):  # of the tests; both sides are served by their own settings
        os.environ.pop(name, None)

    print(
        subprocess.run([PYTHON, "-VV"], capture_output=True, text=True, check=False).stdout.strip(),
        kheo.core.tests.standalone.__name__,
    )
    held = compare("sqlite", "", {}, seconds, with_peer)
    with private_cluster() as address:
        import psycopg

        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CREATE DATABASE small")
            connection.execute('CREATE DATABASE "full"')
            folder = connection.execute("SHOW data_directory").fetchone()[0]
        server = int((Path(folder) / "postmaster.pid").read_text().split()[0])
        held = (
            compare("postgresql", address.replace("/postgres", "/small"), {"db": server}, seconds, with_peer) and held
        )
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
