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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument(
        "--province", metavar="NAME", help=mark("only this province of today, with all that it was made of")
    )


def run(arguments: argparse.Namespace) -> int:
    """0: all is there; 1: refused. A run that was cut off is gone on with by running it again."""
    from kheo.core.start import start

    start()
    from django.utils import timezone

    from kheo.core.access import System
    from kheo.core.errors import Refusal
    from kheo.organisations.loading.everything import load
    from kheo.organisations.policies import LOADER

    try:
        made = 0
        for done, of, name, count in load(arguments.province, by=System(LOADER), clock=timezone.now):
            made += count
            _tell(_("{done}/{of} {name}: {count} units").format(done=done, of=of, name=name, count=count))
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    _tell(_("{made} units were made; what was there stayed as it was.").format(made=made))
    return 0


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
