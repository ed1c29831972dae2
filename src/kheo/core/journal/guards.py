"""Triggers by which the database refuses to change what the journal holds.

They stop mistakes and programs, not an owner of the database, who can drop them: against that stand seals and anchors.
They are installed after every migration, because SQLite loses triggers when Django rebuilds a table.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

_REFUSAL = "the journal is never changed"
_APPEND_ONLY = ("journal_entry", "journal_seal")
_DEED_COLUMNS = ("id", "verb", "actor", "subject", "at", "size", "hash")
TABLES = ("journal_deed", *_APPEND_ONLY, "journal_value")


def install(using: str = "default", **_kwargs: Any) -> None:
    """Put the triggers in place, or leave them there; nothing to do before the tables are made."""
    connection = connections[using]
    if not set(TABLES) <= set(connection.introspection.table_names()):
        return
    statements = _postgresql() if connection.vendor == "postgresql" else _sqlite()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def missing(using: str = "default") -> list[str]:
    """The triggers that ought to be there and are not."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        wanted = {f"{table}_{act}" for table in TABLES for act in _acts(table, "update delete truncate")}
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    else:
        wanted = {f"{table}_{act}" for table in TABLES for act in _acts(table, "update delete")}
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted(wanted - {name for (name,) in cursor.fetchall()})


def _acts(table: str, acts: str) -> list[str]:
    """What is refused: everything, but personal values may be deleted."""
    return ["update"] if table == "journal_value" else acts.split()


def _sealing(same: str) -> str:
    """The one change allowed: a deed that had no seal gets one, and stays otherwise as it was."""
    unchanged = " AND ".join(f"NEW.{column} {same} OLD.{column}" for column in _DEED_COLUMNS)
    return f"(OLD.seal IS NULL AND NEW.seal IS NOT NULL AND {unchanged})"


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_{act} BEFORE {act.upper()} ON {table}"
        + (f" WHEN NOT {_sealing('IS')}" if (table, act) == ("journal_deed", "update") else "")
        + f" BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for table in TABLES
        for act in _acts(table, "update delete")
    ]


def _postgresql() -> list[str]:
    statements = [
        (
            "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
        )
    ]
    for table in TABLES:
        for act in _acts(table, "update delete truncate"):
            each = "STATEMENT" if act == "truncate" else "ROW"
            sealing = (table, act) == ("journal_deed", "update")
            when = f" WHEN (NOT {_sealing('IS NOT DISTINCT FROM')})" if sealing else ""
            statements.append(
                f"CREATE OR REPLACE TRIGGER {table}_{act} BEFORE {act.upper()} ON {table}"
                f" FOR EACH {each}{when} EXECUTE FUNCTION journal_refuse()"
            )
    return statements
