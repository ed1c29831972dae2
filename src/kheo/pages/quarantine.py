"""Where an upload waits between being looked at and being used: in memory where the machine has such a folder, for an
hour, for the one person who sent it.
"""

from __future__ import annotations

import os
import re
import secrets
import time
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from kheo.core.errors import NotFound
from kheo.i18n import mark

KEPT_FOR = 3600
_MEMORY = Path("/dev/shm")  # noqa: S108 -- closed to others below


def keep(content: bytes, owner: str) -> str:
    """Keep an upload of someone; the token by which they get it back. What is older than an hour goes."""
    folder = _folder()
    for path in folder.iterdir():
        if path.stat().st_mtime < time.time() - KEPT_FOR:
            path.unlink(missing_ok=True)
    token = secrets.token_urlsafe(24)
    path = folder / _name(token, owner)
    path.touch(mode=0o600)
    path.write_bytes(content)
    return token


def kept(token: str, owner: str) -> bytes:
    """An upload by its token. Raises NotFound once it has gone, and for anybody else."""
    path = _folder() / _name(token, owner)
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFound("upload-gone", mark("This upload is no longer kept; send the file again.")) from None


def forget(token: str, owner: str) -> None:
    """Let an upload go."""
    (_folder() / _name(token, owner)).unlink(missing_ok=True)


def _name(token: str, owner: str) -> str:
    if not re.fullmatch(r"[\w-]{10,64}", token):
        raise NotFound("upload-gone", mark("This upload is no longer kept; send the file again."))
    return f"{owner.replace(':', '-')}.{token}"


def _folder() -> Path:
    """Its own for each installation, closed to others."""
    home = Path(settings.HOME)
    own = f"kheo-{os.getuid()}-{sha256(str(home).encode()).hexdigest()[:12]}"
    folder = _MEMORY / own if os.access(_MEMORY, os.W_OK) else home / "wait"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
