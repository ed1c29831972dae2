"""The sealer: takes finished deeds into the next link of the chain.

A deed joins whichever seal finds it committed and unsealed, in the order of ids, not of time. So a transaction that
commits late cannot slip in behind a seal, and nothing depends on sequences or on the clock of the database.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from django.db import IntegrityError, transaction

from kheo.core.journal.hashing import merkle_root, moment, seal_hash
from kheo.core.journal.models import JournalDeed, JournalSeal

GENESIS = bytes(32)
"""What the first seal has for the hash before it."""

MOST_DEEDS = 10_000
"""In one seal: bounds the memory and the length of the transaction."""

_IDS_AT_ONCE = 500


def seal_all(at: datetime) -> int:
    """Seal until nothing finished is left unsealed; how many seals were made."""
    made = 0
    while seal_next(at):
        made += 1
    return made


def seal_next(at: datetime) -> JournalSeal | None:
    """Make one seal; None where there is nothing to seal, or another sealer was quicker."""
    try:
        with transaction.atomic(durable=True):
            return _seal(at)
    except IntegrityError:
        return None


def _seal(at: datetime) -> JournalSeal | None:
    unsealed = JournalDeed.objects.filter(seal=None).order_by("id")
    deeds = list(unsealed.values_list("id", "hash", "size")[:MOST_DEEDS])
    if not deeds:
        return None
    last = JournalSeal.objects.order_by("-no").first()
    no, previous = (last.no + 1, bytes(last.hash)) if last else (1, GENESIS)
    root, entries = merkle_root([bytes(hashed) for _, hashed, _ in deeds]), sum(size for _, _, size in deeds)
    seal = JournalSeal(
        no=no,
        previous=previous,
        root=root,
        deeds=len(deeds),
        entries=entries,
        at=at,
        hash=seal_hash(no, previous, root, len(deeds), entries, moment(at)),
    )
    seal.save(force_insert=True)  # a second sealer waits here, and then fails on the same number
    ids = [pk for pk, _, _ in deeds]
    for start in range(0, len(ids), _IDS_AT_ONCE):
        JournalDeed.objects.filter(id__in=ids[start : start + _IDS_AT_ONCE], seal=None).update(seal=no)
    return seal


@dataclass(frozen=True, slots=True)
class Anchor:
    """The hash of a seal as it left the machine: by mail, or printed on a decision."""

    no: int
    hash: str

    @classmethod
    def of(cls, seal: JournalSeal) -> Self:
        """The anchor of a seal."""
        return cls(seal.no, bytes(seal.hash).hex())

    @classmethod
    def read(cls, line: str) -> Self:
        """From a line as `str` gives it. Raises ValueError."""
        word, no, hashed = line.split()
        if word != "kheo-anchor" or len(bytes.fromhex(hashed)) != len(GENESIS):
            raise ValueError(line)
        return cls(int(no), hashed.lower())

    def __str__(self) -> str:
        """The line that leaves the machine."""
        return f"kheo-anchor {self.no} {self.hash}"


def head() -> Anchor | None:
    """The anchor of the last seal."""
    last = JournalSeal.objects.order_by("-no").first()
    return Anchor.of(last) if last else None
