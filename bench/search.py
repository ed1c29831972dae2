"""What a search costs by reader and word, how that grows from 100,000 records to 1,000,000, beside the databases' own
full-text indexes.

usage: search.py [--sqlite | --postgresql] [--small] [--plans]

Records are papers of 26,691 units (a country, 34 provinces, their communes and bodies) with titles made of the names of
Vietnam's 10,035 communes of before, which a package brings and no code of ours has made. One half of the hidden papers
speak of a “kiểm tra” and a “giám sát”, and 20 of those that readers see. These are 20,000 at both sizes; what is added is
hidden from all readers but the nation's. So the hits are the same, and the cost should be.

Prints the processor time of a question, application and database together, at both sizes, and the growth; beside it
the peer: FTS5 or a tsvector with GIN over the same folded titles, the reader's rights joined before the limit, ranked by
day alone. Exits 1 where a question of ours with the same number of hits grows by more than a fifth.
`--small` measures a hundredth, to try the script.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection, transaction
from reach import databases, processor_time

import kheo.core.tests.standalone  # noqa: F401 -- before the models below
from kheo.core.access import FOREVER, PUBLIC, Span, units_within
from kheo.core.search import KINDS, Document, find, question, searched
from kheo.core.search.index import _LAST, _Held, _terms, refresh
from kheo.core.search.models import SearchTerm
from kheo.core.search.words import words_of
from kheo.core.tests.people import AT, LAN, Person
from kheo.core.tests.sample.models import Paper
from kheo.organisations.loading.source import folder
from kheo.text import plain

SMALL = "--small" in sys.argv
SIZES = (1_000, 10_000) if SMALL else (100_000, 1_000_000)
PROVINCES, COMMUNES, BODIES = 34, 98, 7
START = date(2000, 1, 1)
PAGE, MOST_GROWTH, PLANTED = 20, 1.2, 20
COMMON, ALSO_COMMON, RARE = "kiểm tra", "giám sát", "quýt hồng"
OFTEN = "xã"
BLOCK = SIZES[0] // 5
"""Papers that readers see, and as many hidden ones, of which the others are copies in other units."""


@searched("benchpaper", Paper)
def papers(keys: Collection[int]) -> Iterator[Document]:
    """By title; a paper is a day older than the next."""
    for pk, title in Paper.objects.filter(pk__in=keys).values_list("pk", "title"):
        yield as_document(pk, title)


def as_document(pk: int, title: str) -> Document:
    return Document(pk, (title,), day_of(pk))


def day_of(pk: int) -> date:
    return START + timedelta(days=pk % BLOCK % 9_000)


def names() -> list[str]:
    """Communes, as the package has them."""
    with closing(sqlite3.connect(f"file:{folder() / 'dataset.db'}?mode=ro", uri=True)) as data:
        rows = data.execute("SELECT ward FROM admin_units_legacy WHERE ward <> '' ORDER BY wardCode").fetchall()
    return [ward for (ward,) in rows]


def units() -> dict[str, list[int]]:
    """The units and who stands under whom; whose papers each reader sees, by the reader."""
    rows: list[tuple[int, ...]] = []

    def made(*above: int) -> int:
        rows.append((len(rows) + 1, *above))
        return len(rows)

    country = made()
    places: dict[str, list[int]] = {"commune": [], "province": []}
    for number in range(PROVINCES):
        province = made(country)
        for place in range(COMMUNES):
            commune = made(province, country)
            below = [commune, *(made(commune, province, country) for _ in range(BODIES))]
            if number == 0:
                places["province"] += below
            if number == place == 0:
                places["commune"] = below
    above = [("party", one, row[0], depth, START, FOREVER) for row in rows for depth, one in enumerate(row)]
    with connection.cursor() as cursor, transaction.atomic():
        insert(cursor, "sample_unit", [(row[0], 1, f"U{row[0]}") for row in rows])
        insert(cursor, "ancestry", above)
    places["hidden"] = list(range(places["province"][-1] + 1, len(rows) + 1))
    return places


def titles(places: dict[str, list[int]]) -> Iterator[dict[str, Any]]:
    """A block of papers that readers see, and a block of hidden ones."""
    known = names()
    for pk in range(1, 2 * BLOCK + 1):
        planted = f" {COMMON} {ALSO_COMMON}" if pk % 2 else ""
        unit = places["hidden"][pk * 7919 % len(places["hidden"])]
        if pk <= BLOCK:  # what a commune sees, what its province sees besides, what all see
            part, place = pk % 3, pk // 3
            seen = (places["commune"], places["province"], places["hidden"])[part]
            unit = seen[place % len(seen)]
            planted = f" {COMMON} {ALSO_COMMON}" if place < PLANTED // 2 and part != 1 else ""
        rare = f" {RARE}" if pk <= PLANTED else ""
        title = f"{known[pk * 104_729 % len(known)][:25]}{rare}{planted} {pk}"
        yield {"pk": pk, "unit_id": unit, "title": title, "public": pk <= BLOCK and pk % 3 == 2}


def filled() -> list[int]:
    """The first two blocks, in bulk: rows are those that a deed would write. Gives the hidden units."""
    places = units()
    with connection.cursor() as cursor, transaction.atomic():
        if connection.vendor == "sqlite":
            cursor.execute("CREATE VIRTUAL TABLE peer USING fts5(folded, tokenize='unicode61 remove_diacritics 0')")
        else:
            cursor.execute("CREATE TABLE peer (id bigint PRIMARY KEY, folded tsvector NOT NULL)")
            cursor.execute("CREATE INDEX peer_gin ON peer USING gin (folded)")
        store(cursor, list(titles(places)))
    return places["hidden"]


def grow(hidden: list[int], since: int, size: int) -> None:
    """Copy the hidden block until there are so many papers, each copy into other units; copies 1 to `since` are there."""
    began, copies = time.perf_counter(), size // BLOCK - 2
    series = f"WITH RECURSIVE c(n) AS (SELECT {since + 1} UNION ALL SELECT n + 1 FROM c WHERE n < {copies})"
    key = f"{{}} + n * {BLOCK}"
    unit = f"{hidden[0]} + ({{}} - {hidden[0]} + n * 7919) %% {len(hidden)}"
    block = f"{{}} > {BLOCK} AND {{}} <= {2 * BLOCK}"
    row = "rowid" if connection.vendor == "sqlite" else "id"
    selects = {
        "sample_paper": f"{key.format('id')}, version, writer, title, state, public, {unit.format('unit_id')}",
        "search_doc": f"kind, {key.format('object')}, {unit.format('scope')}, age, terms, form",
        "search_term": f"kind, word, {unit.format('scope')}, {key.format('object')}, field, age",
        "peer": f"{key.format(row)}, folded",
    }
    keys = {"sample_paper": "id", "search_doc": "object", "search_term": "object", "peer": row}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA cache_size = -1500000")
        cursor.execute("DROP INDEX search_term_rank")
        for table, select in selects.items():
            columns = TABLES[table].replace("id, folded", f"{row}, folded")
            ordered = " ORDER BY 1, 2, 3, 4" if table == "search_term" else ""
            where = block.format(keys[table], keys[table])
            cursor.execute(
                f"INSERT INTO {table} ({columns}) {series} SELECT {select} FROM {table}, c WHERE {where}{ordered}", ()
            )
        cursor.execute("CREATE INDEX search_term_rank ON search_term (kind, word, field, age, object, scope)")
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA cache_size = -65536")
        else:
            cursor.execute("VACUUM ANALYZE")
    check(size)
    print(f"  {size:,} papers, made in {time.perf_counter() - began:.0f} s", flush=True)


def check(size: int) -> None:
    """The rows are those that search itself makes of the papers."""
    sample = list(range(1, size + 1, size // 997))
    rows = SearchTerm.objects.filter(object__in=sample).order_by("object", "word")
    before = list(rows.values_list())
    with transaction.atomic():
        refresh(KINDS["benchpaper"], sample)
    assert before == list(rows.values_list())
    assert len(before) > 4 * len(sample)


TABLES = {
    "sample_unit": "id, version, name",
    "ancestry": 'tree, ancestor, descendant, depth, start, "end"',
    "sample_paper": "id, version, writer, title, state, public, unit_id",
    "search_doc": "kind, object, scope, age, terms, form",
    "search_term": "kind, word, scope, object, field, age",
    "peer": "id, folded",
}


def store(cursor: Any, papers: list[dict[str, Any]]) -> None:
    """A chunk of each table."""
    rows: dict[str, list[tuple[Any, ...]]] = {
        name: [] for name in ("sample_paper", "search_doc", "search_term", "peer")
    }
    for one in papers:
        pk, title = one["pk"], one["title"]
        rows["sample_paper"].append((pk, 1, "-", title, "draft", one["public"], one["unit_id"]))
        held = _Held(
            0 if one["public"] else one["unit_id"],
            _LAST - day_of(pk).toordinal(),
            _terms(as_document(pk, title), spelled=True),
        )
        rows["search_doc"].append(("benchpaper", pk, *held))
        rows["search_term"] += [("benchpaper", word, scope, pk, field, age) for word, scope, field, age in held.rows()]
        folded = [word.folded for word in words_of(title)]
        rows["peer"].append(
            (pk, " ".join(folded if connection.vendor == "sqlite" else [f"'{word}'" for word in folded]))
        )
    rows["search_term"].sort()
    for table, found in rows.items():
        insert(cursor, table, found)


def insert(cursor: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    columns = TABLES[table]
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    places = ", ".join("%s" for _ in columns.split(", "))
    named = columns.replace("id, folded", "rowid, folded")
    rows = (
        [tuple(one.isoformat() if isinstance(one, date) else one for one in row) for row in rows]
        if table == "ancestry"
        else rows
    )
    cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({places})", rows)


def asked_of_peer(text: str, who: Any) -> Callable[[], Any]:
    words = plain(text).split()
    seen = "p.public" if connection.vendor == "postgresql" else "p.public = 1"
    below = units_within(who, "read", AT)
    values: tuple[Any, ...] = ()
    if below is not None:
        listed, values = below.query.sql_with_params()
        seen = f"({seen} OR p.unit_id IN ({listed}))"
    if connection.vendor == "sqlite":
        found, matched = "peer MATCH %s", "JOIN sample_paper p ON p.id = peer.rowid"
        query = " AND ".join(f'"{word}"' for word in words)
    else:
        found, matched = "peer.folded @@ %s::tsquery", "JOIN sample_paper p ON p.id = peer.id"
        query = " & ".join(f"'{word}'" for word in words)
    statement = (
        f"SELECT p.id FROM peer {matched} WHERE {found} AND {seen} ORDER BY p.id %% 9000 DESC, p.id LIMIT {PAGE}"
    )

    def ask() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(statement, (query, *values))
            return cursor.fetchall()

    return ask


def readers() -> dict[str, Any]:
    def over(unit: int, *, wide: bool = False) -> Person:
        return Person(LAN.key, (Span("party", unit, "read", START, FOREVER, wide),))

    return {"commune": over(3), "province": over(2), "nation": over(1, wide=True), "public": PUBLIC}


QUESTIONS = (
    ("a word that 20 papers have", "nation", RARE, True),
    ("a common word, 20 seen", "commune", COMMON, True),
    ("a common word, 20 seen", "province", COMMON, True),
    ("a common word, 10 seen", "public", "tra", True),
    ("four common words, 20 seen", "province", f"{COMMON} {ALSO_COMMON}", True),
    ("a word that nobody has", "nation", "qwerty", True),
    ("a common word that all have, 1,000+", "commune", OFTEN, True),
    ("a common word, everything seen, 1,000+", "nation", COMMON, False),
    ("without marks, everything seen, 1,000+", "nation", "hoa", False),
    ("two words, everything seen", "nation", "hòa bình", False),
)
"""Words, reader, question, and whether the hits are the same at both sizes."""


def cost(ask: Callable[[], Any]) -> float:
    """Milliseconds of processor time: the least of five rounds, each long enough to be measured."""
    ask()
    rounds = []
    for _ in range(5):
        count, began, used = 0, processor_time(), 0.0
        while used < 0.2 and count < 1_000:
            for _ in range(5):
                ask()
            count += 5
            used = processor_time() - began
        rounds.append(used / count * 1_000)
    return min(rounds)


Figures = dict[tuple[str, str], tuple[int, float, float]]


def measured() -> Figures:
    found: Figures = {}
    for words, reader, text, _ in QUESTIONS:
        who = readers()[reader]
        kinds, asked = [KINDS["benchpaper"]], question(text)
        count = find(kinds, asked, who, AT, size=PAGE)[0].count
        found[words, reader] = (
            count,
            cost(lambda asked=asked, who=who, kinds=kinds: find(kinds, asked, who, AT, size=PAGE)),
            cost(asked_of_peer(text, who)),
        )
    storage()
    return found


def storage() -> None:
    """Bytes for each record, of ours and of the peer's."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            sums = "SELECT sum(pgsize) FROM dbstat WHERE name IN ('search_doc', 'search_term', 'search_term_rank', 'sqlite_autoindex_search_doc_1')"
            try:
                ours = cursor.execute(sums).fetchone()[0]
                theirs = cursor.execute("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'peer%'").fetchone()[0]
            except OperationalError:  # this SQLite has no dbstat
                return
        else:
            cursor.execute("SELECT pg_total_relation_size('search_doc') + pg_total_relation_size('search_term')")
            ours = cursor.fetchone()[0]
            cursor.execute("SELECT pg_total_relation_size('peer')")
            theirs = cursor.fetchone()[0]
    count = Paper.objects.count()
    print(f"  on disk for each paper: {ours / count:,.0f} bytes, the peer {theirs / count:,.0f}", flush=True)


