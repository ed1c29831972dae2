"""Our own sample directives: a Party dispatch and a State plan, as text and as Word.

Places, people and provincial numbers are invented; each sample says so in its first line. `tools/make_samples.py` sets
them anew from `tools/samples`.
"""

from __future__ import annotations

from pathlib import Path


def folder() -> Path:
    """The folder in which the samples stand."""
    return Path(__file__).resolve().parent
