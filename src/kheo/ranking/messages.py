"""Every sentence this library says to a person stands in messages.json, in Vietnamese and English."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")


@lru_cache(maxsize=1)
def _sentences() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(files(__package__).joinpath("messages.json").read_text("utf-8"))
    return found


def say(code: str, language: Language, **data: object) -> str:
    """The sentence for a code. Raises `KeyError` for an unknown code or missing data."""
    return _sentences()[code][language].format(**{name: _shown(name, value, language) for name, value in data.items()})


def _shown(name: str, value: object, language: Language) -> str:
    if name == "column":
        return _sentences()[f"column-{value}"][language]
    if isinstance(value, float):
        return number(value, language)
    return str(value)


def number(value: float, language: Language, decimals: int = 2) -> str:
    """At most two decimals by default, with a decimal comma in Vietnamese; ∞ for what has no bound."""
    if value == float("inf"):
        return "∞"
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",") if language == "vi" else text
