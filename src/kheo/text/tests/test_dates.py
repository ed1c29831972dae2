import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.text.dates import WrittenDate, date_at, find_dates
from kheo.text.folding import plain
from kheo.text.tests.strategies import anything

Parts = tuple[int | None, int | None, int | None]

FORMS: list[tuple[str, Parts, str]] = [
    ("ngày 05 tháng 3 năm 2020", (2020, 3, 5), "date.words"),
    ("NGÀY 05 THÁNG 3 NĂM 2020", (2020, 3, 5), "date.words"),
    ("Ngày 05\ntháng 3 năm\n2020", (2020, 3, 5), "date.words"),
    ("ngày 05 tháng 3, năm 2020", (2020, 3, 5), "date.words"),
    ("ngày 05 tháng 3 của năm 2020", (2020, 3, 5), "date.words"),
    ("ngày 05tháng 3 năm2020", (2020, 3, 5), "date.words"),
    ("05 tháng 3 năm 2020", (2020, 3, 5), "date.words"),
    ("ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi sáu", (2026, 3, 15), "date.words"),
    ("ngày năm tháng năm năm hai nghìn không trăm hai mươi lăm", (2025, 5, 5), "date.words"),
    ("ngày ba mươi mốt tháng mười hai năm 2026", (2026, 12, 31), "date.words"),
    ("ngày 31 tháng 02 năm 2026", (2026, 2, 31), "date.words"),
    ("ngày 15 tháng 11", (None, 11, 15), "date.words"),
    ("ngày 15 tháng 11 năm 20…", (None, 11, 15), "date.words"),
    ("mùng 1", (None, None, 1), "date.words"),
    ("mồng 10 tháng Ba", (None, 3, 10), "date.words"),
    ("mùng Một tháng Giêng", (None, 1, 1), "date.words"),
    ("ngày mùng 2 tháng 9 năm 2026", (2026, 9, 2), "date.words"),
    ("ngày 05/3/2020", (2020, 3, 5), "date.numeric"),
    ("ngày12/12/2013", (2013, 12, 12), "date.numeric"),
    ("ngày 12/12/\n2013", (2013, 12, 12), "date.numeric"),
    ("ngày 5 - 3 - 2020", (2020, 3, 5), "date.numeric"),
    ("05/3/2020", (2020, 3, 5), "date.numeric"),
    ("5-3-2020", (2020, 3, 5), "date.numeric"),
    ("05.3.2020", (2020, 3, 5), "date.numeric"),
    ("2020-03-05", (2020, 3, 5), "date.numeric"),
    ("ngày 15/11", (None, 11, 15), "date.numeric"),
    ("ngày 15.11", (None, 11, 15), "date.numeric"),
    ("ngày 15/11 năm 2026", (2026, 11, 15), "date.numeric"),
    ("ngày 15/11/26", (None, 11, 15), "date.numeric"),
    ("ngày 31/2/2026", (2026, 2, 31), "date.numeric"),
    ("ngày … tháng … năm 2026", (2026, None, None), "date.blank"),
    ("ngày     tháng     năm 2026", (2026, None, None), "date.blank"),
    ("ngày ..... tháng 6 năm 2026", (2026, 6, None), "date.blank"),
    ("ngày - tháng 6 năm 2026", (2026, 6, None), "date.blank"),
    ("ngày ___ tháng ___ năm ___", (None, None, None), "date.blank"),
    ("ngày 05 tháng … năm 20…", (None, None, 5), "date.blank"),
    ("ngày …/…/2026", (2026, None, None), "date.blank"),
    ("ngày    /6/2026", (2026, 6, None), "date.blank"),
    ("tháng 6 năm 2026", (2026, 6, None), "date.month"),
    ("tháng 6/2026", (2026, 6, None), "date.month"),
    ("tháng 6-2026", (2026, 6, None), "date.month"),
    ("Tháng\n12 năm 2026", (2026, 12, None), "date.month"),
    ("tháng Tư năm 2026", (2026, 4, None), "date.month"),
    ("tháng năm năm 2026", (2026, 5, None), "date.month"),
    ("năm 2026", (2026, None, None), "date.year"),
    ("Năm\n2026", (2026, None, None), "date.year"),
]
BARE: list[tuple[str, Parts, str]] = [
    ("15/11", (None, 11, 15), "date.day-month"),
    ("6/2026", (2026, 6, None), "date.month"),
    ("tháng 6", (None, 6, None), "date.month"),
    ("ngày 15", (None, None, 15), "date.day"),
    ("25 tháng 11", (None, 11, 25), "date.words"),
]
NOISY: list[tuple[str, Parts]] = [
    ("ngày O5 tháng l2 năm 2O25", (2025, 12, 5)),
    ("ngay 05 thang 12 nam 2025", (2025, 12, 5)),
    ("ngày 15 thẳng 8 nằm 2025", (2025, 8, 15)),
    ("ngày 1] tháng I2 năm 2025", (2025, 12, 11)),
    ("ngày 2§ tháng 9 năm 2025", (2025, 9, None)),
    ("ngàyƒ tháng 9 năm 2025", (2025, 9, None)),
    ("ngày I5/l1/2O25", (2025, 11, 15)),
]
NO_DATES = [
    "ngày tháng năm sinh",
    "Ngày, tháng, năm",
    "ngày làm việc",
    "quý vị, quý hiếm, đá quý",
    "mỗi quý 1 lần",
    "06 tháng một lần",
    "6 tháng đầu năm",
    "giai đoạn 2021-2025, 5 năm 2021 - 2025",
    "số 15/2020/NĐ-CP, 12/12/2020/QH",
    "1.000.000 đồng, 25.10.1234567, 10/15/2020, 99.9",
    "mục 2.1, tỷ lệ 30/4, 6/2026",
    "cùng thống nhất quy định tham mưu",
]


