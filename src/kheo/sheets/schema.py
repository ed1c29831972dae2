"""What a sheet consists of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kheo.i18n import gettext, speaking

Kind = Literal["text", "date", "number", "flag"]


@dataclass(frozen=True, slots=True)
class Field:
    """A column: `label` is marked for translation and heads it; files may name it in either language or by `name`.

    `choices` maps codes to labels where only some values are possible; cells may hold either. `longest` bounds texts.
    """

    name: str
    label: str
    kind: Kind = "text"
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    longest: int = 300
    width: int = 18

    def heads(self) -> set[str]:
        """The words by which a file may name the column."""
        with speaking("vi"):
            vietnamese = gettext(self.label)
        return {self.name, self.label, vietnamese}


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
        with speaking("vi"):
            vietnamese = gettext(self.title)
        return {self.name, self.title, vietnamese}
