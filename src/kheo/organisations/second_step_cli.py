"""`kheo second-step`: of which roles a second step of signing in is required."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kheo.i18n import gettext as _
from kheo.i18n import mark

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("role", nargs="?", help=mark("the code of a role; without it, what holds now is listed"))
    parser.add_argument("required", nargs="?", choices=("on", "off"), default="on", help=mark("whether it is required"))


def run(arguments: argparse.Namespace) -> int:
    """0: done; 1: there is no such role."""
    from kheo.core.start import start

    start()
    from django.utils import timezone

    from kheo.core.access import System
    from kheo.organisations.actions.second_step import require_second_step
    from kheo.organisations.models import Role
    from kheo.organisations.policies import LOADER

    roles = Role.objects.order_by("rank")
    if arguments.role is None:
        for one in roles:
            print(f"{'on ' if one.second_step else 'off'}  {one.code}  {one}")
        return 0
    role = roles.filter(code=arguments.role).first()
    if role is None:
        sys.stderr.write(_("There is no role “{role}”.").format(role=arguments.role) + "\n")
        return 1
    require_second_step(role, by=System(LOADER), at=timezone.now(), required=arguments.required == "on")
    return 0
