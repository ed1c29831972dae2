"""Sets Django up for the tests of this area, over its own table of ancestors."""

import pytest
from django.conf import settings

import kheo.core.tests.standalone  # noqa: F401 -- first of all
from kheo.core.tests.databases import cluster, db, django_queries, engine

__all__ = ["cluster", "db", "django_queries", "engine"]


@pytest.fixture(autouse=True)
def _own_ancestry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests of the floor bring a table of their own."""
    monkeypatch.setattr(settings, "KHEO_ANCESTRY", "organisations.Ancestry")
