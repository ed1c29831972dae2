"""Ranking study: simulated councils with known truth; which way of ranking finds the best dossiers, and says so honestly.

    python bench/ranking.py            a quick look (under a minute)
    python bench/ranking.py --full     the study quoted in docs/decisions/0003-ranking-method.md (under ten minutes)
    python bench/ranking.py --speed    5,000 and 100,000 dossiers, beside a calibration loop

Hits: the share of the true best 20 among the first 20 named. A refused council counts with the plain mean, as users see
it. Set OMP_NUM_THREADS=1 to stay on one core. All methods see the same councils; ± is one standard error over replications.
Thresholds and beliefs were tuned on councils of other seeds (`--tuning` draws those); what is printed otherwise was never
looked at while tuning.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from dataclasses import dataclass, field, replace

import numpy as np
from councils import Drawn, Setting, draw
from rivals import additive_mixed, bayes, zscore
from scipy.special import ndtri, stdtrit

from kheo.ranking.connectivity import connectivity, panelled
from kheo.ranking.places import expected_places
from kheo.ranking.result import chosen, fitted, rank
from kheo.ranking.scores import Score, means

TOP = 20
HEADLINE = ("scores, dealt at random, shifted", "2 scores, dealt at random, alike", "3 scores, dealt at random, alike")
SIZES = ((5_000, 60), (100_000, 600))
"""Dossiers and assessors of the councils that are timed."""
TUNING, REPORTING = 1, 2
"""First word of every seed: councils of the one are never among those of the other."""
LEVEL = 0.9
SAMPLED = (
    "dealt at random, shifted",
    "20 % across, fields unequal, shifted",
    "careless",
    "3 scores, dealt at random, heavy",
)
"""Scenarios that the Bayesian variant takes part in: it samples, and takes a hundred times as long as the others."""


def scenarios() -> list[Setting]:
    """Every design with every kind of assessor; then data from models other than the fitted one."""
    found = []
    designs = {
        "dealt at random": {},
        "panels, 20 % across": {"panels": True, "across": 0.2},
        "panels, 8 anchors": {"panels": True, "anchors": 8},
        "panels, 10 % across": {"panels": True, "across": 0.1},
        "panels, 5 % across": {"panels": True, "across": 0.05},
        "panels apart": {"panels": True},
    }
    people = {
        "alike": {"shift_sd": 0.0},
        "slightly shifted": {"shift_sd": 3.0},
        "shifted": {},
        "scaled, noisy": {"shift_sd": 0.0, "spread_sd": 0.2, "noise_unequal": 0.3},
        "shifted, scaled, noisy": {"spread_sd": 0.2, "noise_unequal": 0.3},
    }
    for count in (2, 3, 5):
        for design, seats in designs.items():
            for fields_sd in (0.0, 6.0) if seats else (0.0,):
                for kind, human in people.items():
                    tied = not seats or seats.get("across", 0) >= 0.2 or "anchors" in seats
                    if kind in ("slightly shifted", "scaled, noisy") and not (tied and (fields_sd or not seats)):
                        continue
                    if kind == "shifted" and not tied:
                        continue
                    where = "" if not seats else ", fields unequal" if fields_sd else ", fields equal"
                    name = f"{count} scores, {design}{where}, {kind}"
                    found.append(Setting(name, per_dossier=count, fields_sd=fields_sd, **seats, **human))
    return found


def departures() -> list[Setting]:
    found = []
    for other in ("heavy tails", "skewed", "ceiling", "coarse", "halo", "careless", "favours", "drift", "panel mood"):
        base = Setting("", spread_sd=0.2, noise_unequal=0.3, other=other)
        for count in (2, 3, 5):
            found.append(replace(base, name=f"{count} scores, dealt at random, {other}", per_dossier=count))
        found.append(
            replace(base, name=f"3 scores, panels, 20 % across, {other}", panels=True, across=0.2, fields_sd=6.0)
        )
    found.append(
        Setting("3 scores, panels not declared, 20 % across", panels=True, across=0.2, fields_sd=6.0, field_known=False)
    )
    found.append(Setting("3 scores, 60 dossiers, 8 assessors", dossiers=60, assessors=8))
    found.append(Setting("3 scores, 40 assessors, 20 % across", assessors=40, panels=True, across=0.2, fields_sd=6.0))
    return found


@dataclass
class Tally:
    """What one scenario gave: a list a figure, one entry a replication."""

    figures: dict[str, list[float]] = field(default_factory=dict)

    def add(self, **values: float) -> None:
        for name, value in values.items():
            self.figures.setdefault(name, []).append(float(value))

    def mean(self, name: str) -> float:
        return float(np.mean(self.figures[name])) if self.figures.get(name) else float("nan")

    def error(self, name: str) -> float:
        """Standard error of the mean; as good as unknown below two entries."""
        values = self.figures.get(name, [])
        return float(np.std(values, ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")

    def difference(self, name: str, base: str) -> tuple[float, float]:
        gap = np.array(self.figures[name]) - np.array(self.figures[base])
        return float(gap.mean()), float(gap.std(ddof=1) / np.sqrt(len(gap)))


def settled(tally: Tally, setting: Setting) -> bool:
    """More replications go where they matter: the headline settings, and those near a promise."""
    gain, error = tally.difference("kheo", "mean")
    near = gain - 2.5 * error <= -0.01
    if tally.figures.get("cover"):
        cover, unsure = tally.mean("cover"), tally.error("cover")
        near |= cover - 2 * unsure < (0.85 if setting.other else 0.88) or cover + 2 * unsure > 0.92
    return not any(name in setting.name for name in HEADLINE) and not near


def hits(figure: np.ndarray, truth: np.ndarray) -> float:
    best = set(np.argsort(-truth, kind="stable")[:TOP].tolist())
    return len(best & set(np.argsort(-figure, kind="stable")[:TOP].tolist())) / TOP


def ours(drawn: Drawn, tally: Tally, reliability: list[tuple[float, float]]) -> None:
    """What `kheo rank` shows: the mean where it refuses, else calibrated or pooled."""
    council = drawn.council
    plain = hits(means(council), drawn.truth)
    tied = connectivity(council)
    tally.add(ties=tied.ties, refused=not tied.enough)
    if not tied.enough:
        tally.add(kheo=plain)
        return
    used = chosen(tied)
    fit = fitted(council, used)
    estimate = fit.level + fit.quality
    half = stdtrit(fit.freedom, (1 + LEVEL) / 2) * np.sqrt(fit.variance + fit.level_variance)
    tally.add(
        kheo=hits(estimate, drawn.truth),
        pooled=used == "pooled",
        cover=np.mean(np.abs(estimate - drawn.truth) <= half),
        width=2 * np.mean(half),
    )
    stretch = stdtrit(fit.freedom, (1 + LEVEL) / 2) / ndtri((1 + LEVEL) / 2)
    _, chance = expected_places(estimate, stretch * np.sqrt(fit.variance), TOP)
    best = np.zeros(len(estimate))
    best[np.argsort(-drawn.truth, kind="stable")[:TOP]] = 1
    reliability.extend(zip(chance.tolist(), best.tolist(), strict=True))


def rivals(drawn: Drawn, tally: Tally, rng: np.random.Generator | None) -> None:
    council = panelled(drawn.council)
    truth = drawn.truth
    tally.add(mean=hits(means(council), truth), zscore=hits(zscore(council), truth))
    estimate, variance = additive_mixed(council)
    tally.add(
        additive=hits(estimate, truth),
        additive_cover=np.mean(np.abs(estimate - truth) <= ndtri(0.95) * np.sqrt(variance)),
    )
    if rng is not None:
        estimate, low, high = bayes(council, rng)
        tally.add(bayes=hits(estimate, truth), bayes_cover=np.mean((low <= truth) & (truth <= high)))


def study(settings: list[Setting], replications: int, bayesian: int, budget: float, series: int) -> bool:
    """Print one line a scenario; whether every promise held."""
    started, kept = time.process_time(), True
    reliability: list[tuple[float, float]] = []
    worst = (1.0, 0.0, "")
    connected_refused: list[float] = []
    covers_held: list[tuple[float, float, str]] = []
    print(f"{'':69}hits % of the top {TOP}{'':15}kheo − mean    cover of 90 %{'':15}refused pooled  ties  N")
    print(f"{'scenario':69}mean  z-sc addit bayes  kheo  points ± se    kheo ± se  addit bayes width      %      %")
    for number, setting in enumerate(settings):
        tally = Tally()
        sampled = any(name in setting.name for name in SAMPLED)
        for seed in range(replications):
            if seed >= replications // 10 and settled(tally, setting):
                break
            rng = np.random.default_rng([series, number, seed])
            drawn = draw(rng, setting)
            ours(drawn, tally, reliability)
            rivals(drawn, tally, rng if sampled and seed < bayesian else None)
        gain, error = tally.difference("kheo", "mean")
        worst = min(worst, (gain, error, setting.name))
        if setting.across >= 0.2 or setting.anchors >= 8 or not setting.panels:
            connected_refused.append(tally.mean("refused"))
        cells = [100 * tally.mean(name) for name in ("mean", "zscore", "additive", "bayes", "kheo")]
        covers = [100 * tally.mean(name) for name in ("additive_cover", "bayes_cover")]
        cover, unsure = 100 * tally.mean("cover"), 100 * tally.error("cover")
        if setting.across >= 0.2 or setting.anchors >= 8 or not setting.panels:
            covers_held.append((cover, unsure, setting.other))
        print(
            f"{setting.name:69}"
            + " ".join(f"{cell:5.1f}" for cell in cells)
            + f"  {100 * gain:+6.1f} ±{100 * error:4.1f}  {cover:5.1f} ±{unsure:4.1f} "
            + " ".join(f"{cover:5.1f}" for cover in covers)
            + f" {tally.mean('width'):5.1f} {100 * tally.mean('refused'):6.1f} {100 * tally.mean('pooled'):6.1f}"
            + f" {tally.mean('ties'):6.2f} {len(tally.figures['mean']):4}",
            flush=True,
        )
        kept &= gain > -0.01 and not (setting.other == "" and abs(cover - 90) > 2 + 2 * unsure)
        if time.process_time() - started > budget:
            print(
                f"stopped after {number + 1} of {len(settings)} scenarios: the budget of {budget:.0f} s of one core is spent"
            )
            break
    print(f"\nworst against the mean: {100 * worst[0]:+.1f} ± {100 * worst[1]:.1f} points ({worst[2]})")
    print(
        f"refused among connected scenarios: {100 * float(np.mean(connected_refused)):.2f} %, "
        f"at most {100 * max(connected_refused):.1f} % in one"
    )
    for model, holds in (("holds", True), ("does not hold", False)):
        found = [(cover, unsure) for cover, unsure, other in covers_held if (other == "") == holds]
        if found:
            print(
                f"cover of 90 % where the model {model}, connected scenarios: lowest "
                f"{min(found)[0]:.1f} ± {min(found)[1]:.1f}, highest {max(found)[0]:.1f} ± {max(found)[1]:.1f} %"
            )
    table = np.array(reliability)
    print(
        "chance of the top 20, said and happened: "
        + "; ".join(
            f"{100 * table[inside, 0].mean():.0f} → {100 * table[inside, 1].mean():.0f} %"
            for low in (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95)
            for inside in [
                (table[:, 0] >= low)
                & (table[:, 0] < {0.0: 0.05, 0.05: 0.2, 0.2: 0.4, 0.4: 0.6, 0.6: 0.8, 0.8: 0.95, 0.95: 1.01}[low])
            ]
            if inside.any()
        )
    )
    print(
        f"{time.process_time() - started:.0f} s of one core, {replications // 10} to {replications} replications "
        f"({bayesian} of the Bayesian variant), seeds of series {series}"
    )
    return bool(kept)


def shifts(cases: int, series: int) -> bool:
    """Small councils at random, one assessor's scores all moved: neither the method nor a calibrated rank may move."""
    counts: dict[str, int] = {}
    broken = 0
    for seed in range(cases):
        rng = np.random.default_rng([series, 1000, seed])
        assessors, step = int(rng.integers(3, 11)), float(rng.choice([0.5, 1, 5]))
        dossiers, each = int(rng.integers(6, 41)), int(rng.integers(2, min(5, assessors) + 1))
        strict = rng.choice([0, 3, 10]) * rng.standard_normal(assessors)
        rows = [
            Score(f"D{dossier}", f"A{one}", step * round((quality + strict[one] + 7 * rng.standard_normal()) / step))
            for dossier, quality in enumerate(70 + 10 * rng.standard_normal(dossiers))
            for one in rng.permutation(assessors)[:each].tolist()
        ]
        moved, points = f"A{int(rng.integers(assessors))}", float(rng.integers(-30, 31))
        other = [replace(one, score=one.score + points) if one.assessor == moved else one for one in rows]
        before, after = rank(rows), rank(other)
        counts[before.method] = counts.get(before.method, 0) + 1
        same = [row.dossier for row in before.ranking] == [row.dossier for row in after.ranking]
        broken += before.method != after.method or (before.method == "calibrated" and not same)
    print(
        f"one assessor shifted, {cases} small councils: {broken} where the method or a calibrated order moved; {counts}"
    )
    return broken == 0


