"""How every command speaks and ends: its help in the reader's language; quietly, whoever closes the pipe."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable

from kheo.i18n import gettext as _

INTERRUPTED = 130


class Parser(argparse.ArgumentParser):
    """Arguments whose help is worded only when it is printed: a command that needs none loads no catalogue.

    Help, descriptions and argparse's own titles are given as message ids (`kheo.i18n.mark`).
    """

    def format_help(self) -> str:
        """The help in the current language."""
        self.description = self.description and _(self.description)
        for group in self._action_groups:
            group.title = group.title and _(group.title)
        for action in self._actions:
            action.help = action.help and _(action.help)
            for choice in getattr(action, "_choices_actions", ()):
                choice.help = choice.help and _(choice.help)
        return super().format_help()


def run_quietly(work: Callable[[], int]) -> int:
    """Run a command so that a closed pipe and Ctrl-C end it without a traceback; returns its exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = work()
        sys.stdout.flush()
    except BrokenPipeError:
        # What reads our output has had enough; without this the interpreter would complain while closing it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(f"kheo: {_('stopped; the files written so far are complete')}", file=sys.stderr)
        return INTERRUPTED
    return code
