"""Plans without the past: what stands today, from the day of the reform on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Min

from kheo.core.access import FOREVER
from kheo.core.errors import Invalid
from kheo.i18n import mark
from kheo.organisations.loading.plan import UnitPlan
from kheo.organisations.loading.source import BORDER
from kheo.organisations.models import Spell


def of_today(plans: Sequence[UnitPlan]) -> Iterator[UnitPlan]:
    """Of some plans those whose units still are, as if nothing had been before the reform."""
    for one in plans:
        if one.end == FOREVER:
            spells = [{**row, "start": max(row["start"], BORDER)} for row in one.spells if row["end"] > BORDER]
            places = [row._replace(start=max(row.start, BORDER)) for row in one.places if row.end > BORDER]
            yield UnitPlan(one.code, spells, places)


def refuse_a_past_without_its_present(plans: Sequence[UnitPlan]) -> None:
    """Raises Invalid where units that had a past stand without it: those that ended would stand under nobody then."""
    older = [one.code for one in plans if one.spells[0]["start"] < BORDER and one.end == FOREVER]
    first_days = Spell.objects.filter(unit__code__in=older).values("unit").annotate(first=Min("start"))
    if first_days.filter(first__gte=BORDER).exists():
        sentence = mark(
            "The register was begun with what stands today (--present); its past can be loaded only into a new one. "
            "Go on with --present."
        )
        raise Invalid("begun-with-the-present", sentence)
