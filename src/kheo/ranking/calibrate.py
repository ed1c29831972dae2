"""Strict and lenient assessors allowed for: offset, spread and noise of each, estimated together with the dossiers.

    score = offset(assessor) + spread(assessor) · quality(dossier) + noise,   noise ~ N(0, variance(assessor))
    quality ~ N(level of its field, variance of quality)

Offsets are free: adding a constant to all scores of one assessor changes that offset and nothing else, so the order of
the dossiers stays to the last digit. Where the design is too thin for that (`Connectivity.price`), they may be drawn
towards each other instead, as far as the scores say that assessors are alike. Spreads, noises and field levels are
always pooled, since few scores speak for each. Dossiers, offsets and field levels are integrated out exactly
(restricted maximum likelihood by EM, accelerated by SQUAREM: Varadhan and Roland 2008); spreads enter by their
curvature.

A field's level needs no separate treatment: it is one more “assessor”, who gives each dossier of the field the score 0,
with the noise of the qualities. What is said of rows below therefore holds for scores and for these prior rows alike.
All sums run in a fixed order (`bincount`), so results agree on every machine far beyond the six decimals shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kheo.ranking.scores import Council, Floats, Ints

NOISE_VARIANCE, NOISE_WEIGHT = 0.05, 4.0
"""Prior variance of the logs of the noises, and how many assessors' worth of belief stands behind it."""
SPREAD_VARIANCE, SPREAD_WEIGHT = 0.02, 4.0
"""Prior variance of spreads around 1, and how many assessors' worth of belief stands behind it."""
OFFSET_WEIGHT, OFFSET_SHARE = 2.0, 0.1
"""Drawn offsets: so many assessors' worth of belief that they vary by this share of the noise; so 3 are never equal."""
FREEDOM = 0.5
FLOOR = 1e-4
"""No variance falls below this share of the variance of all scores: scores are rounded, nobody is without noise."""
TOLERANCE = 1e-9
MOST_STEPS = 1500
LONGEST_STRIDE = 16.0


@dataclass(frozen=True, slots=True)
class Rows:
    """Scores and prior rows sorted by dossier, and all ordered pairs of rows that share a dossier."""

    dossier: Ints
    source: Ints
    value: Floats
    left: Ints
    right: Ints
    key: Ints
    count: Floats
    dossiers: int
    assessors: int
    fields: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """The fitted council, in points of the score.

    `variance` is that of quality against the other dossiers of this council; `level_variance` comes on top where the
    absolute level matters (another council might be stricter as a whole). `freedom`: degrees of freedom behind the
    noise that each dossier's interval rests on.
    """

    quality: Floats
    variance: Floats
    level: float
    level_variance: float
    freedom: Floats
    shift: Floats
    spread: Floats
    noise: Floats
    steps: int


def calibrate(council: Council, *, drawn: bool = False, spreads: bool = True, noises: bool = True) -> Calibration:
    """Fit the model: offsets free, or `drawn` towards each other; spreads and noises can be held equal.

    The scores must hang together: the caller checks that (`connectivity`); a council in pieces gives huge variances.
    Memory grows with the sum over dossiers of the square of its scores, and with the square of the assessors.
    """
    rows, base = _rows(council, drawn=drawn)
    theta, steps = _climb(rows, drawn=drawn, spreads=spreads, noises=noises)
    return _finish(rows, base, theta, steps, drawn=drawn, spreads=spreads)


@dataclass(frozen=True, slots=True)
class _Theta:
    """What EM climbs in: log variances and spreads."""

    spread: Floats
    noise: Floats
    quality: float
    spread_variance: float
    field: float
    offset: float
    noise_variance: float


@dataclass(frozen=True, slots=True)
class _Moments:
    """Expectations given a theta."""

    weight: Floats
    precision: Floats
    slope: Floats
    noise: Floats
    offset: Floats
    covariance: Floats
    mean: Floats
    variance: Floats
    with_offset: Floats
    residual: Floats


