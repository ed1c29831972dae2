"""The one written form of every value, and the hashes that seals are made of.

Each hash begins with the name of what it is for, so that none can be taken for another.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from hashlib import sha256
from types import UnionType
from typing import Any
from uuid import UUID


def canonical(value: object, write: Callable[[Any], object] | None = None) -> str:
    """A value as JSON in the one form that is hashed: sorted names, no blanks, times in UTC, numbers exact.

    `write` says for values of more types than `written` how they stand there. Raises TypeError for what has no form.
    """
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False, default=write or written
    )


def written(value: object) -> object:
    """What JSON does not know, in terms of what it does. Raises TypeError."""
    if isinstance(value, datetime):
        return moment(value)
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")


_WRITERS: tuple[tuple[type | UnionType, Callable[[Any], object]], ...] = (
    (date, date.isoformat),
    (time, time.isoformat),
    (Decimal | UUID, str),
    (bytes | memoryview, lambda value: bytes(value).hex()),
    (set | frozenset, lambda value: sorted(value, key=canonical)),
    (Mapping, dict),
    (Iterable, list),
)


def moment(at: datetime) -> str:
    """A moment in UTC, to the microsecond."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def entry_hash(deed: str, seq: int, kind: str, key: str, version: int, cause: str, change: str) -> bytes:
    """The hash of an entry; `deed` in hexadecimal. Only `change` may hold anything, so it comes last."""
    return sha256(f"entry\n{deed}\n{seq}\n{kind}\n{key}\n{version}\n{cause}\n{change}".encode()).digest()


def deed_hash(deed: str, verb: str, actor: str, subject: str, at: str, entries: Sequence[bytes]) -> bytes:
    """The hash of a deed with all its entries in their order."""
    head = f"deed\n{deed}\n{verb}\n{actor}\n{subject}\n{at}\n{len(entries)}\n".encode()
    return sha256(head + b"".join(entries)).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """The root over hashes of deeds. With it the presence of one deed can be shown without showing the others."""
    level = [sha256(b"leaf\n" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        joined = [sha256(b"node\n" + left + right).digest() for left, right in pairs]
        level = [*joined, level[-1]] if len(level) % 2 else joined
    return level[0] if level else sha256(b"none\n").digest()


def seal_hash(no: int, previous: bytes, root: bytes, deeds: int, entries: int, at: str) -> bytes:
    """The hash of a seal, which the next seal and the anchors repeat."""
    return sha256(b"seal\n" + previous + root + f"\n{no}\n{deeds}\n{entries}\n{at}".encode()).digest()


def commitment(salt: bytes, value: str) -> str:
    """What stands in the journal for a personal value; without the salt it says nothing about the value."""
    return sha256(b"value\n" + salt + value.encode()).hexdigest()
