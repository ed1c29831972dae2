"""Organisations as a Django app."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Keeps the guards of time (no overlapping spells or placements) in place after each migration."""

    name = "kheo.organisations"
    label = "organisations"

    def ready(self) -> None:
        """Install the guards after every migration, since SQLite loses triggers when Django rebuilds a table."""
        from django.db.models.signals import post_migrate

        from kheo.organisations.guards import install

        post_migrate.connect(install, sender=self, dispatch_uid="kheo.organisations.guards")