def _rows(council: Council, *, drawn: bool) -> tuple[Rows, Floats]:
    """The rows, and what was taken off each assessor's scores: free offsets start from each one's own mean."""
    import numpy as np

    dossiers, assessors, fields = len(council.dossiers), len(council.assessors), len(council.fields)
    base = np.full(assessors, float(council.value.mean()))
    if not drawn:
        base = _sums(council.assessor, council.value, assessors) / np.bincount(council.assessor, minlength=assessors)
    dossier = np.concatenate([council.dossier, np.arange(dossiers)])
    source = np.concatenate([council.assessor, assessors + council.field_of])
    value = np.concatenate([council.value - base[council.assessor], np.zeros(dossiers)])
    order = np.lexsort((source, dossier))
    dossier, source, value = dossier[order], source[order], value[order]
    count = np.bincount(dossier, minlength=dossiers)
    start = np.cumsum(count) - count
    repeat = count[dossier]
    left = np.repeat(np.arange(len(dossier)), repeat)
    within = np.arange(len(left)) - np.repeat(np.cumsum(repeat) - repeat, repeat)
    right = np.repeat(start[dossier], repeat) + within
    size = assessors + fields
    rows = Rows(
        dossier=dossier,
        source=source,
        value=value,
        left=left,
        right=right,
        key=source[left] * size + source[right],
        count=np.bincount(source, minlength=size).astype(np.float64),
        dossiers=dossiers,
        assessors=assessors,
        fields=fields,
    )
    return rows, base


def _sums(index: Ints, weights: Floats, size: int) -> Floats:
    """Sums by index, always added up in the order of the rows."""
    import numpy as np

    return np.asarray(np.bincount(index, weights=weights, minlength=size), dtype=np.float64)


def _climb(rows: Rows, *, drawn: bool, spreads: bool, noises: bool) -> tuple[Floats, int]:
    """EM until no parameter moves; two plain steps, then one stride along their common direction."""
    import numpy as np

    scale = float(np.var(rows.value[rows.source < rows.assessors])) or 1.0
    theta = np.concatenate(
        [
            np.ones(rows.assessors),
            np.full(rows.assessors, np.log(scale / 3)),
            np.log([scale / 2, SPREAD_VARIANCE, scale / 4, scale / 4, NOISE_VARIANCE]),
        ]
    )

    def step(current: Floats) -> Floats:
        return _step(rows, current, scale * FLOOR, drawn=drawn, spreads=spreads, noises=noises)

    steps = 0
    while steps < MOST_STEPS:
        first = step(theta)
        second = step(first)
        steps += 2
        if float(np.max(np.abs(second - first))) < TOLERANCE:
            return second, steps
        move, bend = first - theta, second - 2 * first + theta
        turn = float(np.sqrt(np.sum(bend * bend)))
        stride = min(max(float(np.sqrt(np.sum(move * move))) / turn, 1.0), LONGEST_STRIDE) if turn > 0 else 1.0
        leap = theta + 2 * stride * move + stride * stride * bend
        theta = step(leap) if float(np.max(np.abs(leap - second))) < 1 else second
        steps += 1
    return theta, steps


def _unpack(rows: Rows, theta: Floats) -> _Theta:
    import numpy as np

    size = rows.assessors
    return _Theta(theta[:size], np.exp(theta[size : 2 * size]), *np.exp(theta[2 * size :]).tolist())


