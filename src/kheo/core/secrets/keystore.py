"""The key store: a folder outside the database and outside its backups.

    months/2027-03        a random key for each month of expiry
    data/ab/abcd…         a data key for each thread or person, wrapped by the key of its month

Destroying a month's key destroys every data key of that month, wherever copies of their files went. Nothing is cached:
what one process erases, no other can read any more. The folder may be shared between hosts; it is replicated, never
archived: a backup of it would bring erased values back.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from datetime import date
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_KEY_BYTES = 32
_NONCE_BYTES = 12
_MONTH_BYTES = 7


class Erased(Exception):  # noqa: N818 -- a fact, not a fault
    """The key of this value is gone, and the value with it."""


class KeyStore:
    """Makes, renews and destroys data keys; a data key lives to the end of the month of its `until`."""

    def __init__(self, folder: Path) -> None:
        """Keep the keys in a folder, which is made when the first key is."""
        self._folder = folder

    def make(self, name: str, *, until: date) -> None:
        """Make a data key; one that is there stays as it is."""
        if not self._path(name).exists():
            _write_once(self._path(name), self._wrapped(name, secrets.token_bytes(_KEY_BYTES), until))

    def renew(self, name: str, *, until: date) -> None:
        """Give a data key another month of expiry. Raises Erased."""
        path = self._path(name)
        fresh = path.with_suffix(f".{secrets.token_hex(4)}")
        _write_once(fresh, self._wrapped(name, self._key(name), until))
        fresh.replace(path)  # at once: a crash in between must not lose the key
        _sync(path.parent)

    def encrypt(self, name: str, plain: bytes) -> bytes:
        """Encrypt under a data key. Raises Erased where there is none."""
        return _box(self._key(name), plain, name)

    def decrypt(self, name: str, box: bytes) -> bytes:
        """Decrypt what `encrypt` gave. Raises Erased where the key is gone, or is not the one it was."""
        return _unbox(self._key(name), box, name)

    def digest(self, name: str, plain: bytes) -> str:
        """A keyed hash that nobody can make or check again once the data key is gone. Raises Erased."""
        return hmac.new(self._key(name), plain, hashlib.sha256).hexdigest()

    def holds(self, name: str) -> bool:
        """Whether what a data key encrypted can still be read."""
        try:
            return bool(self._key(name))
        except Erased:
            return False

    def erase(self, name: str) -> None:
        """Destroy a data key now; harmless where it is gone."""
        _destroy(self._path(name))

    def expire(self, on: date) -> tuple[str, ...]:
        """Destroy the keys of all months before that of a day; the months."""
        past = sorted(path for path in (self._folder / "months").glob("????-??") if path.name < _month(on))
        for path in past:
            _destroy(path)
        return tuple(path.name for path in past)

    def _key(self, name: str) -> bytes:
        try:
            wrapped = self._path(name).read_bytes()
            month = wrapped[:_MONTH_BYTES].decode("ascii")
            wrapping = (self._folder / "months" / month).read_bytes()
        except (FileNotFoundError, UnicodeDecodeError):
            raise Erased(name) from None
        return _unbox(wrapping, wrapped[_MONTH_BYTES:], name)

    def _wrapped(self, name: str, key: bytes, until: date) -> bytes:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # the mode is not that of folders made on the way
        month = _month(until)
        path = self._folder / "months" / month
        if not path.exists():
            _write_once(path, secrets.token_bytes(_KEY_BYTES))
        return month.encode("ascii") + _box(path.read_bytes(), key, name)

    def _path(self, name: str) -> Path:
        digest = hashlib.sha256(name.encode()).hexdigest()
        return self._folder / "data" / digest[:2] / digest


def keystore() -> KeyStore:
    """The key store of this installation (setting KHEO_KEYS)."""
    return KeyStore(Path(settings.KHEO_KEYS))


def _month(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def _box(key: bytes, plain: bytes, name: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, name.encode())


def _unbox(key: bytes, box: bytes, name: str) -> bytes:
    try:
        return AESGCM(key).decrypt(box[:_NONCE_BYTES], box[_NONCE_BYTES:], name.encode())
    except (InvalidTag, ValueError):
        raise Erased(name) from None


def _write_once(path: Path, content: bytes) -> None:
    """Write a file that appears whole or not at all; the first writer wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    _sync(path.parent)


def _destroy(path: Path) -> None:
    if path.exists():
        _overwrite(path)
        path.unlink(missing_ok=True)
        _sync(path.parent)


def _overwrite(path: Path) -> None:
    """Put noise over a key before its file goes; disks that write elsewhere may keep it until the block is reused."""
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
