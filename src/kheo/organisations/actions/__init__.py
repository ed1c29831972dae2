"""Everything that changes units, people, mandates and grants. Importing the package registers every action."""

from kheo.organisations.actions import successions, units

__all__ = ["successions", "units"]
