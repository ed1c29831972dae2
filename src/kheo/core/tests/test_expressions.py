from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kheo.core.errors import Invalid
from kheo.core.expressions import Column, condition, evaluate, parse
from kheo.core.expressions.parsing import _COMPARISONS, _WORDS, DEEPEST, LONGEST, _phrases
from kheo.core.tests.people import AT, LAN
from kheo.core.tests.sample import actions
from kheo.core.tests.sample.models import Row
from kheo.text import plain

COLUMNS = (
    Column("households", "number", ("số hộ", "households"), "households"),
    Column("done", "number", ("số hộ đã làm",), "done"),
    Column("due", "date", ("hạn", "thời hạn"), "due"),
    Column("title", "text", ("tên", "tên mô hình"), "title", "folded"),
    Column("public", "flag", ("công khai",), "public"),
    Column("state", "choice", ("trạng thái",), "state", choices={"draft": ("nháp",), "sent": ("đã gửi", "sent")}),
)
ROW: dict[str, Any] = {
    "households": 40,
    "done": 10,
    "due": date(2026, 6, 30),
    "title": "Đường hoa Suối Lam",
    "public": True,
    "state": "sent",
}


def true(text: str, **changed: Any) -> Any:
    return evaluate(parse(text, COLUMNS), ROW | changed)


@pytest.mark.parametrize(
    "text",
    [
        "số hộ = 40",
        "SO HO = 40",
        "số hộ là 40 và số hộ đã làm là 10",
        "số hộ từ 10 đến 40",
        "số hộ ít nhất 40",
        "số hộ không quá 1.000,5",
        "hạn trước 1/7/2026",
        "thoi han sau 29/6/2026",
        "hạn từ 1/6/2026 đến 30/6/2026 và công khai",
        "tên chứa duong hoa",
        "tên chứa “hoa suối”",
        "tên mô hình là đường hoa suối lam",
        "tên khác đường cờ và trạng thái khác nháp",
        "trạng thái là đã gửi",
        "trạng thái trong (nháp, đã gửi)",
        "số hộ trong (1, 40)",
        "công khai",
        "không phải (trạng thái là nháp hoặc số hộ < 3)",
        "not (state is draft) and households at least 3",
        "số hộ đã làm / số hộ * 100 = 25",
        "số hộ - số hộ đã làm = 3 * (5 + 5)",
        "-số hộ < -39",
        "hạn không trống",
        "số hộ < 3 hoặc số hộ > 3 và công khai",
    ],
)
def test_what_an_officer_writes_is_understood(text: str) -> None:
    assert true(text) is True


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("", "…"),
        ("số hộ", "…"),
        ("40", "…"),
        ("số hộ = ", "…"),
        ("số hộ = bốn", "bốn"),
        ("số hộ = 1.5", "1.5"),
        ("số hộ chứa 4", "chứa 4"),
        ("màu = đỏ", "màu = đỏ"),
        ("hạn trước 31/2/2026", "31/2/2026"),
        ("hạn trước 3", "…"),
        ("trạng thái là đỏ", "đỏ"),
        ("(số hộ = 40", "…"),
        ("số hộ = 40)", ")"),
        ("số hộ = 40 và", "…"),
        ("số hộ = 40 số hộ = 3", "số hộ = 3"),
        ("công khai = 1", "= 1"),
        ("không phải số hộ", "…"),
        ("số hộ trong (1; ", "…"),
        ("tên chứa", "…"),
        ('tên chứa "hoa', '"hoa'),
    ],
)
def test_what_is_not_understood_is_shown_from_where(text: str, rest: str) -> None:
    if text == 'tên chứa "hoa':
        assert true(text) is False  # a lone quotation mark is a sign like any other
        return
    with pytest.raises(Invalid) as refusal:
        parse(text, COLUMNS)
    assert (refusal.value.code, refusal.value.data["rest"]) == ("expression", rest)


@pytest.mark.parametrize(
    "text", ["(" * 500 + "công khai", "không phải " * 150, "-" * 1_900, "1" + "+1" * 900 + " = 1", "x" * (LONGEST + 1)]
)
def test_hostile_expressions_end_in_a_refusal(text: str) -> None:
    with pytest.raises(Invalid):
        parse(text, COLUMNS)
    assert DEEPEST < 100


@given(st.text(alphabet='số hộ=<>()"“”,1/0.- vàhoặckhông', max_size=60))
@settings(deadline=None)
def test_any_text_gives_a_tree_or_a_refusal(text: str) -> None:
    try:
        assert evaluate(parse(text, COLUMNS), ROW) in {True, False, None}
    except Invalid as refusal:
        assert refusal.code == "expression"  # noqa: PT017 -- a tree is as good


