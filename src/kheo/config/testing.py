"""Settings for tests: those of an installation, with the sample area of the floor."""

from __future__ import annotations

from kheo.config.settings import *  # noqa: F403 -- settings are built on settings

INSTALLED_APPS = [*INSTALLED_APPS, "kheo.core.tests.sample"]  # noqa: F405 -- as above
KHEO_ANCESTRY = "sample.Ancestry"
