"""Keeps what is searched in step with the records, within the transaction of the deed that writes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import F

from kheo.core.record import Record
from kheo.core.search.declared import KINDS, MOST_FIELDS, Document, Kind, concerned
from kheo.core.search.models import NOBODY, PUBLISHED, SearchDoc, SearchTerm
from kheo.core.search.words import EXACTLY, words_of

FORM = 1
"""The version of the terms; another one, where words are folded otherwise, lets `kheo reindex` make all anew."""
AT_ONCE = 500

_LAST = date.max.toordinal()
_DOC = "INSERT INTO search_doc (kind, object, scope, age, terms, form) VALUES "
_HOLD = " ON CONFLICT (kind, object) DO NOTHING"
_KEEP = (
    " ON CONFLICT (kind, object) DO UPDATE SET"
    " scope = excluded.scope, age = excluded.age, terms = excluded.terms, form = excluded.form"
)
_DROP = "DELETE FROM search_doc WHERE kind = %s AND object = %s"
_TERM = "INSERT INTO search_term (kind, word, scope, object, field, age) VALUES "
_TAKE = "DELETE FROM search_term WHERE kind = %s AND word = %s AND scope = %s AND object = %s"


class _Held(NamedTuple):
    """What is kept of a document, but its key."""

    scope: int
    age: int
    terms: str
    form: int = FORM

    def rows(self) -> set[tuple[str, int, int, int]]:
        """Its terms as (word, scope, field, age)."""
        return {(term[1:], self.scope, int(term[0]), self.age) for term in self.terms.split()}


def follow(records: Iterable[Record]) -> None:
    """Bring everything in step that records appear in which a deed has written. Called by the deed, in its
    transaction.
    """
    for name, keys in sorted(concerned(records).items()):
        refresh(KINDS[name], keys)


def refresh(kind: Kind, keys: Collection[int]) -> None:
    """Make the documents of records anew; what stays the same is not written.

    Two deeds may write records of one document at once: each first takes hold of the document's row, in the order of
    kinds and keys, and reads the records after that, so the later one reads what both have written.
    """
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_ONCE):
        part = ordered[start : start + AT_ONCE]
        held = _hold(kind, part)
        _write(kind.name, part, held, dict(_documents(kind, part)))


def _hold(kind: Kind, keys: list[int]) -> dict[int, _Held]:
    _insert(_DOC, [(kind.name, key, NOBODY, 0, "", 0) for key in keys], _HOLD)
    rows = SearchDoc.objects.select_for_update().filter(kind=kind.name, object__in=keys).order_by("object")
    columns = rows.values_list("object", "scope", "age", "terms", "form")
    return {key: _Held(scope, age, terms, form) for key, scope, age, terms, form in columns}


def _documents(kind: Kind, keys: list[int]) -> Iterator[tuple[int, _Held]]:
    scopes = _scopes(kind.model, keys)
    for one in kind.documents(keys):
        terms = _terms(one, spelled=kind.hides is None)
        if terms and one.object in scopes:
            yield one.object, _Held(scopes[one.object], _LAST - one.day.toordinal(), terms)


def _scopes(model: type[Record], keys: list[int]) -> dict[int, int]:
    """Whose records are, by the model's own rules."""
    rows: Any = model.objects.filter(pk__in=keys)
    seen = model.visibility
    units = rows.annotate(search_unit=F(seen.unit)).values_list("pk", "search_unit") if seen.unit else ()
    published = rows.filter(seen.published).values_list("pk", flat=True)
    there = dict.fromkeys(rows.values_list("pk", flat=True) if not seen.unit else (), NOBODY)
    return there | {key: NOBODY if unit is None else unit for key, unit in units} | dict.fromkeys(published, PUBLISHED)


def _terms(document: Document, *, spelled: bool) -> str:
    """The terms of a document, each after the digit of the first field where it stands."""
    found: dict[str, int] = {}
    for field, text in enumerate(document.fields[:MOST_FIELDS]):
        for word in words_of(text):
            found.setdefault(word.folded, field)
            if spelled:
                found.setdefault(EXACTLY + word.spelled, field)
    return " ".join(f"{field}{term}" for term, field in sorted(found.items()))


def _write(kind: str, keys: list[int], held: dict[int, _Held], wanted: dict[int, _Held]) -> None:
    taken: list[tuple[Any, ...]] = []
    added: list[tuple[Any, ...]] = []
    for key in keys:
        old = held[key].rows()
        new = wanted[key].rows() if key in wanted else set()
        taken += [(kind, word, scope, key) for word, scope, _field, _age in sorted(old - new)]
        added += [(kind, word, scope, key, field, age) for word, scope, field, age in sorted(new - old)]
    with connection.cursor() as cursor:
        if taken:
            cursor.executemany(_TAKE, sorted(taken))
        if len(wanted) < len(keys):
            cursor.executemany(_DROP, [(kind, key) for key in keys if key not in wanted])
    _insert(_TERM, sorted(added))
    changed = sorted((key, one) for key, one in wanted.items() if one != held[key])
    _insert(_DOC, [(kind, key, *one) for key, one in changed], _KEEP)


def _insert(head: str, rows: list[tuple[Any, ...]], tail: str = "") -> None:
    """By statements of many rows: one for each would cost PostgreSQL ten times as much."""
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            part = rows[start : start + AT_ONCE]
            places = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(part))
            cursor.execute(head + places + tail, [value for row in part for value in row])


def reindex(kind: Kind, *, anew: bool = False) -> Iterator[tuple[int, int]]:
    """Make the documents that are missing or of an older form, part by part, each in its own transaction; with `anew`
    all of them, from nothing. After each part (records looked at, of how many). One that was cut off goes on where it
    was, except that `anew` begins again.
    """
    if anew:
        with transaction.atomic():
            SearchTerm.objects.filter(kind=kind.name).delete()
            SearchDoc.objects.filter(kind=kind.name).delete()
    records: Any = kind.model.objects.order_by("pk").values_list("pk", flat=True)
    total, done, last = records.count(), 0, 0
    while True:
        keys = list(records.filter(pk__gt=last)[:AT_ONCE])
        until = keys[-1] if len(keys) == AT_ONCE else None
        with transaction.atomic():
            _mend(kind, keys, last, until)
        done += len(keys)
        yield done, total
        if until is None:
            return
        last = until


def _mend(kind: Kind, keys: list[int], last: int, until: int | None) -> None:
    """Between two keys, make what is not there in this form, and drop what has no record any more."""
    docs = SearchDoc.objects.filter(kind=kind.name, object__gt=last)
    docs = docs if until is None else docs.filter(object__lte=until)
    there = dict(docs.values_list("object", "form"))
    stale = {key for key in keys if there.get(key) != FORM} | (there.keys() - set(keys))
    if stale:
        refresh(kind, stale)
