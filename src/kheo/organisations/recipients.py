"""A person as the sender of mail asks for one: what they may see, and where they are reached, at that moment."""

from __future__ import annotations

from kheo.core.notices.letters import Recipient
from kheo.organisations.actor import PersonActor
from kheo.organisations.models import Person
from kheo.organisations.queries.people import contact_of


def recipient(key: str) -> Recipient:
    """The person of a key (setting KHEO_RECIPIENTS); without an address where there is none, or it was erased."""
    pk = int(key.removeprefix("person:"))
    person = Person.objects.filter(pk=pk).first()
    return Recipient(PersonActor(pk), contact_of(person)["email"] if person else "")
