"""Settings for tests: those of an installation, with the sample area of the floor."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher

from kheo.config.settings import *  # noqa: F403 -- settings are built on settings
from kheo.config.settings import INSTALLED_APPS, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "kheo.core.tests.sample"]
KHEO_ANCESTRY = "sample.Ancestry"
KHEO_PARTS = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
"""Served as they lie in the sources: no test has to gather them first."""


class QuickArgon2(Argon2PasswordHasher):
    """Tests make many accounts, and none is worth guarding."""

    time_cost, memory_cost, parallelism = 1, 8, 1


PASSWORD_HASHERS = ["kheo.config.testing.QuickArgon2"]
