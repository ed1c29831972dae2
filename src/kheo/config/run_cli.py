"""`kheo run`: the platform on this machine, in one command: database, pages, background work.

Beside no area, since it puts all of them together. Ctrl-C or SIGTERM ends all of it.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kheo.i18n import gettext as _
from kheo.i18n import mark

if TYPE_CHECKING:
    import argparse

PATIENCE = 20.0
"""Seconds in which a process that was asked to stop does so by itself."""
LONG_ENOUGH = 30.0
"""Seconds after which a process that ends is started anew; one that ends sooner would end again."""
LOOK = 0.25
"""Seconds between two looks at the processes."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of the command."""
    parser.add_argument("--port", type=int, default=8000, metavar="N", help=mark("the port; 0 takes any free one"))
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="NAME", help=mark("the address; by default this machine only")
    )
    parser.add_argument("--sample", action="store_true", help=mark("fill an empty installation with a sample to try"))
    parser.add_argument("--port-file", type=Path, metavar="FILE", help=mark("write the port there once it is open"))
    parser.add_argument(
        "--processes", type=int, default=2, metavar="N", help=mark("web processes; one for each core is enough")
    )


def run(options: argparse.Namespace) -> int:
    """0: asked to stop. 1: the port is taken, or a process ended by itself."""
    try:
        listening = socket.create_server((options.host, options.port), backlog=1024)
    except (OSError, OverflowError) as error:
        message = _("cannot open port {port} at {host} ({fault}); choose another with --port")
        fault = getattr(error, "strerror", None) or str(error)
        print("kheo: " + message.format(port=options.port, host=options.host, fault=fault), file=sys.stderr)
        return 1
    with listening:
        _prepare()
        if options.sample:
            _sample()
        web = ["web", str(listening.fileno())]
        return _supervise([*[web] * options.processes, ["work"]], listening, options)


def _prepare() -> None:
    """Bring the database up to date and gather the files that pages load."""
    from kheo.core.start import start

    start()
    from django.core.management import call_command

    from kheo.core.search import KINDS, reindex

    call_command("migrate", verbosity=0, interactive=False)
    for kind in KINDS.values():
        for _done in reindex(kind):  # what was recorded before search knew of it
            pass
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def _sample() -> None:
    """Load what is missing of the sample, and say with what its people sign in."""
    from django.conf import settings
    from django.utils import timezone

    from kheo.organisations.sample import CAST, load_sample, password_of

    password = password_of(settings.HOME)
    for line in load_sample(password, clock=timezone.now):
        print(f"   {_(line)}", flush=True)
    names = ", ".join(part.username for part in CAST)
    print(
        _("Sample people sign in as {names} or xa1 … xa6, all with the password {password}").format(
            names=names, password=password
        )
    )


class _Child:
    """A process of ours, started anew when it ends by itself."""

    def __init__(self, command: Sequence[str], descriptor: int) -> None:
        self.command, self.descriptor = command, descriptor
        self.start()

    def start(self) -> None:
        self.since = time.monotonic()
        command = [sys.executable, "-m", "kheo.config.child", *self.command]
        # The pipe tells it when we end.
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=(self.descriptor,))

    def keep(self) -> bool:
        """Whether it runs, or runs again."""
        if self.process.poll() is None:
            return True
        if time.monotonic() - self.since < LONG_ENOUGH:
            return False
        self.start()
        return True


def _supervise(commands: Sequence[Sequence[str]], listening: socket.socket, options: argparse.Namespace) -> int:
    """Run the processes until a signal; 1 where one of them cannot run."""
    asked: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda got, _frame: asked.append(got))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kheo.config.settings")
    children = [_Child(command, listening.fileno()) for command in commands]
    _announce(listening, options)
    try:
        while not asked:
            if not all(child.keep() for child in children):
                print("kheo: " + _("a part of the platform ended by itself; see above"), file=sys.stderr)
                return 1
            time.sleep(LOOK)
    finally:
        _end([child.process for child in children])
    return 0


def _announce(listening: socket.socket, options: argparse.Namespace) -> None:
    port = listening.getsockname()[1]
    if options.port_file is not None:
        options.port_file.write_text(str(port), "ascii")
    print(_("Khéo serves at http://{host}:{port}/ – Ctrl-C ends it").format(host=options.host, port=port), flush=True)


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask all to stop, wait, and make those stop that do not."""
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + PATIENCE
    for process in processes:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
