"""Why bytes were refused: a code, worded by the other side of the door (kheo.core.files.refusals)."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 -- named for what it tells
    """These bytes are not taken in. Nothing of them, not even their name, is in it."""

    def __init__(self, code: str, **data: object) -> None:
        """`data` is what the sentence needs: a limit, a type."""
        super().__init__(code)
        self.code = code
        self.data = data
