"""Processor time of one thread, and a calibration loop to set it beside: these machines are shared and noisy."""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable

RUNS = 5


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """The least processor time of several runs, in seconds: what the work takes when nothing disturbs it."""
    taken = []
    for _ in range(runs):
        gc.collect()
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return max(min(taken), 1e-9)


def spread(work: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """The least and the middle processor time of several runs, in seconds."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return max(min(taken), 1e-9), max(statistics.median(taken), 1e-9)


def calibration() -> float:
    """Processor seconds of a fixed loop of plain Python, the unit that makes two machines comparable."""

    def loop() -> int:
        total = 0
        for i in range(1_000_000):
            total += i * i % 7
        return total

    return seconds(loop)


def exponent(sizes: list[int], times: list[float]) -> float:
    """The slope of log time over log size by least squares: 1 is linear, 2 is quadratic."""
    xs = [math.log(size) for size in sizes]
    ys = [math.log(taken) for taken in times]
    mx, my = statistics.fmean(xs), statistics.fmean(ys)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys, strict=True)) / sum((x - mx) ** 2 for x in xs)
