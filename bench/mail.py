"""Ten thousand letters at a set rate, and what a letter costs beside bare smtplib, in one run on this machine.

usage: mail.py [--quick] [sqlite] [postgresql]

A real SMTP server runs in a process of its own. First the senders' processor time for each letter, with nothing to wait
for: from a notice that is due, over its letter, its words, the sending, to the finished job; beside it the same bytes sent
by smtplib alone, and as much text built and sent by Django's e-mail. Then 10,000 letters by two senders that share a rate
(17 minutes on each database): what rate the server saw, as a whole and in each ten seconds.
"""

from __future__ import annotations

import logging
import resource
import smtplib
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.management import call_command
from django.db import connection

import kheo.core.tests.standalone  # noqa: F401 -- before the models below
from kheo.core.jobs.models import Job
from kheo.core.notices.telling import MAIL
from kheo.core.tests.databases import private_cluster, use
from kheo.core.tests.mailing import ask, fork, send_all, use_server
from kheo.core.tests.people import AT, LAN
from kheo.core.tests.sample import actions
from kheo.core.tests.sink import Sink, sink
from kheo.core.tests.standalone import HOME

SENDERS = 2


def send_calmly() -> None:
    """With a lease that a busy machine does not outlast."""
    send_all(timedelta(minutes=5))


def fill(count: int) -> None:
    paper = actions.write(actions.found(by=LAN, at=AT, name="Ấp Một"), by=LAN, at=AT, title="Ngõ xanh, ngõ sạch")
    ask([f"person:{number}" for number in range(count)], paper.pk, "")


def in_a_child(work: Callable[[], None]) -> float:
    """Processor seconds of a process that does one thing."""
    connection.close()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = fork.Process(target=work)
    process.start()
    process.join()
    assert process.exitcode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cost(count: int, engine: str) -> None:
    with tempfile.TemporaryDirectory() as folder, sink(Path(folder)) as server:
        use_server(server.port)
        fill(count)
        ours = in_a_child(send_calmly) / count
        assert sorted(server.ids()) == sorted(job.arguments["message_id"] for job in Job.objects.filter(queue=MAIL))
        letters = [(to, text.encode()) for _at, to, text in server.rows()]
        one = len(letters[0][1])

        def bare() -> None:
            with smtplib.SMTP("127.0.0.1", server.port) as line:
                for to, text in letters:
                    line.sendmail("kheo@kheo.example", [to], text)

        def built() -> None:
            with get_connection() as line:
                for to, text in letters:
                    letter = EmailMultiAlternatives("Ngõ xanh, ngõ sạch", text[:800].decode("utf-8", "ignore"), to=[to])
                    letter.attach_alternative(text[800:].decode("utf-8", "ignore"), "text/html")
                    line.send_messages([letter])

        alone, django = in_a_child(bare) / count, in_a_child(built) / count
    print(
        f"{engine}, {count:,} letters of {one:,} bytes: {1000 * ours:.2f} ms of processor time a letter; "
        f"smtplib alone {1000 * alone:.2f} ms ({ours / alone:.0f} times), "
        f"built and sent by Django {1000 * django:.2f} ms ({ours / django:.1f} times)",
        flush=True,
    )


def paced(count: int, a_minute: float, engine: str) -> None:
    with tempfile.TemporaryDirectory() as folder, sink(Path(folder)) as server:
        use_server(server.port, a_minute)
        fill(count)
        connection.close()
        start = time.monotonic()
        senders = [fork.Process(target=send_calmly) for _ in range(SENDERS)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        took = time.monotonic() - start
        told(server, count, a_minute, took, engine)


def told(server: Sink, count: int, a_minute: float, took: float, engine: str) -> None:
    times = sorted(at for at, _to, _text in server.rows())
    came = Counter(server.ids())
    rate = (len(times) - 1) / (times[-1] - times[0]) * 60
    spans = Counter(int((at - times[0]) // 10) for at in times)
    full = [6 * spans[number] for number in range(max(spans))]
    worst = max((abs(one / a_minute - 1) for one in full), default=0.0)
    print(
        f"{engine}, {SENDERS} senders, {a_minute:,.0f} a minute set: {rate:,.0f} kept ({rate / a_minute - 1:+.1%}), "
        f"{len(came):,} of {count:,} letters once each: {came.total() == len(came) == count}; {took:.0f} s; "
        f"in ten seconds at most {worst:.1%} off (middle {statistics.median(full) if full else 0:,.0f})",
        flush=True,
    )


def main() -> int:
    logging.disable(logging.ERROR)
    quick, chosen = "--quick" in sys.argv, set(sys.argv[1:]) - {"--quick"}
    count, a_minute = (200, 600) if quick else (10_000, 600)
    with private_cluster() as address:
        for engine, url in (("sqlite", f"sqlite:///{HOME}/mail.sqlite3"), ("postgresql", address)):
            if not chosen or engine in chosen:
                use(url)
                call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
                cost(300 if quick else 1_000, engine)
                paced(count, a_minute, engine)
    return 0


if __name__ == "__main__":
    sys.exit(main())
