"""What the door costs: processor time and memory a file, beside what cannot be done without, in the same run.

usage: files.py [--rounds N, default 5]

“bare” is a hash of the content and, for a picture, decoding and encoding it with Pillow in this process. The door adds a
process of its own, the search for marks of secrecy (a picture's words are recognised), for faces and for what would run.
The files are made here: photos with noise and faces, since a smooth picture would cost next to nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np
from django.core.management import call_command
from PIL import Image

import kheo.core.tests.standalone  # noqa: F401 -- first of all
from kheo.core.errors import Invalid
from kheo.core.files.door import blurred, preview, receive
from kheo.core.files.looking.kinds import kind_of
from kheo.core.files.looking.look import look
from kheo.core.files.tests.making import WORDS, docx, pdf, saved, scene, xlsx
from kheo.core.files.tests.place import USE
from kheo.core.files.uses import MEGABYTE, Use
from kheo.core.tests.people import AT, LAN

WIDE = Use(USE.model, USE.may, USE.unit, USE.page, USE.kinds, 25 * MEGABYTE, 10_000 * MEGABYTE)


def photo(width: int, height: int, kind: str = "JPEG") -> bytes:
    """A photo with noise and two faces."""
    side = height // 4
    picture = np.asarray(scene((width // 8, side, side), (width // 2, height // 3, side), size=(width, height)))
    noise = np.random.default_rng(7).normal(0, 12, picture.shape)
    return saved(Image.fromarray(np.clip(picture + noise, 0, 255).astype("uint8")), kind, quality=90)


FILES: dict[str, Callable[[], bytes]] = {
    "photo, 12 million points": lambda: photo(4000, 3000),
    "photo, 2 million points": lambda: photo(1600, 1200),
    "PNG, 1 million points": lambda: photo(1200, 800, "PNG"),
    "Word, 3,000 paragraphs": lambda: docx(*[f"{at}. {WORDS}" for at in range(3_000)]),
    "Word, one page": lambda: docx(*[WORDS] * 12),
    "Excel, 5,000 texts": lambda: xlsx(*[f"{at} {WORDS}" for at in range(5_000)]),
    "PDF, 40 pages of text": lambda: pdf(pages=40),
    "PDF, one page": pdf,
}


def bare(data: bytes) -> None:
    """A hash, and for a picture the pixels once more."""
    if kind_of(data) in {"jpeg", "png"}:
        out = io.BytesIO()
        Image.open(io.BytesIO(data)).convert("RGB").save(out, "JPEG", quality=88)
        data = out.getvalue()
    hashlib.sha256(data).hexdigest()


def spent(work: Callable[[], object]) -> float:
    """Processor seconds of this process and of those that it waited for."""

    def now() -> float:
        own, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return own.ru_utime + own.ru_stime + theirs.ru_utime + theirs.ru_stime

    before = now()
    work()
    return now() - before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    print(f"median of {rounds} rounds; processor seconds a file\n")
    print(f"{'file':26} {'size':>9} {'bare':>7} {'door':>7} {'waited':>7}")
    for name, make in FILES.items():
        data = make()
        plain, through, waited = [], [], []
        for _ in range(rounds):
            plain.append(spent(lambda data=data: bare(data)))
            begun = time.perf_counter()
            through.append(spent(lambda data=data: receive(data, "a", WIDE, by=LAN, at=AT)))
            waited.append(time.perf_counter() - begun)
        figures = " ".join(f"{statistics.median(one):7.3f}" for one in (plain, through, waited))
        print(f"{name:26} {len(data) / 1000:7.0f}kB {figures}")
    data = photo(4000, 3000)
    seen = look(data, frozenset({"jpeg"}))
    print(f"\nof the largest photo: {len(seen.faces)} faces found")
    print(f"preview {spent(lambda: preview(seen.content, seen.faces)):.3f} s")
    print(f"blurring {spent(lambda: blurred(seen.content, seen.kind, seen.faces)):.3f} s")
    print(f"an empty process {spent(refused):.3f} s")
    print(f"most memory of the process that looks: {peak(data)} MB at this photo,", end=" ")
    print(f"{peak(saved(Image.new('RGB', (9_000, 6_600), 'red'), 'PNG'))} MB at the largest picture that is taken")


ALONE = """
import resource, subprocess, sys
command = [sys.executable, "-B", "-m", "kheo.core.files.looking.child"]
subprocess.run(command, input=sys.stdin.buffer.read(), stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""From a small process: what is forked counts the memory of who forked it."""


def peak(data: bytes) -> int:
    question = b'{"do": "look", "kinds": ["jpeg", "png"]}\n' + data
    told = subprocess.run([sys.executable, "-c", ALONE], input=question, capture_output=True, check=True)
    return int(told.stdout) // 1000


def refused() -> None:
    """A file that is refused at the first look."""
    try:
        receive(b"GIF89a", "a", WIDE, by=LAN, at=AT)
    except Invalid:
        return


if __name__ == "__main__":
    main()
