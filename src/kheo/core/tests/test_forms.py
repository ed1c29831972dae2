from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kheo.core.access import anyone
from kheo.core.actions import ACTIONS, Deed, action
from kheo.core.errors import Invalid
from kheo.core.forms import FormVersion, check, form_class, publish, read_schema
from kheo.core.tests.people import AT, LAN
from kheo.i18n import speaking

DEFINITION: dict[str, Any] = {
    "items": [
        {"name": "title", "kind": "text", "label_vi": "Tên mô hình", "label_en": "Title", "required": True, "most": 40},
        {
            "name": "households",
            "kind": "number",
            "label_vi": "Số hộ",
            "label_en": "Households",
            "required": True,
            "least": 1,
        },
        {"name": "joined", "kind": "number", "label_vi": "Số hộ tham gia", "label_en": "Joined", "decimals": 1},
        {"name": "start", "kind": "date", "label_vi": "Ngày bắt đầu", "label_en": "Start"},
        {"name": "public", "kind": "flag", "label_vi": "Công khai", "label_en": "Public"},
        {
            "name": "field",
            "kind": "choice",
            "label_vi": "Lĩnh vực",
            "label_en": "Field",
            "choices": [
                {"code": "culture", "label_vi": "Văn hoá", "label_en": "Culture"},
                {"code": "economy", "label_vi": "Kinh tế", "label_en": "Economy"},
            ],
        },
        {
            "name": "works",
            "kind": "table",
            "label_vi": "Phần việc",
            "label_en": "Works",
            "most": 3,
            "items": [
                {"name": "what", "kind": "text", "label_vi": "Việc", "label_en": "Work", "required": True},
                {"name": "days", "kind": "number", "label_vi": "Số công", "label_en": "Days"},
                {
                    "name": "hours",
                    "kind": "formula",
                    "label_vi": "Số giờ",
                    "label_en": "Hours",
                    "formula": "số công * 8",
                },
            ],
        },
        {
            "name": "rate",
            "kind": "formula",
            "label_vi": "Tỷ lệ",
            "label_en": "Rate",
            "decimals": 2,
            "formula": "số hộ tham gia / số hộ * 100",
        },
        {
            "name": "per_household",
            "kind": "formula",
            "label_vi": "Công mỗi hộ",
            "label_en": "Days each",
            "decimals": 1,
            "formula": "tổng số giờ của phần việc / 8 / số hộ",
        },
    ],
    "rules": [
        {
            "condition": "số hộ tham gia không quá số hộ",
            "label_vi": "Số hộ tham gia không thể lớn hơn số hộ.",
            "label_en": "More joined than there are.",
        },
        {
            "condition": "lĩnh vực khác kinh tế hoặc tỷ lệ ít nhất 10",
            "label_vi": "Tỷ lệ quá thấp.",
            "label_en": "Too low.",
        },
    ],
}
SCHEMA = read_schema(DEFINITION)
FILLED: dict[str, Any] = {
    "title": "Đường hoa",
    "households": "1.200",
    "joined": "400,5",
    "start": "1/7/2026",
    "public": True,
    "field": "culture",
    "works": [{"what": "Trồng hoa", "days": 30}, {"what": "Vẽ tranh", "days": ""}],
}


def faults(**changed: Any) -> dict[str, list[str]]:
    with speaking("en"), pytest.raises(Invalid) as refusal:
        check(SCHEMA, FILLED | changed)
    found: dict[str, list[str]] = refusal.value.data["fields"]  # type: ignore[assignment]
    return found


def test_values_are_kept_as_json_with_their_formulas() -> None:
    assert check(SCHEMA, FILLED) == {
        "title": "Đường hoa",
        "households": 1200,
        "joined": 400.5,
        "start": "2026-07-01",
        "public": True,
        "field": "culture",
        "works": [{"what": "Trồng hoa", "days": 30, "hours": 240}, {"what": "Vẽ tranh", "days": None, "hours": None}],
        "rate": 33.38,
        "per_household": 0,
    }


def test_what_was_kept_can_be_checked_again_and_stays_the_same() -> None:
    kept = check(SCHEMA, FILLED)
    assert check(SCHEMA, kept) == kept


def test_what_is_given_for_a_formula_does_not_count() -> None:
    works = [{"what": "Trồng hoa", "days": 30, "hours": 1}, {"what": "Vẽ tranh", "days": ""}]
    assert check(SCHEMA, FILLED | {"rate": 99, "works": works}) == check(SCHEMA, FILLED)


