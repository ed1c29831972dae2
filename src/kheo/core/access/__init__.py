"""Who may see and do what: actors and their reach, policies with reasons, the door from an id to a record."""

from kheo.core.access.actors import PUBLIC, Actor, Public, Reach, Span, System
from kheo.core.access.policies import Policy, anyone, by_person, by_system, granted, rule, within
from kheo.core.access.verdicts import YES, Verdict, no
from kheo.core.access.visibility import FOREVER, Visibility, fetch, units_within

__all__ = [
    "FOREVER",
    "PUBLIC",
    "YES",
    "Actor",
    "Policy",
    "Public",
    "Reach",
    "Span",
    "System",
    "Verdict",
    "Visibility",
    "anyone",
    "by_person",
    "by_system",
    "fetch",
    "granted",
    "no",
    "rule",
    "units_within",
    "within",
]
