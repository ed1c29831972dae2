"""Every pinned version carries a licence that we may ship beside, and the lock file is neither raw nor stale.

Advisories cannot be reached where this runs; the audit against them is an operator's command, told in CONTRIBUTING.md.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import UTC, date, datetime
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COOLING_DAYS = 7
STALE_DAYS = 365
ALLOWED = re.compile(
    r"\b(MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|0BSD|CC0|Zlib|HPND|Unlicense|Public Domain"
    r"|OFL-1\.1|Zope Public)\b",
    re.IGNORECASE,
)
FORBIDDEN = re.compile(r"\b(A?GPL|SSPL|BUSL|Affero)", re.IGNORECASE)
DECIDED = {
    # Development tools alone: nothing of them is linked into or shipped with Khéo.
    "import-linter": "BSD-2-Clause",
    "grimp": "BSD-2-Clause",
}

ACCEPTED = {
    # LGPL: imported unchanged by installations that choose PostgreSQL, never shipped inside Khéo; every driver of
    # PostgreSQL that Django supports has this licence.
    "psycopg": "LGPL-3.0-only",
    "psycopg-binary": "LGPL-3.0-only",
}


def licence_of(name: str) -> str:
    """What a package says of its licence: the SPDX expression, else the classifiers, else the field."""
    if name in DECIDED:
        return DECIDED[name]
    about = metadata.metadata(name)
    expression = about.get("License-Expression")
    if expression:
        return expression
    classifiers = [c.rsplit("::", 1)[-1].strip() for c in about.get_all("Classifier", []) if c.startswith("License")]
    return "; ".join(classifiers) or (about.get("License") or "").split("\n", 1)[0]


def python_problems(lock: Path) -> list[str]:
    """Pins without hash, of unknown or forbidden licence, or not installed as pinned."""
    text = lock.read_text("utf-8")
    problems = []
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s\\;]+)", text, re.MULTILINE):
        try:
            installed = metadata.version(name)
        except metadata.PackageNotFoundError:
            problems.append(f"{name} is pinned and not installed")
            continue
        if installed != version:
            problems.append(f"{name} is pinned at {version} and installed at {installed}")
        licence = licence_of(name)
        if ACCEPTED.get(name) != licence and (FORBIDDEN.search(licence) or not ALLOWED.search(licence)):
            problems.append(f"{name} {version}: the licence {licence!r} is not one that we allow")
    if "--hash=sha256:" not in text:
        problems.append("the lock file carries no hashes")
    if re.search(r"https?://|--index-url", text):
        problems.append("the lock file names an index")
    return problems


def age_problems(lock: Path, today: date) -> list[str]:
    """The lock file says when it was taken and up to which day versions were let in."""
    found = re.search(r"on (\d{4}-\d\d-\d\d) \(cutoff (\d{4}-\d\d-\d\d)\)", lock.read_text("utf-8").split("\n", 1)[0])
    if not found:
        return [f"{lock.name} does not say when it was taken: run 'make lock'"]
    taken, cutoff = date.fromisoformat(found[1]), date.fromisoformat(found[2])
    problems = []
    if (taken - cutoff).days < COOLING_DAYS:
        problems.append(f"{lock.name} let in versions younger than {COOLING_DAYS} days")
    if (today - taken).days > STALE_DAYS:
        problems.append(f"{lock.name} was taken {taken}: older than {STALE_DAYS} days, run 'make lock'")
    return problems


def npm_problems(lock: Path) -> list[str]:
    """npm packages with integrity sums, allowed licences and no addresses."""
    packages = json.loads(lock.read_text("utf-8"))["packages"]
    problems = []
    for path, about in packages.items():
        if not path:
            continue
        if "integrity" not in about:
            problems.append(f"{path}: no integrity sum")
        if not ALLOWED.search(about.get("license", "")):
            problems.append(f"{path}: the licence {about.get('license')!r} is not one that we allow")
        if "resolved" in about:
            problems.append(f"{path}: names a registry")
    return problems


def main() -> int:
    """Print every problem; 1 where there is one."""
    lock = ROOT / "requirements.lock"
    today = datetime.now(UTC).date()
    problems = python_problems(lock) + age_problems(lock, today) + npm_problems(ROOT / "package-lock.json")
    print("\n".join(problems) or "licences and age of all pinned versions are in order")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
