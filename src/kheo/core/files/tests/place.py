"""The sample area of the floor takes files: whoever edits a unit attaches them to its papers."""

from __future__ import annotations

from kheo.core.access import within
from kheo.core.files.uses import USES, files_of
from kheo.core.tests.sample.models import Paper

KIND = "sample.paper"
USE = USES.get(KIND) or files_of(Paper, may=within("edit"), page="pages:parts", limit=3_000_000, daily=300_000)
