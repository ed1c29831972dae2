"""The invented corpus of bench/likeness.py: texts of a made-up movement, common paragraphs, and the model of copying.

Everything follows from a seed. Words are syllables of Vietnamese shape, drawn by Zipf's law and by topic; no text is
anybody's. A copy is made from a text's own sentences: each word is replaced with probability `edits` by a word drawn
from the same law, sentences are shuffled in blocks, and common paragraphs are put around them afresh until they make up
`COMMON` of the words.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

COMMON = 0.30
"""The share of a text's words that are common paragraphs."""

ONSETS = [
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "gi",
    "h",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "nh",
    "ph",
    "qu",
    "r",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
RHYMES = [
    "a",
    "à",
    "á",
    "ả",
    "ạ",
    "an",
    "àn",
    "ác",
    "ạch",
    "ai",
    "ải",
    "âm",
    "ấm",
    "ân",
    "ận",
    "ấp",
    "âu",
    "ầu",
    "en",
    "ét",
    "êm",
    "ên",
    "ệnh",
    "i",
    "ì",
    "ích",
    "iên",
    "iến",
    "iệt",
    "in",
    "ính",
    "o",
    "ó",
    "oan",
    "oàn",
    "oi",
    "òn",
    "ong",
    "ông",
    "ốt",
    "ơ",
    "ờ",
    "ơi",
    "ời",
    "u",
    "ù",
    "ui",
    "ung",
    "ứng",
    "ươi",
    "ướng",
    "ượt",
    "ưu",
    "uy",
    "uyên",
    "uyết",
]
FORMULAS = 24
"""Common paragraphs; the rarest is drawn once in sixty times, so it stands in a few per cent of the texts."""


@dataclass(frozen=True, slots=True)
class Model:
    """The vocabulary and the common paragraphs of one invented movement."""

    words: np.ndarray
    law: np.ndarray
    paragraphs: tuple[tuple[str, ...], ...]

    def draw(self, rng: np.random.Generator, count: int, topic: int) -> list[str]:
        """`count` words: half by the common law, half from a topic's own corner of the vocabulary."""
        ranks = np.searchsorted(self.law, rng.random(count))
        topical = (ranks * 7 + topic * 131) % len(self.words)
        return self.words[np.where(rng.random(count) < 0.5, topical, ranks)].tolist()

    def formula(self, rng: np.random.Generator) -> int:
        """The number of a common paragraph, the first ones oftener than the last."""
        weight = 1.0 / (np.arange(FORMULAS) + 4.0)
        return int(np.searchsorted(np.cumsum(weight / weight.sum()), rng.random() * 0.999999))

    def text(self, rng: np.random.Generator, fewest: int = 70, most: int = 160) -> tuple[str, ...]:
        """The sentences of a text of its own."""
        count, topic = int(rng.integers(fewest, most)), int(rng.integers(0, 200))
        words = self.draw(rng, count, topic)
        cuts = np.cumsum(rng.integers(9, 22, 20))
        return tuple(" ".join(words[a:b]) for a, b in zip([0, *cuts], cuts, strict=False) if a < count)

    def short(self, rng: np.random.Generator) -> str:
        """A short text with one common paragraph, made quickly: for the million."""
        words = self.draw(rng, int(rng.integers(40, 75)), int(rng.integers(0, 200)))
        words[10::12] = [f"{word}." for word in words[10::12]]
        return " ".join([*words, *self.paragraphs[self.formula(rng)]])

    def dressed(self, rng: np.random.Generator, sentences: tuple[str, ...]) -> str:
        """The text with common paragraphs before and after it."""
        own = sum(sentence.count(" ") + 1 for sentence in sentences)
        before, after, left = [], [], own * COMMON / (1 - COMMON)
        while left > 0:
            paragraph = " ".join(self.paragraphs[self.formula(rng)])
            words = paragraph.split(" ")[: max(6, round(left))]
            (before if rng.random() < 0.5 else after).append(" ".join(words))
            left -= len(words)
        return ".\n".join([*before, ". ".join(sentences), *after]) + "."

    def edited(self, rng: np.random.Generator, sentences: tuple[str, ...], edits: float) -> tuple[str, ...]:
        """A copy: words replaced, sentences in another order."""
        copied = []
        for sentence in sentences:
            words = sentence.split(" ")
            struck = np.nonzero(rng.random(len(words)) < edits)[0]
            for place, word in zip(struck, self.draw(rng, len(struck), int(rng.integers(0, 200))), strict=True):
                words[place] = word
            copied.append(" ".join(words))
        cut = int(rng.integers(1, max(2, len(copied))))
        return tuple(copied[cut:] + copied[:cut])


def model(seed: int = 20261123) -> Model:
    """The movement of one seed."""
    rng = np.random.default_rng(seed)
    syllables = [onset + rhyme for onset in ONSETS for rhyme in RHYMES]
    rng.shuffle(syllables)
    # Two in three dictionary words of Vietnamese have two syllables: a shingle of three often spans one word and a half.
    pairs = rng.integers(0, len(syllables), (12_000, 2))
    words = [f"{syllables[a]} {syllables[b]}" if rng.random() < 0.7 else syllables[a] for a, b in pairs]
    weight = 1.0 / (np.arange(len(words)) + 10.0)
    law = np.cumsum(weight / weight.sum())
    law[-1] = 1.0
    made = Model(np.array(words), law, ())
    paragraphs = tuple(tuple(made.draw(rng, int(rng.integers(10, 30)), 0)) for _ in range(FORMULAS))
    return Model(made.words, made.law, paragraphs)
