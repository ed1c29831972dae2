"""Plans into records: one deed for each province, so that a load that was cut off goes on where it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import NAMESPACE_URL, UUID, uuid5

from kheo.core.access import FOREVER
from kheo.core.actions import Deed, action
from kheo.i18n import mark
from kheo.organisations import ancestry
from kheo.organisations.actions.units import lock_trees
from kheo.organisations.exchange.unit_checks import units_by_code
from kheo.organisations.loading.plan import Place, UnitPlan
from kheo.organisations.loading.source import BORDER, SOURCE_NEW
from kheo.organisations.models import Placement, Spell, Succession, Tree, Unit
from kheo.organisations.models.units import Certainty
from kheo.organisations.naming import forms_of
from kheo.organisations.policies import may_set_up


def missing(plans: Sequence[UnitPlan]) -> list[UnitPlan]:
    """Of some plans those whose units are not there."""
    there = units_by_code(one.code for one in plans)
    return [one for one in plans if one.code not in there]


def id_of(chunk: str, content: object) -> UUID:
    """The id of a deed, the same for the same content: two who load at once do one deed."""
    return uuid5(NAMESPACE_URL, f"kheo:load-units:{chunk}:{content!r}")


@action("organisations.load-units", mark("load units"), policy=may_set_up)
def load_units(*, deed: Deed, chunk: str, plans: Sequence[UnitPlan]) -> int:
    """Store the units of a plan that are not there yet; how many. What an office has changed since stays as it is."""
    lock_trees(*Tree.objects.values_list("code", flat=True))
    new = missing(plans)
    units = {unit.code: unit for unit in deed.create_many(Unit, ({"code": one.code} for one in new))}
    named = {place.parent for one in new for place in one.places} | {row.successor for one in new for row in one.became}
    units |= units_by_code(named - set(units))
    deed.create_many(Spell, (_spell(units[one.code], spell) for one in new for spell in one.spells))
    _place(deed, new, units)
    _succeed(deed, new, units)
    return len(new)


def _spell(unit: Unit, spell: dict[str, object]) -> dict[str, object]:
    values = {name: value for name, value in spell.items() if name not in {"kind", "level"}}
    return values | {"unit": unit, "kind_id": spell["kind"], "level_id": spell["level"]} | forms_of(str(spell["name"]))


def _place(deed: Deed, new: Sequence[UnitPlan], units: dict[str, Unit]) -> None:
    standing: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    for one in new:
        for place in one.places:
            standing[one.code, place.tree].append(place)
    rows, moved = [], defaultdict(set)
    for one in new:
        for place in [*one.places, *_custody(one, standing)]:
            values = {"tree_id": place.tree, "start": place.start, "end": place.end, "custody": place.start >= one.end}
            rows.append({"unit": units[one.code], "parent": units[place.parent] if place.parent else None, **values})
            moved[place.tree].add(units[one.code].pk)
    deed.create_many(Placement, rows)
    for tree, placed in sorted(moved.items()):
        ancestry.refresh(tree, placed)


def _custody(one: UnitPlan, standing: Mapping[tuple[str, str], list[Place]]) -> list[Place]:
    """A unit that ended stands under its custodian from then on, in every tree where both stood."""
    return [
        Place(tree, row.successor, one.end, FOREVER)
        for row in one.became
        for tree in sorted({place.tree for place in one.places})
        if row.custodian and any(place.start <= one.end < place.end for place in standing[row.successor, tree])
    ]


def _succeed(deed: Deed, new: Sequence[UnitPlan], units: dict[str, Unit]) -> None:
    rows = [
        {
            "predecessor": units[one.code],
            "successor": units[row.successor],
            "date": row.on,
            "kind": row.kind,
            "share": row.share,
            "custodian": row.custodian,
            "source": SOURCE_NEW if row.on == BORDER else "",
            "certainty": Certainty.DERIVED if row.on == BORDER else Certainty.ASSUMED,
        }
        for one in new
        for row in one.became
    ]
    made = deed.create_many(Succession, rows)
    ancestry.refresh_heritage({row.predecessor_id for row in made})
