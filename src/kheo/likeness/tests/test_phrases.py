import importlib.util
from pathlib import Path

import numpy as np
import pytest

from kheo.likeness import phrases
from kheo.likeness.tests.samples import ROAD, STOCK, edited, invented
from kheo.likeness.words import words_of

BENCH = Path(__file__).resolve().parents[4] / "bench" / "likeness_phrases.py"


def test_the_shipped_phrases_cover_stock_words_and_no_word_of_a_story() -> None:
    shipped = phrases.shipped()
    assert bool(shipped.words(words_of(STOCK)).all())
    assert int(np.count_nonzero(shipped.words(words_of(ROAD)))) == 0


def test_the_shipped_file_is_what_its_script_makes() -> None:
    spec = importlib.util.spec_from_file_location("likeness_phrases", BENCH)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.TARGET.read_text("ascii") == script.rendered()


def test_what_stands_in_many_different_texts_is_learnt_whatever_their_order() -> None:
    custom = "lời mở đầu mà ai cũng viết như nhau"
    texts = [words_of(f"{custom}. {invented(seed)}") for seed in range(12)]
    learnt = phrases.learn(texts)
    assert bool(learnt.words(words_of(custom)).all())
    assert not bool(learnt.words(words_of(invented(3))).any())
    assert phrases.learn(texts[::-1]).hashes.tolist() == learnt.hashes.tolist()


@pytest.mark.parametrize(
    ("count", "least"),
    [(0, 4), (4, 4), (5, 4), (6, 5), (8, 6), (12, 9), (16, 12), (576, 12), (10_000, 50), (1_000_000, 500)],
)
def test_custom_is_what_stands_in_so_many_texts(count: int, least: int) -> None:
    assert phrases.least_of(count) == least


def test_nothing_is_learnt_from_a_few_texts() -> None:
    assert len(phrases.learn([words_of(f"{ROAD} {invented(seed)}") for seed in range(3)])) == 0


def test_a_text_that_was_copied_often_is_not_learnt() -> None:
    copies = [words_of(edited(ROAD, seed, 0.1)) for seed in range(30)]
    assert len(phrases.learn(copies + [words_of(invented(seed)) for seed in range(30)])) == 0


def test_a_declared_source_covers_what_is_quoted_from_it() -> None:
    quoted = words_of("như bài báo đã viết: con đường lầy lội mỗi mùa mưa")
    covered = phrases.of([words_of(ROAD)]).words(quoted)
    assert covered.tolist() == [False] * 5 + [True] * 7


def test_no_phrases_cover_nothing() -> None:
    assert not bool(phrases.NONE.words(words_of(ROAD)).any())