def _parts(date: WrittenDate) -> Parts:
    return date.year, date.month, date.day


@pytest.mark.parametrize(("written", "parts", "rule"), FORMS)
def test_every_form_of_a_date_is_read_whole(written: str, parts: Parts, rule: str) -> None:
    text = f"Văn bản ({written}) sau"
    assert [(_parts(d), d.rule, text[d.start : d.end]) for d in find_dates(text)] == [(parts, rule, written)]
    date = date_at(text, 9)
    assert date is not None
    assert (date.start, date.end) == (9, 9 + len(written))


@pytest.mark.parametrize(("written", "parts", "rule"), BARE)
def test_what_only_its_surroundings_make_a_date_needs_asking_for(written: str, parts: Parts, rule: str) -> None:
    text = f"Hạn {written}, rồi thôi"
    assert list(find_dates(text)) == []
    assert [(_parts(d), d.rule, text[d.start : d.end]) for d in find_dates(text, bare=True)] == [(parts, rule, written)]
    assert date_at(text, 4) is None
    assert date_at(text, 4, bare=True) == next(find_dates(text, bare=True))


@pytest.mark.parametrize(("written", "parts"), NOISY)
def test_recognition_noise_is_read_on_demand_and_doubt_is_none(written: str, parts: Parts) -> None:
    text = f"Thanh Giang, {written}."
    assert [(_parts(d), d.rule, text[d.start : d.end]) for d in find_dates(text, noisy=True)] == [
        (parts, "date.noisy", written)
    ]
    assert [d.rule for d in find_dates(text)] in ([], ["date.year"], ["date.month"])


@pytest.mark.parametrize("text", NO_DATES)
def test_other_numbers_and_words_are_no_dates(text: str) -> None:
    assert list(find_dates(text)) == []


@pytest.mark.parametrize(
    ("written", "quarter", "year"),
    [
        ("quý IV/2026", 4, 2026),
        ("Quý I năm 2026", 1, 2026),
        ("quý 3/2026", 3, 2026),
        ("quý tư năm 2026", 4, 2026),
        ("qúy II", 2, None),
        ("QUÝ\nIII NĂM 2026", 3, 2026),
    ],
)
def test_a_quarter_is_neither_month_nor_day(written: str, quarter: int, year: int | None) -> None:
    text = f"trong {written}."
    dates = list(find_dates(text))
    assert dates == [WrittenDate(6, 6 + len(written), year, None, None, "date.quarter", quarter)]
    assert dates[0].iso is None


def test_only_a_whole_day_of_the_calendar_has_an_iso_form() -> None:
    text = "ngày 29/02/2024, ngày 29/02/2026, ngày 31/4/2026, ngày 45/13/2026, ngày 5/3, năm 2026"
    assert [date.iso for date in find_dates(text)] == ["2024-02-29", None, None, None, None, None]


def test_several_dates_come_in_order_and_within_bounds() -> None:
    text = "từ ngày 01/7/2025 đến hết ngày 31 tháng 12 năm 2026; 01/6/2026-15/6/2026; ngày 15, 16/11/2020"
    isos = ["2025-07-01", "2026-12-31", "2026-06-01", "2026-06-15", "2020-11-16"]
    assert [date.iso for date in find_dates(text)] == isos
    middle = text.index("đến")
    assert [date.iso for date in find_dates(text, middle, text.index(";"))] == isos[1:2]


def test_a_date_begins_exactly_where_it_is_asked_for() -> None:
    text = "số 12-QĐ/TU,ngày 05/3/2020"
    assert [date_at(text, pos) is not None for pos in range(len(text))] == [pos in (12, 17) for pos in range(len(text))]
    assert date_at(text, len(text)) is None


@given(
    st.dates(dt.date(1930, 1, 1), dt.date(2999, 12, 31)),
    st.sampled_from(["ngày {0:02}/{1}/{2}", "ngày {0:02} tháng {1} năm {2}", "{0}-{1}-{2}"]),
)
def test_every_day_of_the_calendar_is_read_back(day: dt.date, form: str) -> None:
    written = form.format(day.day, day.month, day.year)
    assert [date.iso for date in find_dates(written)] == [day.isoformat()]


_pieces = st.lists(
    st.sampled_from(
        ["ngày", "tháng", "năm", "quý", "mùng", " ", "\n", "/", "-", ".", "…", "5", "12", "2026", "IV", "l", "O"]
    )
    | anything
).map("".join)


@given(_pieces, st.booleans(), st.booleans())
def test_spans_quote_words_and_never_overlap(text: str, bare: bool, noisy: bool) -> None:
    done = 0
    for date in find_dates(text, bare=bare, noisy=noisy):
        assert done <= date.start < date.end <= len(text)
        quoted = text[date.start : date.end]
        assert quoted == quoted.strip()
        assert plain(quoted[0]) in "nmtq0123456789" or quoted[0].isdecimal()
        done = date.end
