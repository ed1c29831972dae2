"""For tests of sign-in: people with accounts, browsers that come from somewhere, hashing that is counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.test import Client
from django.utils import timezone

from kheo.core.actions.receipts import Unremembered
from kheo.organisations.actions.people import open_account
from kheo.organisations.tests.world import AT, LOAD, cast

PASSWORD = "mot-cau-that-dai"
ROLES = ("manager", "officer_a", "officer_b", "stranger")
HERE, THERE = "203.0.113.7", "198.51.100.9"


def with_accounts() -> dict[str, Any]:
    """The cast, each with an account of the same password."""
    made = cast()
    for role in ROLES:
        open_account(made[role], by=LOAD, at=AT, username=role, password=Unremembered(PASSWORD))
    return made


def tried(client: Client, name: str, password: str, source: str = HERE, **extra: Any) -> Any:
    """A sign-in as it is sent."""
    values = {"username": name, "password": password, **extra.pop("values", {})}
    return client.post("/sign-in/", values, REMOTE_ADDR=source, **extra)


class Clock:
    """The clock of the middleware, which a test moves."""

    def __init__(self) -> None:
        self.now = timezone.now()

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: int) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("kheo.pages.middleware.timezone.now", made)
    return made


@contextmanager
def counted_hashing(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every derivation of a password, which is what takes the time of a sign-in."""
    calls: list[str] = []
    hasher = hashers.get_hasher()
    for name in ("encode", "verify"):
        real = getattr(type(hasher), name)

        def counted(self: Any, *args: Any, _name: str = name, _real: Any = real, **options: Any) -> Any:
            calls.append(_name)
            return _real(self, *args, **options)

        monkeypatch.setattr(type(hasher), name, counted)
    yield calls
