"""The reader within the platform as a Django app without tables."""

from __future__ import annotations

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Its templates and its entry of the menu."""

    name = "kheo.site"
    label = "reader"
