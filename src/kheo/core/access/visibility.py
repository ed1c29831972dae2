"""What a person may see: reach ∪ grants ∪ what is published, as one condition on the rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from kheo.core.access.actors import Actor, Span, System
from kheo.core.errors import NotFound
from kheo.i18n import mark

if TYPE_CHECKING:
    from kheo.core.record import Record

R = TypeVar("R", bound=Model)

WIDE = 1_000
"""With more units below it than this, a reach is asked row by row instead of being listed."""

FOREVER = date.max
"""The end of what has none: a date that compares, where NULL would need a second condition in every query."""

NOTHING = Q(pk__in=())
"""A condition that no row meets."""

EVERYTHING = Q(pk__isnull=False)
"""One that every row meets; unlike the empty condition it stays so when others are joined to it by “or”."""


def day_of(at: datetime) -> date:
    """The day that a moment falls on where the offices are."""
    return timezone.localdate(at)


def units_within(actor: Actor, capability: str, at: datetime, *, tree: str | None = None) -> QuerySet[Any, int] | None:
    """The ids of the units that a capability reaches at a moment, as a subquery over `descendant`; None for no unit.
    With `tree`, those alone that it reaches through that tree.

    The table of ancestors, which organisations keeps (setting KHEO_ANCESTRY), has the columns tree, ancestor,
    descendant, start and end, half open; every unit is its own descendant.
    """
    on = day_of(at)
    spans = [span for span in actor.reach(at) if span.holds(capability, on) and tree in (None, span.tree)]
    below = _below(spans, on)
    return None if below is None else below.values_list("descendant", flat=True)


def _below(spans: Iterable[Span], on: date) -> QuerySet[Any] | None:
    """The rows of the table of ancestors under the roots of spans, on a day."""
    roots: dict[str, list[int]] = {}
    for span in spans:
        roots.setdefault(span.tree, []).append(span.root)
    if not roots:
        return None
    places = Q()
    for tree, ancestors in roots.items():
        places |= Q(tree=tree, ancestor__in=ancestors)
    ancestry: Any = apps.get_model(settings.KHEO_ANCESTRY)
    below: QuerySet[Any] = ancestry.objects.filter(places, start__lte=on, end__gt=on)
    return below


def reached(actor: Actor, capability: str, at: datetime, unit: str) -> Q:
    """The condition that a row's unit is within a capability's reach.

    A narrow reach is listed (`unit IN …`), a wide one is looked up for each row that comes by (EXISTS): the list of a
    nation costs as much as the page, and looking a commune up in every row is a thousand times slower than its list.
    """
    on = day_of(at)
    spans = [span for span in actor.reach(at) if span.holds(capability, on)]
    narrow, wide = _below([one for one in spans if not one.wide], on), _below([one for one in spans if one.wide], on)
    found = NOTHING
    if narrow is not None:
        found |= Q(**{f"{unit}__in": narrow.values("descendant")})
    if wide is not None:
        found |= looked_up(wide, unit)
    return found


def looked_up(below: QuerySet[Any], unit: str) -> Q:
    """The condition that a row's unit is among descendants, asked row by row."""
    # not "=": PostgreSQL would then list the nation all the same, to look the rows up in a hash
    return Q(Exists(below.filter(descendant__gte=OuterRef(unit), descendant__lte=OuterRef(unit))))


@dataclass(frozen=True, slots=True)
class Visibility:
    """Who may see the rows of a model: whom a capability reaches through `unit`, whom a grant opens them, and the
    public where `published` holds. The system sees all.
    """

    capability: str
    unit: str | None = "unit"
    published: Q = field(default_factory=lambda: NOTHING)

    def rows(self, model: type[Record], actor: Actor, at: datetime) -> Q:
        """The condition on the rows."""
        if isinstance(actor, System):
            return EVERYTHING
        seen = self.published | Q(pk__in=actor.granted(model._meta.label_lower, self.capability, at))
        return seen | reached(actor, self.capability, at, self.unit) if self.unit else seen


def fetch(visible: QuerySet[R], pk: object) -> R:
    """The only door from an id to a record: one of those that a person may see. Raises NotFound."""
    try:
        return visible.get(pk=pk)
    except (ObjectDoesNotExist, ValueError, TypeError, OverflowError, ValidationError):
        kind = visible.model._meta.label_lower
        raise NotFound("not-found", mark("There is nothing here that you may see."), kind=kind) from None
