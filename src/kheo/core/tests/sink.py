"""A real SMTP server that keeps what it accepts: `python -m kheo.core.tests.sink PORT FILE [SECONDS]`.

Each letter is one line of FILE, written before the server says that it took it: JSON of the moment, the recipient and
the bytes of the letter. With SECONDS it takes so long over each. Some addresses have a meaning:

    no-such-550@…   refused for good        full-452@…   refused for now
    spam-554@…      refused for good, its content that is
    lost@…          kept, and then the line is cut before the answer, the first time
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

READY = b"ready\n"


class Keep:
    """What the server does with a letter."""

    def __init__(self, path: str, seconds: float) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.write(self._file, b"\n")  # behind a line that a kill left half
        self._seconds = seconds
        self._lost: set[str] = set()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802 -- as the library calls it
        if meant := re.match(r"(?:no-such|full)-(\d+)@", address):
            return f"{meant[1]} not this one"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 -- as above
        to = envelope.rcpt_tos[0]
        if meant := re.match(r"spam-(\d+)@", to):
            return f"{meant[1]} not such words"
        if self._seconds:
            await asyncio.sleep(self._seconds)
        kept = [time.time(), to, envelope.content.decode("utf-8", "surrogateescape")]
        os.write(self._file, json.dumps(kept).encode() + b"\n")
        if to.startswith("lost@") and to not in self._lost:
            self._lost.add(to)
            server.transport.abort()
        return "250 OK"


async def serve(listening: socket.socket, path: str, seconds: float) -> None:
    from aiosmtpd.smtp import SMTP

    loop = asyncio.get_running_loop()
    handler = Keep(path, seconds)
    server = await loop.create_server(lambda: SMTP(handler, hostname="sink", loop=loop), sock=listening)
    os.write(1, READY)
    await server.serve_forever()


@dataclass
class Sink:
    """A server that a test starts, stops and reads; it keeps its port and what it took."""

    path: Path
    seconds: float = 0.0
    port: int = 0
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        command = [sys.executable, "-m", "kheo.core.tests.sink", str(self.port), str(self.path), str(self.seconds)]
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", self.port))
            self.port = probe.getsockname()[1]
            command[3] = str(self.port)
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == READY, "the sink did not start"

    def stop(self, number: int = signal.SIGKILL) -> None:
        """At once, whatever it is doing; a letter may be kept and not answered for."""
        if self._process is not None:
            self._process.send_signal(number)
            self._process.wait()
            assert self._process.stdout is not None
            self._process.stdout.close()
            self._process = None

    def seconds_of_processor(self) -> float:
        """What it used so far."""
        assert self._process is not None
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def rows(self) -> list[tuple[float, str, str]]:
        """Moment, recipient, letter; a line that a kill left half is none: its letter was not answered for."""
        text = self.path.read_text("utf-8") if self.path.exists() else ""
        return [tuple(row) for line in text.split("\n") if (row := _read(line))]

    def letters(self) -> list[tuple[str, EmailMessage]]:
        """Recipient and letter, as a mail program reads it."""
        raw = ((to, text.encode("utf-8", "surrogateescape")) for _at, to, text in self.rows())
        return [(to, message_from_bytes(text, policy=policy.default)) for to, text in raw]

    def ids(self) -> list[str]:
        """The Message-ID of each letter, as often as it came."""
        return [re.search(r"(?im)^message-id: (\S+)", text)[1] for _at, _to, text in self.rows()]  # type: ignore[index]


def _read(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return None


@contextmanager
def sink(folder: Path, seconds: float = 0.0) -> Iterator[Sink]:
    """A running server; it ends with the block."""
    one = Sink(folder / "letters", seconds)
    one.start()
    try:
        yield one
    finally:
        one.stop()


if __name__ == "__main__":
    port, path, seconds = sys.argv[1:]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    asyncio.run(serve(socket.create_server(("127.0.0.1", int(port)), backlog=128), path, float(seconds)))
