"""Reading people: who holds what where. Pages show mandates; a mandate is a person at a unit for a span."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from kheo.core.access import Actor
from kheo.core.secrets import Erased
from kheo.organisations.models import Charge, Grant, Leave, Mandate, Person, Spell
from kheo.organisations.naming import word_marks


def mandates(actor: Actor, at: datetime, *, on: date) -> QuerySet[Any]:
    """The mandates in force on a day that someone may see, unit by unit."""
    seen = Mandate.objects.visible_to(actor, at).filter(start__lte=on, end__gt=on)
    return seen.select_related("person", "role").order_by("unit_id", "id")


def named(rows: QuerySet[Any], text: str, person: str = "person__") -> QuerySet[Any]:
    """Of mandates, or of people with `person=""`, those whose name has all words of a text, diacritics or not."""
    for word in word_marks(text):
        rows = rows.filter(**{f"{person}words__contains": word})
    return rows


def name_of(person: Person) -> str:
    """A person's name; empty once it is erased."""
    try:
        return person.name.open() if person.name else ""
    except Erased:
        return ""


def names_of_keys(keys: Iterable[str]) -> dict[str, str]:
    """Names for the keys under which the journal knows persons (setting KHEO_NAMES); one query.

    Whoever may see a record may see who changed it, so this asks for nobody.
    """
    people = Person.objects.filter(pk__in=[int(key.removeprefix("person:")) for key in keys])
    return {f"person:{person.pk}": name_of(person) for person in people}


def contact_of(person: Person) -> dict[str, str]:
    """E-mail address and telephone number, as far as there are any and they are not erased."""
    found = {}
    for field in ("email", "phone"):
        value = getattr(person, field)
        try:
            found[field] = value.open() if value else ""
        except Erased:
            found[field] = ""
    return found


def unit_names(units: Collection[int], on: date) -> dict[int, str]:
    """What units are called on a day; of those that ended before, the last name."""
    names: dict[int, str] = {}
    for unit, start, name in (
        Spell.objects.filter(unit__in=units).order_by("start").values_list("unit", "start", "name")
    ):
        if start <= on or unit not in names:
            names[unit] = name
    return names


def mandates_of(actor: Actor, at: datetime, person: Person) -> list[Any]:
    """All mandates of a person that someone may see, latest first."""
    seen = Mandate.objects.visible_to(actor, at).filter(person=person)
    return list(seen.select_related("role").order_by("-start", "id"))


def charges_of(actor: Actor, at: datetime, person: Person) -> list[Any]:
    """The localities assigned to a person, latest first."""
    seen = Charge.objects.visible_to(actor, at).filter(mandate__person=person)
    return list(seen.order_by("-start", "id"))


def leaves_of(actor: Actor, at: datetime, person: Person) -> list[Any]:
    """When a person is or was away, latest first."""
    seen = Leave.objects.visible_to(actor, at).filter(mandate__person=person)
    return list(seen.select_related("deputy__person").order_by("-start", "id"))


def grants(actor: Actor, at: datetime, *, on: date) -> QuerySet[Any]:
    """The grants in force on a day that someone may see."""
    seen = Grant.objects.visible_to(actor, at).filter(start__lte=on, end__gt=on)
    return seen.select_related("to_person", "tree").order_by("unit_id", "id")


def holders(unit: int, on: date) -> set[int]:
    """The people who hold a mandate at a unit on a day."""
    return set(Mandate.objects.filter(unit=unit, start__lte=on, end__gt=on).values_list("person", flat=True))


def with_account(units: Collection[int], on: date) -> set[int]:
    """Of some units those where somebody with an account holds a mandate on a day."""
    held = Mandate.objects.filter(unit__in=units, start__lte=on, end__gt=on, person__signs_in=True)
    return set(held.values_list("unit", flat=True))