@pytest.mark.parametrize(
    ("changed", "places"),
    [
        ({"title": ""}, ["title"]),
        ({"title": "x" * 1_000_000}, ["title"]),
        ({"title": "nul \0"}, ["title"]),
        ({"households": "nhiều"}, ["households"]),
        ({"households": "1.5"}, ["households"]),
        ({"households": "2,5"}, ["households"]),
        ({"households": 0}, ["households"]),
        ({"households": "NaN"}, ["households"]),
        ({"households": float("inf")}, ["households"]),
        ({"households": "9" * 40}, ["households"]),
        ({"households": [1]}, ["households"]),
        ({"start": "31/2/2026"}, ["start"]),
        ({"field": "sport"}, ["field"]),
        ({"other": 1}, ["other"]),
        ({"works": "x"}, ["works"]),
        ({"works": ["x"]}, ["works"]),
        ({"works": [{"what": "x"}] * 4}, ["works"]),
        ({"works": [{"what": "x"}, {"days": 1}]}, ["works.1.what"]),
        ({"works": [{"what": "x", "pay": 1}]}, ["works.0.pay"]),
        ({"joined": "1.300"}, ["rules.0"]),
        ({"joined": "1.300", "title": ""}, ["title"]),
    ],
)
def test_each_fault_is_named_by_its_place(changed: dict[str, Any], places: list[str]) -> None:
    assert list(faults(**changed)) == places


def test_a_broken_rule_says_what_is_wrong_and_an_unknown_one_nothing() -> None:
    assert faults(joined="1.300") == {"rules.0": ["More joined than there are."]}
    assert faults(field="economy", joined="1") == {"rules.1": ["Too low."]}
    assert check(SCHEMA, FILLED | {"field": "economy", "joined": ""})["rate"] is None


def test_a_page_form_asks_what_a_person_fills_in() -> None:
    with speaking("vi"):
        form = form_class(SCHEMA.items)()
    assert [(name, field.label, field.required) for name, field in form.fields.items()][:2] == [
        ("title", "Tên mô hình", True),
        ("households", "Số hộ", True),
    ]
    assert set(form.fields) == {"title", "households", "joined", "start", "public", "field"}


RULE = {"condition": "a = 1", "label_vi": "A", "label_en": "A"}


def broken(**changed: Any) -> dict[str, Any]:
    item = {"name": "a", "kind": "number", "label_vi": "A", "label_en": "A"}
    return {"items": [item | changed]}


@pytest.mark.parametrize(
    "definition",
    [
        {},
        {"items": []},
        {"items": "x"},
        {"items": [1]},
        broken(name="A b"),
        broken(kind="rating"),
        broken(label_vi=""),
        broken(kind="choice"),
        broken(kind="table"),
        broken(kind="formula"),
        broken(secret=1),
        broken(kind="formula", formula="a + 1"),
        broken(kind="formula", formula="b + 1"),
        {"items": [broken()["items"][0]] * 2},
        {"items": [broken()["items"][0], broken(name="b")["items"][0]], "rules": [RULE]},
        broken() | {"rules": [RULE | {"condition": "a = "}]},
        broken() | {"rules": [{"condition": "a = 1"}]},
        broken(kind="table", items=[broken(kind="table", items=broken()["items"])["items"][0]]),
    ],
)
def test_a_schema_that_contradicts_itself_is_refused(definition: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refusal:
        read_schema(definition)
    assert refusal.value.code in {"schema", "expression"}


@pytest.mark.usefixtures("db")
def test_a_form_is_published_in_versions_that_stay() -> None:
    @action("test.publish", "publish", policy=anyone)
    def publishing(*, deed: Deed, definition: dict[str, Any]) -> FormVersion:
        return publish(deed, code="register", definition=definition)

    del ACTIONS["test.publish"]
    changed = {**DEFINITION, "rules": []}
    numbers = [publishing(by=LAN, at=AT, definition=one).number for one in (DEFINITION, DEFINITION, changed)]
    assert numbers == [1, 1, 2]
    assert FormVersion.objects.get(number=1).schema == SCHEMA
    with pytest.raises(Invalid):
        publishing(by=LAN, at=AT, definition={"items": []})


def test_dates_are_taken_as_they_are_written_and_as_they_are_kept() -> None:
    kept = {check(SCHEMA, FILLED | {"start": day})["start"] for day in ("01/07/2026", "2026-07-01", date(2026, 7, 1))}
    assert kept == {"2026-07-01"}
