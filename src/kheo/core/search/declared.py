"""How records become documents. An area declares it in its `searched.py`, which is loaded at the start:

@searched("unit", Unit, follows={Spell: lambda spells: {one.unit_id for one in spells}})
def units(keys: Collection[int]) -> Iterator[Document]: ...
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kheo.core.access import Visibility
from kheo.core.record import Record

MOST_FIELDS = 4
LONGEST_NAME = 12


@dataclass(frozen=True, slots=True)
class Document:
    """The texts of a record, the most telling field first, and the day by which newer ones come first."""

    object: int
    fields: Sequence[str]
    day: date


@dataclass(frozen=True, slots=True)
class Kind:
    """Records of one model that are searched. Who finds them is what the model's `visibility` says.

    `documents` makes the documents of records by their keys, with few queries; a record without one is not found.
    `follows` says of other records which ones of this kind they appear in. With `hides`, fields hold no words but
    marks of folded words, such as keyed hashes, and `hides` makes the mark of a word that somebody looks for.
    """

    name: str
    model: type[Record]
    documents: Callable[[Collection[int]], Iterable[Document]]
    follows: Mapping[type[Record], Callable[[Sequence[Any]], Iterable[int]]]
    hides: Callable[[str], str] | None


KINDS: dict[str, Kind] = {}


def searched(
    name: str,
    model: type[Record],
    *,
    follows: Mapping[type[Record], Callable[[Sequence[Any]], Iterable[int]]] | None = None,
    hides: Callable[[str], str] | None = None,
) -> Callable[[Callable[[Collection[int]], Iterable[Document]]], Kind]:
    """Declare a kind under a short name that stays. Raises ValueError for a name that is taken, TypeError for a model
    whose rows are seen otherwise than through one unit, by grant, or because they are published.
    """
    if name in KINDS or len(name) > LONGEST_NAME:
        raise ValueError(f"the name {name} is taken or too long")
    if type(model.visibility) is not Visibility:
        raise TypeError(f"{model.__name__} is seen in ways that a search does not know")

    def declare(documents: Callable[[Collection[int]], Iterable[Document]]) -> Kind:
        KINDS[name] = Kind(name, model, documents, follows or {}, hides)
        return KINDS[name]

    return declare


def concerned(records: Iterable[Record]) -> dict[str, set[int]]:
    """The keys, by kind, of what records that were written appear in."""
    written: dict[type[Record], list[Record]] = {}
    for record in records:
        written.setdefault(type(record), []).append(record)
    found: dict[str, set[int]] = {}
    for kind in KINDS.values():
        keys = {one.pk for one in written.get(kind.model, ())}
        for model, keys_of in kind.follows.items():
            if model in written:
                keys.update(keys_of(written[model]))
        if keys:
            found[kind.name] = keys
    return found
