"""`kheo doctor`: what of this installation is unsafe, and what to do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kheo.i18n import gettext as _
from kheo.i18n import mark, ngettext

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--json", action="store_true", help=mark("print one JSON object a finding"))


def run(arguments: argparse.Namespace) -> int:
    """0: nothing unsafe; 1: something is, told with its remedy."""
    from kheo.core.start import start

    start()
    from django.utils import timezone

    from kheo.config.doctor import examine

    found = examine(timezone.now())
    unsafe = sum(one.unsafe for one in found)
    for one in found:
        sentence, remedy = one.told()
        if arguments.json:
            told = {"code": one.code, "unsafe": one.unsafe, "sentence": sentence, "remedy": remedy}
            print(json.dumps(told, ensure_ascii=False))
        else:
            print(f"{'✗' if one.unsafe else '·'} {sentence}\n    → {remedy}")
    if not arguments.json:
        words = ngettext("{n} thing is unsafe.", "{n} things are unsafe.", unsafe).format(n=unsafe)
        print(words if unsafe else _("Nothing unsafe was found."))
    return 1 if unsafe else 0
