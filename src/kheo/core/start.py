"""For commands: have Django ready before models are imported."""

from __future__ import annotations

import os


def start() -> None:
    """Set Django up with this installation's settings, unless others were chosen."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kheo.config.settings")
    django.setup()
