import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kheo.likeness.signature import BANDS, MINIMUM_OWN, PART, keys_of, signature
from kheo.likeness.tests.samples import ROAD, invented
from kheo.likeness.words import words_of


def test_the_keys_of_a_text_never_change() -> None:
    keys = keys_of(words_of(ROAD).shingles)
    assert (len(keys), int(keys[0]), int(keys[-1] >> 32)) == (BANDS, 0x3642986, BANDS - 1)


def test_too_few_shingles_have_no_keys() -> None:
    shingles = np.arange(MINIMUM_OWN, dtype=np.uint64) << np.uint64(40)
    assert (len(keys_of(shingles[1:])), len(keys_of(shingles))) == (0, BANDS)


def test_repeated_shingles_count_once() -> None:
    shingles = words_of(ROAD).shingles
    assert keys_of(np.concatenate([shingles, shingles])).tolist() == keys_of(shingles).tolist()


def test_a_long_text_has_keys_for_each_part() -> None:
    long = words_of(invented(1, 3 * PART)).shingles
    assert 2 * BANDS < len(keys_of(long)) <= 3 * BANDS


@given(st.integers(0, 1000), st.floats(0.1, 0.9))
def test_signatures_agree_as_often_as_the_sets_overlap(seed: int, share: float) -> None:
    drawn = np.random.default_rng(seed).integers(0, 1 << 63, 600, dtype=np.uint64)
    a, b = drawn[: int(300 + 150 * share)], drawn[int(300 - 150 * share) :]
    expected = len(np.intersect1d(a, b)) / len(np.union1d(a, b))
    assert abs(float(np.mean(signature(a) == signature(b))) - expected) < 5 * np.sqrt(0.25 / BANDS)
