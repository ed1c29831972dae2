"""The tables of search: derived from records, written by index.py alone, made anew by `kheo reindex`."""

from __future__ import annotations

from django.db import models

from kheo.core.ordering import SortKeyField

PUBLISHED, NOBODY = 0, -1
"""Scopes of documents that everybody sees, and of those that no reach leads to."""


class SearchDoc(models.Model):
    """A record as it is searched: whose it is (`scope`: the key of its unit, or one of those above), how old, and its
    terms with their fields, so that they can be found again to be taken away. `form` is the version of the terms.
    """

    pk = models.CompositePrimaryKey("kind", "object")
    kind = models.CharField(max_length=12)
    object = models.BigIntegerField()
    scope = models.BigIntegerField(default=NOBODY)
    age = models.IntegerField(default=0)
    terms = models.TextField(blank=True)
    form = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """Named for what it is."""

        db_table = "search_doc"


class SearchTerm(models.Model):
    """A word of a document: folded, or as it is spelled after “=”. `age` grows with the days that have passed.

    The primary key answers “what within these units has the word”, the index “what has the word, the best first”; both
    hold all columns, so the table itself is never read.
    """

    pk = models.CompositePrimaryKey("kind", "word", "scope", "object")
    kind = models.CharField(max_length=12)
    word = SortKeyField(max_length=41)
    scope = models.BigIntegerField()
    object = models.BigIntegerField()
    field = models.PositiveSmallIntegerField()
    age = models.IntegerField()

    class Meta:
        """The index in the order of ranking."""

        db_table = "search_term"
        indexes = (models.Index(fields=["kind", "word", "field", "age", "object", "scope"], name="search_term_rank"),)
