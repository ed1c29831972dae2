"""The same bytes on every Python: `kheo rank --json` on several councils, by every other interpreter that is here.

    python bench/interpreters.py [PYTHON …]

Each PYTHON (usually the python3.12, 3.13 … found on the path or under pyenv) needs numpy and scipy; one that lacks them
is given them in a throw-away environment. Where no other interpreter is there, that is said, and nothing fails.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from councils import Setting, draw

SOURCE = Path(__file__).resolve().parents[1] / "src"
NEWER = ("3.12", "3.13", "3.14")
SETTINGS = (
    Setting("three scores, shifted, scaled, noisy", spread_sd=0.2, noise_unequal=0.3),
    Setting("two scores", per_dossier=2),
    Setting("panels, 20 % across", panels=True, across=0.2, fields_sd=6.0),
    Setting("panels not declared", panels=True, across=0.2, fields_sd=6.0, field_known=False),
    Setting("panels apart", panels=True),
    Setting("nobody differs", shift_sd=0.0),
    Setting("small", dossiers=12, assessors=4, fields=1),
    Setting("steps of five", dossiers=40, assessors=8, fields=1, other="coarse"),
)
ASK = "import sys; sys.path.insert(0, sys.argv.pop(1)); from kheo.cli import main; sys.exit(main(sys.argv[1:]))"


def written(setting: Setting, number: int, folder: Path) -> Path:
    """One council as the table that a user would have."""
    c = draw(np.random.default_rng([3, number]), setting).council
    rows = [
        f"{c.dossiers[one]},{c.assessors[other]},{value:g},{c.fields[c.field_of[one]]}"
        for one, other, value in zip(c.dossier.tolist(), c.assessor.tolist(), c.value.tolist(), strict=True)
    ]
    path = folder / f"{number}.csv"
    path.write_text("\n".join(["dossier,assessor,score,field", *rows]), encoding="utf-8")
    return path


def answer(python: str, table: Path) -> bytes:
    command = [python, "-c", ASK, str(SOURCE), "rank", str(table), "--json", "--lang", "en"]
    return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout


def others() -> list[str]:
    """One interpreter of each newer version that is on the path or under pyenv."""
    folders = [Path(one) for one in os.environ.get("PATH", "").split(os.pathsep)]
    folders += sorted(Path.home().glob(".pyenv/versions/*/bin"))
    found = []
    for version in NEWER:
        name = f"python{version}"
        here = [folder / name for folder in folders if (folder / name).exists() and "shims" not in folder.parts]
        found += [str(here[0])] if here else []
    return found


def equipped(python: str, folder: Path) -> str | None:
    """The interpreter itself where it has numpy and scipy, else one in a new environment; None where that fails."""
    if subprocess.run([python, "-c", "import numpy, scipy"], capture_output=True, check=False).returncode == 0:
        return python
    room = folder / Path(python).name
    try:
        subprocess.run([python, "-m", "venv", str(room)], check=True, capture_output=True, timeout=120)
        wanted = [str(room / "bin/python"), "-m", "pip", "install", "--quiet", "numpy", "scipy"]
        subprocess.run(wanted, check=True, capture_output=True, timeout=300)
    except (subprocess.SubprocessError, OSError):
        return None
    return str(room / "bin/python")


def main() -> int:
    same = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tables = [written(setting, number, folder) for number, setting in enumerate(SETTINGS)]
        expected = [answer(sys.executable, table) for table in tables]
        pythons = [python for one in sys.argv[1:] or others() if (python := equipped(one, folder))]
        if not pythons:
            print("no other Python with numpy and scipy is here: nothing to compare with")
        for python in pythons:
            said = subprocess.run(
                [
                    python,
                    "-c",
                    "import sys, numpy, scipy; print(sys.version.split()[0], numpy.__version__, scipy.__version__)",
                ],
                check=True,
                capture_output=True,
                text=True,
            ).stdout.strip()
            for setting, table, bytes_here in zip(SETTINGS, tables, expected, strict=True):
                other = answer(python, table)
                same &= other == bytes_here
                verdict = "the same bytes" if other == bytes_here else "DIFFERS"
                print(
                    f"Python, numpy, scipy {said}: {setting.name}: {verdict} ({hashlib.sha256(other).hexdigest()[:12]})"
                )
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main())
