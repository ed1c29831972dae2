"""Input that cannot be read, or must not be: one exception with a machine code, worded in `messages`."""

from __future__ import annotations

from typing import Literal

Code = Literal[
    "empty",
    "binary",
    "too-large",
    "not-a-file",
    "encrypted",
    "truncated",
    "corrupt",
    "bomb",
    "unsupported",
    "no-text-layer",
    "no-ocr",
    "no-converter",
    "timeout",
    "not-vietnamese",
    "secret",
]


class Unreadable(Exception):  # noqa: N818 -- it names the state of the input, and callers word it as such
    """A document that was refused.

    `code` says why, `name` is the name that the caller gave the document, `data` holds what the message needs (a size,
    a limit, a file type). Nothing of the document's words is ever kept here.
    """

    def __init__(self, code: Code, name: str, **data: object) -> None:
        """Say why, and of which document."""
        super().__init__(code, name)
        self.code: Code = code
        self.name = name
        self.data = data

    def __str__(self) -> str:
        """Name and code; the words for the user are in `messages`."""
        return f"{self.name}: {self.code}"