def _moments(rows: Rows, at: _Theta, *, drawn: bool) -> _Moments:
    import numpy as np

    size = rows.assessors + rows.fields
    slope = np.concatenate([at.spread, np.ones(rows.fields)])[rows.source]
    noise = np.concatenate([at.noise, np.full(rows.fields, at.quality)])
    weight = slope / noise[rows.source]
    precision = _sums(rows.dossier, weight * slope, rows.dossiers)
    precision_left = precision[rows.dossier[rows.left]]
    pairs = weight[rows.left] * weight[rows.right] / precision_left
    information = -_sums(rows.key, pairs, size * size).reshape(size, size)
    diagonal = np.arange(size)
    information[diagonal, diagonal] += rows.count / noise
    # With one field its level and the offsets say the same thing: the level is held at 0.
    information[diagonal[rows.assessors :], diagonal[rows.assessors :]] += (
        1 / at.field if rows.fields > 1 else 1e9 * float(np.max(rows.count / noise))
    )
    if drawn:
        # The council's own level stays free: only differences between assessors are drawn together.
        information[: rows.assessors, : rows.assessors] += (np.eye(rows.assessors) - 1 / rows.assessors) / at.offset
    total = _sums(rows.dossier, weight * rows.value, rows.dossiers) / precision
    right = _sums(rows.source, rows.value / noise[rows.source] - weight * total[rows.dossier], size)
    covariance = np.asarray(np.linalg.inv(information))
    offset = (covariance * right).sum(axis=1)
    apart = rows.value - offset[rows.source]
    mean = _sums(rows.dossier, weight * apart, rows.dossiers) / precision
    paired = _sums(rows.left, weight[rows.right] * covariance.ravel()[rows.key], len(rows.source))
    with_offset = -paired / precision[rows.dossier]
    variance = 1 / precision - _sums(rows.dossier, weight * with_offset, rows.dossiers) / precision
    return _Moments(
        weight,
        precision,
        slope,
        noise,
        offset,
        covariance,
        mean,
        variance,
        with_offset,
        apart - slope * mean[rows.dossier],
    )


def _spread_covariance(rows: Rows, at: _Theta, moments: _Moments) -> Floats:
    """Inverse curvature of the spreads, from the expected information of each dossier's scores (a Gaussian vector)."""
    import numpy as np

    size = rows.assessors + rows.fields
    told = (moments.precision - 1 / at.quality) / (at.quality * moments.precision)
    own = _sums(rows.source, (at.quality**2 * told)[rows.dossier], size) / moments.noise
    joint = at.quality**2 * told / moments.precision - 1 / moments.precision**2
    crossed = moments.weight[rows.left] * moments.weight[rows.right] * joint[rows.dossier[rows.left]]
    information = -_sums(rows.key, crossed, size * size).reshape(size, size)
    information = information[: rows.assessors, : rows.assessors]
    diagonal = np.arange(rows.assessors)
    information[diagonal, diagonal] += own[: rows.assessors] + 1 / at.spread_variance
    return np.asarray(np.linalg.inv(information))


def _step(rows: Rows, theta: Floats, floor: float, *, drawn: bool, spreads: bool, noises: bool) -> Floats:
    import numpy as np

    at = _unpack(rows, theta)
    now = _moments(rows, at, drawn=drawn)
    size, assessors = rows.assessors + rows.fields, rows.assessors
    spare = now.slope**2 * now.variance[rows.dossier] + np.diag(now.covariance)[rows.source]
    spare += 2 * now.slope * now.with_offset
    squares = _sums(rows.source, now.residual**2 + spare, size)
    quality = float(squares[assessors:].sum()) / rows.dossiers
    own, count = squares[:assessors], rows.count[:assessors]
    noise_variance = at.noise_variance
    if noises:
        typical, weight = assessors / float(np.sum(1 / at.noise)), 2 / noise_variance
        noise = (own + weight * typical) / (count + weight)
        unlike = np.log(noise) - float(np.log(noise).mean())
        unsure_noise = 2 / (count * _share(rows, now) + weight)
        noise_variance = float(np.sum(unlike**2 + unsure_noise)) + NOISE_WEIGHT * NOISE_VARIANCE
        noise_variance /= assessors + NOISE_WEIGHT
    else:
        noise = np.full(assessors, float(own.sum()) / float(count.sum()))
    spread, spread_variance = at.spread, at.spread_variance
    if spreads:
        second = _sums(rows.source, (now.mean**2 + now.variance)[rows.dossier], size)
        apart = now.residual + now.slope * now.mean[rows.dossier]
        product = _sums(rows.source, apart * now.mean[rows.dossier] - now.with_offset, size)
        spread = (product[:assessors] / at.noise + 1 / spread_variance) / (
            second[:assessors] / at.noise + 1 / spread_variance
        )
        unsure = float(np.trace(_spread_covariance(rows, at, now)))
        spread_variance = (float(np.sum((spread - 1) ** 2)) + unsure + SPREAD_WEIGHT * SPREAD_VARIANCE) / (
            assessors + SPREAD_WEIGHT
        )
        typical_spread = float(spread.mean())
        spread, quality = spread / typical_spread, quality * typical_spread**2
    levels = float(np.sum(now.offset[assessors:] ** 2) + np.trace(now.covariance[assessors:, assessors:]))
    # Two fields' worth of belief in levels half as far apart as dossiers keeps a few fields from being called equal.
    field = (levels + quality) / (rows.fields + 2) if rows.fields > 1 else at.field
    offset = at.offset
    if drawn:
        belief = OFFSET_WEIGHT * OFFSET_SHARE * float(noise.mean())
        offset = (_apart(now, assessors) + belief) / (assessors - 1 + OFFSET_WEIGHT)
    variances = np.maximum(np.concatenate([noise, [quality, field, offset]]), floor)
    rest = [variances[-3], spread_variance, variances[-2], variances[-1], noise_variance]
    return np.concatenate([spread, np.log(variances[:assessors]), np.log(rest)])


