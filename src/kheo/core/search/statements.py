"""The statements of a search. Every way to the hits ends in the same four columns: those of a `Hit`."""

# ruff: noqa: S608 -- they are made of words of ours; what anybody typed goes in as values

from __future__ import annotations

from typing import NamedTuple

from django.db import connection

from kheo.core.search.rights import Rights, Sql

COUNTED = 1_000
"""A count stops here, and so many documents are all looked at."""
LOOKED_THROUGH = 20_000
"""Documents that are looked through in the order of ranking."""

_COLUMNS = "t.kind, t.scope, t.object, t.field, t.age"
_OF_WORD = f"SELECT {_COLUMNS} FROM search_term t WHERE t.kind = %s AND t.word = %s"
_FIELD = (
    "(SELECT o.field FROM search_term o WHERE o.kind = search_term.kind AND o.word = %s"
    " AND o.scope = search_term.scope AND o.object = search_term.object)"
)
"""Where a document has another word, if it has it. A value and no join: else PostgreSQL reads all that have that word."""
_GRANTED = (
    f"SELECT {_COLUMNS} FROM search_doc d JOIN search_term t ON t.kind = d.kind AND t.scope = d.scope"
    " AND t.object = d.object WHERE t.kind = %s AND t.word = %s AND d.object IN ({}) AND d.scope NOT IN ({})"
)


class Hit(NamedTuple):
    """A record found. Hits stand in the order of these values: spelled as asked for (0) or otherwise (1), field of the
    leading word, age, key.
    """

    inexact: int
    field: int
    age: int
    object: int


class Terms(NamedTuple):
    """What a question looks for in the index of a kind: folded words with the leading one first, and, where the kind
    keeps spellings, the words as spelled, in the same way.
    """

    folded: tuple[str, ...]
    spelled: tuple[str, ...]


class Statements(NamedTuple):
    """The statements of one question to one kind by one reader."""

    kind: str
    terms: Terms
    seen: Rights

    def having(self, word: str) -> Sql:
        """How many documents have a word, as far as that matters."""
        return Sql(f"SELECT count(*) FROM ({_OF_WORD} LIMIT %s) t", (self.kind, word, COUNTED + 1))

    def all_hits(self, rarest: str, *, few: bool) -> Sql:
        """All hits up to COUNTED, in no order, or one more. `few`: few documents have the word."""
        return self._limited(self._hits(self._having(rarest) if few else self._within(rarest), rarest), COUNTED + 1)

    def glance(self, rarest: str) -> Sql:
        """The same among as many documents as are looked through."""
        return self._limited(self._hits(self._in_order(rarest, None), rarest), COUNTED + 1)

    def best(self, *, exact: bool, after: Hit | None, most: int) -> Sql:
        """The best hits that are spelled so, or those that are not, among as many documents as are looked through.

        The database hands on the documents in the order in which it takes them; to order them once more would make
        SQLite look at all of them first.
        """
        words = self.terms.spelled if exact else self.terms.folded
        hits = self._hits(self._in_order(words[0], after), words[0], needed=words)
        return self._limited(hits._replace(text=f"{hits.text} WHERE h.inexact = {0 if exact else 1}"), most)

    def looked_at(self, *, exact: bool, after: Hit | None) -> Sql:
        """At how many documents that looks, at most LOOKED_THROUGH."""
        word = (self.terms.spelled if exact else self.terms.folded)[0]
        source = self._in_order(word, after)
        return source._replace(text=f"SELECT count(*), 0, 0, 0 FROM ({source.text}) t")

    def in_order(self, rarest: str, after: Hit | None, most: int) -> Sql:
        """The best of all hits, put in order by the database."""
        hits = self._hits(self._within(rarest), rarest)
        beyond = " WHERE (h.inexact, h.field, h.age, h.object) > (%s, %s, %s, %s)" if after else ""
        text = f"{hits.text}{beyond} ORDER BY h.inexact, h.field, h.age, h.object LIMIT %s"
        return Sql(text, (*hits.values, *(after or ()), most))

    def _having(self, word: str) -> Sql:
        return Sql(_OF_WORD, (self.kind, word))

    def _in_order(self, word: str, after: Hit | None) -> Sql:
        beyond = " AND (t.field, t.age, t.object) > (%s, %s, %s)" if after else ""
        values = (self.kind, word, *(after[1:] if after else ()), LOOKED_THROUGH)
        return Sql(f"{_OF_WORD}{beyond} ORDER BY t.field, t.age, t.object LIMIT %s", values)

    def _within(self, word: str) -> Sql:
        """What the reader may see that has a word, scope by scope, then key by key; or all that has it."""
        if self.seen.all:
            return self._having(word)
        scopes, granted = self.seen.scopes, self.seen.granted
        one_of = "= ANY(ARRAY({}))" if connection.vendor == "postgresql" else "IN ({})"
        within = Sql(f"{_OF_WORD} AND t.scope {one_of.format(scopes.text)}", (self.kind, word, *scopes.values))
        if not granted.text:
            return within
        opened = _GRANTED.format(granted.text, scopes.text)
        values = (*within.values, self.kind, word, *granted.values, *scopes.values)
        return Sql(f"{within.text} UNION ALL {opened}", values)

    def _hits(self, source: Sql, word: str, needed: tuple[str, ...] | None = None) -> Sql:
        """Of a source of documents that have a word those that have the `needed` words, folded unless others are
        given, and that the reader may see. `t` is the source's name for itself, `h` the hits.
        """
        folded, spelled = self.terms
        leads = (folded[0], spelled[0] if spelled else None)
        others = [one for one in needed or folded if one != word]
        exact = " AND ".join(["1 = 1", *(f"{_FIELD} IS NOT NULL" for _ in spelled[1:])])
        inner = f"SELECT search_term.age, search_term.object, {_FIELD} AS folded_field, {_FIELD} AS spelled_field"
        condition = " AND ".join([f"({self.seen.condition.text})", *(f"{_FIELD} IS NOT NULL" for _ in others)])
        text = f"{inner}, ({exact}) AS rest FROM ({source.text}) search_term WHERE {condition}"
        values = (*leads, *spelled[1:], *source.values, *self.seen.condition.values, *others)
        ranked = (
            "SELECT CASE WHEN i.rest AND i.spelled_field IS NOT NULL THEN 0 ELSE 1 END AS inexact,"
            " CASE WHEN i.rest AND i.spelled_field IS NOT NULL THEN i.spelled_field ELSE i.folded_field END AS field,"
            f" i.age, i.object FROM ({text}) i"
        )
        return Sql(f"SELECT h.* FROM ({ranked}) h", values)

    def _limited(self, hits: Sql, most: int) -> Sql:
        return Sql(f"{hits.text} LIMIT %s", (*hits.values, most))
