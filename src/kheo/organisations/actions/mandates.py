"""Who is what where: appointing, assigning localities, leave, deputies, hand-over of work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kheo.core.access import FOREVER, System, units_within
from kheo.core.actions import Deed, action
from kheo.core.errors import Invalid, NotAllowed
from kheo.i18n import mark
from kheo.organisations.events import MandateEnded, WorkHandedOver
from kheo.organisations.lifecycle import HANDOVER
from kheo.organisations.models import Charge, Handover, Leave, Mandate, Person, Power, Role, Spell, Unit
from kheo.organisations.policies import LOADER, holder, may_manage_charge, may_manage_people, may_manage_people_of


@action("organisations.appoint", mark("appoint"), policy=may_manage_people_of)
def appoint(
    unit: Unit, *, deed: Deed, person: Person, role: Role, start: date, end: date = FOREVER, basis: str = ""
) -> Mandate:
    """Give a person a role at a unit for a span (phân công, bổ nhiệm).

    Raises NotAllowed for a role that gives more than the appointer holds there themselves, Invalid where the unit does
    not exist all the time.
    """
    _gives_no_more(deed, role, [unit.pk])
    _exists(unit, start, end)
    values = {"person": person, "role": role, "unit": unit, "start": start, "end": end, "basis": basis}
    return deed.create(Mandate, **values)


@action("organisations.end-mandate", mark("end the mandate"), policy=may_manage_people)
def end_mandate(mandate: Mandate, *, deed: Deed, on: date) -> Mandate:
    """Let a mandate end on a day (thôi giữ chức vụ), with whatever was assigned and whoever deputises under it."""
    if not mandate.start < on < mandate.end:
        raise Invalid("outside", mark("Choose a day within the mandate."))
    for deputy in Mandate.objects.filter(deputises=mandate, end__gt=on):
        _cut(deed, deputy, on)
    for charge in Charge.objects.filter(mandate=mandate, end__gt=on):
        _cut(deed, charge, on)
    deed.emit(MandateEnded(mandate.pk, on))
    return deed.change(mandate, end=on)


@action("organisations.assign-locality", mark("assign a locality"), policy=may_manage_people)
def assign_locality(mandate: Mandate, *, deed: Deed, unit: Unit, start: date, end: date = FOREVER) -> Charge:
    """Assign a locality to the holder of a mandate (phụ trách địa bàn), as long as the mandate lasts."""
    _gives_no_more(deed, mandate.role, [unit.pk], over_charges=True)
    start, end = max(start, mandate.start), min(end, mandate.end)
    _exists(unit, start, end)
    return deed.create(Charge, mandate=mandate, unit=unit, start=start, end=end)


@action("organisations.end-charge", mark("take the locality back"), policy=may_manage_charge)
def end_charge(charge: Charge, *, deed: Deed, on: date) -> None:
    """Let an assigned locality end on a day."""
    _cut(deed, charge, on)


@action("organisations.take-leave", mark("enter leave"), policy=may_manage_people | holder)
def take_leave(mandate: Mandate, *, deed: Deed, start: date, end: date, deputy: Person | None = None) -> Leave:
    """Enter that the holder is away for a span (nghỉ); a deputy holds the same role for these days.

    Raises Invalid outside the mandate.
    """
    if not mandate.start <= start < end <= mandate.end:
        raise Invalid("outside", mark("Leave lies within the mandate and ends after it begins."))
    standing = None
    if deputy is not None:
        standing = _deputise(deed, mandate, deputy, start, end)
    return deed.create(Leave, mandate=mandate, deputy=standing, start=start, end=end)


@action("organisations.end-leave", mark("end the leave"), policy=may_manage_people | holder)
def end_leave(leave: Leave, *, deed: Deed, on: date) -> None:
    """Let leave end early; the deputy's mandate ends with it."""
    _cut(deed, leave, on)
    if leave.deputy is not None and leave.deputy.end > on:
        _cut(deed, leave.deputy, on)


