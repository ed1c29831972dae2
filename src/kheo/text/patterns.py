"""Regular expressions that are compiled when first used, never at import."""

from __future__ import annotations

import re
from functools import cache

from kheo.text.ahead import ready


@cache
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern compiled once, at its first use, or taken as it was compiled ahead."""
    return ready(pattern, int(flags)) or re.compile(pattern, flags)


LETTER = "A-Za-z\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff"
"""The inside of a character class: Latin letters and combining marks. Unlike `\\w` it leaves out the superscript
digits of footnotes, which stand right behind a word."""
