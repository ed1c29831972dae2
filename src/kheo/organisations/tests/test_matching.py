from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kheo.organisations.actions.successions import merge
from kheo.organisations.actions.units import rename
from kheo.organisations.groups import load_groups, mandates_of, meant, units_of
from kheo.organisations.loading.words import load_words
from kheo.organisations.matching import parse, suggest
from kheo.organisations.models import Unit
from kheo.organisations.tests.world import AT, LOAD, unit

pytestmark = pytest.mark.usefixtures("db")

TODAY = date(2026, 7, 1)
JULY = date(2025, 7, 1)


def level(code: str) -> str:
    return {"hl": "district", "tb": "district", "g": "province"}.get(code, "commune")


@pytest.fixture
def province() -> dict[str, Unit]:
    """A province with three communes' worth of bodies, one commune merged into another."""
    load_words(by=LOAD, at=AT)
    load_groups(by=LOAD, at=AT)
    top = unit("P", tree="party", name="Tỉnh uỷ Tây Ninh", kind="tinh-uy", level="province")
    named = {
        "hl": ("Huyện uỷ Tân Biên", "huyen-uy"),
        "tb": ("Thị uỷ Trảng Bàng", "thi-uy"),
        "a": ("Hội Nông dân xã Tân Lập", "nong-dan"),
        "b": ("Hội Nông dân phường Tân Lập", "nong-dan"),
        "c": ("Uỷ ban nhân dân xã Tân Bình", "ubnd"),
        "d": ("Uỷ ban nhân dân xã Thạnh Bắc", "ubnd"),
        "e": ("Hội Nông dân xã Hoà Hiệp", "nong-dan"),
        "g": ("Ban Dân vận Tỉnh uỷ Tây Ninh", "ban-dan-van"),
    }
    made = {
        code: unit(code, top, tree="party", name=name, kind=kind, level=level(code))
        for code, (name, kind) in named.items()
    }
    merge(made["c"], by=LOAD, at=AT, units=[made["d"]], on=JULY)
    rename(made["g"], by=LOAD, at=AT, name="Ban Tuyên giáo và Dân vận Tỉnh uỷ Tây Ninh", kind="ban-tgdv", on=JULY)
    return {"P": top, **made}


@pytest.mark.parametrize(
    ("name", "code", "reason"),
    [
        ("Hội Nông dân xã Tân Lập", "a", "same"),
        ("hoi nong dan xa tan lap", "a", "diacritics"),
        ("HND xã Tân Lập", "a", "place"),
        ("Hội Nông dân phường Tân Lập", "b", "same"),
        ("Hội nông dân xã Hòa Hiệp", "e", "diacritics"),
        ("Hội Nông dân xã Hoà Hệp", "e", "near"),
        ("UBND xã Tân Bình", "c", "place"),
        ("UBND xã Thạnh Bắc", "c", "heir"),
        ("Ban Dân vận Tỉnh uỷ Tây Ninh", "g", "former"),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy", "g", "kind"),
    ],
)
def test_the_unit_meant_comes_first_with_the_reason(
    province: dict[str, Unit], name: str, code: str, reason: str
) -> None:
    first = suggest(name, LOAD, AT, on=TODAY, within=province["P"].pk, tree="party")[0]
    assert (first.unit, reason in [one.code for one in first.reasons]) == (province[code].pk, True)
    assert all(str(one) for one in first.reasons)


@pytest.fixture
def two_levels() -> dict[str, Unit]:
    """A province and a commune of it with their bodies beside them, and another commune; as they stand on the map."""
    load_words(by=LOAD, at=AT)
    top = unit("P", name="Tỉnh Tây Ninh", kind="tinh", level="province")
    x, y = (unit(code, top, name=name, kind="xa") for code, name in (("x", "Xã Tân Lập"), ("y", "Xã Tân Hà")))
    named = {
        "pc": (top, "Tỉnh uỷ Tây Ninh", "tinh-uy"),
        "pp": (top, "Hội đồng nhân dân tỉnh Tây Ninh", "hdnd"),
        "ps": (top, "Uỷ ban nhân dân tỉnh Tây Ninh", "ubnd"),
        "pf": (top, "Uỷ ban MTTQ Việt Nam tỉnh Tây Ninh", "mttq"),
        "pg": (top, "Ban Tuyên giáo và Dân vận Tỉnh uỷ Tây Ninh", "ban-tgdv"),
        "pd": (top, "Đảng uỷ UBND tỉnh Tây Ninh", "dang-uy-khoi"),
        "pm": (top, "Đảng uỷ Quân sự tỉnh Tây Ninh", "dang-uy-khoi"),
        "xc": (x, "Đảng uỷ xã Tân Lập", "dang-uy-xa"),
        "xs": (x, "Uỷ ban nhân dân xã Tân Lập", "ubnd"),
        "xf": (x, "Uỷ ban MTTQ Việt Nam xã Tân Lập", "mttq"),
        "ys": (y, "Uỷ ban nhân dân xã Tân Hà", "ubnd"),
    }
    return {
        code: unit(code, under, name=name, kind=kind, level="province" if code.startswith("p") else "commune")
        for code, (under, name, kind) in named.items()
    }


