"""Whatever the text: no exception, spans inside the text, orders in reading order, time in proportion."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.reading.obligations.tests.reading import read

WORDS = """
Sở Y tế|các xã, phường|Ủy ban nhân dân tỉnh|yêu cầu|giao|đề nghị|chủ trì, phối hợp với|rà soát|báo cáo|kết quả|để|trong
và|có trách nhiệm|phải|đã|, |; |. |:|(|)|“|”|1. |a) |- |trước ngày 15/12/2026|hằng năm|định kỳ|quý I/2027
Thời gian: | \u2026|Đơn vị chủ trì: |ſ|İ|TT / Nhiệm vụ / Chủ trì
"""
PIECES = st.sampled_from([*WORDS.replace("\n", "|").replace("/ ", "| ").split("|"), "\n", "| "])
TEXTS = st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=200)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(["công điện", "kế hoạch", "quyết định", "hướng dẫn", "công văn"]))
def test_every_span_lies_in_the_text(text, kind):
    found = read(text, kind)
    spans = [order.span for order in found.orders]
    assert spans == sorted(spans)
    for order in found.orders:
        named = [*order.actors, *order.cooperating, *order.through]
        inner = [one.span for one in (*named, order.due, order.period) if one is not None]
        for start, end in [order.span, order.action_span, *filter(None, [order.object_span]), *inner]:
            assert 0 <= start < end <= len(text)
        assert 0 < order.confidence <= 1


@pytest.mark.parametrize(
    "unit",
    ["; ", ", ", "yêu cầu ", "phối hợp với ", "chỉ đạo các sở ", "“", "(", "Sở Y tế, ", "rà soát, ", "trong rà soát "],
)
def test_time_grows_with_the_text_alone(unit):
    def seconds(size):
        text = "Sở Y tế rà soát " + unit * (size // len(unit))
        start = process_time()
        read(text)
        return process_time() - start

    seconds(5_000)
    assert seconds(160_000) < 8 * seconds(40_000) + 0.05
