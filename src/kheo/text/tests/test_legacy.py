import random

import pytest
from hypothesis import given

from kheo.text import legacy
from kheo.text.legacy import by_font, decoded, detect, from_tcvn3, from_vni, is_capitals_font
from kheo.text.normal import normalise
from kheo.text.places import origin
from kheo.text.tests.strategies import anything, toned_vowels, vietnamese_nfc

SENTENCE = (
    "Ủy ban nhân dân xã Suối Lam đề nghị các đơn vị trực thuộc báo cáo kết quả thực hiện phong trào thi đua "
    "“Dân vận khéo” trước ngày 15 tháng 11 hằng năm; những mô hình được công nhận phải giữ vững và nhân rộng."
)


def to_tcvn3(text: str) -> str:
    """As typed in .VnTime, which has no capitals with tones."""
    codes = {letter: chr(code) for code, letter in legacy._tcvn3_table().items() if code != 0x3BC}
    return "".join(codes.get(c) or (codes.get(c.lower(), c) if not c.isascii() else c) for c in text)


def to_vni(text: str) -> str:
    codes = {letter: code for code, letter in legacy._vni_table().items()}
    return "".join(codes.get(c, c) for c in text)


def test_known_words_of_both_encodings_are_read() -> None:
    assert from_tcvn3("Uû ban nh©n d©n") == "Uỷ ban nhân dân"
    assert from_tcvn3("ng\u00ad\u00eai ®\u00ad\u00eec t\u00ad t\u00ad\u00edng") == "người được tư tướng"
    assert from_tcvn3("®-îc, h-íng, T-¬ng, Q§-TTg, 1-2") == "được, hướng, Tương, QĐ-TTg, 1-2"
    assert from_tcvn3("céng hoµ x· héi", capitals=True) == "CỘNG HOÀ XÃ HỘI"
    assert from_vni("nhaân daân Vieät Nam, ñöôïc, ÑAÛNG UÛY, öùng cöû, kyõ luaät, nghó") == (
        "nhân dân Việt Nam, được, ĐẢNG ỦY, ứng cử, kỹ luật, nghĩ"
    )


@pytest.mark.parametrize("vowel", toned_vowels())
def test_every_vowel_with_every_tone_survives_the_round_trip(vowel: str) -> None:
    assert from_vni(to_vni(f"x{vowel}n{vowel}")) == f"x{vowel}n{vowel}"
    assert from_tcvn3(to_tcvn3(vowel.lower())) == vowel.lower()
    assert from_tcvn3(to_tcvn3(vowel), capitals=True) == vowel.upper()


@given(vietnamese_nfc)
def test_any_vietnamese_survives_the_round_trip(text: str) -> None:
    text = text.replace("-", "")  # in TCVN3 a hyphen may stand for ư
    assert from_vni(to_vni(text)) == text
    assert from_tcvn3(to_tcvn3(text), capitals=True) == text.upper()


@given(anything)
def test_conversion_of_tcvn3_keeps_the_length_and_both_maps_lead_back(text: str) -> None:
    assert len(from_tcvn3(text)) == len(text)
    clean, pairs = decoded(text, "vni")
    assert clean == from_vni(text)
    assert [origin(pairs, i) for i in (0, len(clean))] == [0, len(text)]


def test_a_text_tells_its_encoding() -> None:
    assert detect(to_tcvn3(SENTENCE)) == "tcvn3"
    assert detect(to_vni(SENTENCE)) == "vni"
    assert detect("filler " * 3 + to_tcvn3(SENTENCE) * 200) == "tcvn3"
    assert [detect(text) for text in ("Uû ban nh©n d©n", "nhaân daân", "§¶ng ñy x·")] == ["tcvn3", "vni", "tcvn3"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        SENTENCE,
        SENTENCE.upper(),
        "hòa bình, là của bà",
        "An ordinary English sentence about a naïve café owner — © 2020, Acme®, 5 µm.",
        "Les élèves de l'école française ont été reçus à l'hôtel où, l'été passé, le président né à Orléans a dîné.",
        "Größe für schöne Mädchen über Österreich",
        "El niño español comió la piñata mañana",
        bytes(range(256)).decode("latin-1"),
        random.Random(1).randbytes(20_000).decode("latin-1"),
    ],
)
def test_what_is_no_legacy_text_is_left_alone(text: str) -> None:
    assert detect(text) is None


def test_one_word_alone_decides_nothing() -> None:
    assert detect("nhaân") is None


@pytest.mark.parametrize(
    ("font", "encoding", "capitals"),
    [
        (".VnTime", "tcvn3", False),
        (".VnTimeH", "tcvn3", True),
        (".vnarialh", "tcvn3", True),
        ("VNI-Times", "vni", False),
        ("VNI Helve", "vni", False),
        ("Times New Roman", None, False),
        ("Vniversity", None, False),
    ],
)
def test_a_font_name_stands_for_an_encoding(font: str, encoding: str | None, capitals: bool) -> None:
    assert (by_font(font), is_capitals_font(font)) == (encoding, capitals)


def test_normalising_converts_before_soft_hyphens_are_touched() -> None:
    raw = to_tcvn3("Những người được hưởng ưu đãi ở phường")
    assert "\u00ad" in raw
    normal = normalise(raw)
    assert (normal.text, normal.encoding) == ("Những người được hưởng ưu đãi ở phường", "tcvn3")
