"""Groups of address: from the words of a letter to the units or mandates that they meant on its day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.db.models import QuerySet

from kheo.core.access import Actor
from kheo.core.actions import Deed, action
from kheo.i18n import mark
from kheo.organisations.loading.words import shipped
from kheo.organisations.models import AddressGroup, Ancestry, Mandate, Spell
from kheo.organisations.policies import may_set_up
from kheo.text import plain

GOOD = 0.8


class Meant(NamedTuple):
    """A group that a phrase means, with the wording that it was known by and how alike the two are."""

    group: AddressGroup
    wording: str
    score: float


@action("organisations.load-groups", mark("load the groups of address"), policy=may_set_up)
def load_groups(*, deed: Deed) -> int:
    """Make the groups of address that ship with the package and are not there yet; how many."""
    there = set(AddressGroup.objects.values_list("code", flat=True))
    new = {code: values for code, values in shipped("groups.toml").items() if code not in there}
    return len(deed.create_many(AddressGroup, (_row(code, values) for code, values in new.items())))


def _row(code: str, values: list[Any]) -> dict[str, Any]:
    vi, en, tree, kinds, roles, *phrases = values
    said = {"phrases": [vi, *phrases], "kinds": kinds, "roles": roles, "tree_id": tree}
    return {"code": code, "label_vi": vi, "label_en": en, **said}


def meant(phrase: str) -> list[Meant]:
    """The groups that a phrase may mean, the likeliest first: whatever its case, diacritics and tone place, with words
    left out or in another order. One query.
    """
    wanted = _words(phrase)
    found = []
    for group in AddressGroup.objects.order_by("rank", "code"):
        score, wording = max((_likeness(wanted, _words(one)), one) for one in group.phrases)
        if score >= GOOD:
            found.append(Meant(group, wording, round(score, 3)))
    return sorted(found, key=lambda one: -one.score)


def units_of(group: AddressGroup, issuer: int, actor: Actor, at: datetime, *, on: date) -> QuerySet[Any]:
    """The units of a group below an issuer as they were on a day, as their spells, in Vietnamese order."""
    below = Ancestry.objects.filter(tree=group.tree_id, ancestor=issuer, start__lte=on, end__gt=on)
    seen = Spell.objects.visible_to(actor, at).filter(kind__in=group.kinds, start__lte=on, end__gt=on)
    return seen.filter(unit__in=below.values("descendant")).order_by("sort_key", "unit_id")


def mandates_of(group: AddressGroup, issuer: int, actor: Actor, at: datetime, *, on: date) -> QuerySet[Any]:
    """Those who hold the roles of a group at the issuer itself on a day, deputies left out."""
    seen = Mandate.objects.visible_to(actor, at).filter(unit=issuer, role__in=group.roles, start__lte=on, end__gt=on)
    return seen.filter(deputises=None).select_related("person", "role").order_by("role__rank", "id")


def _words(phrase: str) -> list[str]:
    expanded = {"mttq": "mat tran to quoc", "ubnd": "uy ban nhan dan", "bch": "ban chap hanh", "ub": "uy ban"}
    return list(_expanded(re.findall(r"\w+", plain(phrase)), expanded))


def _expanded(words: list[str], long: dict[str, str]) -> Iterator[str]:
    for word in words:
        if word not in {"cac", "va", "nhung", "tinh"}:
            yield from long.get(word, word).split()


def _likeness(one: list[str], other: list[str]) -> float:
    """Of words, not letters: “huyện uỷ” and “quận uỷ” are nearly the same letters and different bodies."""
    return SequenceMatcher(None, sorted(one), sorted(other), autojunk=False).ratio()
