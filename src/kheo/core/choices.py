"""What people do with notices: choose how they are told, mark them as read. The journal holds none of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time

from kheo.core.access import by_person
from kheo.core.actions import Deed, action
from kheo.core.errors import Invalid
from kheo.core.notices.kinds import CHANNELS, KINDS, OFF
from kheo.core.notices.telling import keep
from kheo.core.notices.telling import mark_read as mark_rows_read
from kheo.i18n import LANGUAGES, mark


@action("core.choose-notices", mark("choose how to be told"), policy=by_person)
def choose(
    *,
    deed: Deed,
    channels: Mapping[str, str],
    language: str,
    digest_at: time,
    quiet_from: time,
    quiet_until: time,
    rests: bool,
) -> None:
    """Keep how a person wants to be told. Raises Invalid for what is not offered, or must not be turned off."""
    offered = {code: set(CHANNELS) - (set() if kind.optional else {OFF}) for code, kind in KINDS.items()}
    if language not in LANGUAGES or any(channel not in offered.get(code, ()) for code, channel in channels.items()):
        raise Invalid("not-offered", mark("Choose one of those offered."))
    hours = {"digest_at": digest_at, "quiet_from": quiet_from, "quiet_until": quiet_until}
    keep(deed.by.key, deed.at, {"channels": dict(channels), "language": language, "rests": rests, **hours})


@action("core.read-notices", mark("mark notices as read"), policy=by_person)
def mark_read(*, deed: Deed, until: datetime, only: int | None = None) -> int:
    """Mark one's own notices as read, until a moment, or one alone; how many that were."""
    return mark_rows_read(deed.by, deed.at, until=until, only=only)
