"""Made-up councils with a known truth: designs (who scores what), assessors, noise, and departures from the model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kheo.ranking.scores import Council


@dataclass(frozen=True)
class Setting:
    """One scenario. Spreads in points of a 0–100 score; `across`: share of dossiers with one assessor of another field."""

    name: str
    per_dossier: int = 3
    panels: bool = False
    across: float = 0.0
    anchors: int = 0
    fields_sd: float = 0.0
    quality_sd: float = 10.0
    shift_sd: float = 7.0
    spread_sd: float = 0.0
    noise_sd: float = 7.0
    noise_unequal: float = 0.0
    other: str = ""
    dossiers: int = 200
    assessors: int = 20
    fields: int = 4
    field_known: bool = True


@dataclass(frozen=True)
class Drawn:
    """A council, the true quality of each dossier on the scale of an average assessor, and the assessors' true shifts."""

    council: Council
    truth: np.ndarray
    shift: np.ndarray


def deal(rng: np.random.Generator, s: Setting) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Who scores what, loads as even as the design allows: (dossier, assessor) of each score, field of each dossier."""
    field, home = np.arange(s.dossiers) % s.fields, np.arange(s.assessors) % s.fields
    crossing = np.zeros(s.dossiers, bool)
    crossing[rng.permutation(s.dossiers)[: round(s.across * s.dossiers)]] = True
    anchors = set(rng.permutation(s.dossiers)[: s.anchors].tolist())
    load, pairs = np.zeros(s.assessors), []

    def least(pool: np.ndarray, count: int) -> list[int]:
        return pool[np.lexsort((rng.random(len(pool)), load[pool]))][:count].tolist()

    everyone = np.arange(s.assessors)
    for dossier in rng.permutation(s.dossiers).tolist():
        if dossier in anchors:
            chosen = everyone.tolist()
        elif not s.panels:
            chosen = least(everyone, s.per_dossier)
        else:
            away = 1 if crossing[dossier] else 0
            chosen = least(np.flatnonzero(home == field[dossier]), s.per_dossier - away)
            chosen += least(np.flatnonzero(home != field[dossier]), away)
        load[chosen] += 1
        pairs += [(dossier, assessor) for assessor in chosen]
    table = np.array(sorted(pairs))
    return table[:, 0], table[:, 1], field


def draw(rng: np.random.Generator, s: Setting) -> Drawn:
    dossier, assessor, field = deal(rng, s)
    level = rng.permutation(np.linspace(-1, 1, s.fields)) if s.fields > 1 else np.zeros(1)
    level = level / max(level.std(), 1e-9) * s.fields_sd
    quality = s.quality_sd * (
        rng.exponential(size=s.dossiers) - 1 if s.other == "skewed" else rng.standard_normal(s.dossiers)
    )
    quality = quality + level[field]
    shift = s.shift_sd * rng.standard_normal(s.assessors)
    slope = np.exp(s.spread_sd * rng.standard_normal(s.assessors))
    noise = np.exp(s.noise_unequal * rng.standard_normal(s.assessors))
    noise *= s.noise_sd / np.sqrt(np.mean(noise**2))
    error = (
        rng.standard_t(3, size=len(dossier)) / np.sqrt(3)
        if s.other == "heavy tails"
        else rng.standard_normal(len(dossier))
    )
    value = 65 + shift[assessor] + slope[assessor] * quality[dossier] + noise[assessor] * error
    if s.other == "halo":  # each assessor likes or dislikes whole units of five dossiers
        value += 5 * rng.standard_normal((s.assessors, s.dossiers // 5))[assessor, dossier // 5]
    if s.other == "careless":  # two assessors score without reading
        blind = np.isin(assessor, rng.permutation(s.assessors)[:2])
        value[blind] = 65 + shift[assessor[blind]] + 10 * rng.standard_normal(blind.sum())
    if s.other == "panel mood":  # a whole panel is stricter than another
        value += 4 * rng.standard_normal(s.fields)[assessor % s.fields]
    if s.other == "ceiling":  # a good council bunches up against the maximum
        value += 12
    if s.other == "coarse":
        value = 5 * np.round(value / 5)
    if s.other == "favours":  # three assessors lift three dossiers each by 15 points
        for one in range(3):
            value[rng.permutation(np.flatnonzero(assessor == one))[:3]] += 15
    if s.other == "drift":  # each grows stricter or milder as the pile goes down
        order = np.argsort(rng.random(len(value)))
        seen = np.zeros(s.assessors)
        pace = 6 * rng.standard_normal(s.assessors)
        total = np.bincount(assessor, minlength=s.assessors)
        for row in order:
            value[row] += pace[assessor[row]] * (seen[assessor[row]] / total[assessor[row]] - 0.5)
            seen[assessor[row]] += 1
    value = np.clip(np.round(value), 0, 100)
    return Drawn(
        _council(dossier, assessor, field, value, s), 65 + quality + (12 if s.other == "ceiling" else 0), shift
    )


def _council(dossier, assessor, field, value, s: Setting) -> Council:
    known = s.panels and s.field_known
    return Council(
        dossiers=tuple(f"D{i:06d}" for i in range(s.dossiers)),
        assessors=tuple(f"A{i:04d}" for i in range(s.assessors)),
        fields=tuple(f"F{i}" for i in range(s.fields)) if known else ("",),
        dossier=dossier.astype(np.int64),
        assessor=assessor.astype(np.int64),
        field_of=(field if known else field * 0).astype(np.int64),
        value=value.astype(np.float64),
        scores=(),
    )