@pytest.mark.parametrize(
    ("issuer", "name", "code"),
    [
        ("ps", "Thường trực Tỉnh uỷ", "pc"),
        ("ps", "TT. HĐND tỉnh", "pp"),
        ("pc", "CT, PCT UBND tỉnh", "ps"),
        ("ps", "UBMTTQVN tỉnh", "pf"),
        ("ps", "Ban Tuyên giáo và Dân vận TU", "pg"),
        ("ps", "Đảng uỷ UBND tỉnh", "pd"),
        ("xf", "Ủy ban MTTQ Việt Nam tỉnh", "pf"),
        ("xf", "BTT Ủy ban MTTQ VN xã", "xf"),
        ("xf", "Thường trực Đảng ủy xã", "xc"),
        ("xf", "UBND xã", "xs"),
        ("xf", "Uỷ ban nhân dân xã Tân Hà", "ys"),
    ],
)
def test_what_names_no_place_is_of_the_issuers_locality_or_of_one_above(
    two_levels: dict[str, Unit], issuer: str, name: str, code: str
) -> None:
    first = suggest(name, LOAD, AT, on=TODAY, within=two_levels[issuer].pk)[0]
    assert first.unit == two_levels[code].pk


def test_a_name_without_a_place_means_nobody_below(two_levels: dict[str, Unit]) -> None:
    assert suggest("Đảng uỷ xã", LOAD, AT, on=TODAY, within=two_levels["ps"].pk) == []


def test_what_means_nothing_suggests_nothing(province: dict[str, Unit]) -> None:
    assert suggest("Công ty Thương mại Hoàn Cầu", LOAD, AT, on=TODAY) == []
    assert suggest("  ", LOAD, AT, on=TODAY) == []


def test_a_name_is_matched_as_of_its_day(province: dict[str, Unit]) -> None:
    [first] = suggest("UBND xã Thạnh Bắc", LOAD, AT, on=date(2021, 1, 1))[:1]
    assert (first.unit, first.name) == (province["d"].pk, "Uỷ ban nhân dân xã Thạnh Bắc")


def test_matching_takes_few_queries(province: dict[str, Unit], django_queries: Any) -> None:
    with django_queries() as made:
        suggest("UBND xã Thạnh Bắc", LOAD, AT, on=TODAY, within=province["P"].pk, tree="party")
    assert len(made) <= 7


def test_a_name_is_taken_apart() -> None:
    parsed = parse("UB MTTQ Việt Nam phường Long Hoa")
    assert (parsed.kinds, parsed.levels, parsed.place) == ({"mttq"}, {"commune"}, "long hoa")


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("các huyện uỷ, thị uỷ, thành uỷ", "district-committees"),
        ("Các huyện ủy, thị ủy, thành ủy;", "district-committees"),
        ("Các đồng chí Ủy viên Ban Chấp hành Đảng bộ tỉnh", "committee-members"),
        ("UB MTTQ và các tổ chức chính trị - xã hội các cấp", "front-and-associations"),
        ("các đảng đoàn, ban cán sự đảng", "party-groups"),
    ],
)
def test_a_phrase_finds_its_group(province: dict[str, Unit], phrase: str, code: str) -> None:
    assert meant(phrase)[0].group.code == code


def test_words_that_name_no_group_find_none(province: dict[str, Unit]) -> None:
    assert meant("Sở Nội vụ") == []


def test_a_group_resolves_to_its_members_of_the_day(province: dict[str, Unit]) -> None:
    group = meant("các huyện uỷ, thị uỷ, thành uỷ")[0].group
    spells = units_of(group, province["P"].pk, LOAD, AT, on=TODAY)
    assert [spell.name for spell in spells] == ["Huyện uỷ Tân Biên", "Thị uỷ Trảng Bàng"]
    assert list(units_of(group, province["P"].pk, LOAD, AT, on=date(1990, 1, 1))) == []
    members = meant("các đồng chí Tỉnh uỷ viên")[0].group
    assert list(mandates_of(members, province["P"].pk, LOAD, AT, on=TODAY)) == []
