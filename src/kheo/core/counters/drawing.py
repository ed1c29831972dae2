"""Drawing numbers and taking from quotas, inside a deed.

The update locks the row until the deed ends: numbers have no gaps, since a refused deed gives its number back, and no
doubles, since the next deed waits. To keep deeds from waiting for each other in a circle, locks are taken in this order
everywhere: records in the order of kind and key (`bulk` sorts), then counters in the order of (issuer, series, period).
A deed that draws from several names them in one call.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import F, QuerySet

from kheo.core.counters.models import Counter
from kheo.core.errors import Invalid
from kheo.i18n import mark

if TYPE_CHECKING:
    from kheo.core.actions import Deed


@dataclass(frozen=True, slots=True, order=True)
class Series:
    """A row of numbers: of an issuer (`unit:12`), of one sort (`QĐ`), in a period (`2026`)."""

    issuer: str
    series: str
    period: str

    def rows(self) -> QuerySet[Counter]:
        """Its one row."""
        return Counter.objects.filter(issuer=self.issuer, series=self.series, period=self.period)


def next_number(deed: Deed, *series: Series) -> dict[Series, int]:
    """The next number of each series, the first being 1; others wait for the end of the deed."""
    return {one: _add(deed, one, 1, None) for one in sorted(set(series))}


def take(deed: Deed, series: Series, amount: int, *, limit: int) -> int:
    """Take from a quota; what is left. Raises Invalid where it is not enough."""
    return limit - _add(deed, series, amount, limit)


def drawn(series: Series) -> int:
    """How far a series has come; no lock."""
    return series.rows().values_list("value", flat=True).first() or 0


def _add(deed: Deed, series: Series, amount: int, limit: int | None) -> int:
    assert amount > 0, "a counter only counts up"
    assert deed.open, "a number is drawn inside a deed"
    fresh = Counter(issuer=series.issuer, series=series.series, period=series.period)
    if not series.rows().exists():
        Counter.objects.bulk_create([fresh], ignore_conflicts=True)
    enough = series.rows() if limit is None else series.rows().filter(value__lte=limit - amount)
    if not enough.update(value=F("value") + amount):
        raise Invalid("quota", mark("Only {left} are left of {limit}."), left=(limit or 0) - drawn(series), limit=limit)
    return drawn(series)
