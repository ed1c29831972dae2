"""The reader's entry of the main menu."""

from __future__ import annotations

from kheo.i18n import mark
from kheo.pages.navigation import entry, everyone

entry(mark("Read a document"), "reader:read", order=90, shown=everyone)
