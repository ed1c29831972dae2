"""Actions: functions named by their verb, with transaction, policy, journal and events around them.

    @action("organisations.rename-unit", mark("rename the unit"), policy=within(EDIT, "pk"))
    def rename(unit: Unit, *, deed: Deed, name: str) -> Unit:
        return deed.change(unit, name=name)

    rename(unit, by=person, at=now, deed_id=form.deed_id, name="Xã Suối Lam")

In one transaction: a deed id that was used gives back what that deed gave; the policy is asked; the body runs and
writes through `deed`; the handlers of its events run; the journal is written. Any refusal undoes all of it, in the
records in memory too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.apps import apps
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import BaseConstraint, Field, Model

from kheo.core.access import Actor, Policy
from kheo.core.actions import receipts
from kheo.core.actions.deed import Deed
from kheo.core.errors import Conflict, Invalid
from kheo.core.journal.writing import Head
from kheo.i18n import mark

CONTRADICTION = mark("This contradicts something that is already recorded.")

S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Action(Generic[S, T]):
    """A write, known by its verb. `label` is a marked verb phrase; `body` is the function as it was written."""

    verb: str
    label: str
    policy: Policy
    body: Callable[..., T]

    def __call__(
        self, subject: S | None = None, *, by: Actor, at: datetime, deed_id: UUID | None = None, **arguments: Any
    ) -> T:
        """Do it. Raises NotAllowed, MoveNotOpen, Invalid, Conflict or NotFound, and then nothing happened."""

        def run(deed: Deed) -> T:
            deed.require(self.policy, subject)
            return self.run(deed, subject, arguments)

        head = Head(deed_id or uuid4(), self.verb, by.key, name_of(subject), at)
        return perform(head, by, receipts.asked_of(self.verb, by.key, subject, arguments), run)

    def within(self, deed: Deed, subject: S | None = None, **arguments: Any) -> T:
        """Do it as a part of another deed; the policy is asked as ever."""
        deed.require(self.policy, subject)
        return self.run(deed, subject, arguments)

    def run(self, deed: Deed, subject: Any, arguments: dict[str, Any]) -> T:
        """Run the body alone."""
        return self.body(deed=deed, **arguments) if subject is None else self.body(subject, deed=deed, **arguments)


ACTIONS: dict[str, Action[Any, Any]] = {}
"""Every action by its verb: what interfaces, bulk acts and documents enumerate."""


def action(verb: str, label: str, *, policy: Policy) -> Callable[[Callable[..., T]], Action[Any, T]]:
    """Make an action of a function and register it. Raises ValueError for a verb that is taken."""

    def declare(body: Callable[..., T]) -> Action[Any, T]:
        if verb in ACTIONS:
            raise ValueError(f"the verb {verb} is taken")
        made: Action[Any, T] = Action(verb, label, policy, body)
        ACTIONS[verb] = made
        return made

    return declare


def name_of(subject: object) -> str:
    """How the journal names what a deed was done to."""
    return f"{subject._meta.label_lower}:{subject.pk}" if isinstance(subject, Model) else ""


def perform(head: Head, by: Actor, asked: str, run: Callable[[Deed], T]) -> T:
    """Run something as one deed. `durable` refuses an action inside an action's transaction: see `within`."""
    deed = Deed(head, by)
    try:
        with transaction.atomic(durable=True):
            earlier = receipts.claim(head.id, asked, head.at)
            if earlier is not None:
                result: T = receipts.result_of(earlier)
                return result
            result = run(deed)
            deed.finish()
            receipts.settle(head.id, result)
    except BaseException as fault:
        deed.undo()
        refusal = _worded(fault)
        if refusal is fault:
            raise
        raise refusal from fault
    return result


def _worded(fault: BaseException) -> BaseException:
    """What the database refused, as one of our refusals."""
    if isinstance(fault, IntegrityError):
        return _contradiction(str(fault))
    if isinstance(fault, OperationalError) and any(sign in str(fault) for sign in ("locked", "deadlock")):
        return Conflict("busy", mark("Too many people are writing at once. Please send it again."))
    return fault


def _contradiction(text: str) -> Invalid:
    """By the constraint that the database names, or whose columns it names; its own message where the model gives one.

    The text itself holds values, so it goes no further.
    """
    for model in apps.get_models():
        for one in model._meta.constraints:
            if re.search(rf"\b{one.name}\b", text) or text.endswith(_columns(model, one)):
                own = one.violation_error_message != one.default_violation_error_message
                return Invalid("constraint", str(one.violation_error_message) if own else CONTRADICTION, name=one.name)
    return Invalid("constraint", CONTRADICTION, name="")


def _columns(model: type[Model], constraint: BaseConstraint) -> str:
    """How SQLite names a constraint that makes columns unique."""
    fields = (model._meta.get_field(name) for name in getattr(constraint, "fields", ()))
    columns = [f"{model._meta.db_table}.{field.column}" for field in fields if isinstance(field, Field)]
    return ": " + ", ".join(columns)
