"""Names that senders gave to files, made safe to show, to log and to save under."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")


def safe_name(given: str, extension: str, otherwise: str = "tep") -> str:
    """A name without path, control and direction characters, at most LONGEST letters, with the extension of the type
    that the content has; `otherwise` where nothing is left.
    """
    last = re.split(r"[/\\]", given[-2_000:])[-1]
    kept = "".join(letter if unicodedata.category(letter)[0] not in "CZ" else " " for letter in last if _shown(letter))
    stem = re.sub(r'[<>:"|?*]', "_", unicodedata.normalize("NFC", kept))
    stem = _EXTENSION.sub("", " ".join(stem.split())).removesuffix(extension)[:LONGEST].strip(" .-")
    if not stem or _DEVICES.match(stem):
        stem = f"{otherwise}-{stem}".strip("-")
    return stem + extension


def _shown(letter: str) -> bool:
    """Letters that turn the direction of what follows, join or hide letters (Cf) are dropped without a trace."""
    return unicodedata.category(letter) not in {"Cf", "Cs", "Co", "Cn"}
