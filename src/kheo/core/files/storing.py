"""Where contents lie: under their hash, each once. A folder here; a service like S3 needs the same six methods."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings

KEPT, WAITING, UNFINISHED = "kept/", "waiting/", "unfinished/"
"""Contents by their hash; what waits for its sender; what is being written, or was when its writer was killed."""


class Store(Protocol):
    """Holds bytes under names."""

    def put(self, name: str, content: bytes, *, anew: bool = False) -> None:
        """Write it whole and to the disk, or not at all. What is there stays as if written now, or goes: `anew`."""

    def open(self, name: str) -> BinaryIO:
        """For reading. Raises FileNotFoundError."""

    def read(self, name: str) -> bytes:
        """All of it. Raises FileNotFoundError."""

    def written(self, name: str) -> datetime | None:
        """When it was last written; None where it is not there."""

    def remove(self, name: str) -> None:
        """Let it go; harmless where it is gone."""

    def listed(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """The names that begin so, and when each was last written."""


class Folder:
    """A folder of this machine, or one that several share."""

    def __init__(self, root: Path) -> None:
        """Made with the first file, closed to others."""
        self._root = root

    def put(self, name: str, content: bytes, *, anew: bool = False) -> None:
        """As the protocol says."""
        path = self._path(name)
        if not anew and path.exists():
            os.utime(path)  # whoever collects what nobody needs sees that somebody does
            return
        fresh = self._path(f"{UNFINISHED}{secrets.token_hex(12)}")
        for folder in (path.parent, fresh.parent):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        _sync(path.parent)

    def open(self, name: str) -> BinaryIO:
        """As the protocol says."""
        return self._path(name).open("rb")

    def read(self, name: str) -> bytes:
        """As the protocol says."""
        return self._path(name).read_bytes()

    def written(self, name: str) -> datetime | None:
        """As the protocol says."""
        try:
            return datetime.fromtimestamp(self._path(name).stat().st_mtime, UTC)
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """As the protocol says."""
        self._path(name).unlink(missing_ok=True)

    def listed(self, prefix: str) -> Iterator[tuple[str, datetime]]:
        """As the protocol says."""
        for path in (self._root / prefix).rglob("*"):
            since = None if path.is_dir() else self.written(prefix + path.name)
            if since is not None:  # else another process was faster
                yield prefix + path.name, since

    def _path(self, name: str) -> Path:
        """In a folder by its first letters where it is a hash."""
        prefix, _slash, rest = name.rpartition("/")
        shelf = rest[:2] if f"{prefix}/" == KEPT else ""
        return self._root / prefix / shelf / rest


def store() -> Store:
    """The store of this installation (setting KHEO_FILES)."""
    return Folder(Path(settings.KHEO_FILES))


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
