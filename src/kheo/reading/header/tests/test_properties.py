import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.reading.header.recase import recased
from kheo.reading.header.tests.pages import BODY, FOOT, NATIONAL, header_of, plan
from kheo.reading.model import Finding, Header

PIECES = """
ỦY BAN NHÂN DÂN
XÃ SUỐI LAM
ỦY BAN NHẦNN DÂN TỈNH QU4NG TRỊ
THÀNHUỶHUẾ
- Lưu: VT, Vũ Trúc Khê
Số: 15/KH-UBND
Số:
Suối Lam, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
V/v báo cáo
Kính gửi:
- Các thôn;
Căn cứ Luật Thanh niên;
QUYẾT ĐỊNH:
1. Rà soát
Nơi nhận:
- Lưu: VT.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Vũ Trúc Khê
PHỤ LỤC
(Kèm theo Kế hoạch số 15/KH-UBND ngày 05/3/2026 của Ủy ban nhân dân xã)
Vy-93
*
-----
“
”

ngày tháng năm
TM.
~ ; -
Công văn này
""".strip("\n").split("\n")


def findings(header: Header) -> list[Finding]:
    values: list[Any] = [getattr(header, name) for name in header.__slots__]
    flat = [one for value in values for one in (value if isinstance(value, tuple) else (value,))]
    return [one for one in flat if isinstance(one, Finding)]


@given(
    st.lists(st.sampled_from([*PIECES, *NATIONAL.split("\n")]), max_size=25).map("\n".join) | st.text(max_size=300),
    st.booleans(),
)
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_and_spans_lie_inside_it(text: str, noisy: bool) -> None:
    header = header_of(text, noisy=noisy)
    spans = [one.span for one in findings(header)] + [header.body, *header.annexes, *header.furniture]
    assert [span for span in spans if not 0 <= span[0] <= span[1] <= len(text)] == []
    assert [one.id for one in findings(header) if not 0 <= one.confidence <= 1] == []


@given(st.text(alphabet="ỦYBANHDÂXÃSUỐILM -,và1", max_size=60))
@settings(max_examples=100, deadline=None)
def test_recasing_changes_nothing_the_second_time(name: str) -> None:
    once = recased(name)
    assert recased(once).lower() == once.lower()


HOSTILE = {
    "labels": "Nơi nhận:\n",
    "offices": "KT. CHỦ TỊCH\n",
    "numbers": "Số: 1/",
    "dates": "ngày 1 tháng ",
    "annexes": "PHỤ LỤC\n",
    "annex lines": "(Kèm theo Kế hoạch số 1/KH-A của ",
    "adoptions": "Nghị quyết này được thông qua, ",
    "recitals": "Căn cứ Luật\n",
    "capitals": "A",
    "blanks": " \n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_shapes_are_read_in_linear_time(name: str) -> None:
    def seconds(size: int) -> float:
        text = plan("") + HOSTILE[name] * (size // len(HOSTILE[name])) + BODY + FOOT
        start = time.process_time()
        header_of(text)
        return time.process_time() - start

    seconds(10_000)
    assert seconds(400_000) < 20 * seconds(40_000) + 0.2
