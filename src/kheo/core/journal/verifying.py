"""Does the journal still say what it said? Every hash is computed anew; anchors show what the database cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from itertools import chain
from typing import Any

from django.db import connection, transaction

from kheo.core.journal import guards
from kheo.core.journal.hashing import merkle_root, moment, seal_hash
from kheo.core.journal.models import JournalDeed, JournalSeal
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
    """Check the whole journal, in the memory that one seal takes and without holding up writers."""
    report = Report()
    report.findings.extend(Finding("guard-missing", name) for name in guards.missing())
    seals = list(JournalSeal.objects.order_by("no"))
    with _seal_by_seal():
        _check_chain(report, seals)
        # What has been sealed since the seals were read counts as not sealed yet.
        report.unsealed = len(_hashes_of_deeds(report, "(d.seal IS NULL OR d.seal > %s)", seals[-1].no if seals else 0))
    _check_for_missing_seals(report, {seal.no for seal in seals})
    _check_anchors(report, {seal.no: bytes(seal.hash).hex() for seal in seals}, anchors)
    return report


@contextmanager
def _seal_by_seal() -> Iterator[None]:
    """Let PostgreSQL find the entries of a seal by their index; by itself it would read all entries for each seal."""
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off")
        yield


def _check_for_missing_seals(report: Report, known: set[int]) -> None:
    named = JournalDeed.objects.exclude(seal=None).values_list("seal", flat=True).distinct()
    for no in sorted({no for no in named if no is not None} - known):
        if not JournalSeal.objects.filter(no=no).exists():  # it may have been made since
            report.findings.append(Finding("seal-missing", str(no)))


def _check_chain(report: Report, seals: list[JournalSeal]) -> None:
    previous, follows = GENESIS, 1
    for seal in seals:
        report.seals += 1
        if merkle_root(_hashes_of_deeds(report, "d.seal = %s", seal.no)) != bytes(seal.root):
            report.findings.append(Finding("seal-broken", str(seal.no)))
        if bytes(seal.hash) != _hash_of(seal):
            report.findings.append(Finding("seal-changed", str(seal.no)))
        if (seal.no, bytes(seal.previous)) != (follows, previous):
            report.findings.append(Finding("chain-broken", str(seal.no)))
        previous, follows = bytes(seal.hash), seal.no + 1


def _hash_of(seal: JournalSeal) -> bytes:
    previous, root = bytes(seal.previous), bytes(seal.root)
    return seal_hash(seal.no, previous, root, seal.deeds, seal.entries, moment(seal.at))


def _check_anchors(report: Report, hashes: dict[int, str], anchors: Iterable[Anchor]) -> None:
    for anchor in anchors:
        if anchor.no not in hashes:
            report.findings.append(Finding("seal-missing", str(anchor.no)))
        elif hashes[anchor.no] != anchor.hash:
            report.findings.append(Finding("anchor-differs", str(anchor.no)))


_DEEDS = """
SELECT {id}, d.hash, 'deed\n' || {id} || '\n' || d.verb || '\n' || d.actor || '\n' || d.subject || '\n' || {at} || '\n'
FROM journal_deed d WHERE {which} ORDER BY d.id
"""
_ENTRIES = """
SELECT e.seq, e.hash, {change}, {place} FROM journal_deed d JOIN journal_entry e ON e.deed_id = d.id WHERE {which}
"""
_PLACE = (
    "'entry\n' || {id} || '\n' || e.seq || '\n' || e.kind || '\n' || e.key || '\n' || e.version"
    " || '\n' || e.cause || '\n'"
)
"""The database writes out the very bytes that were hashed (hashing.py), which costs less than doing it here."""


_ID = slice(len("entry\n"), len("entry\n") + 32)
"""Where the id of its deed stands in what is written out for an entry."""


def _written(statement: str, which: str) -> str:
    if connection.vendor == "postgresql":
        own = "encode(uuid_send(d.id), 'hex')"
        at, as_bytes = "to_char(d.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')", "convert_to({}, 'UTF8')"
    else:
        own, at, as_bytes = "d.id", "substr(d.at || '.000000', 1, 26)", "CAST({} AS BLOB)"
    place, change = as_bytes.format(_PLACE.format(id=own)), as_bytes.format("e.change")
    return statement.format(id=own, at=at, place=place, change=change, which=which)


def _hashes_of_deeds(report: Report, which: str, seal: int) -> list[bytes]:
    """The hash of every deed that meets a condition, computed anew, in the order of their ids."""
    deeds = list(_rows(_DEEDS, which, seal))
    entries: dict[bytes, list[tuple[int, bytes]]] = {deed.encode(): [] for deed, _, _ in deeds}
    for seq, stored, change, place in _rows(_ENTRIES, which, seal):
        hashed, deed = sha256(place + change).digest(), place[_ID]
        if hashed != stored:
            report.findings.append(Finding("entry-changed", f"{deed.decode()}/{seq}"))
        if deed in entries:  # else written since the deeds were read
            entries[deed].append((seq, hashed))
    computed = []
    for deed, stored, head in deeds:
        hashes = [hashed for _, hashed in sorted(entries[deed.encode()])]
        report.entries += len(hashes)
        computed.append(sha256(f"{head}{len(hashes)}\n".encode() + b"".join(hashes)).digest())
        if computed[-1] != stored:
            report.findings.append(Finding("deed-changed", deed))
    report.deeds += len(deeds)
    return computed


def _rows(statement: str, which: str, seal: int) -> Iterator[tuple[Any, ...]]:
    written = _written(statement, which)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            import psycopg

            # Rows are hashed here while the database reads the next ones.
            yield from psycopg.Cursor(connection.connection).stream(written, [seal], binary=True, size=500)
        else:
            cursor.execute(written, [seal])
            yield from chain.from_iterable(iter(partial(cursor.fetchmany, 200), []))