@action("organisations.deputise", mark("name a deputy"), policy=may_manage_people)
def deputise(mandate: Mandate, *, deed: Deed, person: Person, start: date, end: date) -> Mandate:
    """Let someone hold the role of a mandate in its holder's place for a span (uỷ quyền, phụ trách thay)."""
    return _deputise(deed, mandate, person, start, end)


@action("organisations.offer-handover", mark("hand the work over"), policy=may_manage_people | holder)
def offer_handover(mandate: Mandate, *, deed: Deed, taker: Mandate, note: str = "") -> Handover:
    """Offer the open work of a mandate to another (bàn giao); it passes when that is accepted."""
    people = {"giver_person_id": mandate.person_id, "taker_person_id": taker.person_id}
    return deed.create(Handover, giver=mandate, taker=taker, unit_id=mandate.unit_id, note=note, **people)


@action("organisations.accept-handover", mark("take over the work"), policy=HANDOVER["accept"].policy)
def accept_handover(handover: Handover, *, deed: Deed) -> Handover:
    """Take the work over; areas move what is open."""
    deed.emit(WorkHandedOver(handover.giver_id, handover.taker_id))
    return deed.move(handover, "accept")


@action("organisations.decline-handover", mark("decline the hand-over"), policy=HANDOVER["decline"].policy)
def decline_handover(handover: Handover, *, deed: Deed) -> Handover:
    """Decline; the work stays where it is."""
    return deed.move(handover, "decline")


@action("organisations.withdraw-handover", mark("withdraw the hand-over"), policy=HANDOVER["withdraw"].policy)
def withdraw_handover(handover: Handover, *, deed: Deed) -> Handover:
    """Take the offer back."""
    return deed.move(handover, "withdraw")


def _deputise(deed: Deed, mandate: Mandate, person: Person, start: date, end: date) -> Mandate:
    if person.pk == mandate.person_id:
        raise Invalid("own-deputy", mark("Nobody deputises for themselves."))
    if not mandate.start <= start < end <= mandate.end:
        raise Invalid("outside", mark("A deputy stands in within the mandate."))
    values = {"person": person, "role_id": mandate.role_id, "unit_id": mandate.unit_id, "deputises": mandate}
    return deed.create(Mandate, start=start, end=end, **values)


def _cut(deed: Deed, spanned: Mandate | Charge | Leave, on: date) -> None:
    if spanned.end <= on:
        raise Invalid("ended", mark("This has ended already."))
    if spanned.start >= on:
        raise Invalid(
            "not-begun", mark("This begins on {start}; it cannot end before."), start=spanned.start.strftime("%d/%m/%Y")
        )
    deed.change(spanned, end=on)


def _exists(unit: Unit, start: date, end: date) -> None:
    spells = Spell.objects.filter(unit=unit, start__lt=end, end__gt=start).order_by("start")
    covered = start
    for since, until in spells.values_list("start", "end"):
        if since <= covered:
            covered = max(covered, until)
    if covered < end:
        raise Invalid("not-there", mark("The unit does not exist in all of this time."))


def _gives_no_more(deed: Deed, role: Role, units: Iterable[int], *, over_charges: bool = False) -> None:
    """Nobody appoints into a role that gives what they do not hold there themselves, in the same tree: else whoever
    manages people could make an administrator.
    """
    if isinstance(deed.by, System) and deed.by.name == LOADER:
        return
    powers = Power.objects.filter(role_id=role.code, over_charges=over_charges)
    for capability, tree in sorted(set(powers.values_list("capability", "tree"))):
        below = units_within(deed.by, capability, deed.at, tree=tree)
        reached = set(below.filter(descendant__in=list(units))) if below is not None else set()
        if set(units) - reached:
            sentence = mark("This role gives more than you hold at this unit yourself; ask someone who holds it.")
            raise NotAllowed("gives-more", sentence, capability=capability)
