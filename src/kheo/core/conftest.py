"""Sets Django up for the tests of this folder; the inner ring's tests never load it."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

os.environ["KHEO_HOME"] = tempfile.mkdtemp(prefix="kheo-test-")
atexit.register(shutil.rmtree, os.environ["KHEO_HOME"], ignore_errors=True)
os.environ["DJANGO_SETTINGS_MODULE"] = "kheo.config.testing"

import django  # noqa: E402 -- the settings stand above

django.setup()

from kheo.core.tests.databases import cluster, db, django_queries, engine  # noqa: E402 -- models load only after the set-up

__all__ = ["cluster", "db", "django_queries", "engine"]
