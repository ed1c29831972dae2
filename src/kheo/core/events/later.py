"""What follows from an event after its deed: a job for each handler."""

from __future__ import annotations

from typing import Any

from kheo.core.events.table import HANDLERS, read
from kheo.core.jobs import Run, job


@job("core.follow-later")
def follow_later(run: Run, *, handler: str, happened: dict[str, Any]) -> None:
    """Let a handler follow an event after the deed that emitted it."""
    found = HANDLERS[handler]
    found.follow(read(found.event, happened), run=run)
