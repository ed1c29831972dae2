"""Facts that deserve a look, each with its size: never a verdict, and never a reason by itself.

There are innocent explanations for each: a strict assessor may be the only one who read closely, linked assessors may
know a field best, and scores entered within a minute may have been made on paper before.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from kheo.ranking.scores import alike

if TYPE_CHECKING:
    from kheo.ranking.calibrate import Calibration
    from kheo.ranking.scores import Council, Score

FAR = 0.02
"""Chance that an ordinary assessor is named: 2.4 deviations of the others' shifts among 40, 3 among 8."""
FEWEST_ASSESSORS = 8
"""With fewer, the deviation of shifts is itself unknown."""
FAVOUR = 3.0
"""Standard errors of the joint lift of two assessors' scores for each other's dossiers; each way must be positive."""
HASTY_SECONDS, HASTY_SHARE, FEWEST_TIMED = 60.0, 1 / 3, 5
"""A median gap below a minute, and below a third of what is usual in this council, over at least five scores."""


@dataclass(frozen=True, slots=True)
class Fact:
    """`kind` is a code that `messages` words with `effects`; `assessors` and `dossiers` are whom it touches."""

    kind: str
    assessors: tuple[str, ...]
    dossiers: tuple[str, ...]
    effects: tuple[tuple[str, float], ...]


def facts(whole: Council, fit: Calibration | None, telling: Council) -> tuple[Fact, ...]:
    """All facts of a council, by kind and name; those that need a calibration are left out where there is none.

    `telling` is the part of the council that `fit` was computed from.
    """
    found = [*_alike(whole), *_hasty(whole)]
    if fit is not None:
        found += [*_far_off(telling, fit), *_reciprocal(telling, fit)]
    return tuple(sorted(found, key=lambda fact: (fact.kind, fact.assessors)))


def _alike(whole: Council) -> list[Fact]:
    return [
        Fact("alike", (whole.assessors[index],), (), (("scores", float((whole.assessor == index).sum())),))
        for index in alike(whole).tolist()
    ]


def _far_off(council: Council, fit: Calibration) -> list[Fact]:
    """An assessor far from the others on everything."""
    import numpy as np
    from scipy.special import stdtrit

    if len(council.assessors) < FEWEST_ASSESSORS:
        return []
    size, shift = len(council.assessors), fit.shift
    count = np.bincount(council.assessor, minlength=size).tolist()
    # Each is held against the others alone, so that one who is far off does not hide behind the spread he makes.
    apart = shift - (float(shift.sum()) - shift) / (size - 1)
    squares = float(np.sum((shift - shift.mean()) ** 2)) - (size - 1) / size * apart**2
    others = np.maximum(squares, 0) / (size - 2)
    limit = float(stdtrit(size - 2, 1 - FAR / 2))
    # Where nobody differs, a shift must still stand out from the noise of its own scores.
    unsure = np.sqrt(np.maximum(others, fit.noise / np.maximum(count, 1)))
    return [
        Fact(
            "far-off",
            (name,),
            (),
            (("points", points), ("deviations", abs(points) / scale), ("scores", float(scores))),
        )
        for name, points, scale, scores in zip(council.assessors, apart.tolist(), unsure.tolist(), count, strict=True)
        if abs(points) >= limit * scale
    ]


def _reciprocal(council: Council, fit: Calibration) -> list[Fact]:
    """Two assessors who each scored dossiers linked with the other (`owner`) above what the council says."""
    import numpy as np

    if all(score.owner is None for score in council.scores):
        return []
    slope, noise = fit.spread[council.assessor], fit.noise[council.assessor]
    residual = council.value - fit.level - fit.shift[council.assessor] - slope * fit.quality[council.dossier]
    own = np.maximum(noise - slope**2 * fit.variance[council.dossier], 0.05 * noise)
    # What a lift of one point leaves of itself in the residual, since it lifts the estimate too.
    left = own / noise
    lifts: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for score, rest, kept, variance in zip(council.scores, residual.tolist(), left.tolist(), own.tolist(), strict=True):
        if score.owner is not None and score.owner != score.assessor:
            lifts[score.assessor, score.owner].append((rest / kept, variance / kept**2))
    dossiers = _linked(council.scores)
    found = []
    for one, other in sorted(lifts):
        if one < other and (other, one) in lifts:
            there, back = _pooled(lifts[one, other]), _pooled(lifts[other, one])
            both = _pooled(lifts[one, other] + lifts[other, one])
            deviations = both[0] / both[1] ** 0.5
            if min(there[0], back[0]) > 0 and deviations >= FAVOUR:
                touched = tuple(sorted(dossiers[one, other] | dossiers[other, one]))
                found.append(
                    Fact("reciprocal", (one, other), touched, (("points", both[0]), ("deviations", deviations)))
                )
    return found


def _linked(scores: tuple[Score, ...]) -> dict[tuple[str, str], set[str]]:
    linked: dict[tuple[str, str], set[str]] = defaultdict(set)
    for score in scores:
        if score.owner is not None:
            linked[score.assessor, score.owner].add(score.dossier)
    return linked


def _pooled(lifts: list[tuple[float, float]]) -> tuple[float, float]:
    """Mean lift weighted by precision, and its variance."""
    precision = sum(1 / variance for _, variance in lifts)
    return sum(lift / variance for lift, variance in lifts) / precision, 1 / precision


def _hasty(whole: Council) -> list[Fact]:
    """An assessor whose scores follow each other within a minute, where others take much longer."""
    times = defaultdict(list)
    for score in whole.scores:
        if score.at is not None:
            times[score.assessor].append(score.at)
    gaps = {
        name: median((after - before).total_seconds() for before, after in pairwise(sorted(moments)))
        for name, moments in times.items()
        if len(moments) >= FEWEST_TIMED
    }
    if not gaps:
        return []
    usual = median(gaps.values())
    return [
        Fact(
            "hasty",
            (name,),
            (),
            (("seconds", gap), ("usual", usual), ("scores", float(len(times[name])))),
        )
        for name, gap in gaps.items()
        if gap < HASTY_SECONDS and gap < HASTY_SHARE * usual
    ]
