from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from itertools import chain
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kheo.core.expressions import Column
from kheo.core.tests.sample.models import Row
from kheo.pages.listing import Col, Listing, listed
from kheo.pages.tests.site import PAPERS, signed_in, write

ROWS = Listing(
    name="rows",
    title="Models",
    columns=(
        Col("title", "Name of the model", lambda row: row.pk, by="title"),
        Col("due", "Due", lambda row: row.due, by="due"),
        Col("households", "Households", lambda row: row.households, by="households"),
    ),
    order="title",
    empty="No row fits this filter.",
    filters=(Column("households", "number", ("households",), path="households"),),
    size=3,
)


def page_at(address: str, listing: Listing = ROWS) -> Any:
    return listed(listing, RequestFactory().get(f"/{address}"), Row.objects.all())


def keys(page: Any) -> list[int]:
    return [int(re.search(r">(\d+)<", row)[1]) for row in page.rows]


values = st.tuples(st.sampled_from("abc"), st.none() | st.integers(0, 2), st.none() | st.sampled_from([1, 2]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(values, max_size=11), sort=st.sampled_from(["title", "-title", "due", "-due", "-households"]))
def test_pages_forwards_and_back_show_every_row_once_in_one_order(db: str, rows: list[Any], sort: str):
    Row.objects.all().delete()
    for title, households, day in rows:
        due = day and date(2026, 7, day)
        Row.objects.create(title=title, folded=title, households=households, due=due)
    pages = [page_at(f"?sort={sort}")]
    while pages[-1].next:
        pages.append(page_at(pages[-1].next))
    there = [keys(page) for page in pages]
    name, down = sort.removeprefix("-"), sort.startswith("-")
    filled = [row for row in Row.objects.all() if getattr(row, name) is not None]
    hollow = [row.pk for row in Row.objects.all() if getattr(row, name) is None]
    order = [row.pk for row in sorted(filled, key=lambda row: (getattr(row, name), row.pk), reverse=down)]
    assert [*chain(*there)] == order + sorted(hollow, reverse=down)
    back = [pages[-1]]
    while back[-1].previous:
        back.append(page_at(back[-1].previous))
    assert [*chain(*map(keys, back[::-1]))] == [*chain(*there)]


def test_a_page_stays_where_it_is_while_others_write(db: str):
    for number in range(1, 8):
        Row.objects.create(title=f"{number}", folded="")
    first = page_at("")
    Row.objects.create(title="0", folded="")
    Row.objects.filter(title="3").delete()
    assert [Row.objects.get(pk=key).title for key in keys(page_at(first.next))] == ["4", "5", "6"]


def test_the_count_stops(db: str):
    Row.objects.bulk_create(Row(title="a", folded="") for _ in range(1_001))
    assert page_at("").total == "1.000+"
    Row.objects.first().delete()
    assert page_at("").total == "1.000"


def test_a_damaged_place_is_told_and_the_list_begins_anew(db: str):
    Row.objects.create(title="a", folded="")
    for place in ("x", "W10", "bnVsbA", "WzEsMl0=====", "é"):
        page = page_at(f"?after={place}")
        assert (len(page.rows), bool(page.lost)) == (1, True)


def test_a_filter_that_cannot_be_read_shows_its_fault_and_no_row(client):
    write(3)
    answer = client.get("/papers/", {"q": "số hộ nhiều hơn"})
    text = answer.content.decode()
    assert "Không hiểu được từ chỗ này: “nhiều hơn”" in text
    assert 'value="số hộ nhiều hơn"' in text
    assert "<td" not in text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("số hộ ít nhất 1", ["Ngõ 001", "Ngõ 002"]),
        ("households at least 2", ["Ngõ 002"]),
        ("so ho = 0", ["Ngõ 000"]),
    ],
)
def test_a_condition_is_read_in_both_languages(client, asked: str, found: list[str]):
    write(3)
    assert re.findall(r">(Ngõ \d+)</a>", client.get("/papers/", {"q": asked}).content.decode()) == found


