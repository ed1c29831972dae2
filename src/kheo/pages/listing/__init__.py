"""Lists: declared once in Python, shown, filtered, ordered, paged and exported alike."""

from kheo.pages.listing.declared import Col, Listing
from kheo.pages.listing.showing import Page, listed

__all__ = ["Col", "Listing", "Page", "listed"]
