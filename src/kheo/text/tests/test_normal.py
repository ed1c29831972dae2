import unicodedata

from hypothesis import example, given

from kheo.text.normal import Normalised, normalise
from kheo.text.tests.strategies import anything, vietnamese
from kheo.text.tests.test_legacy import SENTENCE, to_tcvn3, to_vni


def test_normal_text_is_its_own_normal_form() -> None:
    assert normalise(SENTENCE) == Normalised(SENTENCE, ((0, 0), (len(SENTENCE), len(SENTENCE))))
    assert normalise("") == Normalised("", ((0, 0),))


@given(anything | vietnamese)
@example(to_vni(SENTENCE))
@example(to_tcvn3(SENTENCE))
def test_normalising_is_idempotent(raw: str) -> None:
    once = normalise(raw)
    assert normalise(once.text).text == once.text
    assert unicodedata.is_normalized("NFC", once.text)


@given(anything | vietnamese)
@example(to_vni(SENTENCE) + "\r\n\u00ad")
def test_places_in_the_raw_text_only_ever_advance(raw: str) -> None:
    normal = normalise(raw)
    places = [normal.origin(i) for i in range(len(normal.text) + 1)]
    assert places == sorted(places)
    assert (places[-1], list(normal.origins)) == (len(raw), sorted(set(normal.origins)))


def test_words_are_found_again_in_every_raw_form() -> None:
    forms = {
        unicodedata.normalize("NFD", SENTENCE): "báo cáo",
        SENTENCE.replace(" ", "\u200b\u00a0"): "báo\u200b\u00a0cáo",
        to_vni(SENTENCE): "baùo caùo",
        to_tcvn3(SENTENCE).replace("b¸o", "\r\nb¸o"): "b¸o c¸o",
    }
    for raw, printed in forms.items():
        normal = normalise(raw)
        start = normal.text.index("báo cáo")
        found = raw[normal.origin(start) : normal.origin(start + len("báo cáo"))]
        assert unicodedata.normalize("NFC", found).rstrip("\u200b") == printed


def test_dashes_and_quotation_marks_keep_their_printed_form() -> None:
    text = "1 – 2 — 3 ‑ 4 “năm” ‘sáu’ … •"
    assert normalise(text).text == text
