"""Tây Ninh as it is loaded. What is expected was counted by hand: 9 districts with 94 communes and Long An's 15 with
186 until 30/6/2025, then one province of 82 xã and 14 phường.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from kheo.core.tests.databases import use
from kheo.organisations.loading.everything import load
from kheo.organisations.models import Placement, Role, Spell, Succession, Unit
from kheo.organisations.queries.units import below, children, standing, units
from kheo.organisations.tests.world import AT, LOAD
from kheo.organisations.verifying import verify

THEN, REFORMED, NOW = date(2021, 6, 1), date(2025, 4, 1), date(2026, 6, 1)
OLD_TAY_NINH, LONG_AN, TAY_NINH = "vn-p72", "vn-p80", "vn-p80-2025"

pytestmark = pytest.mark.usefixtures("tay_ninh")


@pytest.fixture(scope="module")
def tay_ninh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Loaded once for all of these tests, which only read."""
    use(f"sqlite:///{tmp_path_factory.mktemp('tay-ninh') / 'tay-ninh.sqlite3'}")
    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    list(load("tay ninh", by=LOAD, clock=lambda: AT))
    yield
    connection.close()


def localities(place: str, on: date, by: str = "level") -> dict[str, int]:
    """How many localities stand below a place on a day, by level or kind."""
    there = units(LOAD, AT, on=on)
    seen = below(there, standing(there, Unit.objects.get(code=place).pk, "territory", on))
    return dict(Counter(seen.filter(kind__block="territory").values_list(by, flat=True)))


def under(unit: str, tree: str, on: date, **conditions: Any) -> set[str]:
    found = children(units(LOAD, AT, on=on), Unit.objects.get(code=unit).pk, tree, on)
    return {spell.name for spell in found.filter(**conditions)}


def way(unit: str, tree: str, on: date) -> list[str]:
    return [spell.name for spell in standing(units(LOAD, AT, on=on), Unit.objects.get(code=unit).pk, tree, on).way]


def became(unit: str) -> set[tuple[str, str, Decimal | None, bool]]:
    rows = Succession.objects.filter(predecessor__code=unit).select_related("successor")
    return {(row.successor.code, row.kind, row.share, row.custodian) for row in rows}


def code(name: str, district: str) -> str:
    """The code of a commune of before by its name and that of its district."""
    placed = Placement.objects.filter(parent__spells__name=district, unit__spells__name=name, tree="territory")
    return str(placed.get(end=date(2025, 7, 1)).unit.code)


def test_two_provinces_of_before_are_one_of_today() -> None:
    assert localities(OLD_TAY_NINH, THEN) == {"district": 9, "commune": 94}
    assert localities(LONG_AN, THEN) == {"district": 15, "commune": 186}
    assert localities(TAY_NINH, THEN) == {}
    assert localities(OLD_TAY_NINH, REFORMED) == {"district": 9, "commune": 94}
    assert localities(OLD_TAY_NINH, NOW) == {}
    assert localities(TAY_NINH, NOW) == {"commune": 96}
    assert localities(TAY_NINH, NOW, by="kind") == {"xa": 82, "phuong": 14}
    for old in (OLD_TAY_NINH, LONG_AN):
        assert became(old) == {(TAY_NINH, "merged", Decimal(1), True)}


def test_the_districts_of_tay_ninh_are_told_by_their_kinds() -> None:
    assert under(OLD_TAY_NINH, "territory", THEN, level="district") == {
        "Thành phố Tây Ninh",
        "Thị xã Hòa Thành",
        "Thị xã Trảng Bàng",
        "Huyện Bến Cầu",
        "Huyện Châu Thành",
        "Huyện Dương Minh Châu",
        "Huyện Gò Dầu",
        "Huyện Tân Biên",
        "Huyện Tân Châu",
    }


def test_a_commune_of_today_names_those_it_was_made_of() -> None:
    tan_ninh = Spell.objects.get(name="Phường Tân Ninh").unit
    made_of = Succession.objects.filter(successor=tan_ninh, predecessor__spells__level="commune")
    assert {(row.predecessor.spells.get().name, row.share) for row in made_of} == {
        ("Phường 1", Decimal(1)),
        ("Phường 2", Decimal(1)),
        ("Phường 3", Decimal(1)),
        ("Phường 4", Decimal(1)),
        ("Phường Hiệp Ninh", Decimal(1)),
        ("Xã Thái Bình", None),
    }


