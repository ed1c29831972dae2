"""The command `kheo`: each subcommand is a thin layer over a function of a library, imported only when it is called."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from kheo.console import Parser, run_quietly
from kheo.i18n import mark, speak_through_argparse, use_arguments

COMMANDS = {
    "read": ("kheo.reading.cli", mark("read documents into their structure")),
    "cite": ("kheo.reading.cite_cli", mark("list the documents that a text mentions")),
    "serve": ("kheo.site.cli", mark("serve the marked-up sample directive and a form that reads another file")),
    "rank": ("kheo.ranking.cli", mark("rank dossiers by the scores of a council")),
    "run": ("kheo.config.run_cli", mark("run the platform: database, pages, background work")),
    "load-units": (
        "kheo.organisations.load_cli",
        mark("load Vietnam's units and their bodies"),
    ),
    "add-admin": ("kheo.organisations.admin_cli", mark("add a person who may do everything at a unit")),
    "second-step": (
        "kheo.organisations.second_step_cli",
        mark("say of which roles a second step of signing in is required"),
    ),
    "doctor": ("kheo.config.doctor_cli", mark("tell what of this installation is unsafe, and what to do")),
    "verify-tree": ("kheo.organisations.verify_cli", mark("check that what is recorded of units holds together")),
    "verify-journal": ("kheo.core.journal_cli", mark("check that the journal still says what it said")),
    "reindex": ("kheo.core.reindex_cli", mark("make what search knows of records that lack it")),
    "work": ("kheo.core.work_cli", mark("do the jobs in the background")),
    "manage": ("kheo.core.manage_cli", mark("run a command of Django, such as migrate")),
    "likeness": ("kheo.likeness.cli", mark("list near copies in a folder of texts")),
}
"""Name → module, one line of help. A module offers `add_arguments(parser)` and `run(arguments) -> exit code`."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; returns the exit code that docs/cli.md promises."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    use_arguments(arguments)
    parser = Parser(prog="kheo", description=mark("From an official directive to results that anyone can check."))
    parser.add_argument("--version", action="store_true", help=mark("print the version and stop"))
    # With `prog` given, argparse formats no usage here, which would load what only help needs.
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", prog="kheo")
    run: Callable[[argparse.Namespace], int] | None = None
    # A command that is named needs no other: each costs what a small reading costs.
    named = arguments[0] if arguments and arguments[0] in COMMANDS else None
    for name, (module_name, summary) in COMMANDS.items():
        if named in {None, name}:
            subparser = subparsers.add_parser(name, help=summary, description=summary)
        if named == name:
            module = import_module(module_name)
            module.add_arguments(subparser)
            run = module.run
    speak_through_argparse()
    options = parser.parse_args(arguments)
    if options.version:
        from kheo import __version__

        print(f"kheo {__version__}")
        return 0
    if run is None:
        parser.print_help(sys.stderr)
        return 2
    chosen = run
    return run_quietly(lambda: chosen(options))


if __name__ == "__main__":
    raise SystemExit(main())
