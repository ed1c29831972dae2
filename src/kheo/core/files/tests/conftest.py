"""Files of each test lie in a folder of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from kheo.core.files.uses import USES


@pytest.fixture
def files(db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty database and an empty store; the sample area takes files only here."""
    from kheo.core.files.tests.place import USE

    monkeypatch.setattr(settings, "KHEO_FILES", tmp_path / "files")
    monkeypatch.setitem(USES, "sample.paper", USE)
    return tmp_path / "files"
