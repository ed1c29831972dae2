"""Measures `kheo.likeness`: precision and recall among many texts, one text against a million, growth, rivals.

    python bench/likeness.py            # quick: 6,000 texts, 30,000 stored; under a minute
    python bench/likeness.py --full     # 100,000 texts, 1,000,000 stored; 15 to 25 minutes; docs/proofs has the log

One process, one core. Everything invented follows from a seed; real paragraphs come from the tuning half of the shared
documents alone (bench/split.py) and are left out where those are not there.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import resource
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from likeness_model import Model, model
from split import tuning_files

from kheo.likeness import MemoryBands, SqlBands, compare, near_copies, nearest, phrases, prepare, words_of
from kheo.likeness.compare import Prepared, prepared
from kheo.likeness.search import THRESHOLD
from kheo.likeness.signature import BANDS
from kheo.likeness.words import SHINGLE

EDITS = (0.10, 0.15, 0.20, 0.25, 0.30, 0.35, 0.40)
COPIES = 0.05
MILLISECONDS = 200.0


@dataclass(frozen=True, slots=True)
class Corpus:
    """Texts, with what is planted in them."""

    texts: list[str]
    planted: dict[tuple[int, int], float]
    """A pair of text and copy → the share of words that were changed."""
    real: frozenset[int]
    only_common: frozenset[int]


def rng_of(*numbers: int) -> np.random.Generator:
    return np.random.default_rng([20261123, *numbers])


def calibrate() -> float:
    """Seconds for a fixed loop of hashing and adding: beside it a time means the same on another machine."""
    start = time.process_time()
    total = 0
    for number in range(300_000):
        total += hashlib.blake2b(number.to_bytes(8, "little"), digest_size=8).digest()[0]
    assert total > 0
    return time.process_time() - start


def real_passages(fewest: int = 60, most: int = 160) -> list[tuple[str, ...]]:
    """Consecutive paragraphs of real documents, put together to passages of this many words."""
    found = []
    for path in tuning_files():
        held: list[str] = []
        for line in path.read_text("utf-8").splitlines():
            held += [line.strip()] if line.strip() else []
            if sum(len(part.split()) for part in held) >= fewest:
                found.append(tuple(" ".join(held).split(". ")))
                held = []
    return [passage for passage in found if fewest <= sum(len(part.split()) for part in passage) <= most]


def corpus(made: Model, count: int) -> Corpus:
    """`count` texts: 5 % copies of others among them, the real passages, 1 % that are common paragraphs and no more."""
    copies, common = int(count * COPIES), count // 100
    real = real_passages()[: count // 20]
    own = real + [made.text(rng_of(1, number)) for number in range(count - copies - common - len(real))]
    order = rng_of(2).permutation(len(own))[:copies]
    planted, texts = {}, [made.dressed(rng_of(3, number), each) for number, each in enumerate(own)]
    for number, source in enumerate(order.tolist()):
        edits = EDITS[number % len(EDITS)]
        copy = made.edited(rng_of(4, number), own[source], edits)
        planted[source, len(texts)] = edits
        texts.append(made.dressed(rng_of(5, number), copy))
    only = range(len(texts), len(texts) + common)
    for number in only:
        rng = rng_of(6, number)
        texts.append(". ".join(" ".join(made.paragraphs[made.formula(rng)]) for _ in range(8)))
    return Corpus(texts, planted, frozenset(range(len(real))), frozenset(only))


def accuracy(made: Model, count: int) -> bool:
    start = time.process_time()
    body = corpus(made, count)
    print(
        f"\n== {count:,} texts: {len(body.planted):,} copies, {len(body.real):,} real passages, "
        f"{len(body.only_common):,} of common paragraphs only (made in {time.process_time() - start:.0f} s)"
    )
    start = time.process_time()
    found = near_copies(body.texts)
    seconds = time.process_time() - start
    print(f"near_copies: {seconds:.0f} s, {seconds / count * 1e3:.2f} ms a text; peak {peak():.2f} GB so far")
    pairs = {(pair.a, pair.b): pair.likeness.similarity for pair in found.pairs}
    alarms = [pair for pair in pairs if pair not in body.planted]
    real = body.real | {copy for source, copy in body.planted if source in body.real}
    among_real = [pair for pair in alarms if real.issuperset(pair)]
    false = len(alarms) - len(among_real)
    boilerplate = sum(1 for pair in alarms if body.only_common & set(pair))
    print(f"threshold {THRESHOLD}   edits  planted  found  recall  mean similarity")
    good = True
    for edits in EDITS:
        planted = [pair for pair, share in body.planted.items() if share == edits]
        hits = [pairs[pair] for pair in planted if pair in pairs]
        recall = len(hits) / len(planted)
        good &= recall >= 0.98 or edits > 0.25
        print(f"{edits:20.0%} {len(planted):8,} {len(hits):6,}  {recall:.4f}  {np.mean(hits):.3f}")
    easy = sum(1 for pair in pairs if body.planted.get(pair, 1.0) <= 0.25)
    asked = sum(1 for share in body.planted.values() if share <= 0.25)
    precision = easy / max(1, easy + false)
    print(f"up to 25 %: recall {easy / asked:.4f}, precision {precision:.4f} (every false alarm counted against them)")
    print(
        f"false alarms {false}; on texts of common paragraphs only {boilerplate}; untold {len(found.untold):,}; "
        f"crowded {len(found.crowded)}; pairs among real passages, which do share sentences: {len(among_real)}"
    )
    return good and precision >= 0.98 and easy / asked >= 0.98 and boilerplate == 0


def rivals(made: Model, count: int) -> None:
    """datasketch alone, and ours, on the same texts: shingles of the same folded words, no common phrases set aside."""
    from datasketch import MinHash, MinHashLSH

    body = corpus(made, count)
    easy = {pair for pair, share in body.planted.items() if share <= 0.25}
    print(f"\n== beside datasketch.MinHashLSH alone, {count:,} texts, 128 permutations, copies of up to 25 % edits")
    for threshold in (0.2, 0.3, 0.5):
        start = time.process_time()
        lsh = MinHashLSH(threshold=threshold, num_perm=128)
        blank = MinHash(num_perm=128, hashfunc=int)
        sketches = []
        for text in body.texts:
            sketch = blank.copy()
            sketch.update_batch((words_of(text).shingles >> np.uint64(32)).tolist())
            sketches.append(sketch)
        with lsh.insertion_session() as session:
            for number, sketch in enumerate(sketches):
                session.insert(number, sketch)
        pairs = {
            (other, number)
            for number, sketch in enumerate(sketches)
            for other in lsh.query(sketch)
            if other < number and sketch.jaccard(sketches[other]) >= threshold
        }
        report(f"datasketch, threshold {threshold}", pairs, body, easy, time.process_time() - start)
    start = time.process_time()
    ours = {(pair.a, pair.b) for pair in near_copies(body.texts).pairs}
    report("kheo.likeness", ours, body, easy, time.process_time() - start)


def report(name: str, pairs: set[tuple[int, int]], body: Corpus, easy: set[tuple[int, int]], seconds: float) -> None:
    real = body.real | {copy for source, copy in body.planted if source in body.real}
    false = sum(1 for pair in pairs - body.planted.keys() if not real.issuperset(pair))
    hits = len(pairs & easy)
    print(
        f"{name:28} recall {hits / len(easy):.4f}  precision {hits / max(1, hits + false):.4f}  "
        f"false {false:,}  {seconds:.0f} s"
    )


def exact(made: Model, count: int) -> None:
    """Every pair of a sample that shares a shingle, compared: what the index does not see."""
    from scipy.sparse import csr_array

    texts = corpus(made, count).texts
    words = [words_of(text) for text in texts]
    aside = phrases.shipped() | phrases.learn(words)
    ready = [prepared(each, aside) for each in words]
    own = [np.unique(each.words.shingles[~aside.hold(each.words.shingles)]) for each in ready]
    names, columns = np.unique(np.concatenate(own), return_inverse=True)
    ends = np.cumsum([0, *map(len, own)])
    held = csr_array((np.ones(len(columns), np.int32), columns, ends), shape=(len(texts), len(names)))
    shared = (held @ held.T).tocoo()
    start = time.process_time()
    candidates = [(a, b) for a, b in zip(shared.row.tolist(), shared.col.tolist(), strict=True) if a < b]
    every = set()
    for a, b in candidates:
        likeness = compare(ready[a], ready[b])
        if likeness and likeness.similarity >= THRESHOLD:
            every.add((a, b))
    seconds = time.process_time() - start
    ours = {(pair.a, pair.b) for pair in near_copies(texts).pairs}
    print(
        f"\n== beside exact all-pairs on {count:,} texts: {len(candidates):,} pairs share a shingle, compared in "
        f"{seconds:.0f} s; alike {len(every)}, found through the index {len(ours & every)}, beyond {len(ours - every)}"
    )


class Store:
    """The stored texts in one file, fetched by number and prepared when they are asked for."""

    def __init__(self, path: Path, aside: phrases.Phrases) -> None:
        self.file = path.open("w+b")
        self.places = [0]
        self.aside = aside

    def append(self, text: str) -> None:
        raw = text.encode()
        self.file.write(raw)
        self.places.append(self.places[-1] + len(raw))

    def text(self, number: int) -> str:
        size = self.places[number + 1] - self.places[number]
        return os.pread(self.file.fileno(), size, self.places[number]).decode()

    def __call__(self, number: int) -> Prepared:
        return prepare(self.text(number), self.aside)


def stored(made: Model, count: int, folder: Path) -> bool:
    """One new text against `count` stored ones, on both indexes, and how they grow."""
    print(f"\n== one text against {count:,} stored ones")
    start = time.process_time()
    sample = [words_of(made.short(rng_of(7, number))) for number in range(min(20_000, count // 5))]
    store = Store(folder / "texts.bin", phrases.shipped() | phrases.learn(sample))
    keys = np.empty(count * BANDS, np.int64)
    texts = np.repeat(np.arange(count, dtype=np.int64), BANDS)
    for number in range(count):
        text = made.short(rng_of(7, number))
        store.append(text)
        keys[number * BANDS : (number + 1) * BANDS] = prepare(text, store.aside).keys
    store.file.flush()
    seconds = time.process_time() - start
    print(
        f"making and signing: {seconds:.0f} s, {seconds / count * 1e6:.0f} µs a text; "
        f"texts {store.places[-1] / 1e6:.0f} MB; phrases {len(store.aside):,}; peak {peak():.2f} GB"
    )
    growth = []
    for part in (count // 16, count // 4):
        start = time.process_time()
        connection = filled(folder / f"{part}.sqlite", texts[: part * BANDS], keys[: part * BANDS])
        growth.append((part, (folder / f"{part}.sqlite").stat().st_size, time.process_time() - start))
        connection.close()
        (folder / f"{part}.sqlite").unlink()
    start = time.process_time()
    connection = filled(folder / "all.sqlite", texts, keys)
    growth.append((count, (folder / "all.sqlite").stat().st_size, time.process_time() - start))
    for part, size, seconds in growth:
        print(
            f"SQLite {part:>9,} texts: {size / 1e6:7.0f} MB, {size / part:5.0f} bytes a text; "
            f"filled in {seconds:.0f} s, {seconds / part * 1e6:.0f} µs a text"
        )
    exponent = np.polyfit(np.log([row[0] for row in growth]), np.log([row[1] for row in growth]), 1)[0]
    start = time.process_time()
    memory = MemoryBands.build(texts, keys)
    print(
        f"dict: {keys.nbytes * 2 / 1e6:.0f} MB, {BANDS * 16} bytes a text at any size; built in "
        f"{time.process_time() - start:.0f} s; peak {peak():.2f} GB; SQLite grows as n^{exponent:.3f}"
    )
    del keys, texts
    asked = [(number * (count // 100), rng_of(8, number)) for number in range(100)]
    copies = [(source, changed(made, rng, store.text(source), 0.25)) for source, rng in asked]
    fresh = [(-1, made.short(rng_of(9, number))) for number in range(100)]
    good = exponent <= 1.05
    for name, index in (("dict", memory), ("SQLite", SqlBands(connection))):
        times, found, alarms = [], 0, 0
        for source, text in copies + fresh:
            start = time.perf_counter()
            like = nearest(index, prepare(text, store.aside), store)
            times.append((time.perf_counter() - start) * 1e3)
            found += any(each.text == source for each in like)
            alarms += any(each.text != source for each in like)
        middle, high = np.quantile(times, [0.5, 0.95])
        print(
            f"{name:6}: a new text in {middle:.1f} ms (median), {high:.1f} (95 %), {max(times):.1f} (most); "
            f"{found} of 100 copies with 25 % edits found, {alarms} other alarms in 200; calibration {calibrate():.3f} s"
        )
        good &= max(times) < MILLISECONDS
    good &= kept_up(made, memory, SqlBands(connection), count, store)
    connection.close()
    return good


def filled(path: Path, texts: np.ndarray, keys: np.ndarray) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous = OFF")
    SqlBands.create(connection).build(texts, keys)
    connection.commit()
    return connection


def changed(made: Model, rng: np.random.Generator, text: str, edits: float) -> str:
    return ". ".join(made.edited(rng, tuple(text.split(". ")), edits))


def kept_up(made: Model, memory: MemoryBands, sql: SqlBands, count: int, store: Store) -> bool:
    """Add and remove on the full indexes: how long it takes, and that the entries of the text come and go."""
    for name, index in (("dict", memory), ("SQLite", sql)):
        before, times = len(index), []
        for number in range(count, count + 50):
            keys = prepare(made.short(rng_of(10, number)), store.aside).keys
            start = time.perf_counter()
            index.add(number, keys)
            index.remove(number)
            times.append((time.perf_counter() - start) * 1e3)
        print(
            f"{name:6}: adding and removing a text {np.median(times):.2f} ms (median); texts as before: "
            f"{len(index) == before}"
        )
        if len(index) != before:
            return False
    return True


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="100,000 texts and 1,000,000 stored ones")
    full = parser.parse_args().full
    began = time.perf_counter()
    print(
        f"bench/likeness.py {'--full' if full else '(quick)'}, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python "
        f"{platform.python_version()}, numpy {np.__version__}, SQLite {sqlite3.sqlite_version}, one core"
    )
    print(f"shingles of {SHINGLE} words, {BANDS} bands of one row; calibration loop {calibrate():.3f} s")
    made = model()
    good = accuracy(made, 100_000 if full else 6_000)
    rivals(made, 20_000 if full else 1_500)
    exact(made, 5_000 if full else 1_000)
    with tempfile.TemporaryDirectory() as folder:
        good &= stored(made, 1_000_000 if full else 30_000, Path(folder))
    print(
        f"\ncalibration loop {calibrate():.3f} s; {time.perf_counter() - began:.0f} s in all; targets "
        f"{'met' if good else 'MISSED'}"
    )
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
