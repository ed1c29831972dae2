from __future__ import annotations

import pytest

from kheo.i18n import speaking
from kheo.reading import plan
from kheo.reading.explain import place
from kheo.reading.export.tests.invented import at, invented_reading
from kheo.reading.model import Due, Field
from kheo.reading.printing import plan_lines
from kheo.values import replace

READING = invented_reading()


def printed(reading=READING) -> str:
    with speaking("en"):
        return "\n".join(line.text for line in plan_lines(reading))


def test_orders_of_the_same_bodies_stand_together():
    assert [[order.id for order in group.orders] for group in plan.groups(READING)] == [["o1", "o2"]]


def test_the_words_of_an_order_begin_with_its_verb_and_leave_the_footnote_out():
    words = plan.what(READING, READING.obligations[0])
    assert words.startswith("triển khai Quyết định số 7-QĐ/TU")
    assert words.endswith("đến mọi chi bộ trước ngày 15/11 hằng năm")


@pytest.mark.parametrize(
    ("words", "date", "shown"),
    [
        ("trước ngày 30/6/2026", "2026-06-30", "trước ngày 30/6/2026"),
        ("trước ngày 15/11 hằng năm", "2026-11-15", "trước ngày 15/11 hằng năm (15/11/2026)"),
        ("trước ngày 15/11 hằng năm", None, "trước ngày 15/11 hằng năm"),
    ],
)
def test_a_deadline_is_shown_as_printed_with_the_day_that_it_does_not_print(words, date, shown):
    assert plan.due_words(READING, Due(at(words), "deadline.test", date=date)) == shown


def test_a_period_within_a_deadline_is_not_said_twice():
    with speaking("en"):
        assert plan.when(READING, READING.obligations[0]) == [("due", "trước ngày 15/11 hằng năm")]


def test_documents_are_called_by_number_or_as_the_text_spells_them():
    named = replace(READING.documents[2], number=None, key="hướng dẫn")
    assert plan.document_name(READING, READING.documents[0]) == "7-QĐ/TU"
    assert plan.document_name(READING, named) == "Hướng dẫn số 9-HD/BDV"


def test_an_order_carries_out_other_documents_and_never_its_own():
    itself = replace(READING.citations[2], self=True)
    order = replace(READING.obligations[0], cites=("7-QĐ/TU", "9-HD/BDV", "unknown"))
    own = replace(READING, citations=(*READING.citations[:2], itself))
    assert plan.carried_out(READING, order) == "7-QĐ/TU; 9-HD/BDV; unknown"
    assert plan.carried_out(own, order) == "7-QĐ/TU; unknown"


def test_what_is_not_stated_is_listed():
    with speaking("en"):
        assert plan.not_stated(READING) == ["kind of document", "date", "issuer", "abstract"]


def test_the_title_is_what_the_document_says_of_itself_or_the_name_of_the_file():
    header = READING.header
    kind = Field("kind", (0, 2), "header.kind", 0.9, "kế hoạch")
    assert plan.title(replace(READING, header=replace(header, kind=kind))) == "Kế hoạch 12-CV/TU"
    assert plan.title(replace(READING, header=replace(header, number=None))) == "mẫu.txt"


def test_the_plan_in_words_is_exactly_this():
    assert printed() == (
        "12-CV/TU\n"
        "to: Các chi bộ ở Thanh Giang\n"
        "\n"
        "2 orders for 1 group of bodies: 2 with a deadline, 0 periodic, 0 without a\n"
        "stated time. 1 report duty; 3 documents cited.\n"
        "\n"
        "Ban Dân vận Suối Lam\n"
        "  o1    triển khai Quyết định số 7-QĐ/TU, ngày 02/3/2026 của Tỉnh uỷ về thực\n"
        "        hiện Kết luận 5-KL/TW¹ đến mọi chi bộ trước ngày 15/11 hằng năm\n"
        "        due: trước ngày 15/11 hằng năm\n"
        "        carries out: 7-QĐ/TU\n"
        "  o2    báo cáo Ban Thường vụ <A & B> trước ngày 30/6/2026\n"
        "        who: named in the heading of the section\n"
        "        due: trước ngày 30/6/2026\n"
        "\n"
        "Report duties\n"
        "  r1    Ban Dân vận Suối Lam → Ban Thường vụ <A & B>\n"
        "        due: trước ngày 30/6/2026\n"
        "\n"
        "Documents cited\n"
        "  d1    7-QĐ/TU – Quyết định, 02/03/2026, Tỉnh uỷ, về thực hiện Kết luận 5-KL/TW\n"
        "        mentions: c1\n"
        "  d2    5-KL/TW – Kết luận\n"
        "        mentions: c2\n"
        "  d3    9-HD/BDV – Hướng dẫn\n"
        "        mentions: c3\n"
        "\n"
        "Not stated in the text: kind of document, date, issuer, abstract\n"
        "\n"
        "Could not be placed\n"
        "  u1    %% 00-17"
    )


def test_an_order_without_a_time_says_so():
    undated = replace(READING.obligations[1], due=None)
    assert "        due: no deadline stated" in printed(replace(READING, obligations=(undated,))).splitlines()


def test_a_place_is_worded_as_the_format_words_it():
    assert [place(READING, offset) for offset in (0, 10, 40, 47)] == ["char 0", "char 10", "char 44", "char 51"]
