"""What the data confuses, set right by rules that need nothing but the data.

It knows communes of today by the names of those they were made of. Where two communes of a merged province had one name
(Phường 4 of Tân An and Phường 4 of Tây Ninh, 90 km apart) it divides each between the heirs of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import hypot
from typing import Any

Whole = Mapping[str, list[str]]
"""Commune of today → those of before that went into it whole; of one province, by the keys of the data."""
Divided = Mapping[str, list[dict[str, Any]]]
"""Commune of before → its parts."""

FARTHEST_KM = 40
_KM_OF_DEGREE = 111


def untangled(whole: Whole, divided: Divided) -> tuple[dict[str, list[str]], dict[str, list[dict[str, Any]]]]:
    """Both tables without the parts of communes that were a namesake's; what is left with one heir went there whole.

    A part is a namesake's where its heir is made of communes of that one's district or province, none of the own, and
    another heir is. (No commune of today is made of whole communes of two provinces of before.)
    """
    made_of = {new: {_district(old) for old in olds} for new, olds in whole.items()}
    namesakes = defaultdict(set)
    for old in [*(old for olds in whole.values() for old in olds), *divided]:
        namesakes[_name(old)].add(_district(old))
    wholly, still = {new: list(olds) for new, olds in whole.items()}, {}
    for old, parts in divided.items():
        own = _district(old)
        kept = [
            part for part in parts if _fits(own, made_of.get(part["newWardKey"], set()), namesakes[_name(old)] - {own})
        ]
        if len(kept) == 1:
            wholly.setdefault(kept[0]["newWardKey"], []).append(old)
        else:
            still[old] = kept or parts
    return wholly, still


def _fits(own: str, made_of: set[str], namesakes: set[str]) -> bool:
    if not made_of or own in made_of:
        return True
    same_province = any(_province(one) == _province(own) for one in made_of)
    return same_province and not (made_of & namesakes)


def _name(old: str) -> str:
    return old.rpartition("_")[2]


def _district(old: str) -> str:
    return old.rpartition("_")[0]


def _province(old: str) -> str:
    return old.partition("_")[0]


def misplaced(place: tuple[Any, Any], those: Iterable[tuple[Any, Any]]) -> bool:
    """Whether a point lies farther than any commune reaches from all that it was made of: it is a namesake's."""
    known = [one for one in those if None not in one]
    return None not in place and bool(known) and all(_km(place, one) > FARTHEST_KM for one in known)


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Good enough within Vietnam."""
    return _KM_OF_DEGREE * hypot(one[0] - other[0], (one[1] - other[1]) * 0.96)
