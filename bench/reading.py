"""How fast the reader is, and how it grows: processor time of one thread, beside baselines in the same run.

    python bench/reading.py            a few minutes: growth to 1 MB
    python bench/reading.py --full     growth to 10 MB, and the memory of 10 MB (part of `make prove`)

Baselines: eyecite on its own kind of text (where it is installed), a bare pattern scan on ours, an interpreter start
for whole processes, and a calibration loop. MB are 1,000,000 bytes of UTF-8.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import texts
from timing import calibration, exponent, seconds, spread

from kheo.reading import read, read_text
from kheo.reading.citations import find_citations, scan

BARE = re.compile(r"\d+(?:/\d{4})?[-/][A-ZĐ][A-Za-zĐđ]*[-/][A-ZĐ]\w*")
KHEO = Path(sys.executable).with_name("kheo")


def line(name: str, value: str, goal: str = "") -> None:
    print(f"{name:58s} {value:34s} {goal}", flush=True)


def rate(name: str, text: str, work: object, goal: str) -> float:
    best, middle = spread(lambda: work(text))  # type: ignore[operator]
    size = len(text.encode()) / 1e6
    line(name, f"best {size / best:8.2f} MB/s  median {size / middle:8.2f}", goal)
    return size / best


def citations_speed() -> None:
    dense, few = texts.grown(texts.dispatch(), 2_000_000), texts.sparse(4_000_000)
    bare = rate("bare pattern scan, dense", dense, lambda t: sum(1 for _ in BARE.finditer(t)), "baseline")
    found = rate("finding citations, two mentions a KB", dense, scan, "goal ≥ 10")
    line("  ratio to the bare scan", f"{found / bare:.3f}")
    rate("finding citations, few mentions", few, scan, "goal ≥ 40")
    rate("complete citation records", dense, find_citations, "goal ≥ 2.5")
    if importlib.util.find_spec("eyecite"):
        from eyecite import get_citations

        opinions = texts.american(120_000)
        get_citations("See A v. B, 1 U.S. 2 (1990).")
        peer = rate("eyecite on American opinions, complete records", opinions, get_citations, "peer")
        ours = rate("ours on 200 KB of the dispatch, complete records", texts.cut(dense, 200_000), find_citations, "")
        line("  ratio to eyecite", f"{ours / peer:.1f}")
    else:
        line("eyecite", "not installed: pip install -r requirements-prove.lock")


def reading_speed() -> None:
    read_text(texts.dispatch())
    rate("whole reading, the dispatch", texts.dispatch(), read_text, "goal ≥ 0.4")
    documents = texts.documents()
    size = sum(len(text.encode()) for text in documents) / 1e6
    best, middle = spread(lambda: [read_text(text) for text in documents], 3)
    line(
        f"whole reading, {len(documents)} real documents, each",
        f"best {size / best:8.2f} MB/s  median {size / middle:8.2f}",
        "goal ≥ 0.4",
    )
    rate(
        "whole reading, one text of 1 MB with orders throughout",
        texts.long_directive(1_000_000),
        read_text,
        "goal ≥ 0.4",
    )
    for path in docx_files():
        data = path.read_bytes()
        pages = len(read(data, path.name).text) / 2200
        took = seconds(lambda data=data, path=path: read(data, path.name))
        line(f"{path.name}, about {pages:.1f} pages", f"{took * 1000:6.2f} ms", "goal < 15 ms for three pages")


def docx_files() -> list[Path]:
    from kheo.reading.samples import folder

    return [*sorted(folder().glob("*.docx")), *sorted((texts.DOCUMENTS / "originals").glob("*.docx"))]


def process_cost() -> None:
    sample = docx_files()[0]
    start = child([sys.executable, "-c", "pass"])
    whole = child([str(KHEO), "read", "--json", str(sample)])
    line("interpreter start", f"{start[0] * 1000:.1f} ms cpu, {start[1] / 1024:.0f} MB", "baseline")
    line(
        "kheo read --json of one small file, whole process",
        f"{whole[0] * 1000:.1f} ms cpu, {whole[1] / 1024:.0f} MB",
        "goal < 100 MB",
    )
    line("  in interpreter starts", f"{whole[0] / start[0]:.1f}", "goal < 12")


def child(command: list[str], runs: int = 7) -> tuple[float, int]:
    """The least processor seconds and the largest memory (KB) of a whole process over several runs."""
    program = (
        "import resource,subprocess,sys\n"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss)\n"
    )
    results = []
    for _ in range(runs):
        out = subprocess.run(
            [sys.executable, "-c", program, *command], capture_output=True, text=True, check=True
        ).stdout
        cpu, memory = out.split()
        results.append((float(cpu), int(memory)))
    return min(r[0] for r in results), max(r[1] for r in results)


def memory_of(size: int) -> None:
    """The peak of a process that reads one text of `size` bytes and writes its JSON to nowhere."""
    with tempfile.NamedTemporaryFile(suffix=".txt", delete=False) as file:
        file.write(texts.long_directive(size).encode())
    try:
        cpu, peak = child([str(KHEO), "read", "--json", file.name], runs=1)
        line(f"kheo read --json of {size / 1e6:.0f} MB", f"{cpu:.1f} s cpu, peak {peak / 1024:.0f} MB", "goal < 150 MB")
    finally:
        Path(file.name).unlink()


def growth(sizes: list[int]) -> int:
    """Growth of whole reading on our text and on hostile shapes; the number of shapes over the bound."""
    worst = 0
    times = []
    for size in sizes:
        text = texts.grown(texts.dispatch(), size)
        times.append(seconds(lambda text=text: read_text(text), 3 if size < 2_000_000 else 1))
    line(
        f"growth exponent, dispatch {sizes[0] / 1e6:g} to {sizes[-1] / 1e6:g} MB",
        f"{exponent(sizes, times):.3f}",
        "goal ≤ 1.05",
    )
    small = [size // 4 for size in sizes]
    for name, unit in texts.HOSTILE.items():
        times = []
        for size in small:
            text = "Ủy ban nhân dân tỉnh thực hiện nhiệm vụ được giao.\n" + texts.shape(unit, size)
            times.append(hostile_seconds(text))
            if times[-1] > 60:
                break
        slope = exponent(small[: len(times)], times) if len(times) > 1 else 9.9
        worst += slope > 1.05
        line(
            f"growth exponent, {name}",
            f"{slope:.3f}   {times[-1]:.2f} s for {small[len(times) - 1] / 1e6:g} M characters",
            "goal ≤ 1.05",
        )
    return worst


def hostile_seconds(text: str) -> float:
    from kheo.reading.formats import Unreadable

    def work() -> None:
        try:
            read_text(text)
        except Unreadable:
            find_citations(text)

    return seconds(work, 2 if len(text) < 500_000 else 1)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--only", choices=("citations", "reading", "process", "growth", "memory"))
    options = parser.parse_args()
    line("calibration loop (1,000,000 steps)", f"{calibration() * 1000:.1f} ms cpu", time.strftime("%F"))
    sizes = [100_000, 1_000_000, 10_000_000] if options.full else [100_000, 300_000, 1_000_000]
    steps = {
        "citations": citations_speed,
        "reading": reading_speed,
        "process": process_cost,
        "memory": lambda: memory_of(10_000_000),
        "growth": lambda: growth(sizes),
    }
    for name, step in steps.items():
        if options.only in (None, name) and (name != "memory" or options.full or options.only == name):
            step()
    line("peak of this process", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
