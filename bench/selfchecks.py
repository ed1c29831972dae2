"""Self-checks of the reader that need no gold: breaches per 1,000 documents, on the tuning half.

python bench/selfchecks.py [--list]
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from split import tuning_files

from kheo.reading import read_path
from kheo.reading.formats import Unreadable
from prove.invariants import breaches, numbering_breaches


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--list", action="store_true", help="name every breach")
    options = parser.parse_args()
    files = tuning_files()
    if not files:
        print("skipped: the shared documents are not here")
        return 0
    counts: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for path in files:
        try:
            reading = read_path(path)
        except Unreadable as refusal:
            counts[f"refused: {refusal.code}"] += 1
            continue
        found = [*breaches(reading), *numbering_breaches(reading.provisions)]
        counts.update(name for name, _ in found)
        documents.update({name for name, _ in found})
        if options.list:
            for name, where in found:
                print(f"{path.name}: {name} {where}")
    print(f"{len(files)} documents of the tuning half")
    for name, number in sorted(counts.items()):
        print(
            f"{name:32s} {number:5d} breaches = {1000 * number / len(files):8.1f} per 1,000 documents, in {documents[name]} documents"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
