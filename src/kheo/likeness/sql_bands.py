"""The band index in two tables of a database, by any DB-API connection; SQLite and PostgreSQL run the same SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from kheo.likeness.bands import CAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

# BYTEA is PostgreSQL's name for bytes; SQLite keeps bytes as bytes whatever the column is called.
TABLES = (
    "CREATE TABLE IF NOT EXISTS likeness_text (text BIGINT PRIMARY KEY, keys BYTEA NOT NULL)",
    "CREATE TABLE IF NOT EXISTS likeness_band (key BIGINT NOT NULL, text BIGINT NOT NULL, PRIMARY KEY (key, text))",
)
"""`SqlBands.create` makes them; on SQLite the second is stored inside its primary key (WITHOUT ROWID)."""


class Connection(Protocol):
    """The part of a DB-API 2 connection (PEP 249) that is used."""

    def cursor(self) -> Any:
        """Open a cursor."""


class SqlBands:
    """A `BandIndex` in a database. It never commits: the caller's transaction decides.

    `placeholder` is the driver's parameter mark: `?` for sqlite3, `%s` for psycopg. The caller keeps two writers of the
    same text apart, as the primary key refuses the second.
    """

    def __init__(self, connection: Connection, *, placeholder: str = "?") -> None:
        """An index on tables that exist; `create` makes them."""
        self._connection = connection
        self._mark = placeholder

    @classmethod
    def create(cls, connection: Connection, *, placeholder: str = "?") -> SqlBands:
        """Make the tables where they are missing."""
        sqlite = placeholder == "?"
        cursor = connection.cursor()
        cursor.execute(TABLES[0])
        cursor.execute(TABLES[1] + (" WITHOUT ROWID" if sqlite else ""))
        return cls(connection, placeholder=placeholder)

    def add(self, text: int, keys: NDArray[np.int64]) -> None:
        """See `BandIndex.add`."""
        if text in self:
            raise ValueError(f"text {text} is in the index already")
        cursor = self._run("INSERT INTO likeness_text (text, keys) VALUES (?, ?)", (text, keys.astype("<i8").tobytes()))
        self._enter(cursor, ((key, text) for key in keys.tolist()))

    def build(self, texts: NDArray[np.int64], keys: NDArray[np.int64]) -> None:
        """Fill an empty index with many texts at once, from its pairs: `texts[i]` stands under `keys[i]`.

        The rows go in in the order of their key, which on a large index is many times faster than `add`.
        """
        by_text = np.lexsort((keys, texts))
        numbers, firsts = np.unique(texts[by_text], return_index=True)
        blobs = (part.astype("<i8").tobytes() for part in np.split(keys[by_text], firsts[1:]))
        cursor = self._connection.cursor()
        statement = self._sql("INSERT INTO likeness_text (text, keys) VALUES (?, ?)")
        cursor.executemany(statement, zip(numbers.tolist(), blobs, strict=True))
        by_key = np.lexsort((texts, keys))
        for start in range(0, len(by_key), 1 << 20):
            chosen = by_key[start : start + (1 << 20)]
            self._enter(cursor, zip(keys[chosen].tolist(), texts[chosen].tolist(), strict=True))

    def remove(self, text: int) -> None:
        """See `BandIndex.remove`."""
        cursor = self._run("SELECT keys FROM likeness_text WHERE text = ?", (text,))
        row = cursor.fetchone()
        if row is None:
            raise KeyError(text)
        keys = np.frombuffer(bytes(row[0]), "<i8").tolist()
        statement = self._sql("DELETE FROM likeness_band WHERE key = ? AND text = ?")
        cursor.executemany(statement, [(key, text) for key in keys])
        cursor.execute(self._sql("DELETE FROM likeness_text WHERE text = ?"), (text,))

    def lookup(self, keys: NDArray[np.int64], *, cap: int = CAP) -> NDArray[np.int64]:
        """See `BandIndex.lookup`."""
        cursor = self._connection.cursor()
        statement = self._sql("SELECT text FROM likeness_band WHERE key = ? ORDER BY text LIMIT ?")
        found: list[int] = []
        for key in keys.tolist():
            cursor.execute(statement, (key, cap))
            found.extend(row[0] for row in cursor.fetchall())
        return np.array(found, dtype=np.int64)

    def entries(self) -> Iterator[tuple[int, int]]:
        """See `BandIndex.entries`."""
        cursor = self._run("SELECT key, text FROM likeness_band ORDER BY key, text", ())
        while rows := cursor.fetchmany(10_000):
            yield from ((row[0], row[1]) for row in rows)

    def __contains__(self, text: int) -> bool:
        """See `BandIndex`."""
        return self._run("SELECT 1 FROM likeness_text WHERE text = ?", (text,)).fetchone() is not None

    def __len__(self) -> int:
        """See `BandIndex`."""
        return int(self._run("SELECT count(*) FROM likeness_text", ()).fetchone()[0])

    def _enter(self, cursor: Any, rows: Iterable[tuple[int, int]]) -> None:
        cursor.executemany(self._sql("INSERT INTO likeness_band (key, text) VALUES (?, ?)"), rows)

    def _run(self, statement: str, parameters: tuple[Any, ...]) -> Any:
        cursor = self._connection.cursor()
        cursor.execute(self._sql(statement), parameters)
        return cursor

    def _sql(self, statement: str) -> str:
        return statement.replace("?", self._mark)
