"""`kheo reindex`: make what search knows of the records that lack it, or of all."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kheo.i18n import gettext as _
from kheo.i18n import mark

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--anew", action="store_true", help=mark("make all of it from nothing"))
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=mark("of these kinds alone, such as unit"))


def run(arguments: argparse.Namespace) -> int:
    """0: search knows all records; 2: there is no such kind. One that was cut off goes on where it was."""
    from kheo.core.start import lacks_tables, start

    start()
    from kheo.core.search import KINDS, reindex

    unknown = sorted(set(arguments.kinds) - set(KINDS))
    if unknown:
        told = _("There is no kind {kind}; there are {kinds}.").format(kind=unknown[0], kinds=", ".join(sorted(KINDS)))
        sys.stderr.write(f"{told}\n")
        return 2
    if lacks_tables():
        sys.stderr.write(_("The database is not set up for this version; run “kheo manage migrate” first.") + "\n")
        return 1
    for name in arguments.kinds or sorted(KINDS):
        for done, total in reindex(KINDS[name], anew=arguments.anew):
            sys.stdout.write(_("{kind}: {done} of {total}").format(kind=name, done=done, total=total) + "\n")
            sys.stdout.flush()
    return 0
