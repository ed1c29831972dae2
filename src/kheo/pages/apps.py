"""The parts of pages as a Django app without tables."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PagesConfig(AppConfig):
    """Loads what the areas declare for the main menu (`navigation.py`) and for the page of search (`found.py`)."""

    name = "kheo.pages"
    label = "pages"

    def ready(self) -> None:
        """Load the declarations of all areas."""
        autodiscover_modules("navigation", "found")
