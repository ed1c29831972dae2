"""What is wrong with an import of people: looked for before anything is written, each fault at its cell.

The rules are those of the actions (appoint, correct, assign a locality), asked here for all rows at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from kheo.core.access import Actor
from kheo.core.access.visibility import day_of
from kheo.core.secrets import keystore
from kheo.i18n import mark
from kheo.organisations.exchange.people_there import There, code_of, parts, plain_code
from kheo.organisations.exchange.plans import Plan, Step, Stretch, covered, end_of, overlaps
from kheo.organisations.models import Mandate, Person
from kheo.organisations.naming import hidden_forms_of
from kheo.organisations.policies import may_manage_people_of, may_manage_person, may_register
from kheo.organisations.powers import GIVES_MORE, ONESELF, Held, beyond, of_role
from kheo.organisations.queries.people import name_of
from kheo.sheets import Fault, Row

OUTSIDE = mark("This unit is outside your mandate.")


def faults_of(
    plan: Plan, there: There, rows: tuple[list[Row], list[Row], list[Row]], actor: Actor, at: datetime
) -> Iterator[Fault]:
    """All that stands against a plan whose cells could be read."""
    people, held, assigned = rows
    unknown = list(_unknown(there, people, held, assigned))
    yield from unknown
    yield from _person_faults(plan.steps["people"], there, people, actor, at)
    if unknown:
        return
    after = _After(there, held)
    yield from _not_allowed(plan, there, actor, at)
    yield from _mandate_faults(plan.steps["mandates"], held, there, after)
    yield from _charge_faults(plan.steps["charges"], assigned, there, after)
    yield from _doubles(plan, there)


def _unknown(there: There, people: list[Row], held: list[Row], assigned: list[Row]) -> Iterator[Fault]:
    """Codes that stand for nobody or nothing, here or in the file."""
    here = {code_of(row) for row in people} | set(there.people)
    for row in (*held, *assigned):
        if code_of(row) not in here:
            yield row.fault("code", mark("Nobody whom you may see has the code “{code}”."), code=row.values["code"])
        deputised = row.values.get("deputises")
        if deputised and plain_code(deputised) not in here:
            yield row.fault("deputises", mark("Nobody whom you may see has the code “{code}”."), code=deputised)
        for name in ("unit", "locality"):
            if row.values.get(name) and row.values[name] not in there.units:
                yield row.fault(name, mark("No unit has the code “{code}”."), code=row.values[name])


def _person_faults(steps: list[Step], there: There, people: list[Row], actor: Actor, at: datetime) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for row in people:
        if code_of(row) in seen:
            yield row.fault("code", mark("This row says the same as row {other}."), other=seen[code_of(row)])
        if code_of(row) in there.hidden:
            yield row.fault("code", mark("This code belongs to somebody whom you may not see."))
        seen.setdefault(code_of(row), row.number)
    known = [step.record for step in steps if not step.is_new]
    managed = dict(zip(known, may_manage_person.each(actor, known, at), strict=True)) if known else {}
    may_add = may_register(actor, None, at)
    for step in steps:
        verdict = may_add if step.is_new else managed[step.record]
        if not verdict:
            yield step.row.fault("code", verdict.sentence)
        elif not step.is_new and not keystore().holds(step.record.data_key):
            yield step.row.fault("code", mark("The details of this person have been erased; register the person anew."))
        elif not step.values.get("name", "."):
            yield step.row.fault("name", mark("A person needs a name."))
        if "expires" in step.values and step.values["expires"] <= day_of(at):
            yield step.row.fault("expires", mark("The day until which details are kept must be in the future."))


class _After:
    """The spans of mandates as they would be, by person's code, unit and role."""

    def __init__(self, there: There, held: list[Row]) -> None:
        self.said: defaultdict[tuple[str, str, str], dict[date, Row]] = defaultdict(dict)
        for row in held:
            self.said[_key(row)][row.values["start"]] = row
        self._there = there

    def spans(self, key: tuple[str, str, str]) -> list[Stretch]:
        """What is there and not said anew, and what is said."""
        code, unit, role = key
        said = self.said.get(key, {})
        there = self._there.mandates.all_at(self._there.person(code), unit, role)
        kept = [Stretch(one.start, one.end, None) for one in there if one.start not in said]
        return kept + [Stretch(start, end_of(row.values.get("end")), row) for start, row in said.items()]

    def holds(self, key: tuple[str, str, str], span: tuple[date, date]) -> bool:
        """Whether one mandate holds in all of a span."""
        return any(one.start <= span[0] and span[1] <= one.end for one in self.spans(key))


def _key(row: Row) -> tuple[str, str, str]:
    return code_of(row), row.values["unit"], row.values["role"]


def _span(row: Row) -> tuple[date, date]:
    return row.values["start"], end_of(row.values.get("end"))


