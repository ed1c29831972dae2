from __future__ import annotations

import stat
from pathlib import Path

import pytest

from kheo.config.database import database
from kheo.config.home import home_folder, secret_key


def test_an_installation_without_settings_keeps_sqlite_in_its_home() -> None:
    settings = database("", Path("/srv/kheo"))
    assert (settings["ENGINE"], settings["NAME"]) == ("django.db.backends.sqlite3", "/srv/kheo/kheo.sqlite3")


def test_an_address_of_postgresql_is_taken_apart() -> None:
    settings = database("postgresql://kh%C3%A9o:p%40ss@db.example:5433/kheo?sslmode=require", Path("/srv"))
    assert {name: settings[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")} == {
        "NAME": "kheo",
        "USER": "khéo",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_an_unknown_kind_of_database_is_refused() -> None:
    with pytest.raises(ValueError, match="'mysql'"):
        database("mysql://here/kheo", Path("/srv"))


def test_the_home_is_made_closed_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHEO_HOME", str(tmp_path / "deep" / "home"))
    assert stat.S_IMODE(home_folder().stat().st_mode) == 0o700


def test_the_secret_key_is_made_once_and_closed_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KHEO_SECRET_KEY", raising=False)
    first = secret_key(tmp_path)
    assert (secret_key(tmp_path), len(first) > 80) == (first, True)
    assert [(path.name, stat.S_IMODE(path.stat().st_mode)) for path in tmp_path.iterdir()] == [("secret.key", 0o600)]


def test_a_given_secret_key_is_used_and_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KHEO_SECRET_KEY", "given")
    assert (secret_key(tmp_path), list(tmp_path.iterdir())) == ("given", [])
