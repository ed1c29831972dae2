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
    """The documents of a kind that spell the words as asked for, or those that do not (which come after `before`)."""

    statements: Statements
    inexact: int = 0
    before: _Rank | None = None
    hits: list[Hit] = field(default_factory=list)
    many: bool = False
    steps: list[Sql] = field(default_factory=list)
    begun: bool = False

    def take_counts(self, counts: dict[str, int]) -> None:
        """Plan the steps to all hits, or to more than are counted, from how many documents have each word.

        Whoever sees widely first takes a glance at a common word: to list all that they see takes long.
        """
        rarest = min(counts, key=lambda word: counts[word])
        if counts[rarest] > built.COUNTED:
            glance = [self.statements.glance(rarest)] if self.statements.seen.wide else []
            self.steps = [*glance, self.statements.within(rarest)]
        elif counts[rarest]:
            self.steps = [self.statements.all_of(rarest)]

    def ready(self) -> bool:
        """Whether there is a step to take now. Where very many spell the words as asked for, the others can wait."""
        waits = self.before is not None and (self.before.many or (len(self.before.steps) > 1 and not self.before.begun))
        return bool(self.steps) and not waits

    def take(self, rows: list[Any]) -> None:
        """Take the hits of a step."""
        self.put(rows)
        self.begun, self.many = True, len(rows) > built.COUNTED
        self.steps = [] if self.many else self.steps[1:]

    def put(self, rows: list[Any]) -> None:
        """Hold hits."""
        self.hits = sorted(Hit(self.inexact, *row) for row in rows)

    def wants(self, size: int, after: Hit | None) -> bool:
        """Whether hits are still to be put in order for a page."""
        if self.before is None or not self.before.many:
            return self.many and (after is None or after.inexact <= self.inexact)
        return len(self.before.hits) <= size or (after is not None and after.inexact == self.inexact)

    def best(self, size: int, after: Hit | None) -> Sql:
        """The first hits, or those after a hit, and one more."""
        own = after if after is not None and after.inexact == self.inexact else None
        return self.statements.best(own, size + 1)


def find(
    kinds: Iterable[Kind], asked: Question, actor: Actor, at: datetime, *, size: int, after: Hit | None = None
) -> list[Found]:
    """The best hits of each kind that someone may see, or those after a hit. Two queries for all kinds, at most six.

    How often words stand in documents, hidden ones among them, decides what it costs, never what is found.
    """
    each = [(kind, _ranks(kind, asked, actor, at)) for kind in kinds if asked.words]
    ranks = [rank for _, both in each for rank in both]
    counted = _asked({(rank, word): rank.statements.having(word) for rank in ranks for word in rank.statements.words})
    for rank in ranks:
        rank.take_counts({word: counted[rank, word][0][0] for word in rank.statements.words})
    while ready := [rank for rank in ranks if rank.ready()]:
        for rank, rows in _asked({rank: rank.steps[0] for rank in ready}).items():
            rank.take(rows)
    counts = {kind.name: min(sum(len(one.hits) for one in both), built.COUNTED + 1) for kind, both in each}
    for inexact in (0, 1):
        wanting = [rank for rank in ranks if rank.inexact == inexact and rank.wants(size, after)]
        for rank, rows in _asked({rank: rank.best(size, after) for rank in wanting}).items():
            rank.put(rows)
    return [_page(kind, counts[kind.name], both, size, after) for kind, both in each]


def _page(kind: Kind, count: int, ranks: list[_Rank], size: int, after: Hit | None) -> Found:
    hits = [hit for rank in ranks for hit in rank.hits if after is None or hit > after]
    return Found(kind, tuple(hits[:size]), count, more=len(hits) > size)


def _ranks(kind: Kind, asked: Question, actor: Actor, at: datetime) -> list[_Rank]:
    """What to look for in the index of a kind; the longest word leads, the first of several."""
    seen, words = rights_to(kind, actor, at), sorted(asked.words, key=lambda word: -len(word.folded))
    folded = tuple(dict.fromkeys(word.folded for word in words))
    if kind.hides is not None:
        return [_Rank(Statements(kind.name, tuple(map(kind.hides, folded)), (), seen), 1)]
    spelled = tuple(EXACTLY + word.spelled for word in words)
    exact = _Rank(Statements(kind.name, spelled, (), seen))
    return [exact, _Rank(Statements(kind.name, folded, spelled, seen), 1, exact)]


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
