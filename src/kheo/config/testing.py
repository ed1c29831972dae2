"""Settings for tests: those of an installation, with the sample area of the floor."""

from __future__ import annotations

from kheo.config.settings import *  # noqa: F403 -- settings are built on settings

INSTALLED_APPS = ["kheo.core", "kheo.core.tests.sample"]
KHEO_ANCESTRY = "sample.Ancestry"
