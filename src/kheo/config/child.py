"""A process of `kheo run`: `python -m kheo.config.child web FD`, `python -m kheo.config.child work`.

Its standard input is a pipe that `kheo run` holds: when that ends, however it ends, the process ends too.
"""

from __future__ import annotations

import os
import signal
import sys
from argparse import Namespace
from threading import Thread


def _follow_parent() -> None:
    while os.read(0, 1):  # nothing is ever sent: it returns when the other end is closed
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def main(arguments: list[str]) -> int:
    """Do the part of the platform that is named."""
    Thread(target=_follow_parent, daemon=True).start()
    if arguments[0] == "web":
        from kheo.config.serving import serve

        serve(int(arguments[1]))
        return 0
    from kheo.core.work_cli import run

    return run(Namespace(drain=False))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
