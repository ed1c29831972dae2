"""The sample area of the floor takes files: whoever edits a unit attaches them to its papers."""

from __future__ import annotations

from kheo.core.access import within
from kheo.core.files.uses import USES, files_of
from kheo.core.tests.sample.models import Paper

USE = USES.get("sample.paper") or files_of(Paper, may=within("edit"), page="pages:parts", limit=3_000_000, daily=300_000)
"""A few kilobytes a day are enough for tests that send small files, and soon too little."""
