"""Anchors leave the machine: once a day the head of the chain goes by mail to those who keep it elsewhere."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from kheo.core.journal.sealing import Anchor, head
from kheo.i18n import Language, speaking
from kheo.i18n import gettext as _

LANGUAGE: Language = "vi"


def send_anchor(at: datetime) -> Anchor | None:
    """Send the anchor of the last seal to the addresses of KHEO_ANCHORS_TO; None where there are none, no mail server
    or no seal. Raises OSError where the server takes it not; it may be asked again.

    The line stands alone in its paragraph, as `kheo verify-journal --anchor` reads it.
    """
    anchor = head()
    if anchor is None or not (settings.KHEO_MAIL and settings.KHEO_ANCHORS_TO):
        return None
    with speaking(LANGUAGE):
        words = {"no": anchor.no, "day": f"{timezone.localtime(at):%d/%m/%Y}"}
        subject = _("Journal of Khéo: anchor {no} of {day}").format(**words)
        told = _(
            "Keep the line above where nobody who runs the server can change it. Whoever later asks whether the "
            "journal was rewritten puts such lines into a file and runs: kheo verify-journal --anchor FILE"
        )
    EmailMessage(subject, f"{anchor}\n\n{told}\n", to=list(settings.KHEO_ANCHORS_TO)).send()
    return anchor
