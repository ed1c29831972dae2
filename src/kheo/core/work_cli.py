"""`kheo work`: take jobs from the queue and do them, and send mail, until told to stop.

Beside the package it belongs to, since commands are imported before Django is set up.
"""

from __future__ import annotations

import logging
import signal
import threading
from typing import TYPE_CHECKING

from kheo.i18n import mark

if TYPE_CHECKING:
    import argparse

log = logging.getLogger(__name__)

PAUSE = 1.0
"""Seconds between two looks at an empty queue."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--drain", action="store_true", help=mark("stop when no job is ready"))


def run(arguments: argparse.Namespace) -> int:
    """0: asked to stop, or nothing left to do. A signal lets the job in hand end at its next report of progress."""
    from kheo.core.start import start

    start()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    work(stop, drain=arguments.drain)
    return 0


def work(stop: threading.Event, *, drain: bool) -> None:
    """Do jobs until `stop` is set, or until none is ready. Mail goes out beside them: neither waits for the other."""
    from kheo.core.notices.sending import send_beside, send_mail

    post = None if drain else send_beside(stop)
    try:
        _do_jobs(stop, drain=drain)
    finally:
        if post is not None:
            stop.set()
            post.join()
    if drain:
        send_mail(stop, drain=True)


def _do_jobs(stop: threading.Event, *, drain: bool) -> None:
    from django.db import OperationalError, close_old_connections
    from django.utils import timezone

    from kheo.core.jobs.queue import claim, perform, plan

    plan(timezone.now())
    while not stop.is_set():
        try:
            taken = claim(stopping=stop.is_set)
            if taken is not None:
                perform(taken)
                continue
        except OperationalError:  # it may come back; whatever was in hand is ready again after its lease
            log.exception("the database does not answer")
        if drain:
            return
        close_old_connections()
        stop.wait(PAUSE)
