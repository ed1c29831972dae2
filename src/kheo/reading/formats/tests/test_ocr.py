import io
import os
from pathlib import Path

import pytest

from kheo.reading.flowing import make_flow
from kheo.reading.formats import Unreadable, load, ocr, second_look, tesseract
from kheo.reading.formats.second_look import rows_of, with_letterhead, with_signature
from kheo.reading.formats.tesseract import PageOfWords, Word, is_available, words_of

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
"""A font with all letters of Vietnamese; Liberation has not the stacked marks."""
REQUIRED = os.environ.get("KHEO_REQUIRE_COMPONENTS") == "1"
recognition = pytest.mark.skipif(
    not REQUIRED and not (FONT.exists() and is_available()), reason="needs tesseract-ocr-vie and fonts-dejavu-core"
)
PAPER = b"P5\n2400 3500\n255\n" + b"\xff" * (2400 * 3500)


def page_of(*lines: tuple[int, int, str], belief: float = 95) -> PageOfWords:
    """A page of words from (left, top) on, 20 pixels a letter and 40 high; what has the same top is one line."""
    found = []
    for left, top, line in lines:
        at = left
        for word in line.split():
            found.append(Word((str(top),), at, at + 20 * len(word), top, top + 40, belief, word))
            at += 20 * len(word) + 20
    return PageOfWords(found, 2400, 3500)


def texts(rows) -> list[list[str]]:
    return [[piece.text for piece in row] for row in rows]


HEAD = page_of(
    (100, 100, "UBND XÃ SUỐI LAM"),
    (900, 100, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (950, 160, "Độc lập - Tự do - Hạnh phúc"),
    (600, 300, "KẾ HOẠCH TIẾP CÔNG DÂN NĂM NAY"),
)


def test_a_line_is_cut_where_two_columns_were_run_together():
    assert texts(rows_of(HEAD))[0] == ["UBND XÃ SUỐI LAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    prose = page_of((100, 100, "Các đơn vị"), (900, 100, "thuộc xã"))
    assert texts(rows_of(prose)) == [["Các đơn vị thuộc xã"]]


def test_what_is_not_believed_in_is_left_out():
    assert rows_of(page_of((100, 100, "ÂN. `x BH"), belief=12)) == []


def test_a_letterhead_is_recognised_column_by_column_where_that_gives_more(monkeypatch):
    columns = iter([page_of((100, 100, "UBND XÃ SUỐI LAM"), (120, 150, "VĂN PHÒNG")), page_of((50, 100, "CỘNG HÒA"))])
    monkeypatch.setattr(second_look, "words_of", lambda *_, **__: [next(columns)])
    assert texts(with_letterhead(rows_of(HEAD), PAPER, "a.png")) == texts(rows_of(HEAD))
    columns = iter([page_of((100, 100, "UBND XÃ SUỐI LAM"), (120, 150, "VĂN PHÒNG")), page_of((50, 9, "CỘNG HÒA" * 9))])
    assert texts(with_letterhead(rows_of(HEAD), PAPER, "a.png"))[:2] == [["UBND XÃ SUỐI LAM"], ["VĂN PHÒNG"]]


def test_a_signature_under_a_seal_is_looked_for_again(monkeypatch):
    foot = page_of((100, 3000, "Nơi nhận:"), (100, 3050, "- Như trên;"), (1500, 3000, "ÂN"))
    seen = page_of((300, 50, "KT. CHỦ TỊCH"), (250, 60, "|ằ~ 2y ;"), (300, 300, "Đinh Ngọc Minh"))
    monkeypatch.setattr(second_look, "words_of", lambda *_, **__: [seen])
    rows = with_signature(rows_of(foot), foot, PAPER, "a.png")
    assert texts(rows) == [["Nơi nhận:"], ["- Như trên;"], ["KT. CHỦ TỊCH"], ["Đinh Ngọc Minh"]]


def test_a_signature_that_was_read_is_not_looked_for_again(monkeypatch):
    foot = page_of((100, 3000, "Nơi nhận:"), (1500, 3000, "CHỦ TỊCH"), (1500, 3300, "Đinh Ngọc Minh"))
    monkeypatch.setattr(second_look, "words_of", None)
    assert texts(with_signature(rows_of(foot), foot, PAPER, "a.png"))[-1] == ["Đinh Ngọc Minh"]


def test_a_picture_without_recognition_names_what_is_missing(monkeypatch):
    monkeypatch.setattr(ocr, "is_available", lambda: False)
    with pytest.raises(Unreadable) as refused:
        load(b"\x89PNG\r\n\x1a\n" + bytes(40), "a.png")
    assert refused.value.code == "no-ocr"


def test_recognition_that_hangs_is_stopped(monkeypatch, tmp_path):
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(tesseract, "_SECONDS", 0.2)
    with pytest.raises(Unreadable) as refused:
        words_of(PAPER, "a.png")
    assert refused.value.code == "timeout"


def drawn(*lines: str, size: int = 44, kind: str = "PNG") -> bytes:
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (1700, 160 + 90 * len(lines)), "white")
    font = ImageFont.truetype(str(FONT), size)
    draw = ImageDraw.Draw(image)
    # A seal under black letters, which the red channel does not see.
    draw.ellipse((500, 60, 900, 330), outline=(255, 40, 40), width=14)
    for number, line in enumerate(lines):
        draw.text((100, 80 + 90 * number), line, "black", font)
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


@recognition
@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
def test_a_picture_is_read_through_its_seal(kind):
    lines = ["Các đơn vị thuộc xã Suối Lam thực hiện nghiêm túc", "việc tiếp công dân trong năm 2026."]
    loaded = load(drawn(*lines, kind=kind), f"a.{kind.lower()}")
    assert (loaded.media, loaded.pages) == ("ocr", 1)
    assert make_flow(loaded).words == " ".join(lines)


@recognition
def test_every_page_of_a_tiff_is_read():
    from PIL import Image

    first, second = (Image.open(io.BytesIO(drawn(line))) for line in ("Trang thứ nhất của xã", "Trang thứ hai của xã"))
    file = io.BytesIO()
    first.save(file, "TIFF", save_all=True, append_images=[second])
    loaded = load(file.getvalue(), "a.tif")
    assert loaded.text == "Trang thứ nhất của xã\nTrang thứ hai của xã"
    assert [origin for _, origin in loaded.origins] == ["p1 char 0", "p2 char 0"]


@recognition
def test_broken_pictures_are_told_apart():
    whole = drawn("Xã Suối Lam")
    for data, code in ((whole[: len(whole) // 2], "truncated"), (b"\x89PNG\r\n\x1a\n" + bytes(99), "corrupt")):
        with pytest.raises(Unreadable) as refused:
            load(data, "a.png")
        assert refused.value.code == code


@recognition
def test_a_picture_of_nothing_has_no_text():
    from PIL import Image

    file = io.BytesIO()
    Image.new("L", (800, 600), "white").save(file, "PNG")
    with pytest.raises(Unreadable) as refused:
        load(file.getvalue(), "a.png")
    assert refused.value.code == "no-text-layer"
