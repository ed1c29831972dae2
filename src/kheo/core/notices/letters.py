"""Letters: whatever is due for a person by e-mail goes in one. A letter is a job of the queue `mail` that holds the
person's key and its Message-ID, fixed before it is first sent; which notices it brings stands with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from html import escape
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Case, UUIDField, Value, When
from django.utils import timezone
from django.utils.module_loading import import_string

from kheo.core.access import Actor
from kheo.core.errors import Refusal
from kheo.core.jobs.models import Job
from kheo.core.notices.kinds import KINDS, Line
from kheo.core.notices.models import Notice
from kheo.core.notices.telling import MAIL, choices_of, lines_of
from kheo.i18n import as_language, language, mark, ngettext, speaking
from kheo.i18n import gettext as _

LETTER = "core.letter"
PEOPLE_AT_ONCE = 100
LONGEST = 100
"""Lines of one letter; how many more there are it says."""


class Undeliverable(Refusal):
    """This letter reaches nobody, now or later. What it tells stands in the app."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person at the moment of sending: what they may see, and where they are reached; empty where they are not."""

    actor: Actor
    address: str = field(repr=False)


@cache
def _finder(path: str) -> Callable[[str], Recipient]:
    """What KHEO_RECIPIENTS names: key → Recipient; organisations fills it in."""
    finder: Callable[[str], Recipient] = import_string(path)
    return finder


def gather(at: datetime) -> int:
    """Put what is due into letters, one for each of up to PEOPLE_AT_ONCE people; how many letters.

    Whoever comes second waits, and then finds the notices in a letter.
    """
    due = Notice.objects.filter(letter=None, mail_at__lte=at)
    if not due.exists():
        return 0
    with transaction.atomic():
        longest = due.order_by("mail_at").values_list("person", flat=True)[:PEOPLE_AT_ONCE]
        rows = due.filter(person__in=set(longest)).order_by("id").select_for_update()
        people: defaultdict[str, list[int]] = defaultdict(list)
        for pk, person in rows.values_list("id", "person"):
            people[person].append(pk)
        letters = {person: _letter(person, at) for person in people}
        Job.objects.bulk_create(letters.values())
        if letters:
            its = (When(person=one, then=Value(job.pk)) for one, job in letters.items())
            gathered = Notice.objects.filter(pk__in=[pk for pks in people.values() for pk in pks])
            gathered.update(letter=Case(*its, output_field=UUIDField()))
    return len(letters)


def _letter(person: str, at: datetime) -> Job:
    key = uuid4()
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    arguments = {"person": person, "message_id": f"<{key}@{domain}>"}
    return Job(id=key, name=LETTER, queue=MAIL, arguments=arguments, asked_at=at, ready_at=at)


def compose(letter: UUID, person: str, message_id: str, at: datetime) -> EmailMultiAlternatives | None:
    """A letter as it is sent now; None where nothing is left to tell: it was read, or the person may see it no longer.

    Raises Undeliverable where the person has no address, or it was erased.
    """
    notices = list(Notice.objects.filter(letter=letter, read_at=None).order_by("at", "id"))
    to = _finder(settings.KHEO_RECIPIENTS)(person)
    with speaking(as_language(choices_of([person])[person].language) or "vi"):
        lines = lines_of(notices, to.actor, at)
        said = [(notice, lines[notice.pk]) for notice in notices if notice.pk in lines]
        if not said:
            return None
        _require_address(to.address)
        headers = {"Message-ID": message_id, "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
        message = EmailMultiAlternatives(_subject(said), _plain(said), to=[to.address], headers=headers)
        message.attach_alternative(_html(said), "text/html")
    return message


def _require_address(address: str) -> None:
    if not address:
        raise Undeliverable("no-address", mark("The person has no e-mail address, or it was erased."))
    try:
        validate_email(address)
    except ValidationError:
        raise Undeliverable("bad-address", mark("The person's e-mail address cannot be one.")) from None


Said = Sequence[tuple[Notice, Line]]


def _subject(said: Said) -> str:
    words = said[0][1].words if len(said) == 1 else _intro(said)
    return " ".join(words.split())


def _intro(said: Said) -> str:
    return ngettext("{n} new notice", "{n} new notices", len(said)).format(n=len(said))


def _parts(notice: Notice, line: Line) -> tuple[str, str, str]:
    """What happened, why this person is told and since when, and the address of the record."""
    why = _("Because {why}; {at}").format(
        why=_(KINDS[notice.kind].why), at=f"{timezone.localtime(notice.at):%d/%m/%Y %H:%M}"
    )
    return line.words, why, settings.KHEO_ADDRESS + line.address


def _more(said: Said) -> str:
    left = len(said) - LONGEST
    return ngettext("… and {n} more, in Khéo.", "… and {n} more, in Khéo.", left).format(n=left) if left > 0 else ""


def _foot() -> tuple[str, str]:
    return _("Khéo sent this by itself; answers reach nobody. Choose what comes by e-mail, and when:"), (
        f"{settings.KHEO_ADDRESS}/notices/settings/"
    )


def _plain(said: Said) -> str:
    """As text: what, why, where."""
    lines = [_intro(said), ""]
    for one in said[:LONGEST]:
        what, why, where = _parts(*one)
        lines += [f"• {what}", f"  {why}", f"  {where}", ""]
    more = [_more(said), ""] if _more(said) else []
    return "\n".join([*lines, *more, "-- ", *_foot(), ""])


_ITEM = '<li style="margin:0 0 1em"><a href="{2}">{0}</a><br><span style="color:#566066">{1}</span></li>'
_PAGE = """<!DOCTYPE html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>
<body style="font:16px/1.6 sans-serif;color:#1d2528;max-width:40em">
<p>{intro}</p>
<ul style="padding-left:1.2em">{items}</ul>{more}
<p style="color:#566066;border-top:1px solid #dad7cf;padding-top:.5em">{foot}<br><a href="{settings}">{settings}</a></p>
</body></html>
"""


def _html(said: Said) -> str:
    """The same as simple HTML, which loads nothing."""
    items = "".join(_ITEM.format(*(escape(part) for part in _parts(*one))) for one in said[:LONGEST])
    more = f"\n<p>{escape(_more(said))}</p>" if _more(said) else ""
    foot, address = (escape(part) for part in _foot())
    values = {"language": language(), "title": escape(_subject(said)), "intro": escape(_intro(said))}
    return _PAGE.format(items=items, more=more, foot=foot, settings=address, **values)
