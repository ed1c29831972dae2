"""Words for people: Vietnamese first, English on request.

Message ids are the English words; `src/kheo/locale/vi` holds the Vietnamese ones. The language of the machine (LANG)
does not matter: an office reads Vietnamese wherever its server stands. `--lang en` or KHEO_LANG=en asks for English.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from gettext import NullTranslations

Language = Literal["vi", "en"]

LANGUAGES: tuple[Language, ...] = ("vi", "en")
DOMAIN = "kheo"

_current: ContextVar[Language] = ContextVar("language", default="vi")


def language() -> Language:
    """The language in which `gettext` answers now."""
    return _current.get()


def gettext(message: str) -> str:
    """The message in the current language; imported as `_`."""
    return message if _current.get() == "en" else _catalogue().gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The message for a number of things, in the current language."""
    if _current.get() == "en":
        return one if count == 1 else many
    return _catalogue().ngettext(one, many, count)


def mark(message: str) -> str:
    """The message as it is: marks words of a table for the catalogue, to be worded by `gettext` where they are used."""
    return message


def use(chosen: Language) -> None:
    """Answer in this language from now on, in this thread of work."""
    _current.set(chosen)


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Answer in this language within a block."""
    token = _current.set(chosen)
    try:
        yield
    finally:
        _current.reset(token)


def as_language(word: str | None) -> Language | None:
    """The word as one of our languages; None where it is none (`en-GB` counts as `en`)."""
    head = (word or "").strip().lower()[:2]
    return next((one for one in LANGUAGES if one == head), None)


def use_arguments(arguments: Sequence[str]) -> None:
    """Choose the language of a command before its help is worded: `--lang`, else KHEO_LANG, else Vietnamese."""
    asked: str | None = None
    for at, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and at + 1 < len(arguments):
            asked = arguments[at + 1]
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    use(as_language(asked) or as_language(os.environ.get("KHEO_LANG")) or "vi")


def speak_through_argparse() -> None:
    """Let argparse, which asks the process-wide gettext, word its own messages from our catalogue from now on."""
    if _current.get() == "vi":
        import gettext as library

        os.environ["LANGUAGE"] = "vi"
        library.bindtextdomain(DOMAIN, _folder())
        library.textdomain(DOMAIN)


@cache
def _catalogue() -> NullTranslations:
    """The Vietnamese catalogue; without a compiled one (`make setup` compiles it) messages stay English."""
    from gettext import translation

    return translation(DOMAIN, _folder(), languages=["vi"], fallback=True)


def _folder() -> str:
    return os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120 -- pathlib would cost start-up time
