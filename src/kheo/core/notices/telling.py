"""Telling people, what they were told, what they chose. The one file that writes notices and choices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from kheo.core.access import Actor
from kheo.core.jobs.models import Job
from kheo.core.notices.kinds import KINDS, OFF, About, Kind, Line, Say
from kheo.core.notices.models import Choice, Notice
from kheo.core.notices.times import channel_of, mail_at

KEPT_FOR = timedelta(days=365)
MAIL = "mail"
"""The queue of letters."""
COUNTED = 100
"""The count of what is unread stops here."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Note:
    """Tell a person, by their key, of a record; the same occasion tells once."""

    kind: Kind
    person: str
    key: int
    occasion: str


def tell(notes: Sequence[Note], at: datetime) -> None:
    """Tell people, in the transaction that stands open: with it this is done or undone. Told before is told once."""
    choices = choices_of({note.person for note in notes})
    rows = [
        Notice(
            person=note.person,
            kind=note.kind.code,
            key=note.key,
            occasion=note.occasion,
            at=at,
            mail_at=mail_at(choices[note.person], note.kind, at),
        )
        for note in notes
        if channel_of(choices[note.person], note.kind) != OFF
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_AT_ONCE)


def choices_of(people: Collection[str]) -> dict[str, Choice]:
    """What each person chose, or what holds for who never did."""
    keys, found = sorted(people), {}
    for start in range(0, len(keys), _AT_ONCE):
        rows = Choice.objects.filter(person__in=keys[start : start + _AT_ONCE])
        found.update({choice.person: choice for choice in rows})
    return {key: found.get(key) or Choice(person=key) for key in keys}


def keep(person: str, at: datetime, values: Mapping[str, Any]) -> None:
    """Keep what a person chose; what waits to go by e-mail goes by the new choice."""
    choice, _made = Choice.objects.update_or_create(person=person, defaults=values)
    waiting = list(Notice.objects.filter(person=person, letter=None, mail_at__isnull=False).select_for_update())
    for notice in waiting:
        kind = KINDS.get(notice.kind)
        notice.mail_at = mail_at(choice, kind, at) if kind else None
    Notice.objects.bulk_update(waiting, ["mail_at"], batch_size=_AT_ONCE)


def told(actor: Actor) -> QuerySet[Notice]:
    """What a person was told of, by kinds that are still known."""
    return Notice.objects.filter(person=actor.key, kind__in=KINDS)


def unread(actor: Actor) -> int:
    """How much of it is unread, counted to COUNTED: one look into one index."""
    return Notice.objects.filter(person=actor.key, read_at=None).order_by("id")[:COUNTED].count()


def mark_read(actor: Actor, at: datetime, *, until: datetime, only: int | None = None) -> int:
    """Mark as read what a person was told until a moment, or one of it alone; how many that were."""
    rows = Notice.objects.filter(person=actor.key, read_at=None)
    return (rows.filter(at__lte=until) if only is None else rows.filter(pk=only)).update(read_at=at)


def lines_of(notices: Iterable[Notice], actor: Actor, at: datetime) -> dict[int, Line]:
    """The line of each notice whose record its person may see now, by the notice's key."""
    about = {notice.pk: (notice.kind, notice.key) for notice in notices if notice.kind in KINDS}
    by_say: defaultdict[Say, set[About]] = defaultdict(set)
    for code, key in about.values():
        by_say[KINDS[code].say].add((code, key))
    lines: dict[About, Line] = {}
    for say, asked in by_say.items():
        lines.update(say(actor, at, asked))
    return {pk: lines[one] for pk, one in about.items() if one in lines}


def forget(at: datetime) -> None:
    """Delete what was told longer than KEPT_FOR ago, and the letters that told it."""
    Notice.objects.filter(at__lt=at - KEPT_FOR).delete()
    Job.objects.filter(queue=MAIL, finished_at__lt=at - KEPT_FOR).delete()
