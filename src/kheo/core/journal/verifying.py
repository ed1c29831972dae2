"""Does the journal still say what it said? Every hash is computed anew; anchors show what the database cannot."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

from django.db import connection

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
    with _uncollected(), _mapped():
        _check_chain(report, seals)
        # What has been sealed since the seals were read counts as not sealed yet.
        report.unsealed = len(_hashes_of_deeds(report, "(d.seal IS NULL OR d.seal > %s)", seals[-1].no if seals else 0))
    _check_for_missing_seals(report, {seal.no for seal in seals})
    _check_anchors(report, {seal.no: bytes(seal.hash).hex() for seal in seals}, anchors)
    return report


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of garbage, which would look through the rows of a seal again and again and find none: a
    fifth of all the time.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@contextmanager
def _mapped() -> Iterator[None]:
    """Let SQLite read its file where the system has it: the index of a million entries is larger than its own cache."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        [before] = cursor.execute("PRAGMA mmap_size").fetchone() or [0]
        cursor.execute(f"PRAGMA mmap_size = {_MAPPED}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA mmap_size = {before}")


_MAPPED = 2**31 - 65_536
"""The most that SQLite is built to map."""


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


_ENTRY = (
    "'entry\n' || {id} || '\n' || e.seq || '\n' || e.kind || '\n' || e.key || '\n' || e.version"
    " || '\n' || e.cause || '\n' || e.change"
)
_DEED = "'deed\n' || {id} || '\n' || d.verb || '\n' || d.actor || '\n' || d.subject || '\n' || {at} || '\n'"
"""The database writes out the very bytes that were hashed (hashing.py), which costs less than doing it here."""

_ON_SQLITE = {"id": "d.id", "at": "substr(d.at || '.000000', 1, 26)"}
_ON_POSTGRESQL = {
    "id": "encode(uuid_send(d.id), 'hex')",
    "at": "to_char(d.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
}
_SELECT_DEEDS = "SELECT d.id, d.hash, CAST({deed} AS BLOB) FROM journal_deed d WHERE {which}"
_SELECT_ENTRIES = """
SELECT d.id, e.seq, e.hash, CAST({entry} AS BLOB)
FROM journal_deed d JOIN journal_entry e ON e.deed_id = d.id WHERE {which}
"""
_COPY = """
COPY (
    SELECT d.hash || int4send(octet_length(convert_to({deed}, 'UTF8'))) || convert_to({deed}, 'UTF8') || coalesce((
        SELECT string_agg(int4send(seq) || hash || int4send(octet_length(text)) || text, '')
        FROM (
            SELECT e.seq, e.hash, convert_to({entry}, 'UTF8') AS text
            FROM journal_entry e WHERE e.deed_id = d.id OFFSET 0
        ) AS written
    ), '')
    FROM journal_deed d WHERE {which}
) TO STDOUT (FORMAT BINARY)
"""
_COPY_HEADER, _COPY_ROW, _COPY_END = 11 + 4 + 4, 2 + 4, 2
"""Bytes of PostgreSQL's COPY: signature, flags and extension, with which the first row arrives; before each row the
number of fields and the length of the one there is; the end.
"""

_ID = slice(len("deed\n"), len("deed\n") + 32)
"""Where the id of a deed stands in what is written out for it."""


Buffer = bytes | memoryview


class Stored(NamedTuple):
    """A deed as it stands in the database: its hash; what was hashed, but for the number and hashes of entries; of each
    entry its number, its hash and what was hashed.
    """

    hash: bytes
    text: bytes
    entries: list[tuple[int, bytes, Buffer]]


def _hashes_of_deeds(report: Report, which: str, seal: int) -> list[bytes]:
    """The hash of every deed that meets a condition, computed anew, in the order of their ids."""
    computed = []
    for deed in (_copied if connection.vendor == "postgresql" else _selected)(which, seal):
        name, hashes = deed.text[_ID].decode(), []
        for seq, stored, text in sorted(deed.entries):
            hashes.append(sha256(text).digest())
            if hashes[-1] != stored:
                report.findings.append(Finding("entry-changed", f"{name}/{seq}"))
        report.entries += len(hashes)
        computed.append((name, sha256(b"%b%d\n%b" % (deed.text, len(hashes), b"".join(hashes))).digest()))
        if computed[-1][1] != deed.hash:
            report.findings.append(Finding("deed-changed", name))
    report.deeds += len(computed)
    return [hashed for _, hashed in sorted(computed)]


def _selected(which: str, seal: int) -> Iterator[Stored]:
    """Deeds as SQLite hands them over."""
    with connection.cursor() as cursor:
        cursor.execute(_written(_SELECT_DEEDS, which, _ON_SQLITE), [seal])
        found = {key: Stored(stored, text, []) for key, stored, text in cursor.fetchall()}
        cursor.execute(_written(_SELECT_ENTRIES, which, _ON_SQLITE), [seal])
        for key, seq, stored, text in chain.from_iterable(iter(partial(cursor.fetchmany, 200), [])):
            if key in found:  # else written since the deeds were read
                found[key].entries.append((seq, stored, text))
    yield from found.values()


def _copied(which: str, seal: int) -> Iterator[Stored]:
    """Deeds as PostgreSQL hands them over by COPY, each as one value with its entries: rows of their own cost twice as
    much. It hashes nothing itself, so that what is verified does not verify itself; a deed may be a gigabyte long.
    """
    with connection.cursor() as cursor, cursor.copy(_written(_COPY, which, _ON_POSTGRESQL), [seal]) as sent:
        before = _COPY_HEADER
        for part in sent:
            if len(part) - before > _COPY_END:
                yield _unpacked(memoryview(part)[before + _COPY_ROW :])
            before = 0


def _written(statement: str, which: str, own: dict[str, str]) -> str:
    return statement.format(deed=_DEED.format(**own), entry=_ENTRY.format(**own), which=which)


_HASH, _LENGTH = 32, 4


def _unpacked(sent: memoryview) -> Stored:
    stored, text, at = *_piece(sent, 0), _HASH + _LENGTH
    at += len(text)
    entries: list[tuple[int, bytes, Buffer]] = []
    while at < len(sent):
        seq = int.from_bytes(sent[at : at + _LENGTH])
        hashed, text_of_entry = _piece(sent, at + _LENGTH)
        entries.append((seq, hashed, text_of_entry))
        at += _LENGTH + _HASH + _LENGTH + len(text_of_entry)
    return Stored(stored, bytes(text), entries)


def _piece(sent: memoryview, at: int) -> tuple[bytes, memoryview]:
    """A hash, and as many bytes as the length behind it says."""
    start = at + _HASH + _LENGTH
    return bytes(sent[at : at + _HASH]), sent[start : start + int.from_bytes(sent[start - _LENGTH : start])]
