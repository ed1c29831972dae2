"""Values in words and figures, as they are written in Vietnam: 30/06/2026, 1.234,5, có."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from html import escape

from django.utils import timezone
from django.utils.safestring import SafeString

from kheo.i18n import gettext as _
from kheo.i18n import language

NONE = "–"


def day(value: date) -> str:
    """30/06/2026, in both languages: an office writes it so."""
    return f"{value.day:02}/{value.month:02}/{value.year}"


def moment(value: datetime) -> str:
    """30/06/2026 14:05, where the offices are."""
    local = timezone.localtime(value)
    return f"{day(local)} {local.hour:02}:{local.minute:02}"


def number(value: Decimal | float) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English."""
    written = f"{value:,}"
    return written if language() == "en" else written.translate({ord(","): ".", ord("."): ","})


def size(value: int) -> str:
    """The size of a file: 12 KB, 3,4 MB."""
    kilobytes = max(1, round(value / 1_000))
    return f"{kilobytes} KB" if kilobytes < 1_000 else f"{number(round(value / 1_000_000, 1))} MB"


def plainly(value: object) -> str:
    """Any value as a reader sees it; – where there is none."""
    if value is None or value == "":
        return NONE
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return number(value) if isinstance(value, int | float | Decimal) else str(value)


def as_html(value: object) -> str:
    """The same, safe within a page; what is HTML already stays."""
    if isinstance(value, SafeString):
        return value
    return escape(value) if value.__class__ is str and value else escape(plainly(value))
