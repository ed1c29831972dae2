"""What a person may see: reach ∪ grants ∪ what is published, as one condition on the rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from kheo.core.access.actors import Actor, Reach, System
from kheo.core.errors import NotFound
from kheo.i18n import mark

if TYPE_CHECKING:
    from kheo.core.record import Record

R = TypeVar("R", bound=Model)

FOREVER = date.max
"""The end of what has none: a date that compares, where NULL would need a second condition in every query."""

NOTHING = Q(pk__in=())
"""A condition that no row meets."""


def day_of(at: datetime) -> date:
    """The day that a moment falls on where the offices are."""
    return timezone.localdate(at)


def units_within(actor: Actor, capability: str, at: datetime) -> QuerySet[Any, int] | None:
    """The ids of the units that a capability reaches at a moment, as a subquery over `descendant`; None for no unit.

    The table of ancestors, which organisations keeps (setting KHEO_ANCESTRY), has the columns tree, ancestor,
    descendant, start and end, half open; every unit is its own descendant.
    """
    on = day_of(at)
    roots = _roots(actor.reach(at), capability, on)
    if not roots:
        return None
    places = Q()
    for tree, ancestors in roots.items():
        places |= Q(tree=tree, ancestor__in=ancestors)
    ancestry: Any = apps.get_model(settings.KHEO_ANCESTRY)
    below: QuerySet[Any, int] = ancestry.objects.filter(places, start__lte=on, end__gt=on)
    return below.values_list("descendant", flat=True)


def _roots(reach: Reach, capability: str, on: date) -> dict[str, list[int]]:
    roots: dict[str, list[int]] = {}
    for span in reach:
        if span.holds(capability, on):
            roots.setdefault(span.tree, []).append(span.root)
    return roots


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
            return Q()
        seen = self.published | Q(pk__in=actor.granted(model._meta.label_lower, self.capability, at))
        below = units_within(actor, self.capability, at) if self.unit else None
        return seen if below is None else seen | Q(**{f"{self.unit}__in": below})


def fetch(visible: QuerySet[R], pk: object) -> R:
    """The only door from an id to a record: one of those that a person may see. Raises NotFound."""
    try:
        return visible.get(pk=pk)
    except (ObjectDoesNotExist, ValueError, TypeError, OverflowError, ValidationError):
        kind = visible.model._meta.label_lower
        raise NotFound("not-found", mark("There is nothing here that you may see."), kind=kind) from None