def test_words_that_are_no_condition_are_looked_for(client):
    write(1)
    text = client.get("/papers/", {"q": "ngo xanh"}).content.decode()
    assert "Đang tìm “ngo xanh” trong: tên" in text


def test_a_list_of_one_row_and_of_three_costs_the_same(client, django_queries):
    write(1)
    counts = []
    for more in (0, 2):
        write_more(more)
        with django_queries() as made:
            assert client.get("/papers/?sort=unit").status_code == 200
        counts.append(len(made))
    assert counts == [4, 4]  # session, account, rows (what fits on a page is counted with it), how much is unread


def test_a_list_that_goes_on_is_counted_by_one_more_query(client, django_queries):
    write(1)
    write_more(60)
    with django_queries() as made:
        page = client.get("/papers/?sort=unit").content.decode()
    assert len(made) == 5
    assert "61" in page


def write_more(count: int) -> None:
    for number in range(count):
        write(1, title=f"thêm {number}")


def test_nobody_sees_or_counts_or_exports_what_is_not_theirs(client):
    write(3)
    stranger = type(client)()
    text = stranger.get("/papers/").content.decode()
    assert "Ngõ" not in text
    assert '<span class="count" role="status">0</span>' in text
    assert rows_of(stranger.get("/papers/?export=xlsx"))[1:] == []


def rows_of(answer: Any) -> list[tuple[Any, ...]]:
    return [tuple(cell.value for cell in row) for row in load_workbook(BytesIO(answer.content)).active.iter_rows()]


def test_an_export_holds_the_filtered_rows_in_order(client):
    write(4)
    answer = client.get("/papers/", {"q": "số hộ ít nhất 2", "sort": "-households", "export": "xlsx"})
    assert rows_of(answer) == [
        ("Tên mô hình", "Trạng thái", "Đơn vị", "Số hộ", "Công khai"),
        ("Ngõ 003", "draft", "Xã Tân Lập", 3, "không"),
        ("Ngõ 002", "draft", "Xã Tân Lập", 2, "không"),
    ]


@pytest.mark.parametrize("title", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(1)", "\t=1", '=HYPERLINK("x")'])
def test_no_cell_of_an_export_is_a_formula(client, title: str):
    write(1, title=title)
    sheet = load_workbook(BytesIO(client.get("/papers/?export=xlsx").content)).active
    cell = sheet["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (title, "s", True)


def test_an_empty_list_says_what_would_fill_it(client):
    assert "Cán bộ đầu mối của đơn vị đăng ký mô hình." in client.get("/papers/").content.decode()


def test_what_a_row_holds_is_never_html(client):
    write(1, title="<script>x</script>")
    text = client.get("/papers/").content.decode()
    assert "&lt;script&gt;x&lt;/script&gt;" in text
    assert "<script>x" not in text


def test_other_values_of_the_address_are_kept(client):
    write(1)
    text = client.get("/papers/?on=2026-01-01&sort=-title").content.decode()
    assert '<input type="hidden" name="on" value="2026-01-01">' in text
    heads = re.findall(r'<a id="papers-households" href="\?([^"]*)"', text)
    assert parse_qs(heads[0].replace("&amp;", "&")) == {"on": ["2026-01-01"], "sort": ["households"]}


def test_a_declaration_that_contradicts_itself_is_refused():
    with pytest.raises(ValueError, match="no ordered column"):
        Listing("x", "x", ROWS.columns, "nowhere", "x")
    with pytest.raises(ValueError, match="no text column"):
        Listing("x", "x", ROWS.columns, "title", "x", words="title")


def test_the_other_reader_sees_the_same_list(client):
    write(2)
    minh = signed_in("minh")
    assert "Ngõ 001" in minh.get("/papers/").content.decode()
    assert PAPERS.order == "title"
