"""`kheo verify-journal`: does the journal still say what it said?"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from kheo.i18n import gettext as _

if TYPE_CHECKING:
    import argparse

    from kheo.core.journal.sealing import Anchor


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "--anchor",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help=_("anchors that left this machine earlier, one a line; finds a rewritten chain"),
    )
    parser.add_argument("--print-anchor", action="store_true", help=_("print the anchor of the last seal and stop"))
    parser.add_argument("--json", action="store_true", help=_("print the report as JSON"))


def run(arguments: argparse.Namespace) -> int:
    """0: all as it was; 1: something was changed; 2: an anchor file cannot be read."""
    from kheo.core.start import start

    start()
    from kheo.core.journal.sealing import head
    from kheo.core.journal.verifying import verify

    if arguments.print_anchor:
        print(head() or "")
        return 0
    try:
        anchors = [anchor for path in arguments.anchor for anchor in _anchors(path)]
    except (OSError, ValueError) as fault:
        print(_("This is not a file of anchors: {fault}").format(fault=fault), file=sys.stderr)
        return 2
    report = verify(anchors)
    if arguments.json:
        print(json.dumps(asdict(report)))
    else:
        _print(report)
    return 1 if report.findings else 0


def _anchors(path: Path) -> list[Anchor]:
    from kheo.core.journal.sealing import Anchor

    return [Anchor.read(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _print(report: object) -> None:
    from kheo.core.journal.verifying import SENTENCES, Report

    assert isinstance(report, Report)
    for finding in report.findings:
        print(_(SENTENCES[finding.code]).format(place=finding.place))
    summary = _("{deeds} deeds, {entries} entries, {seals} seals, {unsealed} deeds not sealed yet, {count} findings")
    print(
        summary.format(
            deeds=report.deeds,
            entries=report.entries,
            seals=report.seals,
            unsealed=report.unsealed,
            count=len(report.findings),
        )
    )
