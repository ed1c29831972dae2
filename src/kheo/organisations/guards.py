"""The database itself refuses two spells of one unit, or two placements in one tree, that overlap.

PostgreSQL by exclusion constraints, which hold between transactions too; SQLite, which has one writer at a time, by
triggers. They are put in place after every migration: Django rebuilds SQLite's tables to alter them, and triggers go.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

SAME = {"spell": ("unit_id",), "placement": ("unit_id", "tree_id")}
"""What rows must share to exclude each other in time, by table."""


def install(using: str = "default", **_kwargs: Any) -> None:
    """Put the guards in place, or leave them there; nothing to do before the tables are made."""
    connection = connections[using]
    if not set(SAME) <= set(connection.introspection.table_names()):
        return
    absent = missing(using)
    statements = [line for name in absent for line in _statements(connection.vendor, name)]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def missing(using: str = "default") -> list[str]:
    """The guards that ought to be there and are not."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        wanted, query = [f"{table}_apart" for table in SAME], "SELECT conname FROM pg_constraint WHERE contype = 'x'"
    else:
        wanted = [f"{table}_apart_{act}" for table in SAME for act in ("insert", "update")]
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {name for (name,) in cursor.fetchall()}
    return [name for name in wanted if name not in present]


def _statements(vendor: str, name: str) -> list[str]:
    table = name.split("_", maxsplit=1)[0]
    if vendor == "postgresql":
        same = ", ".join(f"{column} WITH =" for column in SAME[table])
        return [
            "CREATE EXTENSION IF NOT EXISTS btree_gist",
            f'ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist ({same}, daterange(start, "end") WITH &&)',
        ]
    act = name.rpartition("_")[2]
    same = " AND ".join(f"{column} = NEW.{column}" for column in SAME[table])
    overlapping = f'{same} AND start < NEW."end" AND NEW.start < "end" AND id <> COALESCE(NEW.id, -1)'
    condition = f"EXISTS (SELECT 1 FROM {table} WHERE {overlapping})"  # noqa: S608 -- names of our own
    refusal = f"BEGIN SELECT RAISE(ABORT, '{table}_apart'); END"
    return [f"CREATE TRIGGER {name} BEFORE {act.upper()} ON {table} WHEN {condition} {refusal}"]
