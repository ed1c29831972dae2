"""Who holds which power where, asked for many at once: nobody gives more than they hold themselves.

A power is held over a unit in a tree when whatever stands below the unit there is within one's own reach: a role that
reaches further in another tree gives more, even at a unit of one's own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q

from kheo.core.access import Actor, System, units_within
from kheo.core.access.visibility import day_of
from kheo.core.errors import NotAllowed
from kheo.i18n import mark
from kheo.organisations.models import Ancestry, Charge, Grant, Mandate, Person, Power

GIVES_MORE = mark("This role gives more than you hold at this unit yourself; ask someone who holds it.")
ONESELF = mark("Nobody appoints themselves or gives themselves access; ask somebody else who may.")


class Held(NamedTuple):
    """A capability over a unit and, with a tree, over all below it there."""

    tree: str
    unit: int
    capability: str


def of_role(role: str, units: Iterable[int], *, over_charges: bool = False) -> set[Held]:
    """What a role gives at units or, with `over_charges`, over localities assigned to its holder. One query."""
    powers = Power.objects.filter(role_id=role, over_charges=over_charges).values_list("tree", "capability")
    there = list(units)
    return {Held(tree, unit, capability) for tree, capability in powers for unit in there}


def of_people(people: Collection[int], on: date) -> dict[int, set[Held]]:
    """What people hold from a day on by mandates, localities assigned to them and scopes granted. Three queries."""
    found: dict[int, set[Held]] = {person: set() for person in people}
    mandates = Mandate.objects.filter(person__in=people, end__gt=on, role__powers__over_charges=False)
    charges = Charge.objects.filter(mandate__person__in=people, end__gt=on, mandate__role__powers__over_charges=True)
    grants = Grant.objects.filter(to_person__in=people, end__gt=on, tree__isnull=False)
    tree, capability = "role__powers__tree", "role__powers__capability"
    for rows in (
        mandates.values_list("person", tree, "unit", capability),
        charges.values_list("mandate__person", f"mandate__{tree}", "unit", f"mandate__{capability}"),
        grants.values_list("to_person", "tree", "unit", "capability"),
    ):
        for person, *power in rows:
            found[person].add(Held(*power))
    return found


def beyond(actor: Actor, powers: Collection[Held], at: datetime) -> set[Held]:
    """Of some powers those that someone does not hold. Queries by the number of trees and of different reaches."""
    if isinstance(actor, System):
        return set()
    refused: set[Held] = set()
    alike: defaultdict[frozenset[tuple[str, int]], set[Held]] = defaultdict(set)
    on = day_of(at)
    reach = actor.reach(at)
    for power in powers:
        roots = frozenset((span.tree, span.root) for span in reach if span.holds(power.capability, on))
        alike[roots].add(power)
    for some in alike.values():
        refused |= _outside(actor, some, at)
    return refused


def _outside(actor: Actor, powers: set[Held], at: datetime) -> set[Held]:
    """The same for powers of capabilities that all reach alike."""
    below = units_within(actor, next(iter(powers)).capability, at)
    if below is None:
        return powers
    units, on = {power.unit for power in powers}, day_of(at)
    reached = set(below.filter(descendant__in=units))
    standing = Ancestry.objects.filter(
        Q(tree__in={power.tree for power in powers}, ancestor__in=units), start__lte=on, end__gt=on
    )
    wider = set(standing.exclude(descendant__in=below).values_list("tree", "ancestor").distinct())
    return {power for power in powers if power.unit not in reached or (power.tree, power.unit) in wider}


def require_held(actor: Actor, at: datetime, powers: Collection[Held]) -> None:
    """Raises NotAllowed where a role gives what someone does not hold: else whoever manages people could make an
    administrator, of themselves or of another.
    """
    missing = sorted(beyond(actor, powers, at))
    if missing:
        raise NotAllowed("gives-more", GIVES_MORE, capability=missing[0].capability)


def require_appointable(actor: Actor, at: datetime, person: Person) -> None:
    """Raises NotAllowed for oneself, and for someone whom one may not see: a mandate would open their details."""
    if actor.key == f"person:{person.pk}":
        raise NotAllowed("oneself", ONESELF)
    if not Person.objects.visible_to(actor, at).filter(pk=person.pk).exists():
        raise NotAllowed("unseen", mark("This is nobody whom you may see; whoever manages people there appoints them."))
