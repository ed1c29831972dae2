"""A window of the folded text says what the whole would say."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kheo.reading.obligations.lexicon import fold
from kheo.reading.obligations.quoted import BLANK, Quoted, _disjoint

WORDS = "Sở Y tế báo cáo (TRƯỚC ngày 5/6/2026) theo Công văn số 12-CV/TU; Hoà Bình làm “ngay” việc này. " * 40


def whole(words: str, cited: list[tuple[int, int]]) -> str:
    letters = list(fold(words, noisy=False))
    for start, end in cited:
        letters[start:end] = BLANK * (end - start)
    return "".join(letters)


spans = st.tuples(st.integers(0, len(WORDS)), st.integers(0, 300)).map(lambda s: (s[0], min(len(WORDS), s[0] + s[1])))


@given(st.lists(spans, max_size=6), st.lists(spans, min_size=1, max_size=8))
def test_windows_in_any_order_say_what_the_whole_text_says(cited: list[tuple[int, int]], asked: list[tuple[int, int]]):
    quoted, text = Quoted(WORDS, cited, noisy=False), whole(WORDS, cited)
    pattern = re.compile(r"(?<!\w)(?:ngày \d|số|hòa|việc)(?!\w)")
    for start, end in asked:
        assert quoted.text(start, end) == text[start:end]
        assert quoted.find("(", start, end) == text.find("(", start, end)
        assert quoted.rfind("(", start, end) == text.rfind("(", start, end)
        spans = [one.span() for one in pattern.finditer(text, start, end)]
        assert [one.span() for one in quoted.finditer(pattern, start, end)] == spans
        found = quoted.search(pattern, start, end)
        assert (found and found.span()) == (spans[0] if spans else None)


def test_a_match_counts_in_the_whole_text_and_knows_its_groups():
    quoted = Quoted(WORDS, [], noisy=False)
    at = WORDS.index("ngày", 2000)
    found = quoted.match(re.compile(r"ngày (\d)/(\d)"), at, at + 12)
    assert found is not None
    assert (found.start(), found.start(2), found.end(2), found[1], found.groups()) == (
        at,
        at + 7,
        at + 8,
        "5",
        ("5", "6"),
    )
    assert quoted.fullmatch(re.compile(r"ngày \d"), at, at + 12) is None
    assert quoted.fullmatch(re.compile(r"ngày \d"), at, at + 6) is not None


def test_stretches_that_touch_become_one():
    assert list(_disjoint([(5, 9), (0, 3), (6, 7), (9, 12), (20, 21)])) == [(0, 3), (5, 12), (20, 21)]
