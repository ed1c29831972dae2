"""The rules of this house that a machine can check, each with its reason. Prints every breach; exits 1 on any."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import outer_ring

ROOT = Path(__file__).resolve().parents[1]
INNER_RING = ("text", "reading", "ranking", "likeness")
LONGEST_FILE = 400
LARGEST_FILE = 1 << 20
LARGEST_PICTURE = 300 << 10

REASONS = {
    "clock": "the inner ring turns values into values: the same text must read the same next year",
    "length": "a file is about one thing; past 400 lines it is about several",
    "assertion": "a test that asserts nothing cannot fail",
    "path": "a machine path or a registry host means nothing on another machine",
    "size": "the repository holds sources: binaries stay under 1 MB, pictures under 300 KB",
    "leftover": "what is not done is said in the closing note, not in the code",
    **outer_ring.REASONS,
}

CLOCKS = {("date", "today"), ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("time", "time")}
MACHINE = re.compile(
    r"/work/(?:main|steering|shared|\.library)|/farm/|/root/|pypi\.org|registry\.npmjs|deb\.debian", re.IGNORECASE
)
LEFTOVER = re.compile(r"\b(?:TODO|FIXME|XXX)\b|raise NotImplementedError")


def tracked() -> list[Path]:
    """The files under version control."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def is_test(path: Path) -> bool:
    """Whether a file belongs to the tests."""
    return "tests" in path.relative_to(ROOT).parts


def clock_breaches(path: Path, tree: ast.AST) -> Iterator[str]:
    """Calls that read the clock."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ) and (node.func.value.id, node.func.attr) in CLOCKS:
            yield f"{path.relative_to(ROOT)}:{node.lineno} reads the clock"


def asserts(function: ast.AST) -> bool:
    """Whether a function holds an assertion, or a call by a name that says it does."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        if re.match(r"_?(assert|expect|raises|check|verify)", name):
            return True
    return False


def test_breaches(path: Path, tree: ast.Module) -> Iterator[str]:
    """Tests that assert nothing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not asserts(node):
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name} asserts nothing"


def breaches(path: Path) -> Iterator[tuple[str, str]]:
    """Every breach of a file, with the rule that it breaks."""
    relative = path.relative_to(ROOT)
    size = path.stat().st_size
    if size > (LARGEST_PICTURE if path.suffix in {".png", ".jpg", ".webp"} else LARGEST_FILE):
        yield "size", f"{relative} has {size} bytes"
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return
    if path.name != "house_rules.py":
        yield from (("path", message) for message in line_breaches(path, text, MACHINE))
    if path.suffix == ".py":
        yield from code_breaches(path, text)
    elif "templates" in relative.parts and path.suffix in {".html", ".txt"}:
        yield from ((rule, f"{relative}:{line} {words}") for rule, line, words in outer_ring.template_breaches(text))


def line_breaches(path: Path, text: str, pattern: re.Pattern[str]) -> Iterator[str]:
    """The lines in which a pattern stands."""
    for number, line in enumerate(text.split("\n"), 1):
        if pattern.search(line):
            yield f"{path.relative_to(ROOT)}:{number} {line.strip()[:100]}"


def code_breaches(path: Path, text: str) -> Iterator[tuple[str, str]]:
    """The breaches of a Python file."""
    relative = path.relative_to(ROOT)
    tree = ast.parse(text)
    if path.name.startswith("test_"):
        yield from (("assertion", message) for message in test_breaches(path, tree))
    if relative.parts[:2] != ("src", "kheo") or is_test(path):
        return
    if text.count("\n") > LONGEST_FILE and "migrations" not in relative.parts:
        yield "length", f"{relative} has {text.count(chr(10))} lines"
    if relative.parts[2] in INNER_RING:
        yield from (("clock", message) for message in clock_breaches(path, tree))
    if relative.parts[2] in outer_ring.AREAS:
        place = "/".join(relative.parts[2:])
        yield from ((rule, f"{relative}:{line} {words}") for rule, line, words in outer_ring.code_breaches(place, tree))
    yield from (("leftover", message) for message in line_breaches(path, text, LEFTOVER))


def main() -> int:
    """Check every tracked file."""
    found = [(rule, message) for path in tracked() for rule, message in breaches(path)]
    for rule, message in found:
        print(f"{message}\n    ({REASONS[rule]})")
    if not found:
        print(f"{len(REASONS)} house rules hold")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
