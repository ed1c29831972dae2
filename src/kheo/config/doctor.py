"""What of an installation is unsafe, each with its remedy (`kheo doctor`).

A check yields findings and never raises for what it looks for; it changes nothing. Checks of the database are left out
while migrations are to be made.
"""

from __future__ import annotations

import shutil
import smtplib
import stat
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connection
from django.db.models.functions import Now

from kheo.core.jobs.models import Job
from kheo.core.jobs.queue import JOBS
from kheo.core.journal.models import JournalDeed
from kheo.core.start import lacks_tables
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.organisations.models import Role

HERE = {"localhost", "127.0.0.1", "[::1]"}
POWERFUL = ("people.manage", "grants.manage")
"""Whoever holds these can let others in."""
LEFT = {
    "security.W005": "whether subdomains are served by https is not ours to say",
    "security.W008": "the proxy in front of us leads http to https; we see https alone",
    "security.W021": "as W005",
    "security.W004": "told by our own check of https",
    "security.W012": "as W004",
    "security.W016": "as W004",
    "security.W018": "told by our own check of DEBUG",
    "security.W020": "told by our own check of hosts",
    "security.W009": "told by our own check of the key",
}
"""Of Django's checks for deployment those that say nothing here, each with the reason."""

STALE_JOB = timedelta(minutes=10)
STALE_SEAL = timedelta(days=1)
STALE_BACKUP = timedelta(days=2)
SKEW = timedelta(seconds=30)
SHORTEST_KEY = 50


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to put right: a code for programs, a marked sentence, and a marked remedy. `unsafe` is whether an
    installation that serves an office must not stay so.
    """

    code: str
    sentence: str
    remedy: str
    unsafe: bool = True
    data: dict[str, object] = field(default_factory=dict)

    def told(self) -> tuple[str, str]:
        """Sentence and remedy in words."""
        return _(self.sentence).format(**self.data), _(self.remedy).format(**self.data)


Findings = Iterator[Finding]


def examine(at: datetime) -> list[Finding]:
    """All findings, in the order of the checks."""
    found = [one for check in (debug, secret_key, hosts, https, keys, sample, mail, backups, django) for one in check()]
    if lacks_tables():
        sentence = mark("The database is not set up for this version.")
        return [*found, Finding("migrations", sentence, mark("Run “kheo manage migrate”, or start “kheo run”."))]
    with_database: tuple[Callable[[datetime], Findings], ...] = (worker, journal, clock, second_step)
    return [*found, *(one for check in with_database for one in check(at))]


def debug() -> Findings:
    """Pages of faults show everything to everyone."""
    if settings.DEBUG:
        yield Finding(
            "debug", mark("DEBUG is on: faults show the inside to everyone."), mark("Take it out of the settings.")
        )


def secret_key() -> Findings:
    """Whoever knows it signs in as anyone."""
    path = Path(settings.HOME) / "secret.key"
    if len(settings.SECRET_KEY) < SHORTEST_KEY or "insecure" in settings.SECRET_KEY:
        remedy = mark("Give KHEO_SECRET_KEY 64 random characters, or leave it out and one is made.")
        yield Finding("secret-key", mark("The secret key is short or known."), remedy)
    if path.exists() and _open_to_others(path):
        yield Finding(
            "secret-key-open",
            mark("Other users of this machine can read {path}."),
            mark("Run: chmod 600 {path}"),
            data={"path": path},
        )


def hosts() -> Findings:
    """Names under which pages are served end up in links."""
    if "*" in settings.ALLOWED_HOSTS:
        remedy = mark("Name them in KHEO_HOSTS, separated by commas.")
        yield Finding("hosts", mark("Pages are served under any name, so links can be forged."), remedy)
    elif set(settings.ALLOWED_HOSTS) <= HERE:
        remedy = mark("Name the address of the office in KHEO_HOSTS.")
        yield Finding("hosts-local", mark("Pages are served on this machine alone."), remedy, unsafe=False)


def https() -> Findings:
    """Passwords and cookies travel."""
    local = set(settings.ALLOWED_HOSTS) <= HERE
    safe = settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE and settings.SECURE_HSTS_SECONDS > 0
    if not (settings.KHEO_HTTPS and safe):
        sentence = mark("Passwords and cookies travel in clear: https is not said to be on.")
        remedy = mark("Put a proxy with a certificate in front of Khéo and set KHEO_HTTPS=1.")
        yield Finding("https", sentence, remedy, unsafe=not local)
    elif not settings.KHEO_PROXIES:
        sentence = mark("Where requests come from is not known, so guessing of passwords is slowed by name alone.")
        remedy = mark("Set KHEO_PROXIES to the number of proxies that a request passes (mostly 1).")
        yield Finding("proxies", sentence, remedy)


def keys() -> Findings:
    """What is erased by destroying a key must not come back with a backup."""
    store = Path(settings.KHEO_KEYS)
    data: dict[str, object] = {"path": store}
    if store.exists() and _open_to_others(store):
        yield Finding(
            "keys-open", mark("Other users of this machine can read {path}."), mark("Run: chmod 700 {path}"), data=data
        )
    if connection.vendor == "sqlite" and store.resolve().is_relative_to(_database_folder()):
        sentence = mark("The key store {path} lies beside the database: a copy of that folder opens every secret.")
        remedy = mark("Move it to a place that is not backed up with the database, and name that in KHEO_KEYS.")
        yield Finding("keys-beside", sentence, remedy, data=data)


def _database_folder() -> Path:
    return Path(str(connection.settings_dict["NAME"])).resolve().parent


def sample() -> Findings:
    """People of the sample share one password."""
    if (Path(settings.HOME) / "sample-password").exists():
        sentence = mark("This installation holds sample people with one password.")
        yield Finding("sample", sentence, mark("Begin an installation for an office anew, without --sample."))


def mail() -> Findings:
    """Letters go out, and not in clear over the network."""
    if not settings.KHEO_MAIL:
        sentence = mark("Nothing is sent by e-mail.")
        yield Finding("mail-off", sentence, mark("Name the mail server in KHEO_MAIL_URL."), unsafe=False)
        return
    host, port = settings.EMAIL_HOST, settings.EMAIL_PORT
    data: dict[str, object] = {"host": f"{host}:{port}"}
    door: Any = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
    try:
        with door(host, port, timeout=5) as server:
            server.noop()
    except (OSError, smtplib.SMTPException):
        remedy = mark("Look whether the mail server runs and KHEO_MAIL_URL names it rightly.")
        yield Finding("mail-silent", mark("The mail server {host} does not answer."), remedy, data=data)
    if host not in HERE and not (settings.EMAIL_USE_SSL or settings.EMAIL_USE_TLS):
        sentence = mark("Letters travel in clear to {host}.")
        yield Finding("mail-clear", sentence, mark("Use smtps:// in KHEO_MAIL_URL."), unsafe=False, data=data)
    if not settings.KHEO_ANCHORS_TO:
        sentence = mark(
            "The head of the journal leaves the machine to nobody: whoever runs the server could rewrite it."
        )
        remedy = mark("Name two addresses outside the office's machines in KHEO_ANCHORS_TO.")
        yield Finding("anchors", sentence, remedy, unsafe=False)


def backups() -> Findings:
    """There is one, it is fresh, and the keys are not in it."""
    folder = Path(settings.KHEO_BACKUPS) if settings.KHEO_BACKUPS else None
    if folder is None:
        sentence = mark("Nobody has said where the backups are, so nobody sees when they stop.")
        yield Finding("backups-unknown", sentence, mark("Name the folder of the backups in KHEO_BACKUPS."))
        return
    data: dict[str, object] = {"path": folder}
    newest = max((path.stat().st_mtime for path in folder.glob("**/*") if path.is_file()), default=0.0)
    if datetime.now(UTC) - datetime.fromtimestamp(newest, UTC) > STALE_BACKUP:
        sentence = mark("There is no backup in {path} of the last two days.")
        yield Finding("backups-old", sentence, mark("Look why the backup does not run, and run it."), data=data)
    if Path(settings.KHEO_KEYS).resolve().is_relative_to(folder.resolve()):
        sentence = mark("The key store lies within the backups: what was erased comes back with them.")
        yield Finding("backups-keys", sentence, mark("Move the key store, and name its place in KHEO_KEYS."), data=data)


def worker(at: datetime) -> Findings:
    """Work in the background is done: the sealer comes back every minute."""
    sealer = JOBS["core.seal"]
    row = Job.objects.filter(name=sealer.name).first()
    if row is None or row.finished_at is None or at - row.finished_at > STALE_JOB:
        sentence = mark("Nothing has been done in the background for ten minutes.")
        yield Finding("worker", sentence, mark("Start “kheo work”, or “kheo run”, which starts it too."))


def journal(at: datetime) -> Findings:
    """What is not sealed can still be changed unseen."""
    oldest = JournalDeed.objects.filter(seal=None).order_by("at").values_list("at", flat=True).first()
    if oldest is not None and at - oldest > STALE_SEAL:
        sentence = mark("Deeds of {day} are not sealed yet: until then the journal could be changed unseen.")
        remedy = mark("Start “kheo work”; if it runs, look into its log for core.seal.")
        yield Finding("unsealed", sentence, remedy, data={"day": f"{oldest:%d/%m/%Y}"})


def clock(at: datetime) -> Findings:
    """Deadlines, one-time codes and the journal all rest on it."""
    remedy = mark("Let the machine set its clock by the network (systemd-timesyncd, chrony).")
    latest = JournalDeed.objects.order_by("-at").values_list("at", flat=True).first()
    if latest is not None and latest - at > SKEW:
        yield Finding(
            "clock-back", mark("The journal holds deeds of the future: the clock was ahead, or is behind."), remedy
        )
    if connection.vendor == "postgresql":
        theirs = Job.objects.annotate(theirs=Now()).values_list("theirs", flat=True).first()
        if theirs is not None and abs(theirs - datetime.now(UTC)) > SKEW:
            yield Finding("clock-database", mark("The clocks of this machine and of the database differ."), remedy)
    if _says_unsynchronised():
        yield Finding("clock-alone", mark("The clock of this machine is not set by the network."), remedy, unsafe=False)


def _says_unsynchronised() -> bool:
    """What systemd says; where it is not there, nothing is known."""
    if shutil.which("timedatectl") is None:
        return False
    command = ["timedatectl", "show", "--property=NTPSynchronized", "--value"]
    asked = subprocess.run(command, capture_output=True, text=True, check=False, timeout=10)
    return asked.stdout.strip() == "no"


def second_step(_at: datetime) -> Findings:
    """Roles that let others in should not be had by a password alone."""
    lax = Role.objects.filter(second_step=False, powers__capability__in=POWERFUL).distinct().order_by("rank")
    for role in lax:
        sentence = mark("The role “{role}” lets others in, and is had by a password alone.")
        data: dict[str, object] = {"role": str(role), "code": role.code}
        yield Finding("second-step", sentence, mark("Run: kheo second-step {code} on"), unsafe=False, data=data)


def django() -> Findings:
    """What Django itself says of a deployment."""
    for one in checks.run_checks(include_deployment_checks=True):
        if one.level >= checks.WARNING and one.id not in LEFT:
            remedy = one.hint or mark("See the documentation of Django on this check.")
            yield Finding(str(one.id), str(one.msg).replace("{", "{{").replace("}", "}}"), str(remedy))


def _open_to_others(path: Path) -> bool:
    return bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