def _apart(now: _Moments, assessors: int) -> float:
    """Expected sum of squares of the offsets around their mean."""
    import numpy as np

    offset, covariance = now.offset[:assessors], now.covariance[:assessors, :assessors]
    around = float(np.sum((offset - offset.mean()) ** 2))
    return around + float(np.trace(covariance)) - float(covariance.sum()) / assessors


def _finish(rows: Rows, base: Floats, theta: Floats, steps: int, *, drawn: bool, spreads: bool) -> Calibration:
    import numpy as np

    at = _unpack(rows, theta)
    now = _moments(rows, at, drawn=drawn)
    assessors, size = rows.assessors, rows.assessors + rows.fields
    offset = base + now.offset[:assessors]
    level = float(offset.mean())
    with_level = now.covariance[:, :assessors].mean(axis=1)
    common = _sums(rows.dossier, now.weight * with_level[rows.source], rows.dossiers)
    variance = now.variance - 2 * common / now.precision + float(with_level[:assessors].mean())
    if spreads:
        bent = (now.residual - now.slope * now.mean[rows.dossier]) * (
            1 / now.noise[rows.source] / now.precision[rows.dossier]
        )
        bent = np.where(rows.source < assessors, bent, 0.0)
        unsure = np.zeros((size, size))
        unsure[:assessors, :assessors] = _spread_covariance(rows, at, now)
        crossed = bent[rows.left] * bent[rows.right] * unsure.ravel()[rows.key]
        variance = variance + _sums(rows.dossier[rows.left], crossed, rows.dossiers)
    shift, centred = offset - level, now.offset[:assessors] - float(now.offset[:assessors].mean())
    doubt = _apart(now, assessors) - float(np.sum(centred**2))
    seen = (float(np.sum(shift**2)) - doubt) / max(assessors - 1, 1)
    wander = at.offset if drawn else max(seen, 0.0)
    return Calibration(
        quality=now.mean,
        variance=variance,
        level=level,
        level_variance=wander / assessors,
        freedom=_freedom(rows, now, 2 / at.noise_variance),
        shift=shift,
        spread=at.spread,
        noise=at.noise,
        steps=steps,
    )


def _share(rows: Rows, now: _Moments) -> float:
    """The share of the scores that is left to tell noise from, once dossiers and offsets have used up theirs."""
    import numpy as np

    scores = float(rows.count[: rows.assessors].sum())
    fitted = float(np.sum(1 - now.weight[rows.source >= rows.assessors] / now.precision))
    return max(scores - fitted - rows.assessors, 1.0) / scores


def _freedom(rows: Rows, now: _Moments, belief: float) -> Floats:
    """Degrees of freedom of the noise under each dossier: the average over its assessors, prior belief included.

    `FREEDOM` allows for the share of the interval that no single assessor's noise makes; set by measured coverage.
    """
    import numpy as np

    share = _share(rows, now)
    behind = np.concatenate([rows.count[: rows.assessors] * share + belief, np.zeros(rows.fields)])
    real = (rows.source < rows.assessors).astype(np.float64)
    total = _sums(rows.dossier, behind[rows.source] * real, rows.dossiers)
    return np.asarray(FREEDOM * total / np.maximum(_sums(rows.dossier, real, rows.dossiers), 1))