def test_formulas_give_numbers_and_conditions_truths() -> None:
    formula = parse("số hộ đã làm / số hộ * 100", COLUMNS, gives="number")
    assert evaluate(formula, ROW) == Decimal(25)
    for text, gives in (("số hộ = 1", "number"), ("số hộ + 1", "truth")):
        with pytest.raises(Invalid):
            parse(text, COLUMNS, gives=gives)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("số hộ = 1", None),
        ("không phải số hộ = 1", None),
        ("số hộ = 1 hoặc công khai", True),
        ("số hộ = 1 và không phải công khai", False),
        ("số hộ = 1 và công khai", None),
        ("số hộ trống", True),
        ("số hộ không trống", False),
        ("số hộ đã làm / 0 = 1", None),
    ],
)
def test_what_is_empty_is_neither_true_nor_false(text: str, answer: bool | None) -> None:
    assert true(text, households=None) is answer


def test_no_two_phrases_are_one_without_diacritics() -> None:
    for table in (_COMPARISONS, _WORDS):
        assert len(_phrases(table)) == sum(map(len, table.values()))


def test_two_fields_with_one_label_are_a_fault_of_the_form() -> None:
    with pytest.raises(ValueError, match="Ban"):
        parse("bàn = 1", [Column("a", "number", ("bàn",)), Column("b", "number", ("Ban",))])


numbers = st.none() | st.integers(0, 6)
ROWS = st.fixed_dictionaries(
    {
        "households": numbers,
        "done": numbers,
        "due": st.none() | st.dates(date(2026, 6, 28), date(2026, 7, 2)),
        "title": st.sampled_from(["", "Đường hoa", "đường", "cờ"]),
        "public": st.none() | st.booleans(),
        "state": st.none() | st.sampled_from(["draft", "sent"]),
    }
)
SIGN = st.sampled_from(["=", "khác", "<", "không quá", "trên", "ít nhất"])
SUM = st.sampled_from(
    ["số hộ", "số hộ đã làm", "3", "số hộ + số hộ đã làm", "số hộ * 2 - 1", "số hộ đã làm / số hộ", "-2"]
)
TITLE = st.sampled_from(["chứa duong", "chứa đường hoa", "là duong", "là đường hoa", "khác duong"])
ATOM = st.one_of(
    st.tuples(SUM, SIGN, SUM).map(" ".join),
    st.tuples(st.just("hạn"), SIGN, st.sampled_from(["1/7/2026", "30/6/2026", "hạn"])).map(" ".join),
    TITLE.map("tên {}".format),
    st.sampled_from(
        [
            "công khai",
            "trạng thái là nháp",
            "trạng thái khác đã gửi",
            "trạng thái trong (nháp, đã gửi)",
            "số hộ trống",
            "tên trống",
            "tên không trống",
            "hạn trống",
            "số hộ từ 2 đến 4",
        ]
    ),
)
EXPRESSION = st.recursive(
    ATOM,
    lambda part: st.one_of(
        part.map("không phải ({})".format),
        st.tuples(part, st.sampled_from(["và", "hoặc"]), part).map("({0[0]} {0[1]} {0[2]})".format),
    ),
    max_leaves=5,
)


@given(st.lists(ROWS, min_size=1, max_size=6), st.lists(EXPRESSION, min_size=1, max_size=8))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_list_shows_the_rows_for_which_the_expression_is_true(
    db: str, rows: list[dict[str, Any]], expressions: list[str]
) -> None:
    Row.objects.all().delete()
    for number, row in enumerate(rows):
        Row.objects.create(pk=number + 1, folded=plain(row["title"]), **row)
    for text in expressions:
        node = parse(text, COLUMNS)
        expected = [number + 1 for number, row in enumerate(rows) if evaluate(node, row) is True]
        assert [row.pk for row in Row.objects.filter(condition(node)).order_by("pk")] == expected, text


def test_rights_are_applied_inside_the_expression(db: str) -> None:
    unit = actions.found(by=LAN, at=AT, name="Suối Lam")
    for title, public in (("Một", True), ("Hai", False)):
        actions.write(unit, by=LAN, at=AT, title=title, public=public, households=5)
    from kheo.core.access import PUBLIC
    from kheo.core.tests.sample.models import Paper

    asked = condition(parse("số hộ = 5 hoặc số hộ khác 5", COLUMNS))
    assert [one.title for one in Paper.objects.visible_to(PUBLIC, AT).filter(asked)] == ["Một"]
