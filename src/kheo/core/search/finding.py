"""A question into hits that a person may see, ranked by each document alone, at a cost that hidden rows do not raise.

Documents that spell the words as asked come first, then those that spell them otherwise. In either rank there are three
ways to the same hits; which one is taken follows from how much each has to look at:

- a word that few documents have: its documents, each asked for the other words and the reader's right;
- else what the reader may see that has the word, unit by unit: the primary key holds words by unit;
- where that is more than is counted, the documents with the leading word in the order of ranking, until a page is full.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from kheo.core.access import Actor
from kheo.core.search import statements as built
from kheo.core.search.declared import Kind
from kheo.core.search.rights import Sql, rights_to
from kheo.core.search.statements import Hit, Statements
from kheo.core.search.words import EXACTLY, Question


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the hits of a kind. `count` is of all hits, at most 1,001; `more`: some follow on this page."""

    kind: Kind
    hits: tuple[Hit, ...]
    count: int
    more: bool


@dataclass(eq=False, slots=True)
class _Rank:
    """The documents of a kind that spell the words as asked for, or those that do not, on the way to their hits."""

    statements: Statements
    inexact: int
    counts: dict[str, int] = field(default_factory=dict)
    hits: list[Hit] = field(default_factory=list)
    many: bool = False

    @property
    def rarest(self) -> str:
        return min(self.counts, key=lambda word: self.counts[word])

    @property
    def few(self) -> bool:
        return self.counts[self.rarest] <= built.COUNTED

    @property
    def glances(self) -> bool:
        """Whether to look at some that have the word first: to list all that somebody sees who sees widely takes long."""
        return self.statements.seen.wide and not self.few

    def first(self) -> Sql:
        """Where to look first."""
        if self.glances:
            return self.statements.glance(self.rarest)
        return self.statements.all_of(self.rarest) if self.few else self.statements.within(self.rarest)

    def take(self, rows: list[Any]) -> None:
        """Take hits."""
        self.hits = sorted(Hit(self.inexact, *row) for row in rows)
        self.many = len(rows) > built.COUNTED


def find(
    kinds: Iterable[Kind], asked: Question, actor: Actor, at: datetime, *, size: int, after: Hit | None = None
) -> list[Found]:
    """The best hits of each kind that someone may see, or those after a hit. At most four queries for all kinds, mostly
    two.

    How often words stand in documents, hidden ones among them, decides what it costs, never what is found.
    """
    each = [(kind, _ranks(kind, asked, actor, at)) for kind in kinds if asked.words]
    ranks = [rank for _, both in each for rank in both]
    for (rank, word), rows in _asked({(r, w): r.statements.having(w) for r in ranks for w in r.statements.words}).items():
        rank.counts[word] = rows[0][0]
    there = [rank for rank in ranks if rank.counts[rank.rarest]]
    _take({rank: rank.first() for rank in there})
    _take({rank: rank.statements.within(rank.rarest) for rank in there if rank.glances and not rank.many})
    counts = {kind.name: min(sum(len(rank.hits) for rank in both), built.COUNTED + 1) for kind, both in each}
    open_to = {rank: _after(rank, after) for rank in there if rank.many}
    _take({rank: rank.statements.best(place, size + 1) for rank, (comes, place) in open_to.items() if comes})
    found = []
    for kind, both in each:
        hits = [hit for rank in both for hit in rank.hits if after is None or hit > after]
        found.append(Found(kind, tuple(hits[:size]), counts[kind.name], len(hits) > size))
    return found


def _ranks(kind: Kind, asked: Question, actor: Actor, at: datetime) -> list[_Rank]:
    """What to look for in the index of a kind; the longest word leads, the first of several."""
    seen, words = rights_to(kind, actor, at), sorted(asked.words, key=lambda word: -len(word.folded))
    folded = tuple(dict.fromkeys(word.folded for word in words))
    if kind.hides is not None:
        return [_Rank(Statements(kind.name, tuple(map(kind.hides, folded)), (), seen), 1)]
    spelled = tuple(EXACTLY + word.spelled for word in words)
    return [
        _Rank(Statements(kind.name, spelled, (), seen), 0),
        _Rank(Statements(kind.name, folded, spelled, seen), 1),
    ]


def _after(rank: _Rank, after: Hit | None) -> tuple[bool, Hit | None]:
    """Whether hits of a rank come after a hit, and after which of its own."""
    if after is None or after.inexact < rank.inexact:
        return True, None
    return after.inexact == rank.inexact, after


def _take(statements: Mapping[_Rank, Sql]) -> None:
    for rank, rows in _asked(statements).items():
        rank.take(rows)


def _asked(statements: Mapping[Any, Sql]) -> dict[Any, list[tuple[Any, ...]]]:
    """The rows of each of several statements with the same number of columns, by one query for all of them."""
    rows: dict[Any, list[tuple[Any, ...]]] = {key: [] for key in statements}
    if statements:
        parts = [f"SELECT {part}, p.* FROM ({one.text}) p" for part, one in enumerate(statements.values())]  # noqa: S608 -- as statements.py
        keys, values = list(statements), [value for one in statements.values() for value in one.values]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), values)
            for part, *row in cursor.fetchall():
                rows[keys[part]].append(tuple(row))
    return rows
