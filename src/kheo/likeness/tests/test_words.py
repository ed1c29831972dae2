import hashlib
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.likeness.words import SHINGLE, words_of


def shown(text: str) -> list[str]:
    words = words_of(text)
    return [text[start:end] for start, end in zip(words.starts.tolist(), words.ends.tolist(), strict=True)]


def test_words_are_runs_of_letters_and_digits_with_their_places() -> None:
    assert shown("Dân vận khéo, năm 2026!") == ["Dân", "vận", "khéo", "năm", "2026"]


@pytest.mark.parametrize(
    "same", ["DÂN VẬN KHÉO", "dan van kheo", "Dân\nvận – khéo.", "D\u0430n vận khéo", "Dâ\u200bn vận khéo"]
)
def test_case_diacritics_punctuation_and_disguises_make_no_other_word(same: str) -> None:
    assert words_of(same).hashes.tolist() == words_of("Dân vận khéo").hashes.tolist()


def test_places_in_decomposed_text_are_places_in_that_text() -> None:
    assert shown(unicodedata.normalize("NFD", "dân vận")) == [
        unicodedata.normalize("NFD", word) for word in ("dân", "vận")
    ]


def test_text_in_a_legacy_encoding_has_the_same_words() -> None:
    legacy = "§éc lËp - Tù do - H¹nh phóc, nh©n d©n vµ chÝnh quyÒn ®Þa ph\xad¬ng"
    assert (
        words_of(legacy).hashes.tolist()
        == words_of("Độc lập - Tự do - Hạnh phúc, nhân dân và chính quyền địa phương").hashes.tolist()
    )


def test_the_hash_of_a_word_never_changes() -> None:
    expected = int.from_bytes(hashlib.blake2b(b"dan", digest_size=8).digest(), "little")
    assert words_of("dân").hashes.tolist() == [expected]
    assert words_of("dân vận khéo").shingles.tolist() == [0x39D135B2799D0684]


@given(st.text(max_size=80))
def test_any_text_gives_ordered_spans_inside_it(text: str) -> None:
    words = words_of(text)
    assert len(words.shingles) == max(0, len(words) - SHINGLE + 1)
    edges = [place for span in zip(words.starts.tolist(), words.ends.tolist(), strict=True) for place in span]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)