def test_namesakes_of_two_provinces_are_not_taken_for_one() -> None:
    there, here = code("Phường 4", "Thành phố Tân An"), code("Phường 4", "Thành phố Tây Ninh")
    assert became(there) == {("vn-c27694-2025", "merged", Decimal(1), True)}
    assert became(here) == {("vn-c25459-2025", "merged", Decimal(1), True)}


def test_a_divided_commune_has_unknown_shares_and_one_custodian_and_so_have_its_bodies() -> None:
    divided = code("Xã Đức Hòa Thượng", "Huyện Đức Hòa")
    assert became(divided) == {("vn-c27964-2025", "split", None, False), ("vn-c27976-2025", "split", None, True)}
    assert became(f"{divided}.committee") == {
        ("vn-c27964-2025.committee", "split", None, False),
        ("vn-c27976-2025.committee", "split", None, True),
    }


def test_a_district_went_to_communes_in_unknown_shares_and_its_records_to_the_province() -> None:
    heirs = became("vn-d706")
    assert {(kind, share, custodian) for _, kind, share, custodian in heirs} == {
        ("split", None, False),
        ("closed", Decimal(0), True),
    }
    communes = {Spell.objects.get(unit__code=heir).name for heir, *_ in heirs} - {"Tỉnh Tây Ninh"}
    assert communes == {"Xã Tân Châu", "Xã Tân Đông", "Xã Tân Hội", "Xã Tân Hòa", "Xã Tân Thành", "Xã Tân Phú"}


def test_the_bodies_of_a_district_are_kept_by_their_like_at_the_province() -> None:
    for body in ("committee", "organisation", "farmers", "front", "school"):
        assert became(f"vn-d706.{body}") == {(f"{TAY_NINH}.{body}", "closed", None, True)}
    kept = Placement.objects.get(unit__code="vn-d706.committee", tree="party", custody=True)
    assert (kept.parent.code, kept.start) == (f"{TAY_NINH}.committee", date(2025, 7, 1))


def test_the_advisory_bodies_were_merged_before_the_provinces_were() -> None:
    merged = {(f"{OLD_TAY_NINH}.guide.ban-tgdv", "merged", Decimal(1), True)}
    assert became(f"{OLD_TAY_NINH}.guide.ban-dan-van") == merged
    assert became(f"{OLD_TAY_NINH}.communication.ban-tuyen-giao") == merged
    assert became(f"{OLD_TAY_NINH}.guide.ban-tgdv") == {(f"{TAY_NINH}.guide.ban-tgdv", "merged", Decimal(1), True)}
    replaced = {(f"{OLD_TAY_NINH}.state-party.dang-uy-khoi", "replaced", Decimal(1), True)}
    assert became(f"{OLD_TAY_NINH}.state-party.ban-can-su") == replaced


def test_a_province_has_other_bodies_before_and_after_the_reform() -> None:
    block = {"kind__block__in": ["party", "party-advisory"]}
    assert under(OLD_TAY_NINH, "territory", THEN, **block) - under(OLD_TAY_NINH, "territory", REFORMED, **block) == {
        "Ban Dân vận Tỉnh uỷ Tây Ninh",
        "Ban Tuyên giáo Tỉnh uỷ Tây Ninh",
        "Ban cán sự đảng UBND tỉnh Tây Ninh",
        "Đảng đoàn MTTQ tỉnh Tây Ninh",
        "Đảng uỷ Khối các cơ quan và doanh nghiệp tỉnh Tây Ninh",
    }
    assert under(TAY_NINH, "territory", NOW, **block) == {
        "Tỉnh uỷ Tây Ninh",
        "Ban Tuyên giáo và Dân vận Tỉnh uỷ Tây Ninh",
        "Ban Tổ chức Tỉnh uỷ Tây Ninh",
        "Ban Nội chính Tỉnh uỷ Tây Ninh",
        "Uỷ ban Kiểm tra Tỉnh uỷ Tây Ninh",
        "Văn phòng Tỉnh uỷ Tây Ninh",
        "Đảng uỷ UBND tỉnh Tây Ninh",
        "Đảng uỷ các cơ quan Đảng tỉnh Tây Ninh",
        "Đảng uỷ Công an tỉnh Tây Ninh",
        "Đảng uỷ Quân sự tỉnh Tây Ninh",
    }


