"""Searching records of every kind by words, with and without diacritics.

declared.py   an area says how its records become documents: their fields, their day, their unit
words.py      a text or a question → its words, as spelled and folded
models.py     the tables: what each document holds, and where each word stands
index.py      keeps both within the transaction of the deed that changes a record; makes them anew
finding.py    a question → the best hits that a person may see

A hit is ranked by its own document alone: exact spelling, then the field, then the day (docs/decisions/0009-search.md).
"""

from kheo.core.search.declared import KINDS, Document, Kind, searched
from kheo.core.search.finding import Found, find
from kheo.core.search.index import reindex
from kheo.core.search.statements import Hit
from kheo.core.search.words import Question, question

__all__ = ["KINDS", "Document", "Found", "Hit", "Kind", "Question", "find", "question", "reindex", "searched"]
