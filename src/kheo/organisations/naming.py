"""Names as lists need them beside the name itself."""

from __future__ import annotations

import re

from django.utils.crypto import salted_hmac

from kheo.text import plain, sort_key

_WORD = 12
"""Characters of a hash of a word: enough to tell the words of a register apart, too few to prove one."""
_ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"


def forms_of(name: str) -> dict[str, str]:
    """The columns that follow from the name of a unit: for search without diacritics, and for Vietnamese order."""
    return {"name": name, "folded": plain(name), "sort_key": sort_key(name)}


def hidden_forms_of(name: str) -> dict[str, object]:
    """The columns that follow from a personal name without saying it: see `Person`."""
    words = sorted({hashed(word) for word in _words(name)})
    return {"initial": initial_of(name), "words": f" {' '.join(words)} "}


def initial_of(name: str) -> int:
    """The place of the first letter of the given name, which comes last, in the Vietnamese alphabet, from 1; other
    signs come after all letters.
    """
    first = sort_key((name.split() or [""])[-1])[:1]
    letters = [sort_key(letter)[:1] for letter in _ALPHABET]
    return 1 + (letters.index(first) if first in letters else len(letters))


def letter_of(initial: int) -> str:
    """The letter that a place in the alphabet stands for; empty for other signs."""
    return _ALPHABET[initial - 1].upper() if 0 < initial <= len(_ALPHABET) else ""


def word_marks(text: str) -> list[str]:
    """For a search in `Person.words`: what must stand there for each word of a text."""
    return [f" {hashed(word)} " for word in _words(text)]


def _words(text: str) -> list[str]:
    """Folded words, without the signs around them."""
    return re.findall(r"\w+", plain(text))


def hashed(word: str) -> str:
    """The keyed hash of a folded word, as `Person.words` holds it."""
    return salted_hmac("kheo.organisations.person-words", word, algorithm="sha256").hexdigest()[:_WORD]
