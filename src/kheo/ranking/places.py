"""From estimates with their uncertainty to places: expected rank, and the chance to stand among the first k.

No random numbers: the number of others above a value is a sum of independent chances (its mean and variance are known
on a grid), read as a normal variable with the half-step correction, and averaged over the dossier's own uncertainty by
Gauss and Hermite's rule. The study in bench/ranking.py checks the chances against what happened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kheo.ranking.scores import Floats

GRID = 400
NODES = 24
BLOCK = 4096


def expected_places(estimate: Floats, deviation: Floats, top: int) -> tuple[Floats, Floats]:
    """Expected rank (1 is best) and the chance of a place among the first `top`, for each dossier.

    `deviation` is the standard deviation of each estimate against the others, all above 0.
    """
    import numpy as np
    from scipy.special import ndtr

    size = len(estimate)
    if size <= top:
        sure = np.ones(size)
    reach = 5 * float(deviation.max())
    grid = np.linspace(float(estimate.min()) - reach, float(estimate.max()) + reach, GRID)
    above, spread = np.zeros(GRID), np.zeros(GRID)
    for start in range(0, size, BLOCK):
        block = slice(start, start + BLOCK)
        chance = ndtr((estimate[block, None] - grid) / deviation[block, None])
        above += chance.sum(axis=0)
        spread += (chance * (1 - chance)).sum(axis=0)
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    weights = weights / weights.sum()
    rank, inside = np.ones(size), np.zeros(size)
    for node, weight in zip(nodes.tolist(), weights.tolist(), strict=True):
        own = ndtr(-node)
        value = estimate + node * deviation
        others = np.maximum(np.interp(value, grid, above) - own, 0)
        variance = np.maximum(np.interp(value, grid, spread) - own * (1 - own), 1e-9)
        rank += weight * others
        inside += weight * ndtr((top - 0.5 - others) / np.sqrt(variance))
    return rank, (sure if size <= top else np.clip(inside, 0, 1))
