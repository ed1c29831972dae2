from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from kheo.core.checks import check_days_off
from kheo.core.notices.kinds import APP, DIGEST, NOW, OFF
from kheo.core.notices.models import Choice
from kheo.core.notices.times import channel_of, days_off, mail_at
from kheo.core.tests.sample.notices import URGENT, WRITTEN

ZONE = "+07:00"


@pytest.fixture(autouse=True)
def _mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KHEO_MAIL", True)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}{ZONE}")


CASES = [
    (NOW, {}, "2026-11-26T10:00", "2026-11-26T10:00"),  # a Thursday
    (NOW, {}, "2026-11-26T20:00", "2026-11-27T06:30"),
    (NOW, {}, "2026-11-27T03:00", "2026-11-27T06:30"),
    (NOW, {}, "2026-11-27T06:30", "2026-11-27T06:30"),
    (NOW, {}, "2026-11-27T21:00", "2026-11-30T06:30"),  # over the weekend
    (NOW, {}, "2026-11-28T10:00", "2026-11-30T06:30"),
    (NOW, {"rests": False}, "2026-11-28T10:00", "2026-11-28T10:00"),
    (NOW, {}, "2027-02-04T20:30", "2027-02-10T06:30"),  # over Tết
    (NOW, {"quiet_from": time(12), "quiet_until": time(13, 30)}, "2026-11-26T12:05", "2026-11-26T13:30"),
    (NOW, {"quiet_from": time(0), "quiet_until": time(0)}, "2026-11-26T02:00", "2026-11-26T02:00"),
    (DIGEST, {}, "2026-11-26T07:28", "2026-11-26T07:30"),
    (DIGEST, {}, "2026-11-26T07:29:30", "2026-11-27T07:30"),  # too late to be sure
    (DIGEST, {}, "2026-11-27T09:00", "2026-11-30T07:30"),
    (DIGEST, {"rests": False, "digest_at": time(17)}, "2026-11-27T17:30", "2026-11-28T17:00"),
    (DIGEST, {}, "2026-12-31T09:00", "2027-01-04T07:30"),
]


@pytest.mark.parametrize(("channel", "values", "told", "goes"), CASES)
def test_mail_waits_for_the_hour_that_was_chosen(channel: str, values: dict[str, object], told: str, goes: str) -> None:
    choice = Choice(person="person:1", channels={WRITTEN.code: channel}, **values)
    assert mail_at(choice, WRITTEN, at(told)) == at(goes)


@pytest.mark.parametrize("channel", [APP, OFF])
def test_without_mail_nothing_waits(channel: str) -> None:
    assert mail_at(Choice(channels={WRITTEN.code: channel}), WRITTEN, at("2026-11-26T10:00")) is None


def test_an_installation_without_a_mail_server_queues_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "KHEO_MAIL", False)
    assert mail_at(Choice(channels={WRITTEN.code: NOW}), WRITTEN, at("2026-11-26T10:00")) is None


def test_what_is_not_optional_is_told_in_the_app_at_least() -> None:
    assert channel_of(Choice(channels={URGENT.code: OFF, WRITTEN.code: OFF}), URGENT) == APP
    assert channel_of(Choice(), URGENT) == NOW


hours = st.times().map(lambda hour: hour.replace(second=0, microsecond=0))


@given(
    told=st.integers(0, 700 * 24 * 60),
    start=hours,
    end=hours,
    rests=st.booleans(),
)
def test_nothing_goes_in_quiet_hours_or_on_days_off_and_nothing_earlier(
    told: int, start: time, end: time, rests: bool
) -> None:
    moment = at("2026-01-01T00:00") + timedelta(minutes=told)
    choice = Choice(channels={WRITTEN.code: NOW}, quiet_from=start, quiet_until=end, rests=rests)
    goes = mail_at(choice, WRITTEN, moment)
    assert goes is not None
    assert goes >= moment
    hour = goes.time()
    quiet = start <= hour < end if start < end else (hour >= start or hour < end) if start > end else False
    assert not quiet
    assert not (rests and goes.date() in days_off())


def test_a_calendar_of_the_installation_replaces_ours(tmp_path: Path) -> None:
    own = tmp_path / "days.toml"
    own.write_text('yearly = ["11-26"]\ndays = []\nworking = [2026-11-28]\n', "utf-8")
    found = days_off(str(own))
    assert (date(2026, 11, 26) in found, date(2026, 11, 28) in found, date(2026, 11, 29) in found) == (
        True,
        False,
        True,
    )


@pytest.mark.parametrize("text", ["days = []", "yearly = 1\ndays = []\nworking = []", "what?"])
def test_a_calendar_that_cannot_be_read_is_found_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    own = tmp_path / "days.toml"
    own.write_text(text, "utf-8")
    monkeypatch.setattr(settings, "KHEO_DAYS_OFF", str(own))
    assert [one.id for one in check_days_off()] == ["kheo.E005"]
    monkeypatch.setattr(settings, "KHEO_DAYS_OFF", "")
    assert check_days_off() == []
