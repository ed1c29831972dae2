"""The area's entries of the main menu."""

from __future__ import annotations

from kheo.i18n import mark
from kheo.pages.navigation import entry, own_entry

entry(mark("Units"), "organisations:units", order=20)
entry(mark("People"), "organisations:people", order=30)
entry(mark("Access"), "organisations:grants", order=40)
entry(mark("Journal"), "organisations:journal", order=90)

own_entry(mark("Where you are signed in"), "organisations:sessions")
own_entry(mark("Second step of signing in"), "organisations:second-step")
