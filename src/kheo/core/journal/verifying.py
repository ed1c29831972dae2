"""Does the journal still say what it said? Every hash is computed anew; anchors show what the database cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from kheo.core.journal import guards
from kheo.core.journal.hashing import deed_hash, entry_hash, merkle_root, moment, seal_hash
from kheo.core.journal.models import JournalSeal
from kheo.core.journal.sealing import GENESIS, Anchor
from kheo.i18n import mark

SENTENCES = {
    "entry-changed": mark("Entry {place} was changed."),
    "deed-changed": mark("Deed {place} was changed, or one of its entries is missing."),
    "seal-broken": mark("Seal {place} no longer fits its deeds: deeds were changed, added or removed."),
    "seal-changed": mark("Seal {place} was changed."),
    "chain-broken": mark("Seal {place} does not follow the seal before it."),
    "seal-missing": mark("Seal {place} is missing."),
    "anchor-differs": mark("Seal {place} is not the one that was anchored: the chain was rewritten."),
    "guard-missing": mark("The database no longer protects the journal: trigger {place} is missing."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was: a code of SENTENCES, and where."""

    code: str
    place: str


@dataclass(slots=True)
class Report:
    """What was looked at and what was found."""

    deeds: int = 0
    entries: int = 0
    seals: int = 0
    unsealed: int = 0
    findings: list[Finding] = field(default_factory=list)


def verify(anchors: Iterable[Anchor] = ()) -> Report:
    """Check the whole journal, in constant memory and without holding up writers."""
    report = Report()
    report.findings.extend(Finding("guard-missing", name) for name in guards.missing())
    seals = list(JournalSeal.objects.order_by("no"))
    roots = _roots(report, seals[-1].no if seals else 0)
    _check_chain(report, seals, roots)
    _check_anchors(report, {seal.no: bytes(seal.hash).hex() for seal in seals}, anchors)
    return report


def _roots(report: Report, last: int) -> dict[int, bytes]:
    """The root over the deeds of every seal, computed anew."""
    roots = {}
    # Inside a transaction PostgreSQL streams the rows; SQLite does so in any case, and would lock out writers.
    with transaction.atomic() if connection.vendor == "postgresql" else nullcontext():
        for no, deeds in groupby(_deeds(report), key=lambda deed: deed[0]):
            leaves = [hashed for _, hashed in deeds]
            if no is None or (no > last and JournalSeal.objects.filter(no=no).exists()):
                report.unsealed += len(leaves)  # or sealed since this check began
            else:
                roots[no] = merkle_root(leaves)
    return roots


def _check_chain(report: Report, seals: list[JournalSeal], roots: dict[int, bytes]) -> None:
    previous, follows = GENESIS, 1
    for seal in seals:
        report.seals += 1
        if roots.pop(seal.no, None) != bytes(seal.root):
            report.findings.append(Finding("seal-broken", str(seal.no)))
        if bytes(seal.hash) != _hash_of(seal):
            report.findings.append(Finding("seal-changed", str(seal.no)))
        if (seal.no, bytes(seal.previous)) != (follows, previous):
            report.findings.append(Finding("chain-broken", str(seal.no)))
        previous, follows = bytes(seal.hash), seal.no + 1
    report.findings.extend(Finding("seal-missing", str(no)) for no in roots)


def _hash_of(seal: JournalSeal) -> bytes:
    previous, root = bytes(seal.previous), bytes(seal.root)
    return seal_hash(seal.no, previous, root, seal.deeds, seal.entries, moment(seal.at))


def _check_anchors(report: Report, hashes: dict[int, str], anchors: Iterable[Anchor]) -> None:
    for anchor in anchors:
        if anchor.no not in hashes:
            report.findings.append(Finding("seal-missing", str(anchor.no)))
        elif hashes[anchor.no] != anchor.hash:
            report.findings.append(Finding("anchor-differs", str(anchor.no)))


_ROWS = """
SELECT d.seal, d.id, d.verb, d.actor, d.subject, {at}, d.hash,
  e.seq, e.kind, e.key, e.version, e.cause, e.change, e.hash
FROM journal_deed d LEFT JOIN journal_entry e ON e.deed_id = d.id ORDER BY d.seal, d.id, e.seq
"""


def _deeds(report: Report) -> Iterator[tuple[int | None, bytes]]:
    """The seal and the recomputed hash of every deed. Rows come past Django's converters, which would cost more time
    than the hashing.
    """
    with connection.chunked_cursor() as cursor:
        # As text SQLite gives the moment as it was hashed; else it would be parsed, row by row.
        cursor.execute(_ROWS.format(at="d.at" if connection.vendor == "postgresql" else "CAST(d.at AS TEXT)"))
        for (seal, key), rows in groupby(_fetched(cursor), key=lambda row: row[:2]):
            deed = key.hex if isinstance(key, UUID) else key
            yield seal, _deed(report, deed, rows)


def _fetched(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(2_000):
        yield from rows


def _deed(report: Report, deed: str, rows: Iterable[tuple[Any, ...]]) -> bytes:
    hashes: list[bytes] = []
    for _, _, verb, actor, subject, at, stored, seq, kind, key, version, cause, change, stored_entry in rows:  # noqa: B007 -- those of the last row are read below
        if seq is None:
            continue
        hashed = entry_hash(deed, seq, kind, key, version, cause, change)
        if hashed != stored_entry:
            report.findings.append(Finding("entry-changed", f"{deed}/{seq}"))
        hashes.append(hashed)
    report.deeds += 1
    report.entries += len(hashes)
    at = moment(at) if isinstance(at, datetime) else at
    computed = deed_hash(deed, verb, actor, subject, at, hashes)
    if computed != bytes(stored):
        report.findings.append(Finding("deed-changed", deed))
    return computed
