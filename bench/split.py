"""Which of the shared documents are held back from whoever writes the rules.

The split is by the SHA-256 of the file name, so nobody chose it: a first hexadecimal digit of 8 or more is held.
Only `bench/accuracy.py` opens a held document; people and other scripts read the tuning half alone.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

DOCUMENTS = Path(__file__).resolve().parents[2] / "shared" / "data" / "documents"


def held(file_name: str) -> bool:
    """Whether a document belongs to the held half, by the name of its file alone."""
    return int(hashlib.sha256(file_name.encode()).hexdigest()[0], 16) >= 8


def tuning_files() -> list[Path]:
    """The documents that may be read while rules are written, sorted by name; empty where they are not there."""
    return [path for path in sorted(DOCUMENTS.glob("*.txt")) if not held(path.name)]


if __name__ == "__main__":
    print("\n".join(path.name for path in tuning_files()))
