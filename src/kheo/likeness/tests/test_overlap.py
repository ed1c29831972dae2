import time

from hypothesis import given
from hypothesis import strategies as st

from kheo.likeness.overlap import Run, chains, filled, shared_runs
from kheo.likeness.words import SHINGLE, Words, words_of

few_words = st.lists(st.sampled_from(["mot", "hai", "ba", "bon"]), max_size=40).map(" ".join)


def runs(a: str, b: str) -> list[Run]:
    return shared_runs(words_of(a), words_of(b))


def longer(a: Words, b: Words, run: Run) -> bool:
    """Whether the run could go on at either end."""
    first, second = a.hashes.tolist(), b.hashes.tolist()
    before = run.a > 0 and run.b > 0 and first[run.a - 1] == second[run.b - 1]
    end_a, end_b = run.a + run.length, run.b + run.length
    return before or (end_a < len(first) and end_b < len(second) and first[end_a] == second[end_b])


def test_a_run_is_found_where_it_stands_in_both_texts() -> None:
    assert runs("x một hai ba bốn y", "một hai ba bốn z z") == [Run(1, 0, 4)]


def test_two_equal_words_are_no_run() -> None:
    assert runs("một hai x", "một hai y") == []


def test_the_longest_of_several_places_wins() -> None:
    assert runs("một hai ba x một hai ba bốn", "một hai ba bốn") == [Run(4, 0, 4)]


def test_moved_stretches_are_both_found() -> None:
    assert runs("một hai ba bốn năm sáu", "bốn năm sáu một hai ba") == [Run(3, 0, 3), Run(0, 3, 3)]


@given(few_words, few_words)
def test_every_run_is_equal_in_both_texts_and_maximal(a: str, b: str) -> None:
    first, second = words_of(a), words_of(b)
    for run in shared_runs(first, second):
        assert run.length >= SHINGLE
        assert first.hashes[run.a : run.a + run.length].tolist() == second.hashes[run.b : run.b + run.length].tolist()
        assert not longer(first, second, run)


@given(few_words, few_words)
def test_every_shared_shingle_of_the_second_text_lies_in_a_run(a: str, b: str) -> None:
    first, second = words_of(a), words_of(b)
    covered = {place for run in shared_runs(first, second) for place in range(run.b, run.b + run.length)}
    shared = {place for place, shingle in enumerate(second.shingles.tolist()) if shingle in first.shingles.tolist()}
    assert {place + 1 for place in shared} <= {near for place in covered for near in (place - 1, place, place + 1)}


def test_runs_that_follow_closely_make_one_chain() -> None:
    near, far = Run(5, 5, 3), Run(90, 12, 3)
    assert chains([Run(0, 0, 3), near, far]) == [[Run(0, 0, 3), near], [far]]


def test_two_equal_words_between_runs_are_filled_in() -> None:
    a, b = words_of("a b c x e f y h i k"), words_of("a b c u e f v h i k")
    assert filled([Run(0, 0, 3), Run(7, 7, 3)], a, b) == [Run(0, 0, 3), Run(4, 4, 2), Run(7, 7, 3)]


def test_hostile_repeats_cost_linear_time() -> None:
    def seconds(count: int) -> float:
        a, b = words_of("a b " * count), words_of(("a b " * 50 + "c ") * (count // 50))
        start = time.process_time()
        shared_runs(a, b)
        return time.process_time() - start

    assert min(seconds(20_000) for _ in range(2)) < 12 * min(seconds(4_000) for _ in range(2))
