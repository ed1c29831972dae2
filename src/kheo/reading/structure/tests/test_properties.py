import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.reading.flow import Flow
from kheo.reading.rules import Rule
from kheo.reading.structure import RULES, read_structure
from kheo.reading.structure.tests.test_tree import header_with

LINES = """
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi
Điều 2
1. Rà soát.
2. Sở Nội vụ
3- Báo cáo
I. MỤC ĐÍCH
II- NHIỆM VỤ
A. CHUNG
a) Thôn;
b) Xã.
1.1. Mục
1.1.1. Nhỏ
- Một;
+ Hai;
* Ba
Một đoạn văn.
“Điều 5. Mới
1. Ngân sách.”.
”
PHỤ LỤC
1.000 đồng
Trên đây là Kế hoạch.
(1) x
""".strip("\n").split("\n")


@given(st.lists(st.sampled_from(LINES), max_size=30), st.lists(st.sampled_from(LINES), max_size=12))
@settings(max_examples=200, deadline=None)
def test_children_lie_inside_parents_and_ids_are_unique(body: list[str], annex: list[str]) -> None:
    text, more = "\n".join(body), "\n".join(annex)
    words = f"{text}\n{more}"
    annexes = ((len(text) + 1, len(words)),) if more else ()
    found = read_structure(Flow(words, (0,), (0,)), header_with((0, len(text)), annexes))
    by_id = {one.id: one for one in found}
    assert len(by_id) == len(found)
    for one in found:
        parent = by_id[one.parent] if one.parent else None
        assert 0 <= one.span[0] < one.span[1] <= len(words)
        assert parent is None or (parent.span[0] <= one.span[0] and one.span[1] <= parent.span[1])


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r in RULES for t in r.yes], ids=lambda v: getattr(v, "id", None))
def test_a_rule_fires_on_its_examples(rule: Rule, text: str) -> None:
    assert rule.fires(text) is True


@pytest.mark.parametrize(("rule", "text"), [(r, t) for r in RULES for t in r.no], ids=lambda v: getattr(v, "id", None))
def test_a_rule_keeps_silent_on_its_counter_examples(rule: Rule, text: str) -> None:
    assert rule.fires(text) is False


@pytest.mark.parametrize(
    "line", ["1. A\n", "- x;\n", "“Điều 5. x\n", "Điều 1. A\n", "1.1.1.1. A\n", "CHƯƠNG\n", "x\n", "“"]
)
def test_hostile_shapes_are_read_in_linear_time(line: str) -> None:
    def seconds(size: int) -> float:
        words = line * (size // len(line))
        start = time.process_time()
        read_structure(Flow(words, (0,), (0,)), header_with((0, len(words))))
        return time.process_time() - start

    seconds(5_000)
    assert seconds(160_000) < 20 * seconds(20_000) + 0.2
