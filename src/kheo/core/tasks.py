"""Jobs of the floor itself."""

from __future__ import annotations

from datetime import timedelta

from kheo.core.actions.receipts import forget
from kheo.core.files import actions, quarantine  # noqa: F401 -- the actions are to be known by their verbs
from kheo.core.files.collecting import collect
from kheo.core.jobs import Run, job
from kheo.core.journal.anchoring import send_anchor
from kheo.core.journal.sealing import seal_next
from kheo.core.notices.sending import deliver  # noqa: F401 -- importing it registers the job
from kheo.core.notices.telling import forget as forget_notices
from kheo.core.secrets import keystore


@job("core.seal", every=timedelta(minutes=1))
def seal(run: Run) -> None:
    """Seal what was done since the last seal."""
    made = 0
    while seal_next(run.clock()):
        made += 1
        run.progress(made)


@job("core.send-anchor", every=timedelta(days=1))
def let_an_anchor_go(run: Run) -> None:
    """Send the head of the journal to those who keep it elsewhere."""
    send_anchor(run.clock())


@job("core.expire", every=timedelta(days=1))
def expire(run: Run) -> None:
    """Destroy the keys whose month is over, old receipts and old notices."""
    keystore().expire(run.clock().date())
    forget(run.clock())
    forget_notices(run.clock())


@job("core.let-uploads-go", every=timedelta(minutes=5))
def let_uploads_go(run: Run) -> None:
    """Delete the uploads that waited long enough for their sender."""
    quarantine.let_go(run.clock())


@job("core.collect-files", every=timedelta(days=1))
def collect_files(run: Run) -> None:
    """Delete the contents that no record has."""
    collect(run.clock(), run.progress)
