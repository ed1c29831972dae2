"""Where a checked upload waits until its sender has said more, for half an hour.

It lies encrypted beside the files, under a key that nobody keeps but the browser of its sender (a cookie that goes with
it): a stolen disk, database or backup holds noise. So it may wait on any of several hosts, and forgetting the key is
enough to lose it.
"""

from __future__ import annotations

import json
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kheo.core.access import Actor
from kheo.core.errors import NotFound
from kheo.core.files.storing import WAITING, store
from kheo.i18n import mark

LEASE = timedelta(minutes=30)
_NONCE = 12
_GONE = mark("This upload is no longer kept; send the file again.")


@dataclass(frozen=True, slots=True)
class Waiting:
    """An upload that waits: `token` names it, `key` opens it and is kept by its sender alone."""

    token: str
    key: str


def wait(content: bytes, about: Mapping[str, Any], *, by: Actor, at: datetime) -> Waiting:
    """Let an upload wait for the one person who sent it; `about` is what was said of it, as JSON holds it."""
    until = int((at + LEASE).timestamp())
    waiting = Waiting(f"{until}-{secrets.token_hex(12)}", urlsafe_b64encode(AESGCM.generate_key(256)).decode())
    keep(waiting, content, about, by=by)
    return waiting


def keep(waiting: Waiting, content: bytes, about: Mapping[str, Any], *, by: Actor) -> None:
    """Put something in the place of what waits, for as long as that."""
    nonce, plain = secrets.token_bytes(_NONCE), json.dumps(about).encode() + b"\n" + content
    box = nonce + _cipher(waiting).encrypt(nonce, plain, _bound(waiting, by))
    store().put(WAITING + waiting.token, box, anew=True)


def waited(waiting: Waiting, *, by: Actor, at: datetime) -> tuple[dict[str, Any], bytes]:
    """What was said of an upload, and its bytes. Raises NotFound once it has gone, and for anybody else."""
    try:
        box = store().read(_still(waiting.token, at))
        plain = _cipher(waiting).decrypt(box[:_NONCE], box[_NONCE:], _bound(waiting, by))
    except (FileNotFoundError, InvalidTag, ValueError):
        raise NotFound("upload-gone", _GONE) from None
    about, _line, content = plain.partition(b"\n")
    said: dict[str, Any] = json.loads(about)
    return said, content


def forget(waiting: Waiting) -> None:
    """Let an upload go before its time."""
    store().remove(_still(waiting.token, datetime.min.replace(tzinfo=UTC)))


def let_go(at: datetime) -> int:
    """Delete what has waited long enough; how many."""
    past = [name for name, _since in store().listed(WAITING) if _until(name.removeprefix(WAITING)) <= at]
    for name in past:
        store().remove(name)
    return len(past)


def _still(token: str, at: datetime) -> str:
    """Where an upload lies, while it waits. Raises FileNotFoundError."""
    if not re.fullmatch(r"\d{10,12}-[0-9a-f]{24}", token) or _until(token) <= at:
        raise FileNotFoundError
    return WAITING + token


def _until(token: str) -> datetime:
    return datetime.fromtimestamp(int(token.partition("-")[0]), UTC)


def _cipher(waiting: Waiting) -> AESGCM:
    return AESGCM(urlsafe_b64decode(waiting.key))


def _bound(waiting: Waiting, by: Actor) -> bytes:
    return f"{waiting.token} {by.key}".encode()