def calibration_loop() -> float:
    """Seconds of a fixed loop of plain Python: what this machine is worth today."""
    started = time.perf_counter()
    total = 0
    for number in range(5_000_000):
        total += number % 7
    assert total > 0
    return time.perf_counter() - started


def big(dossiers: int, assessors: int) -> None:
    """Rank one large council in this process and print time and memory."""
    drawn = draw(
        np.random.default_rng(1), Setting("big", per_dossier=5, dossiers=dossiers, assessors=assessors, fields=1)
    )
    c = drawn.council
    scores = [
        Score(c.dossiers[one], c.assessors[other], value)
        for one, other, value in zip(c.dossier.tolist(), c.assessor.tolist(), c.value.tolist(), strict=True)
    ]
    del drawn, c
    started = time.perf_counter()
    ranking = rank(scores)
    seconds = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{dossiers} dossiers × 5 among {assessors}: {ranking.method}, {seconds:.2f} s, peak {memory:.0f} MB")


def speed(sizes: tuple[tuple[int, int], ...]) -> None:
    loop = calibration_loop()
    print(f"calibration loop: {loop:.2f} s")
    for dossiers, assessors in sizes:
        started = time.perf_counter()
        command = [sys.executable, __file__, "--one", str(dossiers), str(assessors)]
        subprocess.run(command, check=True, timeout=300)
        print(
            f"  whole process {time.perf_counter() - started:.1f} s, {(time.perf_counter() - started) / loop:.1f} loops"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--replications", type=int)
    parser.add_argument("--tuning", action="store_true", help="draw the councils that thresholds were tuned on")
    parser.add_argument("--one", nargs=2, type=int, metavar=("DOSSIERS", "ASSESSORS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        big(*options.one)
        return 0
    if options.speed:
        speed(SIZES)
        return 0
    series = TUNING if options.tuning else REPORTING
    if options.full:
        held = study(scenarios() + departures(), options.replications or 400, 10, 500, series)
        held &= shifts(400, series)
    else:
        quick = [s for s in scenarios() if s.per_dossier == 3 and s.name.endswith(" shifted")] + departures()[1::4]
        held = study(quick, options.replications or 40, 2, 35, series)
        held &= shifts(60, series)
    speed(SIZES if options.full else SIZES[:1])
    return 0 if held else 1


if __name__ == "__main__":
    raise SystemExit(main())
