"""Pictures: what is left of them, what is offered, and that a face that may not be seen is in no pixel."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageCms, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

from kheo.core.files.looking import faces as faces_of
from kheo.core.files.looking.faces import BLOCKS, find
from kheo.core.files.looking.look import Look, blur, look, preview
from kheo.core.files.looking.pictures import LONGEST_SIDE, rebuilt
from kheo.core.files.looking.refused import Refused
from kheo.core.files.tests.making import docx, exif, face, photo, saved, scene, zipped

KINDS = frozenset({"jpeg", "png", "webp"})


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def taken(data: bytes) -> Look:
    return look(data, KINDS)


def test_day_and_place_are_offered_and_gone_from_the_picture() -> None:
    seen = taken(photo())
    assert (seen.taken, seen.place) == ("2026-06-30", "11.3100, 106.1000")
    assert dict(opened(seen.content).getexif()) == {}
    assert all(word not in seen.content for word in (b"Exif", b"Owner of the phone", b"Maker", b"2026:06:30"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_pixels_is_kept(kind: str) -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", "a hidden word")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options: dict[str, Any] = {"exif": exif(), "icc_profile": profile}
    options |= {"pnginfo": text} if kind == "PNG" else {"xmp": b"<x:xmpmeta>a hidden word</x:xmpmeta>"}
    data = saved(scene((100, 100, 300)), kind, **options)
    assert b"a hidden word" in data
    made = opened(taken(data).content)
    assert {name for name in made.info if name not in {"jfif", "jfif_version", "jfif_unit", "jfif_density"}} == set()


@pytest.mark.parametrize("hidden", [b"<script>alert(1)</script>", zipped({"A.class": "x"}), docx()])
def test_what_hides_behind_a_picture_stays_behind(hidden: bytes) -> None:
    clean, seen = taken(photo()), taken(photo() + hidden)
    assert seen.content == clean.content


def test_a_picture_is_turned_upright_before_its_turn_is_forgotten() -> None:
    lying = scene((100, 100, 300)).rotate(90, expand=True)
    seen = taken(saved(lying, exif=exif(turned=6)))
    assert (opened(seen.content).size, len(seen.faces)) == ((1200, 800), 1)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_every_mode_becomes_plain_colours(mode: str) -> None:
    first = Image.new("RGBA", (40, 30), (250, 10, 10, 0)) if mode in {"LA", "RGBA"} else Image.new("L", (40, 30), 200)
    source = Image.new(mode, (40, 30), 51_200) if mode == "I;16" else first.convert(mode)
    made = opened(taken(saved(source, "JPEG" if mode == "CMYK" else "PNG")).content)
    expected = (255, 255, 255) if mode in {"1", "LA", "RGBA"} else (200, 200, 200)
    got = made.getpixel((20, 15))
    assert isinstance(got, tuple)
    assert (made.mode, max(abs(a - b) for a, b in zip(got, expected, strict=True)) <= 2) == ("RGB", True)


def test_large_pictures_are_made_smaller_and_stay_whole() -> None:
    made = rebuilt(saved(Image.new("RGB", (9_000, 6_000), "red")), "jpeg").picture
    assert (max(made.size), round(made.width / made.height, 1)) == (LONGEST_SIDE, 1.5)


@pytest.mark.parametrize(
    ("tag", "value"),
    [(306, "0000:00:00 00:00:00"), (306, "2026:13:45"), (306, "yesterday"), (306, "")],
)
def test_a_day_that_is_none_is_not_offered(tag: int, value: str) -> None:
    about = Image.Exif()
    about[tag] = value
    assert rebuilt(saved(scene(), exif=about), "jpeg").taken == ""


@pytest.mark.parametrize("north", [(91.0, 0.0, 0.0), (IFDRational(0, 0), 0.0, 0.0), (0.0, 0.0, 0.0)])
def test_a_place_that_is_none_is_not_offered(north: tuple[Any, ...]) -> None:
    about = Image.Exif()
    place = about.get_ifd(34_853)
    place[1], place[2], place[3], place[4] = "N", north, "E", (0.0, 0.0, 0.0)
    assert rebuilt(saved(scene(), exif=about), "jpeg").place == ""


def test_faces_are_found_in_the_order_of_reading_and_numbered() -> None:
    seen = taken(photo((700, 60, 200), (100, 80, 260), (400, 500, 180)))
    middles = [((left + right) / 2, (top + bottom) / 2) for left, top, right, bottom in seen.faces]
    for (x, y), (face_x, face_y) in zip(middles, [(230, 210), (800, 160), (490, 590)], strict=True):
        assert (abs(x - face_x) < 50, abs(y - face_y) < 50) == (True, True)
    shown = opened(preview(seen.content, seen.faces))
    assert ImageChops.difference(shown, opened(seen.content)).getbbox() is not None


def test_a_picture_without_faces_has_none() -> None:
    assert taken(photo()).faces == ()


def test_of_a_blurred_face_only_a_few_means_are_left() -> None:
    seen = taken(saved(scene((100, 100, 300), (700, 300, 300)), "PNG"))
    made = opened(blur(seen.content, seen.kind, seen.faces[:1])).convert("RGB")
    box, other = seen.faces[0], seen.faces[1]
    colours = made.crop(box).getcolors(1_000_000)
    assert colours is not None
    assert len(colours) <= BLOCKS * (BLOCKS + 1)
    [found] = find(made)
    assert max(abs(a - b) for a, b in zip(found, other, strict=True)) < 40
    unchanged = ImageChops.difference(made, opened(seen.content).convert("RGB")).getbbox()
    assert unchanged is not None
    assert all((unchanged[0] >= box[0], unchanged[1] >= box[1], unchanged[2] <= box[2], unchanged[3] <= box[3]))


def test_two_faces_with_the_same_means_cannot_be_told_apart_afterwards() -> None:
    one, other = face(), face()
    square = other.crop((50, 100, 100, 150))
    other.paste(square.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (50, 100))
    assert one.tobytes() != other.tobytes()
    blurred = [faces_of.blurred(picture, [(0, 0, 300, 300)]).tobytes() for picture in (one, other)]
    assert blurred[0] == blurred[1]


def test_without_a_way_to_find_faces_no_picture_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "cv2", None)
    with pytest.raises(Refused) as told:
        taken(photo())
    assert told.value.code == "no-faces"


def test_a_picture_of_a_secret_document_is_refused(tmp_path: Any) -> None:
    from PIL import ImageDraw, ImageFont

    page = Image.new("RGB", (1654, 2339), "white")
    pen, font = ImageDraw.Draw(page), ImageFont.truetype("DejaVuSans.ttf", 36)
    lines = ("ỦY BAN NHÂN DÂN XÃ SUỐI LAM", "TỐI MẬT", "Số: 05/KH-UBND", "KẾ HOẠCH CÔNG TÁC NĂM 2026")
    for at, line in enumerate(lines):
        pen.text((200, 200 + 90 * at), line, fill="black", font=font)
    with pytest.raises(Refused) as told:
        taken(saved(page))
    assert told.value.code == "secret"
