"""`kheo load-units`: Vietnam's units and their bodies into the register.

Beside the package it belongs to, since commands are imported before Django is set up.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kheo.i18n import gettext as _
from kheo.i18n import mark

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "--province", metavar="NAME", help=mark("only this province of today, with all that it was made of")
    )
    parser.add_argument(
        "--present", action="store_true", help=mark("only what stands today, without what it was before 1/7/2025")
    )


def run(arguments: argparse.Namespace) -> int:
    """0: all is there; 1: refused. A run that was cut off is gone on with by running it again."""
    from kheo.core.start import lacks_tables, start

    start()
    from django.utils import timezone

    from kheo.core.access import System
    from kheo.core.errors import Refusal
    from kheo.organisations.loading.everything import load
    from kheo.organisations.policies import LOADER

    if lacks_tables():
        return _refuse(_("The database is not set up for this version; run “kheo manage migrate” first."))
    try:
        made = 0
        for *_step, count in _shown(
            load(arguments.province, present=arguments.present, by=System(LOADER), clock=timezone.now)
        ):
            made += count
    except Refusal as refusal:
        return _refuse(str(refusal))
    summary = _("{made} units were made; what was there stayed as it was.").format(made=made)
    _tell(summary if made else _("All units are there already; nothing was changed."))
    return 0


def _shown(steps: Iterator[tuple[int, int, str, int]]) -> Iterator[tuple[int, int, str, int]]:
    """The steps: a line for each or, where somebody watches, a progress bar."""
    try:
        from rich.console import Console
        from rich.progress import Progress
    except ImportError:
        watched = False
    else:
        watched = sys.stderr.isatty()
    if not watched:
        for step in steps:
            done, of, name, count = step
            _tell(_("{done}/{of} {name}: {count} units").format(done=done, of=of, name=name, count=count))
            yield step
        return
    with Progress(console=Console(stderr=True)) as progress:
        bar = progress.add_task(_("Loading"), total=None)
        for step in steps:
            progress.update(bar, completed=step[0], total=step[1], description=step[2])
            yield step


def _refuse(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
