from __future__ import annotations

from typing import Any

import pytest

from kheo.core.access import FOREVER
from kheo.organisations.loading.mending import misplaced, untangled
from kheo.organisations.loading.source import BORDER, Source, folder


def parts(*heirs: str) -> list[dict[str, Any]]:
    return [{"newWardKey": heir, "isDefaultNewWard": heir == heirs[0]} for heir in heirs]


def test_namesakes_of_two_provinces_each_go_where_their_own_district_went() -> None:
    whole = {"x": ["p_one_a"], "y": ["q_two_b"]}
    divided = {"p_one_ward4": parts("x", "y"), "q_two_ward4": parts("x", "y")}
    assert untangled(whole, divided) == ({"x": ["p_one_a", "p_one_ward4"], "y": ["q_two_b", "q_two_ward4"]}, {})


def test_namesakes_of_one_province_are_told_by_their_districts() -> None:
    whole = {"x": ["p_one_a"], "y": ["p_two_b", "p_two_ward4"]}
    divided = {"p_one_ward4": parts("x", "y")}
    assert untangled(whole, divided) == ({"x": ["p_one_a", "p_one_ward4"], "y": ["p_two_b", "p_two_ward4"]}, {})


def test_a_commune_may_be_divided_across_districts_when_it_has_no_namesake() -> None:
    whole = {"x": ["p_one_a"], "y": ["p_two_b"]}
    divided = {"p_one_c": parts("x", "y", "made-of-parts-alone")}
    assert untangled(whole, divided) == (whole, divided)


def test_a_commune_of_which_nothing_fits_stays_as_it_is_told() -> None:
    divided = {"p_one_c": parts("y", "z")}
    assert untangled({"y": ["q_two_b"], "z": ["q_two_d"]}, divided)[1] == divided


@pytest.mark.parametrize(
    ("place", "those", "wrong"),
    [
        ((11.0, 106.0), [(11.1, 106.1), (12.0, 107.0)], False),
        ((11.0, 106.0), [(12.0, 107.0), (12.1, 107.0)], True),
        ((None, None), [(12.0, 107.0)], False),
        ((11.0, 106.0), [(None, None)], False),
        ((11.0, 106.0), [], False),
    ],
)
def test_a_place_is_taken_off_the_map_when_all_it_was_made_of_lies_elsewhere(
    place: tuple[Any, Any], those: list[tuple[Any, Any]], wrong: bool
) -> None:
    assert misplaced(place, those) is wrong


@pytest.fixture(scope="module")
def nation() -> list[Any]:
    source = Source(folder())
    return [one for province in source.provinces() for one in source.localities(province)]


def test_the_nation_has_as_many_units_as_the_data_names(nation: list[Any]) -> None:
    def count(level: str, **span: Any) -> int:
        return sum(
            one.level == level and (one.start < BORDER if span["before"] else one.end == FOREVER) for one in nation
        )

    assert {level: count(level, before=True) for level in ("province", "district", "commune")} == {
        "province": 63,
        "district": 696,
        "commune": 10_035,
    }
    assert {level: count(level, before=False) for level in ("province", "district", "commune")} == {
        "province": 34,
        "district": 0,
        "commune": 3_321,
    }
    assert len({one.code for one in nation}) == len(nation)


def test_whatever_ended_has_heirs_and_one_of_them_keeps_its_records(nation: list[Any]) -> None:
    there = {one.code for one in nation}
    ended = [one for one in nation if one.end == BORDER]
    assert [one.code for one in ended if not one.heirs or not {heir.code for heir in one.heirs} <= there] == []
    keepers = {one.code: sum(heir.custodian for heir in one.heirs) for one in ended}
    assert {one.code for one in ended if keepers[one.code] != 1} == {
        one.code for one in ended if one.level == "district" and len(one.heirs) > 1
    }


def test_what_was_neither_merged_nor_divided_goes_on_as_itself(nation: list[Any]) -> None:
    going_on = {one.names[-1].name for one in nation if one.start < BORDER and one.end == FOREVER}
    assert {"Thành phố Hà Nội", "Thành phố Huế", "Tỉnh Nghệ An", "Tỉnh Cao Bằng"} <= going_on
    assert not {"Tỉnh Tây Ninh", "Thành phố Hồ Chí Minh", "Thành phố Cần Thơ"} & going_on


def test_a_kind_is_told_by_the_name_however_it_is_written(nation: list[Any]) -> None:
    assert {one.names[0].kind for one in nation if one.names[0].name == "Thị xã Mường Lay"} == {"thi-xa"}
    assert {(name.name.split()[0], name.kind) for one in nation for name in one.names} == {
        ("Tỉnh", "tinh"),
        ("Thành", "thanh-pho-tw"),
        ("Thành", "thanh-pho"),
        ("Huyện", "huyen"),
        ("Quận", "quan"),
        ("Thị", "thi-xa"),
        ("Thị", "thi-tran"),
        ("Xã", "xa"),
        ("Phường", "phuong"),
        ("Đặc", "dac-khu"),
    }
