"""`kheo doctor`: a sound installation has no finding; each fault has its own, with what to do."""

from __future__ import annotations

import json
import os
import socket
from argparse import Namespace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import checks
from django.test.utils import override_settings
from django.utils import timezone

from kheo.config import doctor, doctor_cli
from kheo.core.jobs.models import Job
from kheo.core.jobs.queue import claim, perform, plan
from kheo.core.journal.models import JournalDeed
from kheo.core.journal.sealing import seal_all
from kheo.i18n import speaking
from kheo.organisations.actions.second_step import require_second_step
from kheo.organisations.models import Role
from kheo.organisations.tests.world import LOAD, cast

SOUND: dict[str, Any] = {
    "ALLOWED_HOSTS": ["kheo.example.vn"],
    "KHEO_HTTPS": True,
    "KHEO_PROXIES": 1,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SECURE_HSTS_SECONDS": 31_536_000,
    "KHEO_MAIL": True,
    "KHEO_ANCHORS_TO": ["a@example.vn"],
    "EMAIL_HOST": "127.0.0.1",
    "EMAIL_USE_SSL": False,
    "EMAIL_USE_TLS": False,
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_",
}


@pytest.fixture
def port(tmp_path: Path) -> Any:
    """A mail server that greets and says yes."""
    from threading import Thread

    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                peer, _address = listening.accept()
            except OSError:
                return
            with peer, peer.makefile("rwb") as lines:
                lines.write(b"220 here\r\n")
                lines.flush()
                for line in lines:
                    lines.write(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 yes\r\n")
                    lines.flush()

    Thread(target=serve, daemon=True).start()
    yield listening.getsockname()[1]
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()


@pytest.fixture
def sound(db: str, tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An installation that an office may trust."""
    at = timezone.now()
    cast()
    for role in Role.objects.filter(code__in=("administrator", "manager")):
        require_second_step(role, by=LOAD, at=at, required=True)
    plan(at)
    while (run := claim()) is not None:
        perform(run)
    folders = {name: tmp_path / name for name in ("home", "backups")}
    for folder in folders.values():
        folder.mkdir(mode=0o700)
    (folders["backups"] / "today.dump").write_text("x")
    monkeypatch.setattr(doctor, "_says_unsynchronised", lambda: False)
    monkeypatch.setattr(doctor, "_database_folder", lambda: folders["home"])
    places = {"HOME": folders["home"], "KHEO_BACKUPS": str(folders["backups"]), "EMAIL_PORT": port}
    with override_settings(**SOUND, **places):
        yield folders


def codes() -> list[str]:
    return [one.code for one in doctor.examine(timezone.now())]


def test_a_sound_installation_has_no_finding(sound: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert codes() == []
    assert doctor_cli.run(Namespace(json=False)) == 0
    assert "Không thấy điều gì chưa an toàn" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"DEBUG": True}, ["debug"]),
        ({"SECRET_KEY": "short"}, ["secret-key"]),
        ({"SECRET_KEY": "django-insecure-" + "x" * 60}, ["secret-key"]),
        ({"ALLOWED_HOSTS": ["*"]}, ["hosts"]),
        ({"ALLOWED_HOSTS": ["localhost"]}, ["hosts-local"]),
        ({"KHEO_HTTPS": False}, ["https"]),
        ({"SESSION_COOKIE_SECURE": False}, ["https"]),
        ({"KHEO_PROXIES": 0}, ["proxies"]),
        ({"KHEO_MAIL": False}, ["mail-off"]),
        ({"KHEO_ANCHORS_TO": []}, ["anchors"]),
        ({"KHEO_BACKUPS": ""}, ["backups-unknown"]),
        ({"X_FRAME_OPTIONS": "SAMEORIGIN"}, ["security.W019"]),
        ({"SECURE_CONTENT_TYPE_NOSNIFF": False}, ["security.W006"]),
    ],
)
def test_each_unsafe_setting_has_its_finding(sound: Any, changed: dict[str, Any], found: list[str]) -> None:
    with override_settings(**changed):
        assert codes() == found


def test_a_silent_mail_server_and_letters_in_clear(sound: Any, port: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        free = taken.getsockname()[1]
    with override_settings(EMAIL_PORT=free):
        assert codes() == ["mail-silent"]
    with override_settings(EMAIL_HOST="localhost.localdomain.invalid"):
        assert codes() == ["mail-silent", "mail-clear"]


def test_places_of_keys_and_backups(sound: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = sound["home"] / "keys"
    keys.mkdir(mode=0o755)
    keys.chmod(0o755)
    monkeypatch.setattr(settings, "KHEO_KEYS", keys)
    sqlite = doctor.connection.vendor == "sqlite"
    assert codes() == ["keys-open"] + ["keys-beside"] * sqlite
    kept = sound["backups"] / "keys"
    kept.mkdir(mode=0o700)
    monkeypatch.setattr(settings, "KHEO_KEYS", kept)
    assert codes() == ["backups-keys"]


def test_old_backups_open_files_and_sample_people(sound: Any) -> None:
    old = timezone.now() - timedelta(days=3)
    os.utime(sound["backups"] / "today.dump", (old.timestamp(), old.timestamp()))
    for name, mode in (("secret.key", 0o644), ("sample-password", 0o600)):
        (sound["home"] / name).write_text("x")
        (sound["home"] / name).chmod(mode)
    assert codes() == ["secret-key-open", "sample", "backups-old"]


def test_a_worker_that_stands_still_and_a_journal_that_nobody_seals(sound: Any) -> None:
    at = timezone.now()
    Job.objects.filter(name="core.seal").update(finished_at=at - timedelta(minutes=11))
    assert codes() == ["worker"]
    Job.objects.all().delete()
    assert codes() == ["worker"]
    role = Role.objects.get(code="officer")
    require_second_step(role, by=LOAD, at=at - timedelta(days=2), required=True)
    assert codes() == ["worker", "unsealed"]
    seal_all(at)
    assert codes() == ["worker"]


def test_a_clock_that_went_back(sound: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    role = Role.objects.get(code="officer")
    require_second_step(role, by=LOAD, at=timezone.now() + timedelta(hours=1), required=True)
    assert JournalDeed.objects.filter(seal=None).count() == 1
    assert codes() == ["clock-back"]
    monkeypatch.setattr(doctor, "_says_unsynchronised", lambda: True)
    assert codes() == ["clock-back", "clock-alone"]


def test_a_role_that_lets_others_in_by_a_password_alone(sound: Any) -> None:
    require_second_step(Role.objects.get(code="manager"), by=LOAD, at=timezone.now(), required=False)
    [one] = doctor.examine(timezone.now())
    assert (one.code, one.unsafe, one.told()[1]) == ("second-step", False, "Chạy: kheo second-step manager on")


def test_the_command_tells_each_with_its_remedy_and_fails(sound: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with override_settings(DEBUG=True, KHEO_MAIL=False), speaking("en"):
        assert doctor_cli.run(Namespace(json=False)) == 1
        told = capsys.readouterr().out
        assert told.startswith(
            "✗ DEBUG is on: faults show the inside to everyone.\n    → Take it out of the settings.\n·"
        )
        assert told.endswith("1 thing is unsafe.\n")
        assert doctor_cli.run(Namespace(json=True)) == 1
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [(line["code"], line["unsafe"]) for line in lines] == [("debug", True), ("mail-off", False)]
    with override_settings(KHEO_MAIL=False):
        assert doctor_cli.run(Namespace(json=False)) == 0


def test_what_is_left_out_of_django_s_checks_exists_there() -> None:
    from django.core.checks.security import base, csrf, sessions

    known = {value.id for module in (base, csrf, sessions) for value in vars(module).values() if hasattr(value, "id")}
    assert set(doctor.LEFT) <= known
    assert checks.WARNING > checks.INFO
