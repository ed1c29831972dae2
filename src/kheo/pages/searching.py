"""The page of search: what an area's kinds of record look like among the hits.

An area declares it in its `found.py`, which is loaded at the start:

@shown("unit", mark("Units"), order=10)
def units(request: Asked, keys: Sequence[int]) -> dict[int, Shown]: ...
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from kheo.core.search import KINDS, Found, Hit, find, question
from kheo.core.search.statements import COUNTED
from kheo.core.search.words import LONGEST_QUESTION, MOST_WORDS
from kheo.i18n import gettext as _
from kheo.i18n import mark
from kheo.pages.words import number

if TYPE_CHECKING:
    from kheo.pages.middleware import Asked

FIRST, PAGE = 7, 30
"""Hits of each kind where all kinds are shown; hits of the one kind that was chosen."""

SHORTENED = mark("Only the first {most} words are looked for.")
LOST = mark("The address of this page of hits is damaged. Here is the beginning.")


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit as the page shows it: one link, and a line about it."""

    title: str
    address: str
    about: str = ""


Showing = Callable[["Asked", Sequence[int]], dict[int, Shown]]


@dataclass(frozen=True, slots=True)
class Look:
    """How hits of a kind are shown, under which marked label."""

    label: str
    order: int
    show: Showing


LOOKS: dict[str, Look] = {}


def shown(kind: str, label: str, *, order: int) -> Callable[[Showing], Showing]:
    """Declare how hits of a kind are shown. The function is given keys of a page and reads what the person may see of
    them, with few queries; what is not in its answer is not shown.
    """

    def declare(show: Showing) -> Showing:
        LOOKS[kind] = Look(label, order, show)
        return show

    return declare


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of a kind as the template needs them."""

    kind: str
    label: str
    total: str
    hits: list[Shown]
    rest: str
    next: str


@login_required
def search(request: Asked) -> HttpResponse:
    """What a person finds by words: the best of each kind, or page by page of one."""
    text = request.GET.get("q", "")
    chosen = request.GET.get("kind", "")
    asked = question(text)
    names = [chosen] if chosen in LOOKS else sorted(LOOKS, key=lambda name: LOOKS[name].order)
    after, lost = _place(request.GET.get("after", "")) if chosen in LOOKS else (None, False)
    found = find(
        [KINDS[name] for name in names],
        asked,
        request.actor,
        request.at,
        size=PAGE if chosen in LOOKS else FIRST,
        after=after,
    )
    context = {
        "q": " ".join(text[:LONGEST_QUESTION].replace("\0", " ").split()),
        "asked": bool(asked.words),
        "shortened": asked.shortened and _(SHORTENED).format(most=MOST_WORDS),
        "typed": bool(text.strip()),
        "chosen": chosen in LOOKS,
        "lost": lost and _(LOST),
        "everything": urlencode({"q": text[:LONGEST_QUESTION]}),
        "groups": [_group(request, one, text, chosen in LOOKS) for one in found if one.count],
    }
    return render(request, "pages/search.html", context)


def _group(request: Asked, found: Found, text: str, chosen: bool) -> Group:
    name, look = found.kind.name, LOOKS[found.kind.name]
    known = look.show(request, [hit.object for hit in found.hits])
    hits = [known[hit.object] for hit in found.hits if hit.object in known]
    kept = {"q": text[:LONGEST_QUESTION], "kind": name}
    onwards = urlencode({**kept, "after": _address(found.hits[-1])}) if found.more and chosen else ""
    count = f"{number(COUNTED)}+" if found.count > COUNTED else number(found.count)
    return Group(name, _(look.label), count, hits, urlencode(kept) if found.more and not chosen else "", onwards)


def _address(hit: Hit) -> str:
    """A place among the hits, as it stands in an address."""
    return base64.urlsafe_b64encode(json.dumps(hit).encode()).decode().rstrip("=")


def _place(address: str) -> tuple[Hit | None, bool]:
    """The place, and whether an address names one that cannot be read."""
    if not address:
        return None, False
    try:
        values = json.loads(base64.b64decode(address + "=" * (-len(address) % 4), altchars=b"-_", validate=True))
        if (
            isinstance(values, list)
            and len(values) == 4
            and all(type(one) is int and abs(one) < 1 << 62 for one in values)
        ):
            return Hit(*values), False
    except (binascii.Error, ValueError, RecursionError):
        pass
    return None, True
