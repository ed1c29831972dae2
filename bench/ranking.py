"""Ranking study: simulated councils with known truth; which way of ranking finds the best dossiers, and says so honestly.

    python bench/ranking.py            a quick look (under a minute)
    python bench/ranking.py --full     the study quoted in docs/decisions/0003-ranking-method.md (under ten minutes)
    python bench/ranking.py --speed    5,000 and 100,000 dossiers, beside a calibration loop

Hits: the share of the true best 20 among the first 20 named. A refused council counts with the plain mean, as users see
it. Set OMP_NUM_THREADS=1 to stay on one core. All methods see the same councils; ± is one standard error over replications.
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

from kheo.ranking.calibrate import calibrate
from kheo.ranking.connectivity import connectivity, panelled
from kheo.ranking.places import expected_places
from kheo.ranking.result import offsets_pay
from kheo.ranking.scores import Score, means

TOP = 20
HEADLINE = ("scores, dealt at random, shifted",)
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

    def difference(self, name: str, base: str) -> tuple[float, float]:
        gap = np.array(self.figures[name]) - np.array(self.figures[base])
        return float(gap.mean()), float(gap.std(ddof=1) / np.sqrt(len(gap)))


def settled(tally: Tally, setting: Setting) -> bool:
    """More replications go where they matter: the headline settings, and those near the promise of at most 1 point."""
    gain, error = tally.difference("kheo", "mean")
    return not any(name in setting.name for name in HEADLINE) and gain - 2.5 * error > -0.01


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
    fit = calibrate(panelled(council))
    pays = offsets_pay(fit, tied)
    if not pays:
        fit = calibrate(panelled(council), offsets=False)
    estimate = fit.level + fit.quality
    half = stdtrit(fit.freedom, (1 + LEVEL) / 2) * np.sqrt(fit.variance + fit.level_variance)
    tally.add(
        kheo=hits(estimate, drawn.truth),
        pooled=not pays,
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


def study(settings: list[Setting], replications: int, bayesian: int, budget: float) -> bool:
    """Print one line a scenario; whether every promise held."""
    started, kept = time.perf_counter(), True
    reliability: list[tuple[float, float]] = []
    worst = (1.0, 0.0, "")
    connected_refused: list[float] = []
    print(f"{'':66}hits % of the top {TOP}{'':21}kheo − mean    cover %            refused pooled  ties")
    print(f"{'scenario':66}mean z-sc addit bayes kheo   points ± se   kheo addit bayes width   %      %")
    for number, setting in enumerate(settings):
        tally = Tally()
        sampled = any(name in setting.name for name in SAMPLED)
        for seed in range(replications):
            if seed >= replications // 4 and settled(tally, setting):
                break
            rng = np.random.default_rng([number, seed])
            drawn = draw(rng, setting)
            ours(drawn, tally, reliability)
            rivals(drawn, tally, rng if sampled and seed < bayesian else None)
        gain, error = tally.difference("kheo", "mean")
        worst = min(worst, (gain, error, setting.name))
        if setting.across >= 0.2 or setting.anchors >= 8 or not setting.panels:
            connected_refused.append(tally.mean("refused"))
        cells = [100 * tally.mean(name) for name in ("mean", "zscore", "additive", "bayes", "kheo")]
        covers = [100 * tally.mean(name) for name in ("cover", "additive_cover", "bayes_cover")]
        print(
            f"{setting.name:66}"
            + " ".join(f"{cell:5.1f}" for cell in cells)
            + f"  {100 * gain:+6.1f} ±{100 * error:4.1f}  "
            + " ".join(f"{cover:5.1f}" for cover in covers)
            + f" {tally.mean('width'):5.1f} {100 * tally.mean('refused'):6.1f} {100 * tally.mean('pooled'):6.1f}"
            + f" {tally.mean('ties'):6.2f}",
            flush=True,
        )
        kept &= gain > -0.01
        if time.perf_counter() - started > budget:
            print(
                f"stopped after {number + 1} of {len(settings)} scenarios: the time budget of {budget:.0f} s is spent"
            )
            break
    print(f"\nworst against the mean: {100 * worst[0]:+.1f} ± {100 * worst[1]:.1f} points ({worst[2]})")
    print(
        f"refused among connected scenarios: {100 * float(np.mean(connected_refused)):.2f} %, "
        f"at most {100 * max(connected_refused):.1f} % in one"
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
        f"{time.perf_counter() - started:.0f} s, {replications // 4} to {replications} replications ({bayesian} of the Bayesian variant)"
    )
    return bool(kept)


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
    from kheo.ranking.result import rank

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


def speed() -> None:
    loop = calibration_loop()
    print(f"calibration loop: {loop:.2f} s")
    for dossiers, assessors in ((5_000, 60), (100_000, 600)):
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
    parser.add_argument("--one", nargs=2, type=int, metavar=("DOSSIERS", "ASSESSORS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        big(*options.one)
        return 0
    if options.speed:
        speed()
        return 0
    if options.full:
        held = study(scenarios() + departures(), options.replications or 200, 20, 570)
    else:
        quick = [s for s in scenarios() if s.per_dossier != 5 and s.name.endswith("shifted")] + departures()[1::4]
        held = study(quick, options.replications or 20, 5, 55)
    speed()
    return 0 if held else 1


if __name__ == "__main__":
    raise SystemExit(main())
