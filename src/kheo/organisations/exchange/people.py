"""People as .xlsx: one sheet says who they are, another what they are where and when, a third which localities are
assigned to them. Names travel in clear, in the file alone, for whoever may see them.

The code of a person is made by the register. For someone new a file may put any word in its place (`N1`), by which its
other sheets name them; a code of another installation is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from kheo.core.access import Actor, by_person, by_system
from kheo.core.actions import Deed, action
from kheo.core.secrets import keystore
from kheo.i18n import mark
from kheo.organisations.actions.people import register_many, values_of
from kheo.organisations.actions.spans import refit
from kheo.organisations.exchange.people_checks import faults_of
from kheo.organisations.exchange.people_there import Mandates, There, code_of
from kheo.organisations.exchange.plans import Plan, Rejected, Step, end_of, shown, step_of
from kheo.organisations.models import Charge, Mandate, Person, Role, Spell
from kheo.organisations.notices import tell_of_mandates
from kheo.organisations.policies import LOADER
from kheo.organisations.queries.people import contact_of, name_of
from kheo.sheets import Field, Row, Sheet, read, write

DETAILS = ("name", "email", "phone")


def sheets() -> tuple[Sheet, Sheet, Sheet]:
    """The three sheets, with the roles of this installation as choices."""
    roles = {one.code: (one.label_vi, one.label_en) for one in Role.objects.order_by("rank", "code")}
    person = Field("code", mark("Person's code"), required=True, longest=60, width=38)
    unit = Field("unit", mark("Unit's code"), required=True, longest=60, width=30)
    role = Field("role", mark("Role"), required=True, choices=roles, width=30)
    start = Field("start", mark("From"), "date", required=True, width=12)
    end = Field("end", mark("Until before"), "date", width=12)
    called = Field("called", mark("Full name (only to read)"), width=30)
    where = Field("where", mark("Name of the unit (only to read)"), width=44)
    who = (
        person,
        Field("name", mark("Full name"), longest=200, width=30),
        Field("email", mark("E-mail"), longest=254, width=30),
        Field("phone", mark("Telephone"), longest=40),
        Field("expires", mark("Kept until"), "date", required=True, width=12),
    )
    basis = Field("basis", mark("Decision"), width=30)
    deputises = Field("deputises", mark("Deputises for (code)"), longest=60, width=38)
    held = (person, unit, role, start, end, basis, deputises, called, where)
    locality = Field("locality", mark("Locality's code"), required=True, longest=60, width=30)
    assigned = (person, unit, role, locality, start, end, called, where)
    return (
        Sheet("people", mark("People"), who, key=("code",)),
        Sheet("mandates", mark("Mandates"), held, key=("code", "unit", "role", "start")),
        Sheet("charges", mark("Assigned localities"), assigned, key=("code", "unit", "role", "locality", "start")),
    )


def export(actor: Actor, at: datetime) -> bytes:
    """Everyone whom someone may see, with all mandates and localities that they may see, as a workbook."""
    people = {one.pk: one for one in Person.objects.visible_to(actor, at).order_by("code")}
    names = {pk: name_of(person) for pk, person in people.items()}
    who, held, assigned = sheets()
    tables = ((who, _who(people, names)), (held, _held(actor, at, names)), (assigned, _assigned(actor, at, names)))
    return write(tables)


def _who(people: Mapping[int, Person], names: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    for pk, one in people.items():
        yield {"code": one.code, "name": names[pk], **contact_of(one), "expires": one.expires}


def _held(actor: Actor, at: datetime, names: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    seen = Mandate.objects.visible_to(actor, at).select_related("person", "unit", "deputises__person")
    called = _last_names(Mandate.objects.visible_to(actor, at).values("unit"))
    for one in seen.order_by("unit__code", "role", "start", "person__code").iterator():
        yield {
            "code": one.person.code,
            "unit": one.unit.code,
            "role": one.role_id,
            "start": one.start,
            "end": shown(one.end),
            "basis": one.basis,
            "deputises": one.deputises.person.code if one.deputises else None,
            "called": names.get(one.person_id),
            "where": called.get(one.unit_id),
        }


def _assigned(actor: Actor, at: datetime, names: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    held = Mandate.objects.visible_to(actor, at).values("pk")
    seen = Charge.objects.visible_to(actor, at).filter(mandate__in=held)
    called = _last_names(seen.values("unit"))
    rows = seen.select_related("mandate__person", "mandate__unit", "unit")
    for one in rows.order_by("mandate__unit__code", "mandate__person__code", "unit__code", "start").iterator():
        yield {
            "code": one.mandate.person.code,
            "unit": one.mandate.unit.code,
            "role": one.mandate.role_id,
            "locality": one.unit.code,
            "start": one.start,
            "end": shown(one.end),
            "called": names.get(one.mandate.person_id),
            "where": called.get(one.unit_id),
        }


def _last_names(units: Any) -> dict[int, str]:
    """What units were called last: a file holds the past as well as the present."""
    return dict(Spell.objects.filter(unit__in=units).order_by("start").values_list("unit", "name"))


@action("organisations.import-people", mark("import people from a file"), policy=by_person | by_system(LOADER))
def import_people(*, deed: Deed, content: bytes) -> int:
    """Do what a file asks for; how many changes it made. Raises Rejected, and TooMuch for what is no workbook."""
    plan, there = _planned(content, deed.by, deed.at)
    if plan.faults:
        raise Rejected(plan.faults)
    _write_people(deed, plan.steps["people"], there)
    for step in plan.steps["charges"]:  # what hangs on a mandate first: a shortened mandate then finds it in place
        if not step.is_new:
            deed.change(step.record, **step.values)
    changed = [step for step in plan.steps["mandates"] if not step.is_new]
    for step in sorted(changed, key=lambda step: -step.record.pk):  # deputies were made after those they stand in for
        values = dict(step.values)
        refit(deed, step.record, step.record.start, values.pop("end", step.record.end), **values)
    _appoint(deed, [step for step in plan.steps["mandates"] if step.is_new], there)
    new = [step for step in plan.steps["charges"] if step.is_new]
    deed.create_many(Charge, [_charge(step, there) for step in new])
    return len(plan.changes)


def _write_people(deed: Deed, steps: list[Step], there: There) -> None:
    new = [step for step in steps if step.is_new]
    codes = [_uuid(step.row.values["code"]) for step in new]
    made = register_many(deed, [{"code": code, **step.values} for code, step in zip(codes, new, strict=True)])
    there.people |= {code_of(step.row): person for step, person in zip(new, made, strict=True)}
    for step in steps:
        if not step.is_new:
            deed.change(step.record, **_columns(step.values))
            if "expires" in step.values:
                keystore().renew(step.record.data_key, until=step.values["expires"])


def _appoint(deed: Deed, new: list[Step], there: There) -> None:
    """Deputies after those they stand in for. Raises Rejected for some who would only stand in for each other."""
    while new:
        ready = [step for step in new if not step.values["deputises"] or _deputised(step, there)]
        if not ready:
            sentence = mark("A deputy stands in within the mandate.")
            raise Rejected([step.row.fault("deputises", sentence) for step in new])
        tell_of_mandates(deed, deed.create_many(Mandate, [_mandate(step, there) for step in ready]))
        there.mandates = Mandates.of({person.pk for person in there.people.values()})
        new = [step for step in new if step not in ready]


def _deputised(step: Step, there: There) -> Mandate | None:
    said = step.row.values
    return there.mandates.covering(there.person(step.values["deputises"]), said["unit"], said["role"], _span(step.row))


def _uuid(code: str) -> UUID:
    try:
        return UUID(code)
    except ValueError:
        return uuid4()


def _columns(values: Mapping[str, Any]) -> dict[str, Any]:
    details = {name: value or "" for name, value in values.items() if name in DETAILS}
    return {**{name: value for name, value in values.items() if name not in DETAILS}, **values_of(**details)}


def _mandate(step: Step, there: There) -> dict[str, Any]:
    return {
        **step.values,
        "person": there.people[code_of(step.row)],
        "unit": there.units[step.row.values["unit"]],
        "deputises": _deputised(step, there),
    }


def _charge(step: Step, there: There) -> dict[str, Any]:
    said = step.row.values
    mandate = there.mandates.covering(there.people[code_of(step.row)].pk, said["unit"], said["role"], _span(step.row))
    return {**step.values, "mandate": mandate, "unit": there.units[said["locality"]]}


def _span(row: Row) -> tuple[Any, Any]:
    return row.values["start"], end_of(row.values.get("end"))


def rehearse(content: bytes, actor: Actor, at: datetime) -> Plan:
    """What a file would change and what is wrong with it; nothing is written. Raises TooMuch."""
    return _planned(content, actor, at)[0]


def _planned(content: bytes, actor: Actor, at: datetime) -> tuple[Plan, There]:
    tables = read(content, sheets())
    plan = Plan(notes=[head for table in tables for head in table.unknown])
    plan.faults = [fault for table in tables for fault in table.faults]
    people, held, assigned = (table.rows for table in tables)
    there = There(people, held, assigned, actor, at)
    plan.steps = {
        "people": [step for row in people if (step := _person_step(row, there))],
        "mandates": [step for row in held if (step := _mandate_step(row, there))],
        "charges": [step for row in assigned if (step := _charge_step(row, there))],
    }
    plan.faults += faults_of(plan, there, (people, held, assigned), actor, at)
    return plan, there


def _person_step(row: Row, there: There) -> Step | None:
    person = there.people.get(code_of(row))
    said: dict[str, Any] = {name: " ".join((row.values.get(name) or "").split()) for name in DETAILS}
    said["expires"] = row.values["expires"]
    if person is None:
        return Step(row, None, said)
    old = {"name": name_of(person), **contact_of(person), "expires": person.expires}
    changed = {name: value for name, value in said.items() if value != old[name]}
    return Step(row, person, changed, {name: old[name] for name in changed}) if changed else None


def _mandate_step(row: Row, there: There) -> Step | None:
    said = row.values
    record = there.mandates.at(there.person(code_of(row)), said["unit"], said["role"], said["start"])
    values = {"end": end_of(said.get("end")), "basis": said.get("basis") or ""}
    if record is None:
        new = {"role_id": said["role"], "start": said["start"], "deputises": said.get("deputises")}
        return Step(row, None, new | values)
    return step_of(row, record, values)


def _charge_step(row: Row, there: There) -> Step | None:
    said, values = row.values, {"end": end_of(row.values.get("end"))}
    place = (said["unit"], said["role"], said["locality"], said["start"])
    record = there.charges.get((there.person(code_of(row)), *place))
    return Step(row, None, {"start": said["start"], **values}) if record is None else step_of(row, record, values)
