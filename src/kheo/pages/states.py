"""The one look of every state: word, icon and colour together, the same three everywhere.

An area says once which look each state of its lifecycle has:

    looks("exemplars.exemplar", {"draft": "open", "sent": "waiting", "kept": "accepted"})
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from kheo.i18n import gettext, mark
from kheo.pages.icons import icon


@dataclass(frozen=True, slots=True)
class Look:
    """An icon of icons.svg and a colour of the stylesheet; `label` is the usual word."""

    icon: str
    colour: str
    label: str


LOOKS: dict[str, Look] = {
    "unclaimed": Look("ring", "xam", mark("not yet received")),
    "received": Look("quarter", "lam", mark("received")),
    "working": Look("half", "lam", mark("in progress")),
    "waiting": Look("clock", "tim", mark("waiting for approval")),
    "accepted": Look("check", "luc", mark("accepted")),
    "returned": Look("back", "vang", mark("returned")),
    "refused": Look("cross", "son", mark("refused")),
    "late": Look("flag", "son", mark("late")),
    "soon": Look("flag", "vang", mark("due soon")),
    "standing": Look("always", "xam", mark("standing")),
    "undated": Look("dash", "xam", mark("no deadline stated")),
    "retired": Look("box", "xam", mark("retired")),
}

_OF_STATES: dict[tuple[str, str], Look] = {}


def looks(kind: str, chosen: Mapping[str, str]) -> None:
    """Declare the looks of a lifecycle's states, by names of LOOKS. Raises KeyError for an unknown look."""
    _OF_STATES.update({(kind, state): LOOKS[name] for state, name in chosen.items()})


def badge(name: str, words: str = "") -> SafeString:
    """A look of LOOKS with its own word, or with others."""
    return _html(LOOKS[name], words or gettext(LOOKS[name].label))


def state_of(record: Any) -> SafeString:
    """The state of a record as its lifecycle words it. Raises KeyError where the area declared no look."""
    lifecycle = record.lifecycle
    return _html(_OF_STATES[lifecycle.kind, record.state], gettext(lifecycle.states[record.state]))


def _html(look: Look, words: str) -> SafeString:
    return SafeString(f'<span class="state {look.colour}">{icon(look.icon)}{escape(words)}</span>')
