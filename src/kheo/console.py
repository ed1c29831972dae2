"""How every command ends: quietly, whoever closes the pipe or presses Ctrl-C, and with Vietnamese on any terminal."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable

from kheo.i18n import gettext as _

INTERRUPTED = 130


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