def _not_allowed(plan: Plan, there: There, actor: Actor, at: datetime) -> Iterator[Fault]:
    """Whoever imports manages people at each unit, gives no more than they hold, and nothing to themselves."""
    steps = [*plan.steps["mandates"], *plan.steps["charges"]]
    units = [there.units[code] for code in sorted({step.row.values["unit"] for step in steps})]
    verdicts = may_manage_people_of.each(actor, units, at) if units else []
    managed = {unit.code for unit, verdict in zip(units, verdicts, strict=True) if verdict}
    longer = [step for step in steps if step.is_new or step.values.get("end", date.min) > step.record.end]
    given = _given(longer, there)
    missing = beyond(actor, set().union(*given.values()), at)
    giving = {id(step) for step in longer}
    for step in steps:
        person = there.person(code_of(step.row))
        if step.row.values["unit"] not in managed:
            yield step.row.fault("unit", OUTSIDE)
        elif id(step) in giving and actor.key == f"person:{person}":
            yield step.row.fault("code", ONESELF)
        elif id(step) in giving and given[_what(step.row)] & missing:
            yield step.row.fault("role", GIVES_MORE)


def _given(steps: list[Step], there: There) -> dict[tuple[str, str, bool], set[Held]]:
    """The powers that rows give, by role and place; a query for each role."""
    places: defaultdict[tuple[str, bool], set[str]] = defaultdict(set)
    for step in steps:
        role, place, charged = _what(step.row)
        places[role, charged].add(place)
    given: dict[tuple[str, str, bool], set[Held]] = {}
    for (role, charged), codes in places.items():
        powers = of_role(role, [there.units[code].pk for code in codes], over_charges=charged)
        for code in codes:
            given[role, code, charged] = {one for one in powers if one.unit == there.units[code].pk}
    return given


def _what(row: Row) -> tuple[str, str, bool]:
    return row.values["role"], row.values.get("locality") or row.values["unit"], "locality" in row.values


def _mandate_faults(steps: list[Step], held: list[Row], there: There, after: _After) -> Iterator[Fault]:
    for key in {_key(step.row) for step in steps}:
        yield from overlaps(after.spans(key))
    for step in steps:
        yield from _there_then(step.row, "unit", there)
    for row in held:
        yield from _deputy_faults(row, there, after)


def _there_then(row: Row, name: str, there: There) -> Iterator[Fault]:
    start, end = _span(row)
    if start < end and not covered(there.spells[row.values[name]], start, end):
        yield row.fault(name, mark("“{code}” does not exist in all of this time."), code=row.values[name])


def _deputy_faults(row: Row, there: There, after: _After) -> Iterator[Fault]:
    """A deputy stands in for one mandate, all the time within it; for whom is not changed."""
    said = row.values
    code = plain_code(said["deputises"]) if said.get("deputises") else None
    record = there.mandates.at(there.person(code_of(row)), said["unit"], said["role"], said["start"])
    if record is not None:
        present = record.deputises.person_id if record.deputises else None
        if present != there.person(code):
            sentence = mark("For whom somebody deputises is not changed; end this and begin another.")
            yield row.fault("deputises", sentence)
    if code == code_of(row):
        yield row.fault("deputises", mark("Nobody deputises for themselves."))
    elif code is not None and not after.holds((code, said["unit"], said["role"]), _span(row)):
        yield row.fault("deputises", mark("A deputy stands in within the mandate."))


def _charge_faults(steps: list[Step], assigned: list[Row], there: There, after: _After) -> Iterator[Fault]:
    for row in assigned:
        if not after.holds(_key(row), _span(row)):
            yield row.fault("start", mark("The person does not hold this role there in all of this time."))
    said: defaultdict[tuple[Any, ...], list[Stretch]] = defaultdict(list)
    for row in assigned:
        said[(*_key(row), row.values["locality"])].append(Stretch(*_span(row), row))
    for step in steps:
        yield from _there_then(step.row, "locality", there)
    for stretches in said.values():
        yield from overlaps(stretches)


def _doubles(plan: Plan, there: There) -> Iterator[Fault]:
    """Somebody new with the name of somebody who holds the same role there: probably the same person, sent again."""
    new = {code_of(step.row): step for step in plan.steps["people"] if step.is_new and step.values["name"]}
    if not new:
        return
    words = {code: hidden_forms_of(step.values["name"])["words"] for code, step in new.items()}
    alike: defaultdict[tuple[Any, ...], list[Mandate]] = defaultdict(list)
    for one in _namesakes({str(one) for one in words.values()}):
        alike[one.person.words, one.unit_id, one.role_id].append(one)
    for step in plan.steps["mandates"]:
        row, code = step.row, code_of(step.row)
        start, end = _span(row)
        for one in alike.get((words.get(code), there.units[row.values["unit"]].pk, row.values["role"]), ()):
            if one.start < end and start < one.end:
                sentence = mark(
                    "“{person}” holds this role there already. If it is the same person, put the code {code} here."
                )
                yield new[code].row.fault("code", sentence, person=name_of(one.person), code=one.person.code)


def _namesakes(words: set[str]) -> Iterable[Mandate]:
    found: Sequence[Person] = [one for part in parts(words) for one in Person.objects.filter(words__in=part)]
    ids = [one.pk for one in found]
    for part in parts(ids):
        yield from Mandate.objects.filter(person__in=part).select_related("person")
