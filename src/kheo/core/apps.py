"""The floor as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    """Loads what the areas declare, so that every action, event, notice and job is known by its name."""

    name = "kheo.core"
    label = "core"

    def ready(self) -> None:
        """Load the declarations of all areas, and keep the guards of the journal in place after each migration."""
        from django.db.models.signals import post_migrate

        from kheo.core import checks, choices  # noqa: F401 -- importing them registers checks and actions
        from kheo.core.journal.guards import install

        autodiscover_modules("actions", "events", "notices", "tasks", "searched")
        post_migrate.connect(install, sender=self, dispatch_uid="kheo.core.journal.guards")
