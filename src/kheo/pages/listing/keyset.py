"""Pages of a list by the key of their first and last row: as quick on the last page as on the first, and stable while
others write.

Rows are ordered by one column and then by their primary key, in one direction, so that one index serves both ways.
Rows without a value come last.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Field, Model, Q, QuerySet

KEY = "listing_key"


class Lost(ValueError):  # noqa: N818 -- names what happened to the place
    """The place in the list that an address names cannot be read."""


@dataclass(frozen=True, slots=True)
class Order:
    """How rows are ordered: by a path of the model, or in reverse."""

    path: str
    descending: bool
    field: Field[Any, Any]
    nullable: bool

    @property
    def pk(self) -> str:
        """The second key, in the direction of the first."""
        return "-pk" if self.descending else "pk"

    def rows(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """In order."""
        return queryset.order_by(self._key(reverse=False), self.pk)

    def backwards(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """In the opposite order."""
        return queryset.order_by(self._key(reverse=True), "pk" if self.descending else "-pk")

    def _key(self, *, reverse: bool) -> Any:
        descending = self.descending != reverse
        if not self.nullable:  # a plain column: an index can serve it on every database
            return f"-{self.path}" if descending else self.path
        last = {"nulls_first": True} if reverse else {"nulls_last": True}
        return F(self.path).desc(**last) if descending else F(self.path).asc(**last)

    def after(self, value: Any, pk: Any) -> Q:
        """The rows behind a place."""
        return self._beyond(value, pk, "lt" if self.descending else "gt", forwards=True)

    def before(self, value: Any, pk: Any) -> Q:
        """The rows ahead of a place."""
        return self._beyond(value, pk, "gt" if self.descending else "lt", forwards=False)

    def _beyond(self, value: Any, pk: Any, sign: str, *, forwards: bool) -> Q:
        path = self.path
        beside = Q(**{f"pk__{sign}": pk})
        if value is None:
            empty = Q(**{f"{path}__isnull": True}) & beside
            return empty if forwards else empty | Q(**{f"{path}__isnull": False})
        beyond = Q(**{f"{path}__{sign}": value}) | (Q(**{path: value}) & beside)
        # The first part lets the database enter the index at the place; alone, “or” would let it read from the start.
        beyond = Q(**{f"{path}__{sign}e": value}) & beyond
        return beyond | Q(**{f"{path}__isnull": True}) if forwards and self.nullable else beyond

    def keyed(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """With the key beside each row, where it comes from a joined table."""
        return queryset.annotate(**{KEY: F(self.path)}) if "__" in self.path else queryset

    def place(self, row: Any) -> str:
        """The place of a row, as it stands in an address."""
        value = getattr(row, KEY) if "__" in self.path else getattr(row, self.path)
        text = json.dumps([value, row.pk], cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    def read(self, place: str, model: type[Model]) -> tuple[Any, Any]:
        """Value and key of a place. Raises Lost."""
        try:
            value, pk = json.loads(base64.b64decode(place + "=" * (-len(place) % 4), altchars=b"-_", validate=True))
            return (None if value is None else self.field.to_python(value)), model._meta.pk.to_python(pk)
        except (binascii.Error, ValueError, TypeError, ValidationError, RecursionError) as fault:
            raise Lost(place) from fault


def order_of(model: type[Model], path: str, *, descending: bool) -> Order:
    """The order by a path. Raises FieldError where the model has none such."""
    nullable = False
    here: Any = model
    field: Any = None
    for name in path.split("__"):
        field = here._meta.get_field(name) if here else None
        if field is None or not field.concrete:
            raise FieldError(f"{model._meta.label} has no column {path}")
        nullable = nullable or field.null
        here = field.related_model
    return Order(path, descending, field, nullable)
