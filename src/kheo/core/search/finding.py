"""A question into hits that a person may see, ranked by each document alone, at a cost that hidden rows do not raise.

There are three ways to the same hits; which one is taken follows from how much each has to look at:

- a word that few documents have: its documents, each asked for the other words and the reader's right;
- else what the reader may see that has the word, unit by unit: the primary key holds words by unit;
- where that is more than is counted, the documents with the leading word in the order of ranking, until a page is full;
  should too many of those be hidden, all that the reader may see, put in order by the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from kheo.core.access import Actor
from kheo.core.search.declared import Kind
from kheo.core.search.rights import Sql, rights_to
from kheo.core.search import statements as built
from kheo.core.search.statements import Hit, Statements, Terms
from kheo.core.search.words import EXACTLY, Question


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the hits of a kind. `count` is of all hits, at most 1,001; `more`: some follow."""

    kind: Kind
    hits: tuple[Hit, ...] = ()
    count: int = 0
    more: bool = False


class _Search:
    """One question to one kind, on its way to a page."""

    def __init__(self, kind: Kind, statements: Statements, size: int, after: Hit | None) -> None:
        self.kind, self.statements, self.most, self.after = kind, statements, size + 1, after
        self.rarest, self.few, self.count = "", False, 0
        self.page: list[Hit] | None = []

    def take_counts(self, counts: Mapping[str, int]) -> bool:
        """Know how many documents have each word; whether all are somewhere."""
        self.rarest = min(counts, key=lambda word: counts[word])
        self.few = counts[self.rarest] <= built.COUNTED
        return counts[self.rarest] > 0

    def first(self) -> Sql:
        """Where to look first. Whoever sees widely finds a common word at a glance; to list what they see takes long."""
        if not self.few and self.statements.seen.wide:
            return self.statements.glance(self.rarest)
        return self.second()

    def second(self) -> Sql:
        """All hits, unless there are very many."""
        return self.statements.all_hits(self.rarest, few=self.few)

    def take(self, hits: list[Hit], *, all_of_them: bool) -> bool:
        """Take hits; whether it is known now that they are all, or very many."""
        self.count = len(hits)
        if self.count > built.COUNTED:
            self.page = None
        elif all_of_them:
            self.page = sorted(hit for hit in hits if self.after is None or hit > self.after)[: self.most]
        return self.count > built.COUNTED or all_of_them

    def looks(self) -> dict[bool, Hit | None]:
        """Which spellings are looked through, and after which hit: True for exactly so."""
        if self.after is not None and self.after.inexact:
            return {False: self.after}
        return ({True: self.after} if self.statements.terms.spelled else {}) | {False: None}

    def take_best(self, exact: bool, hits: list[Hit], looked_at: int) -> None:  # noqa: FBT001
        """Take the next best. Where not all could be looked at and the page is not full, there may be better ones."""
        if self.page is not None:
            self.page = (self.page + sorted(hits))[: self.most]
            if len(self.page) < self.most and looked_at >= built.LOOKED_THROUGH:
                self.page = None

    def found(self) -> Found:
        """The page."""
        hits = tuple(self.page or ())
        return Found(self.kind, hits[: self.most - 1], self.count, more=len(hits) == self.most)


def find(
    kinds: Iterable[Kind], asked: Question, actor: Actor, at: datetime, *, size: int, after: Hit | None = None
) -> list[Found]:
    """The best hits of each kind that someone may see, or those after a hit. At most five queries for all kinds, mostly two.

    Which words are few and which way is taken changes what it costs, never what is found.
    """
    searches = [
        _Search(kind, Statements(kind.name, terms_for(kind, asked), rights_to(kind, actor, at)), size, after)
        for kind in kinds
        if asked.words
    ]
    counts: dict[_Search, dict[str, int]] = {one: {} for one in searches}
    each = {(one, word): one.statements.having(word) for one in searches for word in one.statements.terms.folded}
    for (one, word), rows in _asked(each).items():
        counts[one][word] = rows[0][0]
    there = [one for one in searches if one.take_counts(counts[one])]
    unsure = []
    for one, rows in _asked({one: one.first() for one in there}).items():
        glanced = not one.few and one.statements.seen.wide
        if not one.take([Hit(*row) for row in rows], all_of_them=not glanced):
            unsure.append(one)
    for one, rows in _asked({one: one.second() for one in unsure}).items():
        one.take([Hit(*row) for row in rows], all_of_them=True)
    _fill([one for one in there if one.page is None])
    return [one.found() for one in searches]


def terms_for(kind: Kind, asked: Question) -> Terms:
    """What stands in the index of a kind for a question; the longest word leads, the first of several."""
    words = sorted(asked.words, key=lambda word: -len(word.folded))
    folded = tuple(dict.fromkeys(word.folded for word in words))
    if kind.hides is not None:
        return Terms(tuple(map(kind.hides, folded)), ())
    return Terms(folded, tuple(EXACTLY + word.spelled for word in words))


def _fill(many: list[_Search]) -> None:
    """Look for the pages of those who have many hits."""
    parts: dict[tuple[_Search, bool, str], Sql] = {}
    for one in many:
        one.page = []
        for exact, after in one.looks().items():
            parts[one, exact, "best"] = one.statements.best(exact=exact, after=after, most=one.most)
            parts[one, exact, "looked"] = one.statements.looked_at(exact=exact, after=after)
    answers = _asked(parts)
    for one in many:
        for exact in one.looks():
            hits = [Hit(*row) for row in answers[one, exact, "best"]]
            one.take_best(exact, hits, answers[one, exact, "looked"][0][0])
    rest = {one: one.statements.in_order(one.rarest, one.after, one.most) for one in many if one.page is None}
    for one, rows in _asked(rest).items():
        one.page = sorted(Hit(*row) for row in rows)


def _asked(statements: Mapping[Any, Sql]) -> dict[Any, list[tuple[Any, ...]]]:
    """The rows of each of several statements, by one query for all of them with the same number of columns."""
    rows: dict[Any, list[tuple[Any, ...]]] = {key: [] for key in statements}
    if not statements:
        return rows
    keys = list(statements)
    parts = [f"SELECT {number} AS part, p.* FROM ({statements[key].text}) p" for number, key in enumerate(keys)]  # noqa: S608 -- see statements.py
    values = [value for key in keys for value in statements[key].values]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        for number, *row in cursor.fetchall():
            rows[keys[number]].append(tuple(row))
    return rows
