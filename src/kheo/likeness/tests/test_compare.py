import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.likeness import phrases
from kheo.likeness.compare import Likeness, Passage, compare, may_reach, prepare
from kheo.likeness.tests.samples import MARKET, ROAD, ROAD_COPIED, STOCK, edited, invented
from kheo.likeness.words import words_of


def likeness(a: str, b: str, aside: phrases.Phrases = phrases.NONE) -> Likeness | None:
    return compare(prepare(a, aside), prepare(b, aside))


def similarity(a: str, b: str, aside: phrases.Phrases = phrases.NONE) -> float:
    found = likeness(a, b, aside)
    assert found is not None
    return found.similarity


def test_a_text_is_wholly_like_itself() -> None:
    end = len(ROAD) - 1  # the full stop is no word
    assert likeness(ROAD, ROAD) == Likeness(1.0, (Passage((0, end), (0, end)),))


def test_other_words_are_not_alike() -> None:
    assert likeness(ROAD, MARKET) == Likeness(0.0, ())


def test_the_passages_of_a_copy_hold_the_same_words_on_both_sides() -> None:
    found = likeness(ROAD, ROAD_COPIED)
    assert found is not None
    shown = [(ROAD[slice(*each.a)].split(), ROAD_COPIED[slice(*each.b)].split()) for each in found.passages]
    assert [words for words, _ in shown] == [words for _, words in shown]
    assert [words[:2] for words, _ in shown] == [
        ["Tổ", "dân"], ["họp", "từng"], ["nghe", "bà"], ["về", "con"], ["mươi", "hộ"], ["rào", "và"], ["đã", "thông"]
    ]  # fmt: skip
    assert 0.7 < found.similarity < 0.9


def test_a_short_text_inside_a_long_one_is_wholly_like_it() -> None:
    assert similarity(f"{invented(1, 600)} {ROAD} {invented(2, 600)}", ROAD) == 1.0


def test_the_same_sentences_in_another_order_are_alike() -> None:
    first, second = invented(1), invented(2)
    assert similarity(f"{first} {second}", f"{second} {first}") == 1.0


def test_more_edits_are_less_like() -> None:
    text = invented(5, 400)
    found = [similarity(text, edited(text, 1, share)) for share in (0, 0.1, 0.25, 0.4, 0.9)]
    assert found == sorted(found, reverse=True)
    assert (found[0], found[2] > 0.5, found[4]) == (1.0, True, 0.0)


def test_common_phrases_neither_raise_nor_lower_the_similarity() -> None:
    aside = phrases.of([words_of(STOCK)])
    assert similarity(f"{STOCK} {ROAD}", f"{STOCK} {MARKET}", aside) == 0.0
    assert similarity(f"{STOCK} {ROAD}", f"{ROAD} {STOCK}", aside) == 1.0


def test_what_both_quote_from_a_declared_source_does_not_count() -> None:
    quoting = [f"{ROAD} {invented(seed)}" for seed in (1, 2)]
    assert similarity(*quoting) > 0.2
    assert similarity(*quoting, phrases.of([words_of(ROAD)])) == 0.0


@pytest.mark.parametrize("little", ["", "chào", "chào cả nhà", STOCK])
def test_a_text_with_too_little_of_its_own_cannot_be_told(little: str) -> None:
    aside = phrases.of([words_of(STOCK)])
    assert likeness(little, ROAD, aside) is None
    assert likeness(little, little, aside) is None


@given(st.integers(0, 50), st.floats(0, 0.6))
def test_the_quick_bound_never_rules_out_a_pair_that_reaches_the_threshold(seed: int, share: float) -> None:
    a = prepare(f"{STOCK} {invented(seed)}", phrases.shipped())
    b = prepare(f"{edited(invented(seed), seed, share)} {STOCK}", phrases.shipped())
    found = compare(a, b)
    assert found is not None
    assert may_reach(found.similarity, a, b)
    assert not may_reach(0.35, a, prepare(MARKET, phrases.shipped()))


words = st.lists(
    st.sampled_from(["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"]), min_size=9, max_size=60
)


@given(words.map(" ".join), words.map(" ".join))
def test_exchanging_the_sides_exchanges_the_passages_and_no_more(a: str, b: str) -> None:
    there, back = likeness(a, b), likeness(b, a)
    if there is None or back is None:
        assert there is back is None
        return
    assert there.similarity == back.similarity
    assert sorted((p.a, p.b) for p in there.passages) == sorted((p.b, p.a) for p in back.passages)
    assert 0 <= there.similarity <= 1


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_texts_give_spans_inside_them(a: str, b: str) -> None:
    found = likeness(a, b)
    for passage in found.passages if found else ():
        assert 0 <= passage.a[0] < passage.a[1] <= len(a)
        assert 0 <= passage.b[0] < passage.b[1] <= len(b)
