from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.reading.citations import find_citations, resolve
from kheo.reading.citations.tests.test_resolve import NOTHING
from kheo.reading.model import Citation, Span

_PIECES = (
    "Quyết định|số|ngày|của|Bộ Chính trị|217-QĐ/TW|30/2020/NĐ-CP|12/12/2013|và|,|;|.|\n|(|)|“|”|về việc|"
    "ban hành|Luật|Luật Đất đai|sửa đổi, bổ sung một số điều của|khoản 2|Điều 5|điểm a|đến|này|"
    "Nghị quyết Đại hội XIII của Đảng|Nghị quyết 57|các|187,|188-KL/TW|06/2022/QH15|Quy chế làm việc|"
    "ban hành kèm theo|Ủy ban nhân dân tỉnh|/|-|…|số     /QĐ-UBND|khóa XI|năm 2022|Chính phủ|"
    "Thông tư liên tịch"
)
SENTENCES = st.lists(st.sampled_from(_PIECES.split("|")), max_size=40).map(" ".join)
TEXTS = st.one_of(SENTENCES, st.text(max_size=200))


def inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] <= inner[1] <= outer[1]


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.booleans())
def test_spans_are_sorted_and_inside_the_text(words: str, noisy: bool) -> None:
    found = find_citations(words, noisy=noisy)
    assert [c.core_span[0] for c in found] == sorted(c.core_span[0] for c in found)
    for citation in found:
        assert inside(citation.span, (0, len(words)))
        assert inside(citation.core_span, citation.span)
        assert citation.core_span[0] < citation.core_span[1]
        if citation.title_span:
            assert inside(citation.title_span, citation.span)
        if citation.part:
            assert citation.part.span[1] <= citation.core_span[0]
            assert citation.part.paths


@settings(max_examples=150, deadline=None)
@given(SENTENCES)
def test_what_is_nested_lies_inside_and_other_cores_do_not_overlap(words: str) -> None:
    found = find_citations(words)
    by_id = {citation.id: citation for citation in found}
    for citation in found:
        if citation.nested_in:
            assert inside(citation.span, by_id[citation.nested_in].span)
    top = [citation for citation in found if citation.nested_in is None]
    assert all(not _overlap(one, other) for one, other in pairwise(top))


@settings(max_examples=100, deadline=None)
@given(SENTENCES)
def test_every_mention_belongs_to_exactly_one_document(words: str) -> None:
    citations, documents = resolve(find_citations(words), NOTHING)
    assert sorted(name for document in documents for name in document.mentions) == sorted(c.id for c in citations)


def _overlap(one: Citation, other: Citation) -> bool:
    return one.core_span[0] < other.core_span[1] and other.core_span[0] < one.core_span[1]
