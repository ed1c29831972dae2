"""Scores in, ranking out: the one call that pages and the command line use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kheo.ranking.connectivity import ENOUGH_TIES, Connectivity, connectivity, panelled
from kheo.ranking.facts import Fact, facts
from kheo.ranking.scores import Council, Score, alike, council, means, without_assessors
from kheo.ranking.ties import DECIMALS, ordered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kheo.ranking.calibrate import Calibration
    from kheo.ranking.scores import Floats

Method = Literal["auto", "calibrated", "additive", "pooled", "mean"]
METHODS: tuple[Method, ...] = ("auto", "calibrated", "additive", "pooled", "mean")
FEWEST_FREE = 5
"""Scores beyond what offsets and dossiers use up; with fewer, noise cannot be told from quality."""
USUAL_TOP = 20
HIGHEST_PRICE = 0.06
"""Above it free offsets would cost more than a point of hits where nobody differs (docs/decisions/0003)."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why no calibrated ranking is shown: a code that `messages` words, and what fills it."""

    code: str
    data: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """One dossier. `low` to `high` holds its quality with the asked chance; None where nothing was calibrated.

    `error` is the standard error against the other dossiers: smaller than the interval tells where all share a doubt
    about the level.
    """

    dossier: str
    place: int
    estimate: float
    low: float | None
    high: float | None
    expected_rank: float | None
    p_top: float | None
    mean: float
    mean_place: int
    scores: int
    error: float | None


@dataclass(frozen=True, slots=True)
class Seen:
    """One assessor. `shift` in points (positive: lenient); `scale` 1 spreads as the council does; None: not told."""

    assessor: str
    shift: float | None
    scale: float | None
    scores: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """All that `rank` found, from the first place to the last. `top` and `level` are those asked for."""

    method: Method
    refused: Refusal | None
    connectivity: Connectivity
    ranking: tuple[Placed, ...]
    assessors: tuple[Seen, ...]
    facts: tuple[Fact, ...]
    top: int
    level: float


