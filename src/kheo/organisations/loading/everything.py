"""The load as a whole: words, the centre, then one province after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from kheo.core.access import Actor
from kheo.organisations.loading.plan import UnitPlan, centre, country, plan
from kheo.organisations.loading.source import COUNTRY, Source, folder
from kheo.organisations.loading.store import id_of, load_units, missing
from kheo.organisations.loading.today import of_today, refuse_a_past_without_its_present
from kheo.organisations.loading.words import load_words, missing_terms


def load(
    province: str | None, *, present: bool = False, by: Actor, clock: Callable[[], datetime]
) -> Iterator[tuple[int, int, str, int]]:
    """Load one province of today, or all; after each step (done, of, name, units made). With `present` only what stands
    today, without its past.

    Each step is one deed, all or nothing, so a load that was cut off goes on where it was; where nothing is missing no
    deed is done. Raises Invalid where the data is not installed, there is no such province, or the past is asked for
    where the present stands without it.
    """
    source = Source(folder())
    names = source.provinces()
    chosen = [source.province_called(province)] if province else sorted(names)
    terms = missing_terms()
    if terms:
        load_words(by=by, at=clock(), deed_id=id_of("words", terms))
    yield 0, len(chosen), country().names[0].name, _store(COUNTRY, centre(), present, by, clock())
    for done, key in enumerate(chosen, 1):
        plans = plan(source.localities(key), {COUNTRY: country()})
        yield done, len(chosen), names[key], _store(key, plans, present, by, clock())


def _store(chunk: str, plans: list[UnitPlan], present: bool, by: Actor, at: datetime) -> int:
    if present:
        plans = list(of_today(plans))
    else:
        refuse_a_past_without_its_present(plans)
    new = missing(plans)
    content = [(one.code, one.spells, one.places, one.became) for one in new]
    return load_units(by=by, at=at, deed_id=id_of(chunk, content), chunk=chunk, plans=new) if new else 0
