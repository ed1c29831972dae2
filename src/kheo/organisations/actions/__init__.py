"""Everything that changes units, people, mandates and grants. Importing the package registers every action."""

from kheo.organisations.actions import documents, grants, invitations, mandates, people, second_step, successions, units
from kheo.organisations.exchange import units as units_by_file
from kheo.organisations.loading import store, words

__all__ = [
    "documents",
    "grants",
    "invitations",
    "mandates",
    "people",
    "second_step",
    "store",
    "successions",
    "units",
    "units_by_file",
    "words",
]
