"""Who is what where: appointing, assigning localities, leave, deputies, hand-over of work."""

from __future__ import annotations

from datetime import date

from kheo.core.access import FOREVER
from kheo.core.access.visibility import day_of
from kheo.core.actions import Deed, action
from kheo.core.errors import Invalid
from kheo.i18n import mark
from kheo.organisations.actions.spans import clip, exists, in_order, not_twice, refit
from kheo.organisations.events import WorkHandedOver
from kheo.organisations.lifecycle import HANDOVER
from kheo.organisations.models import Charge, Handover, Leave, Mandate, Person, Role, Unit
from kheo.organisations.notices import DEPUTISED, OFFERED, SETTLED, key_of, tell_of_mandates
from kheo.organisations.policies import holder, may_manage_charge, may_manage_people, may_manage_people_of
from kheo.organisations.powers import of_role, require_appointable, require_held


@action("organisations.appoint", mark("appoint"), policy=may_manage_people_of)
def appoint(
    unit: Unit, *, deed: Deed, person: Person, role: Role, start: date, end: date = FOREVER, basis: str = ""
) -> Mandate:
    """Give a person a role at a unit for a span (phân công, bổ nhiệm).

    Raises NotAllowed for oneself, for someone whom the appointer may not see, and for a role that gives more than the
    appointer holds there; Invalid where the unit does not exist all the time or the person holds the role already.
    """
    in_order(start, end)
    require_appointable(deed.by, deed.at, person)
    require_held(deed.by, deed.at, of_role(role.code, [unit.pk]))
    exists(unit.pk, start, end)
    not_twice(person.pk, role.code, unit.pk, start, end)
    values = {"person": person, "role": role, "unit": unit, "start": start, "end": end, "basis": basis}
    made = deed.create(Mandate, **values)
    tell_of_mandates(deed, [made])
    return made


@action("organisations.correct-mandate", mark("correct the mandate"), policy=may_manage_people)
def correct_mandate(mandate: Mandate, *, deed: Deed, start: date, end: date, basis: str) -> Mandate:
    """Put right when a mandate holds and what it rests on (đính chính). What hangs on it keeps within it.

    Raises as `appoint` where it is to hold longer.
    """
    in_order(start, end)
    if start < mandate.start or end > mandate.end:
        require_appointable(deed.by, deed.at, mandate.person)
        require_held(deed.by, deed.at, of_role(mandate.role_id, [mandate.unit_id]))
        exists(mandate.unit_id, start, end)
        not_twice(mandate.person_id, mandate.role_id, mandate.unit_id, start, end, besides=mandate.pk)
        if mandate.deputises and not mandate.deputises.start <= start < end <= mandate.deputises.end:
            raise Invalid("outside", mark("A deputy stands in within the mandate."))
    return refit(deed, mandate, start, end, basis=basis)


@action("organisations.end-mandate", mark("end the mandate"), policy=may_manage_people)
def end_mandate(mandate: Mandate, *, deed: Deed, on: date) -> Mandate:
    """Let a mandate end on a day (thôi giữ chức vụ), with whatever was assigned and whoever deputises under it."""
    if not mandate.start < on < mandate.end:
        raise Invalid("outside", mark("Choose a day within the mandate."))
    return refit(deed, mandate, mandate.start, on)


@action("organisations.assign-locality", mark("assign a locality"), policy=may_manage_people)
def assign_locality(mandate: Mandate, *, deed: Deed, unit: Unit, start: date, end: date = FOREVER) -> Charge:
    """Assign a locality to the holder of a mandate (phụ trách địa bàn), as long as the mandate lasts."""
    start, end = max(start, mandate.start), min(end, mandate.end)
    in_order(start, end)
    require_held(deed.by, deed.at, of_role(mandate.role_id, [unit.pk], over_charges=True))
    exists(unit.pk, start, end)
    return deed.create(Charge, mandate=mandate, unit=unit, start=start, end=end)


@action("organisations.end-charge", mark("take the locality back"), policy=may_manage_charge)
def end_charge(charge: Charge, *, deed: Deed, on: date) -> None:
    """Let an assigned locality end on a day; one that has not begun by then goes altogether."""
    _not_over(charge.end, on)
    clip(deed, charge, charge.start, on)


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
    """Let leave end early; the deputy's mandate ends with it. Leave that has not begun by then goes altogether."""
    _not_over(leave.end, on)
    deputy = leave.deputy
    clip(deed, leave, leave.start, on)
    if deputy is not None:
        refit(deed, deputy, deputy.start, min(on, deputy.end))


@action("organisations.deputise", mark("name a deputy"), policy=may_manage_people)
def deputise(mandate: Mandate, *, deed: Deed, person: Person, start: date, end: date) -> Mandate:
    """Let someone hold the role of a mandate in its holder's place for a span (uỷ quyền, phụ trách thay)."""
    return _deputise(deed, mandate, person, start, end)


@action("organisations.offer-handover", mark("hand the work over"), policy=may_manage_people | holder)
def offer_handover(mandate: Mandate, *, deed: Deed, taker: Mandate, note: str = "") -> Handover:
    """Offer the open work of a mandate to another (bàn giao); it passes when that is accepted.

    Raises Invalid for a taker whose mandate has ended.
    """
    _not_over(taker.end, day_of(deed.at))
    places = {"unit_id": mandate.unit_id, "taker_unit_id": taker.unit_id}
    people = {"giver_person_id": mandate.person_id, "taker_person_id": taker.person_id}
    offered = deed.create(Handover, giver=mandate, taker=taker, note=note, **places, **people)
    deed.notify(OFFERED, [key_of(taker.person_id)], offered)
    return offered


@action("organisations.accept-handover", mark("take over the work"), policy=HANDOVER["accept"].policy)
def accept_handover(handover: Handover, *, deed: Deed) -> Handover:
    """Take the work over; areas move what is open. Raises Invalid once the taker's mandate has ended."""
    _not_over(handover.taker.end, day_of(deed.at))
    deed.emit(WorkHandedOver(handover.giver_id, handover.taker_id))
    deed.notify(SETTLED, [key_of(handover.giver_person_id)], handover)
    return deed.move(handover, "accept")


@action("organisations.decline-handover", mark("decline the hand-over"), policy=HANDOVER["decline"].policy)
def decline_handover(handover: Handover, *, deed: Deed) -> Handover:
    """Decline; the work stays where it is."""
    deed.notify(SETTLED, [key_of(handover.giver_person_id)], handover)
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
    require_appointable(deed.by, deed.at, person)
    require_held(deed.by, deed.at, of_role(mandate.role_id, [mandate.unit_id]))
    not_twice(person.pk, mandate.role_id, mandate.unit_id, start, end)
    values = {"person": person, "role_id": mandate.role_id, "unit_id": mandate.unit_id, "deputises": mandate}
    made = deed.create(Mandate, start=start, end=end, **values)
    tell_of_mandates(deed, [made])
    deed.notify(DEPUTISED, [key_of(mandate.person_id)], made)
    return made


def _not_over(end: date, on: date) -> None:
    if end <= on:
        raise Invalid("ended", mark("This has ended already."))
