"""Sets Django up for the tests of this folder; the inner ring's tests never load it."""

import kheo.core.tests.standalone  # noqa: F401 -- first of all
from kheo.core.tests.databases import cluster, db, django_queries, engine

__all__ = ["cluster", "db", "django_queries", "engine"]
