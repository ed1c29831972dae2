"""What a sheet consists of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kheo.i18n import gettext, language, speaking
from kheo.text import plain

Kind = Literal["text", "date", "number", "flag"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column: `label` is marked for translation and heads it; files may name it in either language or by `name`.

    `choices` maps codes to labels where only some values are possible: a marked label, or one in Vietnamese and one in
    English where they are data. Cells may hold any of them. `longest` bounds texts.
    """

    name: str
    label: str
    kind: Kind = "text"
    required: bool = False
    choices: Mapping[str, str | tuple[str, str]] = field(default_factory=dict)
    longest: int = 300
    width: int = 18

    def label_of(self, code: object) -> str:
        """How a choice is written in the current language; what is no choice stays as it is."""
        label = self.choices.get(str(code), str(code))
        return gettext(label) if isinstance(label, str) else label[language() == "en"]

    def code_of(self, text: str) -> str | None:
        """The choice that a text means, in either language."""
        wanted = folded(text)
        return next((code for code in self.choices if wanted in self._words_of(code)), None)

    def _words_of(self, code: str) -> set[str]:
        label = self.choices[code]
        words = (label, _vietnamese(label)) if isinstance(label, str) else label
        return {folded(code), *map(folded, words)}

    def heads(self) -> set[str]:
        """The words by which a file may name the column."""
        return {self.name, self.label, _vietnamese(self.label)}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named table; `key` are the fields that tell its rows apart."""

    name: str
    title: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]

    def __getitem__(self, name: str) -> Field:
        """A field by its name. Raises KeyError."""
        found = {one.name: one for one in self.fields}
        return found[name]

    def titles(self) -> set[str]:
        """The names that the sheet may have in a file."""
        return {self.name, self.title, _vietnamese(self.title)}


def folded(text: str) -> str:
    """A text as headings and choices are compared: without diacritics, case or doubled blanks."""
    return " ".join(plain(text).split())


def _vietnamese(message: str) -> str:
    with speaking("vi"):
        return gettext(message)
