"""Names of bodies, as letters write them, matched to units: forgiving spelling, level and time, and saying why.

A name is taken apart into the kind of body, the word for the level and the name of the place. Candidates are fetched by
the place's words; how well each fits is worked out on values alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from functools import cache
from typing import Any, NamedTuple

from django.db.models import Q

from kheo.core.access import Actor
from kheo.i18n import gettext, mark
from kheo.organisations.loading.words import shipped
from kheo.organisations.models import Ancestry, Spell, Succession
from kheo.text import plain

MOST_CANDIDATES = 400
GOOD = 0.6
"""Below this a suggestion is no help."""

REASONS = {
    "same": mark("the same name"),
    "diacritics": mark("the same name but for diacritics or tone place"),
    "kind": mark("the same kind of body"),
    "place": mark("the same name of the place"),
    "near": mark("nearly the same letters: “{name}”"),
    "level": mark("another word for its level stands in the name"),
    "within": mark("stands under the issuer"),
    "former": mark("was called “{name}” until {day}"),
    "later": mark("is called so only from {day} on"),
    "heir": mark("“{name}” ended on {day}; this unit has its records"),
}


class Reason(NamedTuple):
    """A code of REASONS with what it names."""

    code: str
    name: str = ""
    day: date | None = None

    def __str__(self) -> str:
        """The sentence, worded now."""
        day = self.day.strftime("%d/%m/%Y") if self.day else ""
        return gettext(REASONS[self.code]).format(name=self.name, day=day)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A unit with the name that it has on the day, how well it fits (0 to 1), and why."""

    unit: int
    name: str
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A name taken apart; what it does not say is empty."""

    whole: str
    kinds: frozenset[str]
    levels: frozenset[str]
    place: str


def parse(name: str) -> Parsed:
    """Take a name apart, on folded letters."""
    whole = _without_organs(" ".join(re.sub(r"[^\w\s]", " ", plain(name)).split()))
    kinds, rest = _kinds(whole)
    levels, rest = _levels(rest)
    words = [word for word in rest.split() if word not in shipped("aliases.toml")["noise"]["words"]]
    place = " ".join(words) or rest
    return Parsed(whole, kinds, levels, place)


def _without_organs(whole: str) -> str:
    """“Thường trực HĐND”, “CT, PCT UBND”: the body itself; an organ alone stays."""
    phrases = sorted(shipped("aliases.toml")["organ"]["phrases"], key=len, reverse=True)
    while first := next((one for one in phrases if whole.startswith(one + " ")), None):
        whole = whole[len(first) :].strip()
    return whole


@cache
def _phrases(table: str) -> list[tuple[str, frozenset[str]]]:
    """Phrases with all that they may mean, the longest first."""
    meaning: dict[str, set[str]] = {}
    for code, phrases in shipped("aliases.toml")[table].items():
        for phrase in phrases:
            meaning.setdefault(phrase, set()).add(code)
    return [(phrase, frozenset(meaning[phrase])) for phrase in sorted(meaning, key=len, reverse=True)]


def _kinds(whole: str) -> tuple[frozenset[str], str]:
    """The kinds of body that a name may mean by its beginning, and what is left of it."""
    for phrase, codes in _phrases("kind"):
        if whole == phrase or whole.startswith(phrase + " "):
            return codes, whole[len(phrase) :].strip()
    return frozenset(), whole


def _levels(rest: str) -> tuple[frozenset[str], str]:
    for phrase, codes in _phrases("level"):
        if rest.startswith(phrase + " "):
            return codes, rest[len(phrase) :].strip()
    return frozenset(), rest


def suggest(
    name: str,
    actor: Actor,
    at: datetime,
    *,
    on: date,
    within: int | None = None,
    tree: str = "territory",
    limit: int = 5,
) -> list[Suggestion]:
    """Units that a name may mean on a day, the best first; at most seven queries.

    `within` is the unit whose letter names them: what belongs to its locality comes first, and what names no place
    (“UBND tỉnh”, “Sở Nội vụ”) is of its locality or of one above. What has ended is followed to the custodian of its
    records.
    """
    parsed = parse(name)
    if not parsed.whole:
        return []
    seen, above = Spell.objects.visible_to(actor, at), _above(within, tree, on)
    if above and set(parsed.place.split()) <= _own_words():
        spells = _of_own(parsed, seen, above, tree)
        near = {spell.unit_id for spell in spells}
    else:
        spells = list(_candidates(parsed, seen))
        near = _below(above.get(_OWN, ()), tree, on, [spell.unit_id for spell in spells])
    found = [fit for spell in spells if (fit := _fit(name, parsed, spell, on, near)) and fit.score >= GOOD]
    best = sorted(found, key=lambda one: (-one.score, one.unit))[: 4 * limit]
    return _today(best, spells, actor, at, on)[:limit]


_OWN = ""


@cache
def _own_words() -> frozenset[str]:
    """A name whose place says no more than these speaks of the issuer's own locality, or of one above it."""
    return frozenset(word for words in shipped("aliases.toml")["own"].values() for word in words)


