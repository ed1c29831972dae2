"""Letters out by SMTP, one after the other. `kheo work` runs it beside its jobs; any number of them may run anywhere.

A letter is leased, sent, and then finished: killed in between, it is sent once more, with the Message-ID it had. What
the server refuses for good is written down; what it refuses for now waits longer each time. Where the server itself is
not there, letters wait unharmed.
"""

from __future__ import annotations

import logging
import random
import smtplib
import threading
import time
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import OperationalError, close_old_connections, connection, transaction
from django.utils import timezone

from kheo.core.errors import Conflict
from kheo.core.jobs import Run, Stopped, job
from kheo.core.jobs.models import Job
from kheo.core.jobs.queue import claim, perform
from kheo.core.notices.letters import LETTER, Undeliverable, compose, gather
from kheo.core.notices.models import Pace
from kheo.core.notices.telling import MAIL
from kheo.i18n import mark

log = logging.getLogger(__name__)

LOOK = 1.0
"""Seconds between two looks where nothing is to be sent."""
IDLE = 30.0
"""Seconds after which a connection is not trusted any more."""
LEASE = timedelta(minutes=15)
"""Longer than the longest sending: a handful of answers, each waited for as EMAIL_TIMEOUT says."""
ATTEMPTS = 80
"""With the pauses below, some three days."""
_PAUSE, _LONGEST_PAUSE, _LONGEST_TROUBLE = 30.0, 3_600.0, 300.0


def pause(attempt: int, longest: float = _LONGEST_PAUSE) -> timedelta:
    """How long to wait after an attempt that failed: twice as long each time, and never just as long as others do."""
    middle = min(_PAUSE * 2 ** min(attempt - 1, 10), longest)
    return timedelta(seconds=middle * random.uniform(0.5, 1.5))  # noqa: S311 -- spreads load, guards nothing


class Unreachable(Stopped):
    """The mail server is not there, or takes nothing from us: no fault of the letter, which goes back."""


class Post:
    """One connection to the mail server, kept as long as it is used. `trouble` says what keeps it from working."""

    def __init__(self) -> None:
        """Opened with the first letter."""
        self.trouble = ""
        self._connection = get_connection()
        self._used = 0.0

    def send(self, message: EmailMultiAlternatives) -> None:
        """Hand a letter over. Raises Undeliverable, Conflict where it may go later, Unreachable.

        Errors of the library hold addresses, so only their codes go further.
        """
        try:
            self._open()
            self._connection.send_messages([message])
        except smtplib.SMTPRecipientsRefused as fault:
            raise _refused(next(iter(fault.recipients.values()))[0]) from None
        except smtplib.SMTPDataError as fault:
            raise _refused(fault.smtp_code) from None
        except smtplib.SMTPNotSupportedError:
            raise Undeliverable("smtp-utf8", REFUSED, answer="SMTPUTF8") from None
        except smtplib.SMTPSenderRefused as fault:
            self.fail(f"smtp-{fault.smtp_code}")
        except OSError as fault:  # smtplib's errors too: cut off in the middle, so it may have arrived
            self.close()
            raise Conflict(type(fault).__name__, NOT_NOW, answer=type(fault).__name__) from None
        self._used = time.monotonic()

    def _open(self) -> None:
        if time.monotonic() - self._used > IDLE:
            self.close()
        try:
            self._connection.open()
        except OSError as fault:
            self.fail(type(fault).__name__)

    def fail(self, trouble: str) -> None:
        """The server does not work for any letter. Raises Unreachable."""
        self.trouble = trouble
        self.close()
        raise Unreachable from None

    def close(self) -> None:
        """Take leave of the server, as far as it listens."""
        try:
            self._connection.close()
        except OSError:
            self._connection = get_connection()


REFUSED = mark("The mail server refuses this letter for good ({answer}).")
NOT_NOW = mark("The mail server does not take this letter now ({answer}).")


def _refused(code: int) -> Undeliverable | Conflict:
    words = f"smtp-{code}"
    return Undeliverable(words, REFUSED, answer=code) if code >= 500 else Conflict(words, NOT_NOW, answer=code)


_own = threading.local()


def _post() -> Post:
    """The connection of this thread."""
    if not hasattr(_own, "post"):
        _own.post = Post()
    found: Post = _own.post
    return found


@job(LETTER, lease=LEASE, attempts=ATTEMPTS, queue=MAIL, pause=pause)
def deliver(run: Run, *, person: str, message_id: str) -> None:
    """Send one letter, if anything of it is left to tell."""
    message = compose(run.id, person, message_id, run.clock())
    if message is not None:
        _post().send(message)


def send_mail(stop: threading.Event, *, drain: bool = False) -> None:
    """Send what is due until `stop` is set, or until nothing is ready."""
    if not settings.KHEO_MAIL:
        return
    post, troubles = _post(), 0
    while not stop.is_set():
        post.trouble = ""
        try:
            sent = _send_next(stop)
        except OperationalError:  # whatever was in hand is ready again after its lease
            log.exception("the database does not answer")
            sent = False
        if post.trouble:
            troubles += 1
            log.warning("the mail server does not work (%s); letters wait", post.trouble)
            if drain:
                break
            stop.wait(pause(troubles, _LONGEST_TROUBLE).total_seconds())
        elif sent:
            troubles = 0
        elif drain:
            break
        else:
            post.close()
            close_old_connections()
            stop.wait(LOOK)
    post.close()


def _send_next(stop: threading.Event) -> bool:
    """Send the letter that has waited longest; whether there was one. It is taken after the wait for its moment: the
    lease covers the sending alone.
    """
    if settings.KHEO_MAIL_RATE:
        if not _waits(timezone.now()):
            return False
        if stop.wait(reserve(timezone.now(), settings.KHEO_MAIL_RATE)):
            return False
    run = claim(stopping=stop.is_set, queue=MAIL)
    if run is None and gather(timezone.now()):
        run = claim(stopping=stop.is_set, queue=MAIL)
    if run is None:
        return False
    perform(run)
    return True


def _waits(now: datetime) -> bool:
    waiting = Job.objects.filter(queue=MAIL, state=Job.WAITING, ready_at__lte=now)
    return waiting.exists() or bool(gather(now))


def reserve(now: datetime, a_minute: float) -> float:
    """Take the next moment at which a letter may go, of all that the senders share; the seconds until then."""
    at = now.timestamp()
    with transaction.atomic():
        held = Pace.objects.select_for_update().filter(pk=1).first()
        if held is None:
            Pace.objects.bulk_create([Pace(pk=1)], ignore_conflicts=True)
            held = Pace.objects.select_for_update().get(pk=1)
        free = max(held.next, at)
        Pace.objects.filter(pk=1).update(next=free + 60 / a_minute)
    return free - at


def send_beside(stop: threading.Event) -> threading.Thread:
    """Send in a thread of its own; where that fails, `stop` is set, so that the worker ends and is begun anew."""

    def run() -> None:
        try:
            send_mail(stop)
        except Exception:
            log.exception("sending mail failed")
            stop.set()
            raise
        finally:
            connection.close()

    thread = threading.Thread(target=run, name="mail")
    thread.start()
    return thread