def rank(scores: Iterable[Score], *, top: int | None = None, level: float = 0.9, method: Method = "auto") -> Ranking:
    """Rank the dossiers of one council.

    `auto` calibrates where the panels hang together, and falls back to the plain mean with the reason where they do not
    or where nothing can be told. In between, where free offsets would cost too much, it takes `pooled`: offsets drawn
    towards each other. Only who scored what decides. Raises `ScoreError` for scores that must be mended first,
    `ValueError` for a `top` below 1 or a `level` outside 0 to 1.
    """
    if top is not None and top < 1:
        raise ValueError("top must be at least 1")
    if not 0 < level < 1:
        raise ValueError("level must lie between 0 and 1")
    whole = council(scores)
    size = len(whole.dossiers)
    top = (USUAL_TOP if size >= 3 * USUAL_TOP else max(size // 3, 1)) if top is None else top
    silent = alike(whole)
    telling = without_assessors(whole, silent)
    tied = connectivity(telling if len(telling.value) else whole)
    refusal = _refusal(whole, telling, tied)
    if method == "mean" or refusal is not None:
        return _by_mean(whole, tied, refusal, top, level)
    used = chosen(tied) if method == "auto" else method
    return _calibrated(whole, telling, fitted(telling, used), used, tied, top, level)


def _refusal(whole: Council, telling: Council, tied: Connectivity) -> Refusal | None:
    """The first reason in this order; each is worded, with its remedy, in `messages`."""
    told = {score.dossier for score in telling.scores}
    untold = next((name for name in whole.dossiers if name not in told), "")
    free = len(telling.value) - len(telling.dossiers) - len(telling.assessors) + 1
    low, high = float(whole.value.min()), float(whole.value.max())
    reasons = (
        (len(whole.assessors) < 2, Refusal("one-assessor", (("assessor", whole.assessors[0]),))),
        (len(whole.dossiers) < 2, Refusal("one-dossier", (("dossier", whole.dossiers[0]),))),
        (low == high, Refusal("constant", (("value", low),))),
        (bool(untold), Refusal("only-alike", (("dossier", untold),))),
        (tied.pieces > 1, Refusal("pieces", (("pieces", tied.pieces),))),
        (not tied.enough, Refusal("weak-ties", (("ties", round(tied.ties, 2)), ("enough", ENOUGH_TIES)))),
        (free < FEWEST_FREE, Refusal("too-few", (("scores", len(telling.value)), ("more", FEWEST_FREE - free)))),
    )
    return next((refusal for holds, refusal in reasons if holds), None)


def chosen(tied: Connectivity) -> Method:
    """What `auto` takes for a connected council, from who scored what alone: the scores themselves have no say.

    So adding points to all scores of one assessor can neither change the method nor, where it is `calibrated`, a rank.
    """
    return "calibrated" if tied.price <= HIGHEST_PRICE else "pooled"


def fitted(telling: Council, used: Method) -> Calibration:
    """The fit that a method other than the mean stands for."""
    from kheo.ranking.calibrate import calibrate

    if used == "additive":
        return calibrate(panelled(telling), spreads=False, noises=False)
    return calibrate(panelled(telling), drawn=used == "pooled")


def _calibrated(
    whole: Council,
    telling: Council,
    fit: Calibration,
    used: Method,
    tied: Connectivity,
    top: int,
    level: float,
) -> Ranking:
    import numpy as np
    from scipy.special import ndtri, stdtrit

    from kheo.ranking.places import expected_places

    reach = stdtrit(fit.freedom, (1 + level) / 2)
    stretch = reach / float(ndtri((1 + level) / 2))
    estimate = fit.level + fit.quality
    half = reach * np.sqrt(fit.variance + fit.level_variance)
    error = np.asarray(stretch * np.sqrt(fit.variance))
    expected, inside = expected_places(estimate, error, top)
    placed = _placed(whole, estimate, (estimate - half, estimate + half, expected, inside, error))
    told = dict(zip(telling.assessors, zip(fit.shift.tolist(), fit.spread.tolist(), strict=True), strict=True))
    return Ranking(
        method=used,
        refused=None,
        connectivity=tied,
        ranking=placed,
        assessors=_seen(whole, told),
        facts=facts(whole, fit, telling),
        top=top,
        level=level,
    )


def _by_mean(whole: Council, tied: Connectivity, refusal: Refusal | None, top: int, level: float) -> Ranking:
    return Ranking(
        method="mean",
        refused=refusal,
        connectivity=tied,
        ranking=_placed(whole, means(whole), None),
        assessors=_seen(whole, {}),
        facts=facts(whole, None, whole),
        top=top,
        level=level,
    )


def _placed(
    whole: Council, estimate: Floats, sure: tuple[Floats, Floats, Floats, Floats, Floats] | None
) -> tuple[Placed, ...]:
    import numpy as np

    counts = np.bincount(whole.dossier, minlength=len(whole.dossiers)).tolist()
    mean, shown = _shown(means(whole)), _shown(estimate)
    mean_place = {index: place for place, index in enumerate(ordered(mean, counts, whole.dossiers), 1)}
    columns: Sequence[Sequence[float | None]] = (
        [_shown(column) for column in sure] if sure is not None else [[None] * len(mean)] * 5
    )
    return tuple(
        Placed(
            dossier=whole.dossiers[index],
            place=place,
            estimate=shown[index],
            low=columns[0][index],
            high=columns[1][index],
            expected_rank=columns[2][index],
            p_top=columns[3][index],
            mean=mean[index],
            mean_place=mean_place[index],
            scores=counts[index],
            error=columns[4][index],
        )
        for place, index in enumerate(ordered(shown, counts, whole.dossiers), 1)
    )


def _seen(whole: Council, told: dict[str, tuple[float, float]]) -> tuple[Seen, ...]:
    import numpy as np

    counts = np.bincount(whole.assessor, minlength=len(whole.assessors)).tolist()
    found = []
    for name, scores in zip(whole.assessors, counts, strict=True):
        shift, spread = told.get(name, (None, None))
        found.append(
            Seen(name, None if shift is None else _one(shift), None if spread is None else _one(spread), scores)
        )
    return tuple(found)


def _one(value: float) -> float:
    return round(value, DECIMALS) + 0.0


def _shown(values: Floats) -> list[float]:
    """The one place where figures are rounded (adding 0 turns -0.0 into 0.0)."""
    return [_one(value) for value in values.tolist()]
