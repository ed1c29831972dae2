"""Jobs of the area."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from kheo.core.access import System
from kheo.core.jobs import Run, job
from kheo.core.notices import tell
from kheo.organisations.actions.people import erase_person
from kheo.organisations.models import Person
from kheo.organisations.notices import ending
from kheo.organisations.policies import ERASER
from kheo.organisations.signing import invitations, sessions, throttle


@job("organisations.erase-expired", every=timedelta(days=1))
def erase_expired(run: Run) -> None:
    """Once the month of a person's expiry is over, let go of what still points to their name."""
    now = run.clock()
    month = now.date().replace(day=1)
    expired = Person.objects.filter(expires__lt=month).exclude(words=None, signs_in=False)
    for done, person in enumerate(expired.iterator(), 1):
        erase_person(person, by=System(ERASER), at=now, deed_id=run.deed_id(person.pk))
        run.progress(done)


@job("organisations.warn-of-ending", every=timedelta(days=1))
def warn_of_ending(run: Run) -> None:
    """Tell the holders of mandates that end soon, once for each day of an end."""
    now = run.clock()
    with transaction.atomic():
        tell(list(ending(now)), now)


@job("organisations.forget-sign-ins", every=timedelta(days=1))
def forget_sign_ins(run: Run) -> None:
    """Erase what sign-in kept: counts of wrong tries with their keys after a day, the rest after 90."""
    throttle.forget(run.clock())
    sessions.forget(run.clock())
    invitations.forget(run.clock())