def main() -> int:
    settings.KHEO_ANCESTRY = "organisations.Ancestry"
    grown = 0
    for which in [one for one in ("sqlite", "postgresql") if f"--{one}" in sys.argv] or ["sqlite", "postgresql"]:
        with databases(which) as turn:
            print(f"\n{which}")
            turn("search")
            hidden, since, figures = filled(), 0, []
            for size in SIZES:
                grow(hidden, since, size)
                figures.append(measured())
                since = size // BLOCK - 2
            small, large = figures
            print(f"  {'':50}{'hits':>7}{'':>3}{'ours':>20}{'growth':>8}{'the peer':>21}{'growth':>8}{'peer/ours':>11}")
            for words, reader, _, same in QUESTIONS:
                hits, ours, theirs = large[words, reader]
                before = small[words, reader]
                growth = ours / before[1]
                assert not same or before[0] == hits, (words, reader, before[0], hits)
                grown += same and growth > MOST_GROWTH
                sign = "  more than a fifth" if same and growth > MOST_GROWTH else ""
                print(
                    f"  {reader + ': ' + words:50}{hits:7,}   {before[1]:8.2f} {ours:8.2f} ms{growth:8.2f}"
                    f"{before[2]:9.2f} {theirs:8.2f} ms{theirs / before[2]:8.2f}{theirs / ours:10.1f}{sign}",
                    flush=True,
                )
        connection.close()
    return 1 if grown else 0


if __name__ == "__main__":
    sys.exit(main())
