"""A load may be cut off, run again, or run twice at once: Lai Châu, which has the fewest units."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kheo.core.access import FOREVER, System
from kheo.core.errors import Invalid, NotAllowed
from kheo.core.journal.models import JournalDeed, JournalEntry
from kheo.organisations import ancestry
from kheo.organisations.actions.units import rename
from kheo.organisations.loading.everything import load
from kheo.organisations.loading.source import BORDER, Source, folder
from kheo.organisations.models import Ancestry, Placement, Spell, Succession, Unit
from kheo.organisations.tests.world import AT, LOAD
from kheo.organisations.verifying import verify

PROVINCE = "Lai Châu"
CENTRE, WHOLE = 12, 1_302
"""Units of the centre alone, and with Lai Châu's."""

pytestmark = pytest.mark.usefixtures("db")


def loaded(province: str = PROVINCE) -> list[int]:
    """How many units each step made."""
    return [made for *_, made in load(province, by=LOAD, clock=lambda: AT)]


def rows() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Unit, Spell, Placement, Succession, Ancestry)}


def test_a_load_is_all_or_nothing_and_a_second_one_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(_units: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(ancestry, "refresh_heritage", cut_off)
        with pytest.raises(KeyboardInterrupt):
            loaded()
    assert set(rows().values()) == {0}

    assert loaded() == [CENTRE, WHOLE - CENTRE]
    commune = Spell.objects.filter(kind="xa", end=FOREVER).earliest("id").unit
    rename(commune, by=LOAD, at=AT, on=date(2026, 1, 1), name="Xã Đổi Tên")
    before, journal = rows(), (JournalDeed.objects.count(), JournalEntry.objects.count())
    assert loaded() == [0, 0]
    assert (rows(), (JournalDeed.objects.count(), JournalEntry.objects.count())) == (before, journal)
    assert Spell.objects.filter(unit=commune).latest("start").name == "Xã Đổi Tên"


@pytest.mark.parametrize("killed", [True, False], ids=["one is killed", "both live"])
def test_two_who_load_at_once_load_once(db: str, tmp_path: Path, killed: bool) -> None:
    environment = os.environ | {"KHEO_DATABASE_URL": db, "KHEO_HOME": str(tmp_path)}
    environment |= {"DJANGO_SETTINGS_MODULE": "kheo.config.settings", "KHEO_LANG": "en", "KHEO_SECRET_KEY": "x" * 40}
    command = [sys.executable, "-m", "kheo.cli", "load-units", "--province", "lai chau"]
    first, second = (subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2))
    assert first.stdout is not None
    assert first.stdout.readline() in {"0/1 Việt Nam: 12 units\n", "0/1 Việt Nam: 0 units\n"}
    if killed:
        first.send_signal(signal.SIGKILL)
    first.communicate()
    second.communicate()
    assert (first.returncode, second.returncode) == (-signal.SIGKILL if killed else 0, 0)
    assert Unit.objects.count() == WHOLE
    assert list(verify()) == []
    again = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert again.stdout.splitlines()[-1] == "All units are there already; nothing was changed."


def test_what_stands_today_may_be_loaded_without_its_past() -> None:
    made = [made for *_, made in load(PROVINCE, present=True, by=LOAD, clock=lambda: AT)]
    assert 0 < sum(made) < WHOLE
    assert set(Spell.objects.values_list("end", flat=True)) == {FOREVER}
    assert min(Spell.objects.values_list("start", flat=True)) >= BORDER
    assert Spell.objects.filter(level="commune", unit__code__regex=r"^vn-c[0-9]+(-2025)?$").count() == 38
    assert not Succession.objects.exists()
    assert list(verify()) == []
    assert sum(made for *_, made in load(PROVINCE, present=True, by=LOAD, clock=lambda: AT)) == 0
    with pytest.raises(Invalid) as refused:
        loaded()
    assert refused.value.code == "begun-with-the-present"


def test_what_stands_today_is_there_already_with_its_past() -> None:
    loaded()
    before = rows()
    assert sum(made for *_, made in load(PROVINCE, present=True, by=LOAD, clock=lambda: AT)) == 0
    assert rows() == before


def test_the_loader_alone_may_load() -> None:
    with pytest.raises(NotAllowed):
        list(load(PROVINCE, by=System("somebody.else"), clock=lambda: AT))
    assert Unit.objects.count() == 0


def test_provinces_are_known_by_any_spelling_and_by_what_they_were() -> None:
    source = Source(folder())
    assert {
        source.province_called(name) for name in ("Tây Ninh", "tay ninh", "Tỉnh Tây Ninh", "Long An", "long an")
    } == {"tinhtayninh"}
    assert source.province_called("TP. Hồ Chí Minh") == source.province_called("Bình Dương")


def test_an_unknown_province_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(Invalid, match="Tỉnh Tây Ninh"):
        loaded("Gia Định")
