"""The load as a whole: words, the centre, then one province after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from kheo.core.access import Actor
from kheo.organisations.loading.plan import centre, country, plan
from kheo.organisations.loading.source import COUNTRY, Source, folder
from kheo.organisations.loading.store import deed_id, load_units
from kheo.organisations.loading.words import load_words


def load(province: str | None, *, by: Actor, clock: Callable[[], datetime]) -> Iterator[tuple[int, int, str, int]]:
    """Load one province of today, or all; after each step (done, of, name, units made).

    Each step is a deed of its own, known by its content: what was loaded before is not loaded twice. Raises Invalid
    where the data is not installed or there is no such province.
    """
    source = Source(folder())
    names = source.provinces()
    chosen = [source.province_called(province)] if province else sorted(names)
    load_words(by=by, at=clock())
    plans = centre()
    made = load_units(by=by, at=clock(), deed_id=deed_id(COUNTRY, plans), chunk=COUNTRY, plans=plans)
    yield 0, len(chosen), country().names[0].name, made
    for done, key in enumerate(chosen, 1):
        plans = plan(source.localities(key), {COUNTRY: country()})
        made = load_units(by=by, at=clock(), deed_id=deed_id(key, plans), chunk=key, plans=plans)
        yield done, len(chosen), names[key], made
