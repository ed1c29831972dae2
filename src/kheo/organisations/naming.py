"""A name as lists need it beside the name itself."""

from __future__ import annotations

from kheo.text import plain, sort_key


def forms_of(name: str) -> dict[str, str]:
    """The columns that follow from the name of a unit: for search without diacritics, and for Vietnamese order."""
    return {"name": name, "folded": plain(name), "sort_key": sort_key(name)}
