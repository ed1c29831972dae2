"""Sets Django up for the tests of this folder that need a database."""

import kheo.core.tests.standalone  # noqa: F401 -- first of all
from kheo.core.tests.databases import cluster, db, engine

__all__ = ["cluster", "db", "engine"]
