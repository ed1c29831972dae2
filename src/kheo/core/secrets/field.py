"""The one encrypted field type."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from kheo.core.secrets.keystore import keystore

if TYPE_CHECKING:
    _Column = models.BinaryField[Any, Any]
else:
    _Column = models.BinaryField


@dataclass(frozen=True, slots=True)
class Secret:
    """An encrypted text and the name of its key. Nothing shows it unless `open` is called."""

    key: str
    box: bytes = field(repr=False)

    @classmethod
    def seal(cls, text: str, *, key: str) -> Self:
        """Encrypt a text under a data key. Raises Erased where that key is not there."""
        return cls(key, keystore().encrypt(key, text.encode()))

    def open(self) -> str:
        """The text. Raises Erased once its key is gone."""
        return keystore().decrypt(self.key, self.box).decode()

    def __str__(self) -> str:
        """What a page shows of it by mistake: nothing."""
        return "•••"

    def to_bytes(self) -> bytes:
        """As it is stored: the length of the name, the name, the box."""
        name = self.key.encode()
        return len(name).to_bytes(2, "big") + name + self.box

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """What `to_bytes` gave."""
        start = 2 + int.from_bytes(stored[:2], "big")
        return cls(stored[2:start].decode(), stored[start:])


class SecretField(_Column):
    """A column of a `Secret`. Deeds take plain text for it and encrypt it under the record's `data_key`; reading gives
    the `Secret`, which opens only on request.
    """

    def from_db_value(self, value: bytes | None, _expression: object, _connection: object) -> Secret | None:
        """A stored value as it is used."""
        return None if value is None else Secret.from_bytes(bytes(value))

    def get_db_prep_value(self, value: Secret | None, connection: Any, prepared: bool = False) -> Any:
        """A used value as it is stored."""
        return super().get_db_prep_value(None if value is None else value.to_bytes(), connection, prepared)
