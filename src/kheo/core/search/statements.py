"""The statements of a search. Every way to the hits ends in the same columns, those of a `Hit`."""

# ruff: noqa: S608 -- they are made of words of ours; what anybody typed goes in as values

from __future__ import annotations

from typing import NamedTuple

from django.db import connection

from kheo.core.search.rights import Rights, Sql

COUNTED = 1_000
"""A count stops here; so many documents are all looked at."""
GLANCED = 20_000
"""Documents among which somebody who sees widely finds most words often."""

_COLUMNS = "t.kind, t.scope, t.object, t.field, t.age"
_OF_WORD = f"SELECT {_COLUMNS} FROM search_term t WHERE t.kind = %s AND t.word = %s"
_GRANTED = (
    f"SELECT {_COLUMNS} FROM search_doc d JOIN search_term t ON t.kind = d.kind AND t.scope = d.scope"
    " AND t.object = d.object WHERE t.kind = %s AND t.word = %s AND d.object IN ({}) AND d.scope NOT IN ({})"
)
_FIELD = (
    "(SELECT o.field FROM search_term o WHERE o.kind = search_term.kind AND o.word = %s"
    " AND o.scope = search_term.scope AND o.object = search_term.object)"
)
"""Where a document has another word, if it has it. A value, no join: else PostgreSQL reads all that have that word."""


class Hit(NamedTuple):
    """A record found. Hits stand in the order of these values: spelled as asked for (0) or otherwise (1), field of the
    leading word, age, key.
    """

    inexact: int
    field: int
    age: int
    object: int


class Statements(NamedTuple):
    """The statements for documents of a kind that have all of some words, the leading one first, but not all of
    `without`, and that a reader may see.
    """

    kind: str
    words: tuple[str, ...]
    without: tuple[str, ...]
    seen: Rights

    def having(self, word: str) -> Sql:
        """How many documents have a word, as far as that matters."""
        return Sql(f"SELECT count(*) FROM ({_OF_WORD} LIMIT %s) t", (self.kind, word, COUNTED + 1))

    def all_of(self, word: str) -> Sql:
        """All hits, where few documents have the word."""
        return self._hits(Sql(_OF_WORD, (self.kind, word)), word, COUNTED + 1)

    def glance(self, word: str) -> Sql:
        """Hits up to one more than are counted, among so many that have the word."""
        source = Sql(f"{_OF_WORD} LIMIT %s", (self.kind, word, GLANCED))
        return self._hits(source, word, COUNTED + 1)

    def within(self, word: str) -> Sql:
        """The same among what the reader may see, scope by scope, then key by key."""
        if self.seen.all:
            return self.all_of(word)
        scopes, granted = self.seen.scopes, self.seen.granted
        one_of = "= ANY(ARRAY({}))" if connection.vendor == "postgresql" else "IN ({})"
        source = Sql(f"{_OF_WORD} AND t.scope {one_of.format(scopes.text)}", (self.kind, word, *scopes.values))
        if granted.text:
            opened = _GRANTED.format(granted.text, scopes.text)
            values = (*source.values, self.kind, word, *granted.values, *scopes.values)
            source = Sql(f"{source.text} UNION ALL {opened}", values)
        return self._hits(source, word, COUNTED + 1)

    def best(self, after: Hit | None, most: int) -> Sql:
        """The best hits, or those after one: documents in the order of ranking until there are enough.

        The database hands documents on in the order in which the inner statement takes them; told to order them once
        more, SQLite would look at all of them first. (Its limit only keeps SQLite from taking the order for idle.)
        """
        beyond = " AND (t.field, t.age, t.object) > (%s, %s, %s)" if after else ""
        text = f"{_OF_WORD}{beyond} ORDER BY t.field, t.age, t.object LIMIT %s"
        values = (self.kind, self.words[0], *(after[1:] if after else ()), 1 << 62)
        return self._hits(Sql(text, values), self.words[0], most)

    def _hits(self, source: Sql, word: str, most: int) -> Sql:
        """Of a source of documents that have a word those that are hits."""
        others = [one for one in self.words if one != word]
        conditions = [f"({self.seen.condition.text})", *(f"{_FIELD} IS NOT NULL" for _ in others)]
        if self.without:
            conditions.append(f"({' OR '.join(f'{_FIELD} IS NULL' for _ in self.without)})")
        field = "search_term.field" if word == self.words[0] else _FIELD
        lead = () if word == self.words[0] else (self.words[0],)
        text = f"SELECT {field}, search_term.age, search_term.object FROM ({source.text}) search_term"
        values = (*lead, *source.values, *self.seen.condition.values, *others, *self.without, most)
        return Sql(f"{text} WHERE {' AND '.join(conditions)} LIMIT %s", values)
