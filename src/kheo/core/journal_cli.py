"""`kheo verify-journal`: does the journal still say what it said?

Beside the package it belongs to, since commands are imported before Django is set up.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from kheo.i18n import gettext as _
from kheo.i18n import mark

if TYPE_CHECKING:
    import argparse

    from kheo.core.journal.sealing import Anchor
    from kheo.core.journal.verifying import Report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "--anchor",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help=mark("anchors that left this machine earlier, one a line; finds a rewritten chain"),
    )
    parser.add_argument("--print-anchor", action="store_true", help=mark("print the anchor of the last seal and stop"))
    parser.add_argument("--json", action="store_true", help=mark("print the report as JSON"))


def run(arguments: argparse.Namespace) -> int:
    """0: all as it was; 1: something was changed; 2: an anchor file cannot be read."""
    from kheo.core.start import start

    start()
    from kheo.core.journal.sealing import head
    from kheo.core.journal.verifying import verify

    if arguments.print_anchor:
        _say(str(head() or ""))
        return 0
    try:
        anchors = [anchor for path in arguments.anchor for anchor in _anchors(path)]
    except (OSError, ValueError) as fault:
        sys.stderr.write(_("This is not a file of anchors: {fault}").format(fault=fault) + "\n")
        return 2
    report = verify(anchors)
    if arguments.json:
        _say(json.dumps(asdict(report)))
    else:
        _tell(report)
    return 1 if report.findings else 0


def _anchors(path: Path) -> list[Anchor]:
    from kheo.core.journal.sealing import Anchor

    return [Anchor.read(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _tell(report: Report) -> None:
    from kheo.core.journal.verifying import SENTENCES

    for finding in report.findings:
        _say(_(SENTENCES[finding.code]).format(place=finding.place))
    summary = _("{deeds} deeds, {entries} entries, {seals} seals, {unsealed} deeds not sealed yet, {count} findings")
    _say(summary.format_map(asdict(report) | {"count": len(report.findings)}))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
