"""How fast the journal is verified, beside hashing alone; whether a rewritten one is found; what it costs many writers.

usage: journal.py [--full]

Without --full: 100,000 entries and 8 × 100 actions; with it 1,000,000 and 8 × 2,000. Exits 1 where a promise is broken:
verifying takes at most ten times the hashing of the same entries; a change is found, and a chain rewritten from its
middle against an anchor; of many writers' actions none is lost or doubled, and their journal verifies.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

import kheo.core.tests.standalone  # noqa: F401 -- before the models below
from kheo.config.database import database
from kheo.core.journal.hashing import canonical, deed_hash, entry_hash, moment
from kheo.core.journal.models import JournalDeed, JournalEntry, JournalSeal
from kheo.core.journal.sealing import Anchor, seal_all
from kheo.core.journal.verifying import verify
from kheo.core.tests.databases import private_cluster
from kheo.core.tests.people import AT, LAN
from kheo.core.tests.sample import actions
from kheo.core.tests.sample.models import Paper
from kheo.core.tests.standalone import HOME
from kheo.core.tests.tampering import rewrite_from, tampering

FULL = "--full" in sys.argv
ENTRIES = 1_000_000 if FULL else 100_000
PER_DEED = 4
PROCESSES, ACTIONS, PAPERS = 8, 2_000 if FULL else 100, 200
MOST_TIMES = 10


def use(url: str) -> None:
    connection.close()
    connections.settings["default"] = connections.configure_settings({"default": database(url, Path(HOME))})["default"]
    del connections["default"]
    settings.DATABASES["default"] = connections.settings["default"]
    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)


def fill() -> list[bytes]:
    """A journal of entries such as forms of ten fields give; what was hashed for each entry."""
    hashed_texts: list[bytes] = []
    new = {f"field_{n}": f"Giá trị thứ {n} của biểu mẫu" for n in range(10)}
    deeds, entries, chance = [], [], random.Random(1)
    for number in range(ENTRIES // PER_DEED):
        deed = UUID(int=chance.getrandbits(128))
        hashes = []
        for seq in range(PER_DEED):
            key = number * PER_DEED + seq
            change = canonical({"did": "create", "old": {}, "new": new | {"no": key}})
            hashes.append(entry_hash(deed.hex, seq, "sample.paper", str(key), 1, "", change))
            hashed_texts.append(f"entry\n{deed.hex}\n{seq}\nsample.paper\n{key}\n1\n\n{change}".encode())
            entries.append(
                JournalEntry(
                    deed_id=deed, seq=seq, kind="sample.paper", key=str(key), version=1, change=change, hash=hashes[-1]
                )
            )
        head = ("sample.write", "person:lan", "", moment(AT))
        deeds.append(
            JournalDeed(
                id=deed,
                verb=head[0],
                actor=head[1],
                at=AT,
                size=PER_DEED,
                hash=deed_hash(deed.hex, *head, hashes),
            )
        )
        if len(deeds) == 5_000:
            JournalDeed.objects.bulk_create(deeds)
            JournalEntry.objects.bulk_create(entries)
            deeds, entries = [], []
            seal_all(AT)  # as the sealer does, beside the writers
    JournalDeed.objects.bulk_create(deeds)
    JournalEntry.objects.bulk_create(entries)
    return hashed_texts


def processor_time() -> float:
    """Of this process and of the server process that works for it, in seconds."""
    if connection.vendor == "sqlite":
        return time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        fields = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def verification(engine: str) -> bool:
    texts = fill()
    seal_all(AT)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # as autovacuum does within minutes
    alone, took, cost_alone, cost = [], [], [], []
    for _ in range(3):  # by turns: what else the machine does meets both
        begin, spent = time.perf_counter(), time.process_time()
        for text in texts:
            sha256(text).digest()
        alone.append(time.perf_counter() - begin)
        cost_alone.append(time.process_time() - spent)
        begin, spent = time.perf_counter(), processor_time()
        report = verify()
        took.append(time.perf_counter() - begin)
        cost.append(processor_time() - spent)
    times, costs = min(took) / min(alone), min(cost) / min(cost_alone)
    print(
        f"{engine}: {report.entries:,} entries in {report.seals} seals; hashing alone {min(alone):.2f} s, verifying "
        f"{min(took):.2f} s = {times:.1f} times by the clock (at most {MOST_TIMES}), {costs:.1f} times in processor time, "
        f"the database's with it; findings {len(report.findings)}"
    )
    return times <= MOST_TIMES and not report.findings and changes_are_found(engine, report.seals)


def changes_are_found(engine: str, seals: int) -> bool:
    """What someone with full rights on the database does, and what the verification says to it."""
    anchors = [Anchor.of(seal) for seal in JournalSeal.objects.order_by("no")]
    rewrite_from(seals // 2)
    whole, against = verify().findings, Counter(one.code for one in verify(anchors).findings)
    print(
        f"{engine}: rewritten from seal {seals // 2} on: {len(whole)} findings by itself, against anchors {dict(against)}"
    )
    with tampering() as cursor:
        cursor.execute("UPDATE journal_entry SET change = replace(change, 'thứ 3', 'thứ 4') WHERE key = '7'")
    found = [finding.code for finding in verify().findings]
    print(f"{engine}: one changed entry among them gives {found}")
    return bool(against["anchor-differs"]) and (whole, found) == ([], ["entry-changed", "deed-changed", "seal-broken"])


def writers(engine: str, url: str, mode: str) -> tuple[bool, float]:
    """Whether none of their actions was lost or doubled, and how many they did a second."""
    unit = actions.found(by=LAN, at=AT, name=mode)
    for title in range(PAPERS):
        actions.write(unit, by=LAN, at=AT, title=str(title))
    connection.close()
    environment = os.environ | {"KHEO_DATABASE_URL": url}
    begin = time.perf_counter()
    command = [sys.executable, "-m", "kheo.core.tests.writers", "write"]
    started = [
        subprocess.Popen([*command, str(seed), str(ACTIONS), mode, str(unit.pk)], env=environment)
        for seed in range(PROCESSES)
    ]
    codes = [process.wait() for process in started]
    took = time.perf_counter() - begin
    total = PROCESSES * ACTIONS
    papers = list(Paper.objects.filter(unit=unit))
    counted = sum(paper.households or 0 for paper in papers)
    print(
        f"{engine}, {mode}: {PROCESSES} × {ACTIONS:,} actions in {took:.1f} s = {total / took:,.0f} a second, "
        f"{counted:,} counted of {total:,}"
    )
    return counted == total == sum(paper.version - 1 for paper in papers) and not any(codes), total / took


def main() -> int:
    kept = []
    with private_cluster() as address:  # with all safety against power cuts
        for engine in ("sqlite", "postgresql"):
            urls = [f"sqlite:///{HOME}/{name}.sqlite3" for name in ("journal", "writers")]
            if engine == "postgresql":
                use(address)
                with connection.cursor() as cursor:
                    for name in ("journal", "writers"):
                        cursor.execute(f"CREATE DATABASE {name}")
                urls = [address.removesuffix("postgres") + name for name in ("journal", "writers")]
            use(urls[0])
            kept.append(verification(engine))
            use(urls[1])
            journalled, rate = writers(engine, urls[1], "with-journal")
            seal_all(AT)
            findings = verify().findings
            bare, bare_rate = writers(engine, urls[1], "without-journal")
            kept += [journalled, bare, not findings]
            print(
                f"{engine}: {len(findings)} findings in the writers' journal; it costs {1 - rate / bare_rate:.0%} of the throughput"
            )
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
