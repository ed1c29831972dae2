"""`kheo add-admin`: the first person of an installation who may do everything at a unit."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING

from kheo.i18n import gettext as _
from kheo.i18n import mark

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("username", help=mark("the sign-in name"))
    parser.add_argument("--name", required=True, help=mark("the person's name"))
    parser.add_argument("--unit", default="vn", metavar="CODE", help=mark("the code of the unit (default: country)"))


def run(arguments: argparse.Namespace) -> int:
    """0: made; 1: refused. The password is asked for, or read from standard input where that is no terminal."""
    from kheo.core.start import start

    start()
    from django.utils import timezone

    from kheo.core.actions.receipts import Unremembered
    from kheo.core.errors import Refusal
    from kheo.organisations.actions.setting_up import add_administrator

    ask = sys.stdin.isatty()
    password = getpass.getpass(_("Password: ")) if ask else sys.stdin.readline().rstrip("\n")
    try:
        add_administrator(arguments, Unremembered(password), at=timezone.now())
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    sys.stdout.write(_("“{username}” can sign in now.").format(username=arguments.username) + "\n")
    return 0
