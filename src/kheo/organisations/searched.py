"""What of this area is found by its words: units by every name that they ever had, mandates by who holds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from kheo.core.search import Document, searched
from kheo.organisations.models import Mandate, Person, Spell, Unit
from kheo.organisations.naming import hashed


@searched("unit", Unit, follows={Spell: lambda spells: {one.unit_id for one in spells}})
def units(keys: Collection[int]) -> Iterator[Document]:
    """The name that a unit has, or had last, then those it had before, then its code. Of two units the one that exists
    longer is the newer.
    """
    spells: defaultdict[int, list[Any]] = defaultdict(list)
    for row in Spell.objects.filter(unit__in=keys).order_by("-start").values_list("unit", "name", "end", "unit__code"):
        spells[row[0]].append(row)
    for unit, rows in spells.items():
        (_, name, _, code), *before = rows
        names = " ".join(former for _, former, *_ in before)
        yield Document(unit, (name, names, code), max(end for *_, end, _ in rows))


def _of_people(people: Sequence[Any]) -> Iterator[int]:
    return Mandate.objects.filter(person__in=people).values_list("pk", flat=True).iterator()


@searched("mandate", Mandate, follows={Person: _of_people}, hides=hashed)
def mandates(keys: Collection[int]) -> Iterator[Document]:
    """The words of the holder's name, which are kept as keyed hashes alone; they go with the name."""
    rows = Mandate.objects.filter(pk__in=keys, person__words__isnull=False).values_list("pk", "person__words", "end")
    for pk, words, end in rows:
        yield Document(pk, (words,), end)
