"""Senders of mail killed at random points, the mail server stopped under load: no letter is lost, none comes more than
once more for each crash, and what comes again has the Message-ID that it had.

usage: mail_kills.py [KILLS, default 200]

On each database two senders work at a time against a real SMTP server in a process of its own. They are killed (-9) in
four ways: at a random statement to the database, at a random command of their talk with the server (before or after its
answer), right after it took a letter, a random time after they began. Now and then the server itself is killed while letters are on their
way, and started again. A killed sender is followed by a new one. When all is sent, what the server took is compared with
what was asked for.
"""

from __future__ import annotations

import logging
import random
import signal
import sys
import tempfile
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from django.core.management import call_command
from django.db import connection

import kheo.core.tests.standalone  # noqa: F401 -- before the models below
from kheo.core.jobs.models import Job
from kheo.core.notices.models import Notice
from kheo.core.notices.telling import MAIL
from kheo.core.tests.databases import private_cluster, use
from kheo.core.tests.mailing import ask, be_killed_at_command, fork, send_all, use_server
from kheo.core.tests.people import AT, LAN
from kheo.core.tests.sample import actions
from kheo.core.tests.sink import Sink, sink
from kheo.core.tests.standalone import HOME
from kheo.core.tests.writers import be_killed_at

SENDERS, PEOPLE = 2, 40
STATEMENTS, COMMANDS, LONGEST = 100, 90, 0.5
"""Where a kill may fall: about half of what a sender does with its part of the letters, so that most kills find it at it."""
STOPPED = 0.12
"""How often, of the looks at a sender, the server is killed."""
PATIENCE = 120.0


def begin(way: str, chance: random.Random) -> tuple[fork.Process, float]:
    """A sender that is killed in some way (`-` for none), and how long it is let alone."""
    number = chance.randint(1, STATEMENTS if way == "statement" else COMMANDS)
    if way == "answer":  # of greeting, EHLO, and four a letter; only every second point is behind an answer
        number = 2 * (2 + 4 * chance.randint(1, COMMANDS // 8))

    def run() -> None:
        if way == "statement":
            be_killed_at(number)
        elif way in {"command", "answer"}:
            be_killed_at_command(number)
        send_all()

    connection.close()
    process = fork.Process(target=run)
    process.start()
    return process, chance.uniform(0, LONGEST) if way == "time" else PATIENCE


def prove(kills: int, server: Sink, chance: random.Random) -> tuple[Counter[str], int, list[str]]:
    """Kill so often; the kills by their ways, how often the server was killed, and what was found."""
    done: Counter[str] = Counter()
    ways, stops, faults = ["statement", "command", "answer", "time"], 0, []
    while done.total() < kills:
        paper = actions.write(actions.found(by=LAN, at=AT, name=uuid4().hex[:20]), by=LAN, at=AT, title=uuid4().hex)
        ask([f"person:{number}" for number in range(PEOPLE)], paper.pk, "")
        workers = []
        for _ in range(SENDERS):
            way = chance.choice(ways)
            workers.append((way, *begin(way, chance)))
        while workers:
            way, process, patience = workers.pop(0)
            if chance.random() < STOPPED:
                process.join(chance.uniform(0, 0.3))
                server.stop()
                time.sleep(chance.uniform(0, 0.2))
                server.start()
                stops += 1
            process.join(patience)
            if process.is_alive():
                process.kill()
                process.join()
                if way != "time":
                    return done, stops, [*faults, "a sender does not come to its end"]
            if process.exitcode == -signal.SIGKILL:
                done[way] += 1
                way = chance.choice(ways) if done.total() < kills else "-"
                workers.append((way, *begin(way, chance)))
            elif process.exitcode:
                faults.append(f"a sender ended with {process.exitcode}")
    return done, stops, [*faults, *missing(server, done.total(), stops)]


def missing(server: Sink, kills: int, stops: int) -> Iterator[str]:
    """What was lost, what came too often, what came again as another."""
    jobs = list(Job.objects.filter(queue=MAIL))
    states = Counter(job.state for job in jobs)
    if set(states) != {Job.DONE}:
        yield f"letters: {dict(states)}"
    if left := Notice.objects.filter(letter=None).count():
        yield f"{left} notices in no letter"
    wanted, came = {job.arguments["message_id"] for job in jobs}, Counter(server.ids())
    if set(came) != wanted:
        yield f"{len(wanted - set(came))} letters lost, {len(set(came) - wanted)} that nobody wrote"
    repeats, crashes = came.total() - len(came), kills + stops * SENDERS
    if repeats > crashes:
        yield f"{repeats} repeats after {crashes} crashes"
    texts = defaultdict(set)
    for to, letter in server.letters():
        texts[letter["Message-ID"]].add((to, letter["Subject"], letter.get_body(("plain",)).get_content()))
    yield from (f"{key} came with different words" for key, found in texts.items() if len(found) > 1)


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    warnings.simplefilter("error")
    logging.disable(logging.ERROR)
    found = 0
    with private_cluster() as address:
        for engine, url in (("sqlite", f"sqlite:///{HOME}/mail-kills.sqlite3"), ("postgresql", address)):
            use(url)
            call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
            with tempfile.TemporaryDirectory() as folder, sink(Path(folder), 0.003) as server:
                use_server(server.port)
                done, stops, faults = prove(kills, server, random.Random(6))
                came = Counter(server.ids())
                print(
                    f"{engine}: killed {dict(done)}, server killed {stops} times, {len(came):,} letters, "
                    f"{came.total() - len(came)} came again, the same one at most {max(came.values())} times; "
                    f"{len(faults)} faults",
                    flush=True,
                )
            found += len(faults)
            for fault in faults[:10]:
                print("   ", fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
