"""Icons: symbols of one file of ours, drawn in the colour of the words beside them."""

from __future__ import annotations

from functools import cache

from django.templatetags.static import static
from django.utils.safestring import SafeString

FILE = "pages/icons.svg"


@cache
def icon(name: str) -> SafeString:
    """A symbol of icons.svg as an ornament: whoever hears the page hears the word beside it."""
    return SafeString(f'<svg class="icon" aria-hidden="true"><use href="{static(FILE)}#{name}"/></svg>')
