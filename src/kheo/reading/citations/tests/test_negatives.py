from kheo.reading.citations import find_citations
from kheo.reading.citations.tests.negatives import negatives


def test_a_hundred_thousand_characters_without_citations_give_none() -> None:
    words = negatives(100_000)
    assert [words[slice(*citation.core_span)] for citation in find_citations(words)] == []


def test_text_recognition_does_not_invent_citations_either() -> None:
    words = negatives(100_000, seed=2)
    assert len(find_citations(words, noisy=True)) <= 1
