"""What a reader chose for their own eyes, kept in cookies alone: language, colours, density."""

from __future__ import annotations

from functools import cache, partial
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest

from kheo import __version__
from kheo.core.access import PUBLIC, Actor
from kheo.core.notices.telling import COUNTED, unread
from kheo.i18n import LANGUAGES, Language, as_language, language, mark
from kheo.pages.navigation import menu, own_menu

YEAR = 365 * 24 * 3600
CHOICES: dict[str, tuple[str, ...]] = {
    "lang": LANGUAGES,
    "theme": ("system", "light", "dark"),
    "density": ("comfortable", "compact"),
}
"""What can be chosen: the name of the cookie is `kheo_` and the key; the first value holds where none was chosen."""

LABELS = {
    "system": mark("As the device"),
    "light": mark("Light"),
    "dark": mark("Dark"),
    "comfortable": mark("Comfortable"),
    "compact": mark("Compact"),
}
LANGUAGE_NAMES = {"vi": "Tiếng Việt", "en": "English"}


def chosen(request: HttpRequest, key: str) -> str:
    """What was chosen under a key of CHOICES."""
    value = request.COOKIES.get(f"kheo_{key}", "")
    return value if value in CHOICES[key] else CHOICES[key][0]


def language_of(request: HttpRequest) -> Language:
    """The language to answer in."""
    return as_language(chosen(request, "lang")) or LANGUAGES[0]


@cache
def has_vendor() -> bool:
    """Whether npm's files were there when this was set up."""
    return finders.find("vendor/fonts.css") is not None


def _unread(actor: Actor) -> str:
    """How much a reader was told and has not read; empty for nothing."""
    count = unread(actor)
    return "" if not count else f"{COUNTED - 1}+" if count >= COUNTED else str(count)


def frame(request: HttpRequest) -> dict[str, Any]:
    """For templates: all that the frame of a page shows. It asks the database one thing, how much is unread, and that
    only where a page shows it.
    """
    actor = getattr(request, "actor", PUBLIC)
    return {
        "lang": language(),
        "languages": [(code, LANGUAGE_NAMES[code], code == language()) for code in LANGUAGES],
        "theme": chosen(request, "theme"),
        "density": chosen(request, "density"),
        "themes": [(code, LABELS[code], code == chosen(request, "theme")) for code in CHOICES["theme"]],
        "densities": [(code, LABELS[code], code == chosen(request, "density")) for code in CHOICES["density"]],
        "menu": menu(request, actor),
        "own_menu": own_menu() if actor != PUBLIC else (),
        "signed_in": actor != PUBLIC,
        "account": getattr(request, "user", None),
        "unread": partial(_unread, actor),
        "here": request.get_full_path(),
        "vendor": has_vendor(),
        "version": __version__,
        "sign_in_address": settings.LOGIN_URL,
    }
