"""Papers are told of to whoever the test names; someone who may not see a paper is told nothing of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from kheo.core.access import Actor
from kheo.core.notices import NOW, Kind, Line, kind
from kheo.core.notices.kinds import About
from kheo.core.notices.letters import Recipient
from kheo.core.tests.sample.models import Paper

ADDRESSES: dict[str, str] = {}
"""Where people of a test are reached; who is not here has no address."""
BLIND: set[str] = set()
"""Who may see no paper."""


def say(actor: Actor, at: datetime, about: Collection[About], /) -> Mapping[About, Line]:
    if actor.key in BLIND:
        return {}
    titles = dict(Paper.objects.filter(pk__in=[key for _code, key in about]).values_list("pk", "title"))
    return {(code, key): Line(titles[key], f"/papers/{key}/") for code, key in about if key in titles}


def recipient(key: str) -> Recipient:
    from kheo.core.tests.people import Person

    return Recipient(Person(key), ADDRESSES.get(key, ""))


WRITTEN: Kind = kind("sample.written", "A paper was written", why="papers are read together", say=say)
URGENT: Kind = kind(
    "sample.urgent", "A paper is urgent", why="urgent papers are told", say=say, default=NOW, optional=False
)