def test_committees_lead_each_other_through_two_levels_today_and_three_before() -> None:
    central, commune = "Ban Chấp hành Trung ương Đảng", code("Xã Tân Hội", "Huyện Tân Châu")
    before = [central, "Tỉnh uỷ Tây Ninh", "Huyện uỷ Tân Châu", "Đảng uỷ xã Tân Hội"]
    assert way(f"{commune}.committee", "party", THEN) == before
    assert way(f"{commune}-2025.committee", "party", NOW) == [central, "Tỉnh uỷ Tây Ninh", "Đảng uỷ xã Tân Hội"]


def test_an_association_stood_under_its_own_line_and_stands_under_the_front() -> None:
    commune = code("Xã Tân Hội", "Huyện Tân Châu")
    assert way(f"{commune}.farmers", "front", THEN) == [
        "Trung ương Hội Nông dân Việt Nam",
        "Hội Nông dân tỉnh Tây Ninh",
        "Hội Nông dân huyện Tân Châu",
        "Hội Nông dân xã Tân Hội",
    ]
    assert way(f"{commune}-2025.farmers", "front", NOW) == [
        "Uỷ ban Trung ương MTTQ Việt Nam",
        "Uỷ ban MTTQ Việt Nam tỉnh Tây Ninh",
        "Uỷ ban MTTQ Việt Nam xã Tân Hội",
        "Hội Nông dân xã Tân Hội",
    ]


def test_the_standing_body_guides_every_body_of_the_province_on_each_day() -> None:
    for province, guide, on in (
        (OLD_TAY_NINH, "guide.ban-dan-van", THEN),
        (OLD_TAY_NINH, "guide.ban-tgdv", REFORMED),
        (TAY_NINH, "guide.ban-tgdv", NOW),
    ):
        there = units(LOAD, AT, on=on).exclude(kind__block="territory")
        here = standing(there, Unit.objects.get(code=province).pk, "territory", on)
        bodies = set(below(there, here).values_list("unit__code", flat=True))
        guide_pk = Unit.objects.get(code=f"{province}.{guide}").pk
        guided = below(there, standing(there, guide_pk, "guidance", on))
        # All but the standing body itself and the Party committee that it advises.
        assert bodies - set(guided.values_list("unit__code", flat=True)) == {
            f"{province}.{guide}",
            f"{province}.committee",
        }


def test_names_are_written_as_decree_30_asks() -> None:
    ward = code("Phường 1", "Thành phố Tân An")
    assert Spell.objects.get(unit__code=f"{ward}.committee").name == "Đảng uỷ Phường 1"
    assert Spell.objects.get(unit__code=f"{ward}.state").name == "Uỷ ban nhân dân Phường 1"
    assert Spell.objects.get(unit__code="vn-d703.committee").name == "Thành uỷ Tây Ninh"
    assert Spell.objects.get(unit__code="vn-d712.guide.ban-dan-van").name == "Ban Dân vận Thị uỷ Trảng Bàng"


def test_what_is_older_than_the_data_says_that_its_first_day_is_assumed() -> None:
    told = Spell.objects.filter(kind__block="territory").exclude(level="centre")
    assert set(told.values_list("start", "certainty").distinct()) == {
        (date(2021, 1, 1), "assumed"),
        (date(2025, 7, 1), "derived"),
    }
    assert not told.filter(source="").exists()


def test_each_commune_of_tay_ninh_is_on_the_map() -> None:
    on_the_map = Spell.objects.filter(
        kind__block="territory", level="commune", latitude__range=(10.3, 11.8), longitude__range=(105.4, 106.8)
    )
    assert on_the_map.filter(start=date(2025, 7, 1)).count() == 96


def test_roles_come_with_what_they_may_do() -> None:
    officer = Role.objects.get(code="secretariat")
    assert set(officer.powers.values_list("tree", flat=True)) == {"guidance"}
    member = Role.objects.get(code="committee-member").powers.get(capability="people.read")
    assert (member.tree_id, member.over_charges) == ("territory", True)


def test_what_was_loaded_holds_together() -> None:
    assert [str(finding) for finding in verify()] == []
