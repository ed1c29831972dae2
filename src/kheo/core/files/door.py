"""The door: bytes that someone sent → what may be kept of them, or why not. Nothing is stored or logged here."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore
from typing import Any

from kheo.core.access import Actor
from kheo.core.access.visibility import day_of
from kheo.core.counters import Series, drawn
from kheo.core.files.looking.kinds import KINDS
from kheo.core.files.names import safe_name
from kheo.core.files.refusals import refusal
from kheo.core.files.uses import MEGABYTE, Use

log = logging.getLogger(__name__)

SECONDS = 90
AT_ONCE = 2
"""Files that one web process lets be looked at; each may take a core and some hundred megabytes."""
_TURN = BoundedSemaphore(AT_ONCE)
_PATIENCE = 30
_PASSED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "VIRTUAL_ENV", "TESSDATA_PREFIX", "HOME")


@dataclass(frozen=True, slots=True)
class Seen:
    """What may be kept: content, kind, a safe name; of a picture its faces, and the day and place that it named."""

    content: bytes
    kind: str
    name: str
    faces: tuple[tuple[int, ...], ...] = ()
    taken: str = ""
    place: str = ""

    @property
    def asks(self) -> bool:
        """Whether its sender has to say something before it is kept."""
        return bool(self.faces or self.taken or self.place)


def receive(data: bytes, name: str, use: Use, *, by: Actor, at: datetime) -> Seen:
    """Look at a file for a use. Raises Invalid with the reason beside the field `file`, and nothing of it is left."""
    if len(data) > use.limit:
        raise refusal("too-large", limit=use.limit // MEGABYTE)
    if drawn(day_series(by, at)) + len(data) > use.daily:
        raise refusal("too-much", limit=use.daily // MEGABYTE)
    said, content = checked(data, use.kinds)
    faces = tuple(tuple(face) for face in said["faces"])
    kind = said["kind"]
    return Seen(content, kind, safe_name(name, KINDS[kind][1]), faces, said["taken"], said["place"])


def checked(data: bytes, kinds: Collection[str]) -> tuple[dict[str, Any], bytes]:
    """What is told of a file of some kinds, and what may be kept of it. Raises Invalid.

    For what is read at once and not kept, such as a workbook that is imported.
    """
    return _ask({"do": "look", "kinds": sorted(kinds)}, data, kinds)


def blurred(content: bytes, kind: str, faces: Collection[tuple[int, ...]]) -> bytes:
    """A picture that `receive` gave, without the faces in some boxes: what they showed is in no pixel any more."""
    return _ask({"do": "blur", "kind": kind, "boxes": list(faces)}, content)[1] if faces else content


def preview(content: bytes, faces: Collection[tuple[int, ...]]) -> bytes:
    """A smaller picture (JPEG) with the boxes numbered from 1."""
    return _ask({"do": "preview", "boxes": list(faces)}, content)[1]


def day_series(by: Actor, at: datetime) -> Series:
    """Where is counted what someone sent in a day."""
    return Series(by.key, "files", day_of(at).isoformat())


def _ask(question: dict[str, Any], content: bytes, kinds: Collection[str] = ()) -> tuple[dict[str, Any], bytes]:
    if not _TURN.acquire(timeout=_PATIENCE):
        raise refusal("busy")
    try:
        answer = _in_child(json.dumps(question).encode() + b"\n" + content)
    finally:
        _TURN.release()
    head, _line, body = answer.partition(b"\n")
    said: dict[str, Any] = json.loads(head)
    if "refused" in said:
        taken = ", ".join(extension for kind, (_type, extension) in KINDS.items() if kind in kinds)
        raise refusal(said["refused"], **said["data"], kinds=taken)
    return said, body


def _in_child(question: bytes) -> bytes:
    """What the process answers; where it died of a file, that file is damaged."""
    command = [sys.executable, "-B", "-m", "kheo.core.files.looking.child"]
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environment |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, env=environment, start_new_session=True, **pipes)
    try:
        answer: bytes = process.communicate(question, SECONDS)[0]
    except subprocess.TimeoutExpired:
        raise refusal("slow") from None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)  # text recognition is a process of its own, and must end with it
            process.communicate()
    if -process.returncode in {signal.SIGXCPU, signal.SIGKILL}:
        raise refusal("slow")
    if process.returncode or b"\n" not in answer:
        log.error("looking at a file ended with %s", process.returncode)
        raise refusal("damaged")
    return answer
