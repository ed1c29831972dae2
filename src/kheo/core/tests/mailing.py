"""Notices to be sent and processes that send them, for tests, proofs and benchmarks."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import smtplib
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from kheo.core.jobs import JOBS
from kheo.core.jobs.models import Job
from kheo.core.notices import Note, sending, tell
from kheo.core.notices.letters import LETTER
from kheo.core.notices.models import Notice
from kheo.core.notices.telling import MAIL
from kheo.core.tests.people import AT
from kheo.core.tests.sample.notices import ADDRESSES, URGENT

fork = multiprocessing.get_context("fork")
LEASE = timedelta(seconds=0.5)


def use_server(port: int, a_minute: float = 0) -> None:
    """Let mail go to a server on this machine, for the papers of the sample area."""
    settings.KHEO_MAIL, settings.KHEO_MAIL_RATE = True, a_minute
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    settings.DEFAULT_FROM_EMAIL = "Khéo <kheo@kheo.example>"
    settings.KHEO_ADDRESS = "https://kheo.example"
    settings.KHEO_RECIPIENTS = "kheo.core.tests.sample.notices.recipient"
    sending._own = threading.local()


def ask(people: list[str], paper: int, occasion: str) -> None:
    """Tell people of a paper at once, in the middle of a working day."""
    for person in people:
        ADDRESSES[person] = f"{person.removeprefix('person:')}@office.example"
    tell([Note(URGENT, person, paper, occasion) for person in people], AT)


def send_all(lease: timedelta = LEASE) -> None:
    """Send until no letter is left, with short leases and pauses: what a sender does in a day, in seconds."""
    JOBS[LETTER] = JOBS[LETTER].__class__(
        LETTER, JOBS[LETTER].work, lease, 1_000, None, MAIL, lambda _attempt: timedelta(seconds=random.uniform(0, 0.2))
    )
    sending.LOOK = 0.05
    sending._LONGEST_TROUBLE = 0.1  # type: ignore[misc]
    stop = threading.Event()
    while Notice.objects.filter(letter=None, mail_at__isnull=False).exists() or _waiting():
        sending.send_mail(stop, drain=True)
        stop.wait(0.05)
    connection.close()


def _waiting() -> bool:
    return Job.objects.filter(queue=MAIL, state=Job.WAITING).exists()


def be_killed_at_command(number: int) -> None:
    """Kill this process at one of the commands of its talk with the mail server: an odd one is said before, an even one
    is also answered.
    """
    counted = 0
    said, heard = smtplib.SMTP.putcmd, smtplib.SMTP.getreply

    def count(step: Callable[..., Any], *arguments: Any, after: bool) -> Any:
        nonlocal counted
        done = step(*arguments)
        if after == (number % 2 == 0):
            counted += 1
            if counted == (number + 1) // 2:
                os.kill(os.getpid(), signal.SIGKILL)
        return done

    smtplib.SMTP.putcmd = lambda *a, **k: count(lambda: said(*a, **k), after=False)  # type: ignore[method-assign]
    smtplib.SMTP.getreply = lambda *a: count(lambda: heard(*a), after=True)  # type: ignore[method-assign]
