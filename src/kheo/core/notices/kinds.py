"""Kinds of notice, as areas declare them in their `notices.py`.

    OFFERED = kind(
        "organisations.handover-offered", mark("Work is offered to you"), why=mark("you are to take it over"), say=say
    )

and an action tells of it: `deed.notify(OFFERED, [key_of(taker)], handover)`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kheo.core.access import Actor
from kheo.i18n import mark

APP, NOW, DIGEST, OFF = "app", "now", "digest", "off"
CHANNELS = {  # but for the last, all of them in Khéo as well
    APP: mark("In Khéo alone"),
    NOW: mark("By e-mail at once"),
    DIGEST: mark("In one e-mail a day"),
    OFF: mark("Not at all"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """What a notice says to one who may see its record, and the address of that record within the site."""

    words: str
    address: str


About = tuple[str, int]
"""What a notice is about: the code of its kind, and the key of its record."""


class Say(Protocol):
    """How an area words notices, in the current language, for one person. What that person may not see (any more) it
    leaves out. The number of its queries does not grow with their number.
    """

    def __call__(self, actor: Actor, at: datetime, about: Collection[About], /) -> Mapping[About, Line]:
        """A line for each that the person may see."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing that people are told of. `label` and `why` (because …) are marked words; kinds that share `say` are
    worded in one call.
    """

    code: str
    label: str
    why: str
    say: Say
    default: str
    optional: bool


KINDS: dict[str, Kind] = {}
"""Every kind by its code, in the order in which the areas were loaded."""


def kind(code: str, label: str, *, why: str, say: Say, default: str = DIGEST, optional: bool = True) -> Kind:
    """Declare a kind. Only what is `optional` can be turned off. Raises ValueError for a code that is taken."""
    if code in KINDS:
        raise ValueError(f"the kind of notice {code} is taken")
    KINDS[code] = Kind(code, label, why, say, default, optional)
    return KINDS[code]
