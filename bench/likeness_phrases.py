"""Makes src/kheo/likeness/data/phrases.txt: the hashes of every shingle in bench/likeness_phrases.txt.

The samples are the headings, formulas and stock sentences of official writing, put down by us with invented places.
Run it after changing them, or the folding or the hash of `kheo.likeness.words`; a test fails if it was forgotten.
"""

from __future__ import annotations

from pathlib import Path

from kheo.likeness import phrases
from kheo.likeness.words import words_of

SAMPLES = Path(__file__).with_suffix(".txt")
TARGET = Path(__file__).resolve().parents[1] / "src" / "kheo" / "likeness" / "data" / "phrases.txt"


def rendered() -> str:
    """The content of the file. A phrase does not go on across the end of a sentence."""
    sentences = SAMPLES.read_text("utf-8").replace("\n", ".").split(".")
    known = phrases.of(words_of(sentence) for sentence in sentences)
    head = "# SplitMix64 hashes of common three-word shingles; made by bench/likeness_phrases.py\n"
    return head + "".join(f"{value:016x}\n" for value in known.hashes.tolist())


if __name__ == "__main__":
    TARGET.write_text(rendered(), "ascii")
    print(f"{TARGET.name}: {rendered().count(chr(10)) - 1} shingles")
