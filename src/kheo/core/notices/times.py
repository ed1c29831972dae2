"""When mail may go to a person, where the offices are (setting TIME_ZONE). Values in, values out."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kheo.core.notices.kinds import APP, DIGEST, OFF, Kind
from kheo.core.notices.models import Choice

DAY = timedelta(days=1)
MARGIN = timedelta(minutes=1)
"""What is told so shortly before the digest may be committed after it: it goes into the next one."""
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Days on which offices rest: weekends but for `working`, `days`, and `yearly` as month-day."""

    yearly: frozenset[str]
    days: frozenset[date]
    working: frozenset[date]

    def __contains__(self, day: date) -> bool:
        """Whether offices rest on a day."""
        if day in self.working:
            return False
        return day.weekday() >= SATURDAY or day in self.days or f"{day:%m-%d}" in self.yearly


@cache
def days_off(path: str = "") -> DaysOff:
    """The calendar of a file; without one that of this package."""
    found = tomllib.loads(Path(path or Path(__file__).with_name("days_off.toml")).read_text("utf-8"))
    return DaysOff(*(frozenset(found[name]) for name in ("yearly", "days", "working")))


def channel_of(choice: Choice, kind: Kind) -> str:
    """How a person wants to be told of a kind; what is not optional is told in the app at least."""
    chosen: str = choice.channels.get(kind.code, kind.default)
    return APP if chosen == OFF and not kind.optional else chosen


def mail_at(choice: Choice, kind: Kind, at: datetime) -> datetime | None:
    """From when a notice of a moment may go by e-mail; None where it does not, or where there is no mail here."""
    channel = channel_of(choice, kind)
    if channel in {APP, OFF} or not settings.KHEO_MAIL:
        return None
    rests = _rests(choice)
    return _digest(choice, rests, at) if channel == DIGEST else _awake(choice, rests, timezone.localtime(at))


def _rests(choice: Choice) -> Callable[[date], bool]:
    calendar = days_off(settings.KHEO_DAYS_OFF)
    return lambda day: choice.rests and day in calendar


def _digest(choice: Choice, rests: Callable[[date], bool], at: datetime) -> datetime:
    """The digest after a moment: its hour is the person's own wish, so quiet hours do not move it."""
    local = timezone.localtime(at + MARGIN)
    day = local.date() + (DAY if local.time() >= choice.digest_at else timedelta())
    while rests(day):
        day += DAY
    return _moment(day, choice.digest_at)


def _awake(choice: Choice, rests: Callable[[date], bool], local: datetime) -> datetime:
    """The first moment from `local` on that lies in no quiet hours and on no day off."""
    start, end = choice.quiet_from, choice.quiet_until
    while True:
        now = local.time()
        if rests(local.date()):
            local = _moment(local.date() + DAY, time())
        elif (start < end and start <= now < end) or (start > end and now < end):
            local = _moment(local.date(), end)
        elif start > end and now >= start:
            local = _moment(local.date() + DAY, end)
        else:
            return local


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
