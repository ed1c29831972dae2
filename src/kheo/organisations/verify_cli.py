"""`kheo verify-tree`: does what is recorded of units hold together?"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kheo.i18n import gettext as _
from kheo.i18n import mark

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--mend", action="store_true", help=mark("first derive anew who stands under whom"))


def run(arguments: argparse.Namespace) -> int:
    """0: all holds together; 1: findings."""
    from kheo.core.start import lacks_tables, start

    start()
    from django.db import transaction

    from kheo.organisations import ancestry
    from kheo.organisations.verifying import verify

    if lacks_tables():
        sys.stderr.write(_("The database is not set up for this version; run “kheo manage migrate” first.") + "\n")
        return 1

    if arguments.mend:
        with transaction.atomic():
            ancestry.rebuild()
    count = 0
    for count, finding in enumerate(verify(), 1):  # noqa: B007 -- the last number is the sum
        sys.stdout.write(f"{finding}\n")
    sys.stdout.write(_("{count} findings").format(count=count) + "\n")
    return 1 if count else 0
