"""Councils for the tests, from a generator of our own so that they are the same everywhere."""

from __future__ import annotations

from dataclasses import replace

from kheo.ranking.scores import Score


def noise(seed: int) -> float:
    """A number between -1 and 1, roughly bell-shaped, from whole-number arithmetic alone."""
    total = 0
    state = seed * 2654435761 % 2**32 + 1
    for _ in range(6):
        state = (state * 1664525 + 1013904223) % 2**32
        total += state >> 8
    return total / (6 * 2**23) - 1


def dealt(dossiers: int = 30, assessors: int = 6, each: int = 3, shift: float = 12.0) -> list[Score]:
    """Every dossier scored by `each` assessors in turn; strictness, quality and noise all vary."""
    scores = []
    for dossier in range(dossiers):
        quality = 70 + 12 * noise(1000 + dossier)
        for seat in range(each):
            assessor = (dossier * (1 + seat) + seat * (dossier // assessors) + 2 * seat) % assessors
            while any(score.dossier == f"D{dossier}" and score.assessor == f"A{assessor}" for score in scores):
                assessor = (assessor + 1) % assessors
            value = (
                quality
                + shift * (2 * (7 * assessor % assessors) / (assessors - 1) - 1)
                + 5 * noise(5000 + 97 * dossier + assessor)
            )
            scores.append(Score(f"D{dossier}", f"A{assessor}", round(value, 1)))
    return scores


def shifted(scores: list[Score], assessor: str, points: float) -> list[Score]:
    return [replace(one, score=one.score + points) if one.assessor == assessor else one for one in scores]


def apart() -> list[Score]:
    """Two field teams that never meet."""
    first = [replace(one, field="F1") for one in dealt()]
    second = [
        replace(one, dossier=f"E{one.dossier}", assessor=f"B{one.assessor}", field="F2") for one in dealt(shift=3.0)
    ]
    return first + second
