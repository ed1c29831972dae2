"""The main menu. An area declares its entries in its `navigation.py`, which is loaded at the start:

entry(mark("Units"), "organisations:units", order=20)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from django.http import HttpRequest
from django.urls import reverse

from kheo.core.access import PUBLIC, Actor


def _signed_in(actor: Actor) -> bool:
    return actor != PUBLIC


def everyone(_actor: Actor) -> bool:
    """For entries that the public sees too."""
    return True


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: a marked label, the name of its address, its place, and whom it is shown to. Showing decides no
    right: a page behind a hidden entry asks its own query.
    """

    label: str
    url: str
    order: int
    shown: Callable[[Actor], bool]


ENTRIES: list[Entry] = []


def entry(label: str, url: str, *, order: int, shown: Callable[[Actor], bool] = _signed_in) -> None:
    """Declare an entry. Raises ValueError where the address is an entry already."""
    if any(one.url == url for one in ENTRIES):
        raise ValueError(f"{url} stands in the menu already")
    ENTRIES.append(Entry(label, url, order, shown))
    ENTRIES.sort(key=attrgetter("order"))


OWN: list[tuple[str, str]] = []
"""What the menu of a person's own account leads to: marked label and the name of the address."""


def own_entry(label: str, url: str) -> None:
    """Declare an entry of that menu."""
    OWN.append((label, url))


def own_menu() -> list[tuple[str, str]]:
    """Label and address of each."""
    return [(label, reverse(url)) for label, url in OWN]


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as a page shows it."""

    label: str
    address: str
    here: bool


def menu(request: HttpRequest, actor: Actor) -> list[Link]:
    """The entries for a reader; the one that the page lies under is `here`."""
    links = []
    for one in ENTRIES:
        if one.shown(actor):
            address = reverse(one.url)
            here = request.path == address or (address != "/" and request.path.startswith(address))
            links.append(Link(one.label, address, here))
    return links