def _above(within: int | None, tree: str, on: date) -> dict[str, set[int]]:
    """The issuer and what it stands under, by level; under _OWN those of the issuer's own level."""
    if within is None:
        return {}
    chain = Ancestry.objects.filter(tree=tree, descendant=within, start__lte=on, end__gt=on).values("ancestor")
    found: dict[str, set[int]] = {}
    for unit, level in Spell.objects.filter(unit__in=chain, start__lte=on, end__gt=on).values_list("unit", "level"):
        found.setdefault(level, set()).add(unit)
        if unit == within:
            found[_OWN] = found[level]
    return found


def _of_own(parsed: Parsed, seen: Any, above: Mapping[str, set[int]], tree: str) -> list[Any]:
    """Bodies of the kinds named, of the issuer's own locality or of the one above whose level the name says."""
    own = shipped("aliases.toml")["own"]
    said = {level for level, words in own.items() if level != "besides" and set(words) & set(parsed.whole.split())}
    levels = [level for level in above if level in said] if said else [_OWN]
    found: list[Any] = []
    for level in levels:
        roots = above.get(level, set())
        named = seen.filter(kind__in=parsed.kinds, level__in=Spell.objects.filter(unit__in=roots).values("level"))
        below = Ancestry.objects.filter(tree=tree, ancestor__in=roots).values("descendant")
        found += named.filter(unit__in=below).order_by("-end", "unit_id")[:MOST_CANDIDATES]
    return found


def _candidates(parsed: Parsed, seen: Any) -> Iterator[Any]:
    """Spells of the kinds with the place's words and, where there are none, with some of its letters."""
    rows = seen.filter(kind__in=parsed.kinds) if parsed.kinds else seen
    words = parsed.place.split()
    exact = rows.filter(*(Q(folded__contains=word) for word in words)).order_by("unit_id")[:MOST_CANDIDATES]
    found = list(exact)
    if not found and words:
        longest = max(words, key=len)
        some = Q()
        for word in {longest, *(word for word in words if word != longest)}:
            some |= Q(folded__contains=word)
        pieces = [longest[:3], longest[-3:]] if len(longest) > 3 else [longest]
        for piece in pieces:
            some |= Q(folded__contains=piece)
        found = list(rows.filter(some).order_by("unit_id")[: 5 * MOST_CANDIDATES])
    yield from found


def _below(roots: Collection[int], tree: str, on: date, units: Iterable[int]) -> set[int]:
    if not roots:
        return set()
    standing = Ancestry.objects.filter(tree=tree, ancestor__in=roots, start__lte=on, end__gt=on)
    standing = standing.filter(descendant__in=set(units))
    return set(standing.values_list("descendant", flat=True))


