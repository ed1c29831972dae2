"""Imported before any model by tests and benchmarks: sets Django up for a home folder that goes with the process."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

from kheo.core.start import start

HOME = tempfile.mkdtemp(prefix="kheo-test-")
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ |= {"KHEO_HOME": HOME, "DJANGO_SETTINGS_MODULE": "kheo.config.testing"}
start()
