"""`kheo cite`: the documents that a text mentions, from files or from standard input."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from kheo.i18n import language, mark
from kheo.reading.batch import Outcome, Task, carry_out, files_below, guarded, was_read
from kheo.reading.cli import NONE_READ, add_language, say_nothing_found, tell


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help=mark("a document or a folder; without any, standard input is read")
    )
    parser.add_argument("--json", action="store_true", help=mark("citations and documents as JSON, one object a file"))
    add_language(parser)


def run(options: argparse.Namespace) -> int:
    """Print the citations; returns the exit code."""
    named = [Path(name) for name in options.files]
    paths = [file for path in named for file in (files_below(path) if path.is_dir() else [path])]
    if named and not paths:
        say_nothing_found()
        return NONE_READ
    return tell(_outcomes(paths, options))


def _outcomes(paths: list[Path], options: argparse.Namespace) -> Iterator[Outcome]:
    """The given files, or standard input where none is given."""
    for path in paths:
        yield carry_out(_task(path, options, one_line=len(paths) > 1), sys.stdout)
    if not paths:
        task = _task(Path("-"), options, one_line=False)
        yield guarded(task, lambda: _standard_input(task))


def _task(path: Path, options: argparse.Namespace, *, one_line: bool) -> Task:
    return Task(path, ("json",) if options.json else (), one_line=one_line, language=language(), cite=True)


def _standard_input(task: Task) -> Outcome:
    from kheo.reading.export.cited import write_citations
    from kheo.reading.reader import read

    reading = read(sys.stdin.buffer.read(), "-")
    write_citations(reading, sys.stdout, as_json=bool(task.forms), one_line=False)
    return was_read(task, reading)
