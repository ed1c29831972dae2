"""How often one may try to sign in (chống dò mật khẩu), so that nobody can lock another out.

Each try passes through doors, and a door stays shut for longer and longer after too many wrong tries:

    pair       this name from this source      soon shut, up to a quarter of an hour
    source     any name from this source       for whoever tries one password on many names
    account    this name from anywhere         for many sources at once; never shut for more than half a minute
    known      this name in a known browser    the only door of a browser that signed in with this name before

So wrong tries of a stranger shut the doors of strangers; the browsers that a person uses stay open to them, and one
that is new waits half a minute at most. A name that exists and one that does not have the same doors.

What is counted stands under a hash whose key is another each day (`keep`), destroyed by `forget`: neither names nor
addresses can be had from the table, on that day or later.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from kheo.core.access.visibility import day_of
from kheo.core.secrets import keystore
from kheo.organisations.models import Tries

FIRST_PAUSE = timedelta(seconds=10)
QUIET = timedelta(hours=1)
"""After this long without a try a door is as new."""


class Kind(NamedTuple):
    """How many wrong tries a door takes before it shuts, and for how long at most."""

    free: int
    longest: timedelta


KINDS = {
    "pair": Kind(5, timedelta(minutes=15)),
    "source": Kind(40, timedelta(minutes=15)),
    "account": Kind(60, timedelta(seconds=30)),
    "known": Kind(10, timedelta(minutes=15)),
    "factor": Kind(5, timedelta(minutes=15)),
    "link": Kind(40, timedelta(minutes=15)),
}


class Door(NamedTuple):
    """A door by its kind and the hash under which it is counted."""

    kind: str
    key: str


def doors(username: str, source: str, known: str, at: datetime) -> list[Door]:
    """The doors of a try: by the name as it was typed, where it comes from, and by which name a known browser goes.

    Without a source (see `source_of`) the name alone is counted.
    """
    name = username.strip().lower()
    if known:
        return [door("known", at, name, known)]
    places = [door("pair", at, name, source), door("source", at, source)] if source else []
    return [*places, door("account", at, name)]


def door(kind: str, at: datetime, *parts: str) -> Door:
    """One door; `parts` are hashed with the key of the day."""
    name = _key_of(at)
    keystore().make(name, until=day_of(at))
    return Door(kind, keystore().digest(name, "\0".join((kind, *parts)).encode()))


def source_of(request: HttpRequest) -> str:
    """Where a request comes from: an address, for IPv6 the network. Empty where that cannot be told from a proxy that
    the settings do not name (KHEO_PROXIES): else all who come through it would share one door.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.KHEO_PROXIES:
        passed = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        address = passed[-settings.KHEO_PROXIES] if len(passed) >= settings.KHEO_PROXIES else ""
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    if parsed.is_loopback:
        return ""
    if isinstance(parsed, IPv6Address):
        return parsed.ipv4_mapped.compressed if parsed.ipv4_mapped else parsed.exploded[:19]
    return parsed.compressed


def knock(through: Iterable[Door], at: datetime) -> timedelta:
    """Count a try before its key is looked at, so that many at once are no way around. Returns nothing, or how
    long to wait: then the key must not be looked at, and the try counts nowhere.
    """
    kinds = {one.key: KINDS[one.kind] for one in through}
    with transaction.atomic():
        fresh = [Tries(door=key, last=at, shut_until=at) for key in sorted(kinds)]
        Tries.objects.bulk_create(fresh, ignore_conflicts=True)
        rows = list(Tries.objects.select_for_update().filter(door__in=kinds).order_by("door"))
        waits = [row.shut_until - at for row in rows]
        wait = max([timedelta(), *waits])
        if wait:
            return wait
        for row in rows:
            row.wrong = 1 if at - row.last > QUIET else row.wrong + 1
            row.last, row.shut_until = at, at + pause(kinds[row.door], row.wrong)
        Tries.objects.bulk_update(rows, ["wrong", "last", "shut_until"])
    return timedelta()


def pause(kind: Kind, wrong: int) -> timedelta:
    """How long a door stays shut after so many wrong tries: nothing at first, then twice as long each time."""
    if wrong < kind.free:
        return timedelta()
    return min(FIRST_PAUSE * (1 << min(wrong - kind.free, 20)), kind.longest)


def opened(through: Iterable[Door], at: datetime) -> None:
    """The key was right: what this try counted is taken back. What others tried at a shared door stays counted."""
    own = [one.key for one in through if one.kind in {"pair", "known", "factor"}]
    shared = [one.key for one in through if one.key not in own]
    Tries.objects.filter(door__in=own).delete()
    with transaction.atomic():
        rows = list(Tries.objects.select_for_update().filter(door__in=shared, wrong__gt=0).order_by("door"))
        for row in rows:
            row.wrong, row.shut_until = row.wrong - 1, at
        Tries.objects.bulk_update(rows, ["wrong", "shut_until"])


def forget(at: datetime) -> None:
    """Destroy the keys of the days before, and what was counted under them."""
    for ago in range(1, 8):  # a worker that stood still for a week; whatever is older goes with its month
        keystore().erase(_key_of(at - timedelta(days=ago)))
    Tries.objects.filter(last__lt=at - timedelta(days=1)).delete()


def _key_of(at: datetime) -> str:
    return f"sign-in-{day_of(at):%Y-%m-%d}"
