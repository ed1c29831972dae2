"""Vietnamese text: normal forms, tone placement, folding, order, legacy encodings, numerals, dates.

Plain functions over `str`. Names are loaded when first used; tables and patterns are built when first needed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kheo.text.dates import WrittenDate, date_at, find_dates
    from kheo.text.folding import SearchKey, fold_dashes, fold_quotes, plain, search_key
    from kheo.text.legacy import by_font, detect, from_tcvn3, from_vni
    from kheo.text.normal import Normalised, normalise
    from kheo.text.numerals import (
        amount_at,
        int_to_roman,
        int_to_words,
        next_point,
        ordinal,
        point_index,
        previous_point,
        roman_to_int,
        words_to_int,
    )
    from kheo.text.ordering import person_sort_key, sort_key
    from kheo.text.tone import fold_tone, loose, same

__all__ = [
    "Normalised",
    "SearchKey",
    "WrittenDate",
    "amount_at",
    "by_font",
    "date_at",
    "detect",
    "find_dates",
    "fold_dashes",
    "fold_quotes",
    "fold_tone",
    "from_tcvn3",
    "from_vni",
    "int_to_roman",
    "int_to_words",
    "loose",
    "next_point",
    "normalise",
    "ordinal",
    "person_sort_key",
    "plain",
    "point_index",
    "previous_point",
    "roman_to_int",
    "same",
    "search_key",
    "sort_key",
    "words_to_int",
]

_HOMES = {
    "dates": "WrittenDate date_at find_dates",
    "folding": "SearchKey fold_dashes fold_quotes plain search_key",
    "legacy": "by_font detect from_tcvn3 from_vni",
    "normal": "Normalised normalise",
    "numerals": "amount_at int_to_roman int_to_words next_point ordinal point_index previous_point roman_to_int "
    "words_to_int",
    "ordering": "person_sort_key sort_key",
    "tone": "fold_tone loose same",
}


def __getattr__(name: str) -> object:
    for module, names in _HOMES.items():
        if name in names.split():
            value: object = getattr(import_module(f"{__name__}.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
