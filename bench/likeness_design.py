"""What the choices in `kheo.likeness` rest on: shingle length, rows in a band, the library for the signatures.

    python bench/likeness_design.py

Rensa is measured only where it is installed; it is no dependency.
"""

from __future__ import annotations

import time
from importlib.util import find_spec

import numpy as np
from likeness_model import model

from kheo.likeness.words import words_of

TEXTS, PERMUTATIONS = 2_000, 128
FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], np.uint64)


def rng_of(*numbers: int) -> np.random.Generator:
    return np.random.default_rng([20261124, *numbers])


def shingles(text: str, length: int) -> np.ndarray:
    hashes = words_of(text).hashes
    count = len(hashes) - length + 1
    return np.unique(sum(hashes[at : at + count] * FACTORS[at] for at in range(length))) >> np.uint64(32)


def by_datasketch(sets: list[np.ndarray]) -> np.ndarray:
    from datasketch import MinHash

    blank = MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=int)
    rows = []
    for each in sets:
        sketch = blank.copy()
        sketch.update_batch(each.tolist())
        rows.append(sketch.hashvalues)
    return np.array(rows)


def by_rensa(sets: list[np.ndarray]) -> np.ndarray:
    from rensa import RMinHash

    return np.array(
        RMinHash.digest_matrix_from_token_hash_sets([each.tolist() for each in sets], PERMUTATIONS, 1).to_rows()
    )


def collisions(signatures: np.ndarray, rows: int, bands: int) -> float:
    """How many other texts share a band with a text, on average, in a corpus of unrelated ones."""
    shared = np.zeros((len(signatures), len(signatures)), bool)
    for band in range(bands):
        _, names = np.unique(signatures[:, band * rows : (band + 1) * rows], axis=0, return_inverse=True)
        shared |= names[:, None] == names[None, :]
    return float((shared.sum() - len(signatures)) / len(signatures))


def found(one: np.ndarray, other: np.ndarray, rows: int, bands: int) -> float:
    equal = (one == other)[:, : rows * bands].reshape(len(one), bands, rows)
    return float(equal.all(axis=2).any(axis=1).mean())


def main() -> None:
    made = model()
    own = [made.text(rng_of(1, number)) for number in range(TEXTS)]
    plain = [". ".join(each) for each in own]
    copies = {
        edits: [". ".join(made.edited(rng_of(2, number), each, edits)) for number, each in enumerate(own)]
        for edits in (0.25, 0.40)
    }
    print(f"{TEXTS:,} unrelated texts of their own words; share of copies that share a band with their source")
    print("words  rows  bands  keys   25 % edits  40 % edits  unrelated texts met, per text")
    for length in (2, 3, 4):
        signed = by_datasketch([shingles(text, length) for text in plain])
        copied = {edits: by_datasketch([shingles(text, length) for text in texts]) for edits, texts in copies.items()}
        for rows, bands in ((1, 64), (2, 64), (4, 32)):
            recall = [found(signed, copied[edits], rows, bands) for edits in copies]
            met = collisions(signed, rows, bands)
            print(f"{length:5}  {rows:4}  {bands:5}  {bands:4}   {recall[0]:10.4f}  {recall[1]:10.4f}  {met:10.2f}")
    sets = [shingles(text, 3) for text in plain]
    others = [shingles(text, 3) for text in copies[0.25]]
    truth = np.array([len(np.intersect1d(a, b)) / len(np.union1d(a, b)) for a, b in zip(sets, others, strict=True)])
    print(f"\nsignatures of {PERMUTATIONS} values; error of the similarity of a text and its copy with 25 % edits")
    for name, sign in (("datasketch", by_datasketch), ("rensa", by_rensa)):
        if find_spec(name) is None:
            print(f"{name}: not installed")
            continue
        sign(sets[:10])
        start = time.process_time()
        signed = sign(sets)
        seconds = time.process_time() - start
        error = (signed == sign(others)).mean(axis=1) - truth
        print(f"{name:10}: {seconds / TEXTS * 1e6:.0f} µs a text, error {error.mean():+.4f} ± {error.std():.4f}")


if __name__ == "__main__":
    main()
