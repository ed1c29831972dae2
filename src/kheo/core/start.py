"""For commands: have Django ready before models are imported."""

from __future__ import annotations

import os


def start() -> None:
    """Set Django up with this installation's settings, unless others were chosen."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kheo.config.settings")
    django.setup()


def lacks_tables() -> bool:
    """Whether the database is not set up for this version: migrations are still to be made."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
