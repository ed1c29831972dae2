"""The database of an installation: SQLite in its home folder, or what KHEO_DATABASE_URL names."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

WAIT = 60
"""Seconds that a writer waits for others before it gives up."""


def database(url: str, home: Path) -> dict[str, Any]:
    """Django's settings for a database: `postgresql://user:password@host:port/name?sslmode=require`, or
    `sqlite:///path`; the empty address is SQLite in the home folder. Raises ValueError for any other.
    """
    parts = urlsplit(url or f"sqlite:///{home / 'kheo.sqlite3'}")
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")))
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise ValueError(f"KHEO_DATABASE_URL begins with {parts.scheme!r}; known are postgresql and sqlite")


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "timeout": WAIT,
            # A transaction that reads first and writes later could not wait for others: it would fail at once.
            "transaction_mode": "IMMEDIATE",
            # FULL: what was answered "done" is on the disk.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;",
        },
    }
