"""The folder of an installation, and the secret that it makes for itself."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def home_folder() -> Path:
    """KHEO_HOME, or the place where programs keep a user's data; made when it is not there, closed to others."""
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share"
    home = Path(os.environ.get("KHEO_HOME") or Path(data) / "kheo")
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return home


def secret_key(home: Path) -> str:
    """KHEO_SECRET_KEY, or the key in the home folder; the first process makes it, whoever else starts with it."""
    given = os.environ.get("KHEO_SECRET_KEY")
    if given:
        return given
    path = home / "secret.key"
    fresh = home / f"secret.key.{secrets.token_hex(8)}"
    if not path.exists():
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64), "ascii")
        try:
            path.hardlink_to(fresh)  # a link appears whole or not at all, and only once
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text("ascii")
