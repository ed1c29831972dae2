"""`kheo manage`: the door to Django's own commands, such as migrate and check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kheo.i18n import mark

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--settings", metavar="MODULE", help=mark("other settings than those of this installation"))
    parser.add_argument("words", nargs="+", metavar="COMMAND", help=mark("the command and its arguments, after “--”"))


def run(arguments: argparse.Namespace) -> int:
    """What the command gives back."""
    import os

    from kheo.core.start import start

    if arguments.settings:
        os.environ["DJANGO_SETTINGS_MODULE"] = arguments.settings
    start()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["kheo manage", *arguments.words])
    return 0
