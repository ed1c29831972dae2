"""What someone may see, as search joins it before any limit: whatever `visible_to` gives for the records themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from kheo.core.access import Actor, System, units_within
from kheo.core.access.visibility import day_of, reached
from kheo.core.record import kind_of
from kheo.core.search.declared import Kind
from kheo.core.search.models import PUBLISHED, SearchTerm


class Sql(NamedTuple):
    """A piece of a statement with its values."""

    text: str
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Rights:
    """A condition on rows of `search_term`; the same as lists: the scopes that are open, and the keys that grants
    open. `all` says that nothing is hidden, and then there are no lists; `wide`, that the list of scopes is long.
    """

    condition: Sql
    scopes: Sql
    granted: Sql
    all: bool = False
    wide: bool = False


def rights_to(kind: Kind, actor: Actor, at: datetime) -> Rights:
    """What someone may see of a kind at a moment."""
    if isinstance(actor, System):
        return Rights(Sql("1 = 1"), Sql(""), Sql(""), all=True, wide=True)
    capability = kind.model.visibility.capability
    granted = actor.granted(kind_of(kind.model), capability, at)
    seen = Q(scope=PUBLISHED) | Q(object__in=granted)
    scopes, wide = [Sql(f"SELECT {PUBLISHED}")], False
    if kind.model.visibility.unit:
        seen |= reached(actor, capability, at, "scope")
        below = units_within(actor, capability, at)
        scopes += [] if below is None else [_statement(below)]
        wide = any(span.wide for span in actor.reach(at) if span.holds(capability, day_of(at)))
    return Rights(_condition(seen), _either(scopes), _keys(granted), wide=wide)


def _condition(seen: Q) -> Sql:
    query = SearchTerm.objects.filter(seen).query
    text, values = query.get_compiler(connection=connection).compile(query.where)
    return Sql(text, tuple(values))


def _statement(rows: QuerySet[Any, Any]) -> Sql:
    text, values = rows.query.sql_with_params()
    return Sql(text, tuple(values))


def _either(lists: list[Sql]) -> Sql:
    return Sql(" UNION ALL ".join(one.text for one in lists), tuple(value for one in lists for value in one.values))


def _keys(granted: Iterable[Any]) -> Sql:
    """A list of keys; empty where nothing is granted."""
    if isinstance(granted, QuerySet):
        return _statement(granted)
    keys = tuple(granted)
    return Sql(", ".join("%s" for _ in keys), keys)
