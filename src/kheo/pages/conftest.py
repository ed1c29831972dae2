"""Sets Django up for the tests of this folder, with the sample area of the floor."""

import kheo.core.tests.standalone  # noqa: F401 -- first of all
from kheo.core.tests.databases import cluster, db, django_queries, engine
from kheo.pages.tests.site import client, site

__all__ = ["client", "cluster", "db", "django_queries", "engine", "site"]
