"""The tables of the area."""

from kheo.organisations.models.accounts import Account
from kheo.organisations.models.grants import Grant
from kheo.organisations.models.people import Charge, Handover, Leave, Mandate, Person
from kheo.organisations.models.signing import Factor, Invitation, Session, SignIn, Tries
from kheo.organisations.models.units import Ancestry, Change, Placement, Spell, Succession, Unit
from kheo.organisations.models.vocabulary import AddressGroup, Block, Kind, Level, Power, Role, Tree

__all__ = [
    "Account",
    "AddressGroup",
    "Ancestry",
    "Block",
    "Change",
    "Charge",
    "Factor",
    "Grant",
    "Handover",
    "Invitation",
    "Kind",
    "Leave",
    "Level",
    "Mandate",
    "Person",
    "Placement",
    "Power",
    "Role",
    "Session",
    "SignIn",
    "Spell",
    "Succession",
    "Tree",
    "Tries",
    "Unit",
]