def _fit(name: str, parsed: Parsed, spell: Any, on: date, near: set[int]) -> Suggestion | None:
    """How well a spell fits a name, and why. 0.9 for the same letters, less by what differs, more for nearness."""
    other = parse(spell.name)
    reasons: list[Reason] = []
    if spell.name == name.strip():
        score = 0.95
        reasons.append(Reason("same"))
    elif other.whole == parsed.whole:
        score = 0.9
        reasons.append(Reason("diacritics"))
    elif spell.unit_id in near and set(parsed.place.split()) <= _own_words() and parsed.kinds & other.kinds:
        score = 0.8 + 0.05 * SequenceMatcher(None, parsed.whole, other.whole, autojunk=False).ratio()
        reasons.append(Reason("kind"))
    else:
        score = _likeness(parsed, other, reasons)
    if spell.unit_id in near:
        score += 0.05
        reasons.append(Reason("within"))
    if spell.end <= on:
        score -= 0.03
    elif spell.start > on:
        score -= 0.1
        reasons.append(Reason("later", day=spell.start))
    return Suggestion(spell.unit_id, spell.name, round(min(score, 1.0), 3), tuple(reasons)) if reasons else None


def _likeness(parsed: Parsed, other: Parsed, reasons: list[Reason]) -> float:
    if parsed.kinds and not parsed.kinds & other.kinds:
        return 0.0
    likeness = SequenceMatcher(None, parsed.place, other.place, autojunk=False).ratio()
    if parsed.place == other.place:
        reasons.append(Reason("place"))
    elif likeness >= 0.75:
        reasons.append(Reason("near", other.place))
    score = 0.85 * likeness
    if parsed.kinds:
        reasons.append(Reason("kind"))
    if parsed.levels and other.levels and not parsed.levels & other.levels:
        score -= 0.1
        reasons.append(Reason("level"))
    elif bool(parsed.levels) != bool(other.levels):
        score -= 0.02
    return score


def _today(best: list[Suggestion], spells: list[Any], actor: Actor, at: datetime, on: date) -> list[Suggestion]:
    """Suggestions as they stand on the day: names of today, and custodians of what has ended."""
    names = _names(actor, at, {one.unit for one in best}, on)
    keepers = _keepers({one.unit for one in best} - set(names), on)
    names |= _names(actor, at, set(keepers.values()) - set(names), on)
    ends = {(spell.unit_id, spell.name): spell.end for spell in spells}
    found: dict[int, Suggestion] = {}
    for one in best:
        unit, reasons = one.unit, one.reasons
        if unit not in names and unit in keepers:
            reasons = (*reasons, Reason("heir", one.name, ends[unit, one.name]))
            unit = keepers[unit]
        elif names.get(unit, one.name) != one.name and ends[unit, one.name] <= on:
            reasons = (*reasons, Reason("former", one.name, ends[unit, one.name]))
        if unit in names and unit not in found:
            found[unit] = Suggestion(unit, names[unit], one.score, reasons)
    return list(found.values())


def _names(actor: Actor, at: datetime, units: set[int], on: date) -> dict[int, str]:
    spells = Spell.objects.visible_to(actor, at).filter(unit__in=units, start__lte=on, end__gt=on)
    return dict(spells.values_list("unit", "name")) if units else {}


def _keepers(ended: set[int], on: date) -> Mapping[int, int]:
    """The custodians of ended units, followed until one that has no custodian itself; three steps are enough."""
    keepers: dict[int, int] = {}
    frontier = dict.fromkeys(ended)
    heads = {unit: unit for unit in ended}
    for _ in range(3):
        if not frontier:
            break
        rows = Succession.objects.filter(predecessor__in=list(frontier), custodian=True, date__lte=on)
        steps = dict(rows.values_list("predecessor", "successor"))
        for unit, head in heads.items():
            if head in steps:
                heads[unit] = keepers[unit] = steps[head]
        frontier = dict.fromkeys(steps.values())
    return keepers
