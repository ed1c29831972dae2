"""Old Word files (.doc), .rtf and .odt: made into .docx by LibreOffice where it is installed, then read as that.

Other readers of .doc lose the automatic numbers and the notes. Each conversion has a profile of its own, so that
conversions do not wait for each other and leave nothing behind.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from kheo.reading.flow import Loaded
from kheo.reading.formats.docx import load_docx
from kheo.reading.formats.kinds import kind_of
from kheo.reading.formats.refuse import Unreadable
from kheo.values import replace

_SECONDS = 120
_WORD_STREAM = 512
"""Where the first sector of an OLE file begins; Word puts its main stream there."""
_WORD_MAGIC = b"\xec\xa5"
_ENCRYPTED = 0x0100


def load_old(data: bytes, name: str) -> Loaded:
    """An old Word file, an RTF or an OpenDocument text."""
    kind = kind_of(data, name)
    if kind == "doc" and _is_encrypted(data):
        raise Unreadable("encrypted", name)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unreadable("no-converter", name, kind=f".{kind}")
    return replace(load_docx(_converted(data, kind, program, name), name), media="doc")


def _is_encrypted(data: bytes) -> bool:
    """The flag of the file information block, where the main stream is at its usual place."""
    block = data[_WORD_STREAM : _WORD_STREAM + 12]
    return block.startswith(_WORD_MAGIC) and bool(int.from_bytes(block[10:12], "little") & _ENCRYPTED)


def _converted(data: bytes, kind: str, program: str, name: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="kheo-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"document.{kind}")
        source.write_bytes(data)
        _run(program, Path(folder), source, name)
        made = source.with_suffix(".docx")
        if not made.is_file():
            raise Unreadable("corrupt", name)
        return made.read_bytes()


def _run(program: str, folder: Path, source: Path, name: str) -> None:
    command = [
        *(program, "--headless", "--norestore", "--nolockcheck", "--nodefault"),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source)),
    ]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        raise Unreadable("timeout", name, seconds=_SECONDS) from None
    finally:
        if process.poll() is None:
            # The program is a wrapper: what it started must end with it.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
