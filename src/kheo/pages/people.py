"""Names for the keys under which the journal knows who acted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from kheo.i18n import gettext as _


@cache
def _namer(path: str) -> Callable[[Iterable[str]], Mapping[str, str]]:
    """What KHEO_NAMES names: key → name for the keys of persons; organisations fills it in, with one query."""
    namer: Callable[[Iterable[str]], Mapping[str, str]] = import_string(path)
    return namer


def names(keys: Iterable[str]) -> dict[str, str]:
    """Key → name, for each key; a person whom nobody can name any more is called so."""
    asked = set(keys)
    persons = [key for key in asked if key.startswith("person:")]
    known = _namer(settings.KHEO_NAMES)(persons) if settings.KHEO_NAMES and persons else {}
    return {key: known.get(key) or _unnamed(key) for key in asked}


def _unnamed(key: str) -> str:
    if key.startswith("system:"):
        return _("the system")
    return _("a member of the public") if key == "public" else _("someone whose name is no longer kept")
