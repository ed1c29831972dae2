"""`kheo read`: files into plans, JSON, pages and exchange formats."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kheo.i18n import LANGUAGES, language, mark, ngettext
from kheo.i18n import gettext as _
from kheo.reading.batch import Outcome, Task, carry_out, carry_out_all, files_below, guarded, was_read
from kheo.reading.outputs import SUFFIXES, Form

ALL_READ, SOME_REFUSED, USAGE, NONE_READ = 0, 1, 2, 3
FILES_WORTH_PROCESSES = 12
"""Below this, starting other processes takes longer than it saves."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("files", nargs="+", metavar="FILE", help=mark("a document or a folder of documents"))
    parser.add_argument(
        "--json", action="store_true", help=mark("the whole reading as JSON (several files: JSON Lines)")
    )
    parser.add_argument(
        "--html", action="store_true", help=mark("a page with the text marked up and the plan beside it")
    )
    parser.add_argument("--annotation", action="store_true", help=mark("the findings as W3C Web Annotations (JSON-LD)"))
    parser.add_argument("--akoma", action="store_true", help=mark("the document as Akoma Ntoso 3.0 (XML)"))
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, help=mark("write FILE.EXT.json and so on into DIR"))
    parser.add_argument("--force", action="store_true", help=mark("with -o: write anew what is already there"))
    parser.add_argument(
        "--why", metavar="ID", help=mark("explain one finding: its rule, its words, what was left aside")
    )
    parser.add_argument("--jobs", metavar="N", type=int, default=0, help=mark("read so many files at the same time"))
    add_language(parser)


def add_language(parser: argparse.ArgumentParser) -> None:
    """The option that every command has; `kheo.i18n.use_arguments` has obeyed it already."""
    parser.add_argument("--lang", choices=LANGUAGES, default=language(), help=mark("language of messages and pages"))


def run(options: argparse.Namespace) -> int:
    """Read the files; returns the exit code."""
    wrong = _usage(options)
    if wrong:
        _say(wrong)
        return USAGE
    forms = tuple(form for form in SUFFIXES if getattr(options, form))
    return _run(options, forms)


def _usage(options: argparse.Namespace) -> str | None:
    """What is wrong with the options; None where nothing is."""
    forms = [form for form in SUFFIXES if getattr(options, form)]
    if options.jobs < 0:
        return _("--jobs takes a number from 1")
    if options.output is None and len(forms) > 1:
        return _("one form at a time goes to standard output; use -o DIR for several")
    if options.output is not None and not forms:
        return _("-o DIR needs a form: --json, --html, --annotation or --akoma")
    if options.output is not None and options.output.exists() and not options.output.is_dir():
        return _("{name} is a file; -o needs a folder").format(name=options.output)
    if options.why and (len(options.files) > 1 or Path(options.files[0]).is_dir() or forms):
        return _("--why explains a finding of one file, without other forms")
    return None


def _run(options: argparse.Namespace, forms: tuple[Form, ...]) -> int:
    if options.why:
        return _why(Path(options.files[0]), options.why)
    tasks = _tasks(options, forms)
    twice = _written_twice(tasks)
    if twice:
        _say(_("{name} would be written twice; read files of the same name into different folders").format(name=twice))
        return USAGE
    if not tasks:
        say_nothing_found()
        return NONE_READ
    outcomes = _shown(_outcomes(tasks, options.jobs), len(tasks), progress=options.output is not None)
    return tell(outcomes)


def tell(outcomes: Iterable[Outcome]) -> int:
    """Print texts, refusals and warnings as they come; returns the exit code."""
    read = refused = current = 0
    for outcome in outcomes:
        sys.stdout.write(outcome.text)
        for warning in outcome.warnings:
            _say(warning)
        if outcome.message is not None:
            _say(outcome.message)
        read += outcome.status != "refused"
        refused += outcome.status == "refused"
        current += outcome.status == "current"
    if current:
        _say(
            ngettext(
                "{n} file was read before and has not changed; --force reads it anew",
                "{n} files were read before and have not changed; --force reads them anew",
                current,
            ).format(n=current)
        )
    return NONE_READ if not read else SOME_REFUSED if refused else ALL_READ


def _tasks(options: argparse.Namespace, forms: tuple[Form, ...]) -> list[Task]:
    """One task for each file; what stands in a folder keeps its place below it."""
    found: list[tuple[Path, Path]] = []
    for name in options.files:
        path = Path(name)
        if path.is_dir():
            found += [(file, file.relative_to(path)) for file in files_below(path)]
        else:
            found.append((path, Path(path.name)))
    return [
        Task(
            path=path,
            forms=forms,
            target=None if options.output is None else options.output / place,
            force=options.force,
            one_line=len(found) > 1,
            language=language(),
            width=_width(),
            styled=_styled(),
        )
        for path, place in found
    ]


def _written_twice(tasks: list[Task]) -> Path | None:
    seen: set[Path] = set()
    for task in tasks:
        if task.target is not None and task.target in seen:
            return task.target
        if task.target is not None:
            seen.add(task.target)
    return None


def _outcomes(tasks: list[Task], jobs: int) -> Iterator[Outcome]:
    """Here for few files and for the terminal's plan; in other processes for many."""
    jobs = jobs or (os.cpu_count() or 1 if len(tasks) >= FILES_WORTH_PROCESSES else 1)
    if jobs > 1 and len(tasks) > 1:
        yield from carry_out_all(tasks, min(jobs, len(tasks)))
        return
    for task in tasks:
        yield carry_out(task, sys.stdout)


def _shown(outcomes: Iterator[Outcome], total: int, *, progress: bool) -> Iterable[Outcome]:
    """The outcomes, with a progress bar where somebody watches."""
    if not (progress and total > 1 and sys.stderr.isatty()):
        return outcomes
    try:
        from rich.console import Console
        from rich.progress import track
    except ImportError:
        return outcomes
    return track(outcomes, total=total, description=_("Reading"), console=Console(stderr=True))


def _why(path: Path, finding_id: str) -> int:
    """Print why a finding was made."""
    task = Task(path, language=language(), width=_width(), styled=_styled())
    return tell([guarded(task, lambda: _explained(task, finding_id))])


def _explained(task: Task, finding_id: str) -> Outcome:
    from kheo.reading.explain import explain_path
    from kheo.reading.printing import explanation_lines, show

    explanation = explain_path(task.path, finding_id)
    if explanation is None:
        message = _("{name}: nothing in it is called {id}; the plan and the JSON give every finding its id")
        return Outcome(task, "refused", message.format(name=task.path, id=finding_id))
    show(explanation_lines(explanation, task.width), sys.stdout, styled=task.styled)
    return was_read(task, explanation.reading)


def _styled() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _width() -> int:
    """80 columns in a pipe; the width of the terminal, within reason, where there is one."""
    if not sys.stdout.isatty():
        return 80
    from shutil import get_terminal_size

    return max(40, min(get_terminal_size().columns, 100))


def say_nothing_found() -> None:
    """Tell that the folders hold no document."""
    _say(_("no document was found there; Khéo looks for .docx, .pdf, .txt, .doc and pictures"))


def _say(message: str) -> None:
    # The name of a file may hold characters that steer a terminal.
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in message)
    print(f"kheo: {shown}", file=sys.stderr)
