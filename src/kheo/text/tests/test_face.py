import subprocess
import sys

import pytest

import kheo.text


def test_every_name_of_the_face_is_there() -> None:
    assert [name for name in kheo.text.__all__ if getattr(kheo.text, name, None) is None] == []
    assert sorted(" ".join(kheo.text._HOMES.values()).split()) == sorted(kheo.text.__all__)


def test_other_names_are_refused() -> None:
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = kheo.text.nothing_of_the_kind


def test_importing_the_face_loads_none_of_its_modules() -> None:
    script = "import sys, kheo.text; print([name for name in sys.modules if name.startswith('kheo.text.')])"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30)
    assert run.stdout.strip() == "[]"
