"""Faces in a picture: found by OpenCV's cascades, made unrecognisable by taking their pixels away."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from kheo.core.files.looking.refused import Refused

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""

SEARCHED = 1_600
"""Pixels of the longer side in which faces are searched; smaller ones than 24 of these are nobody's likeness."""
SMALLEST = 24
BLOCKS = 6
"""Squares across a face that is left: eyes fall into one or two of them."""
_MARGIN = 0.25
_PREVIEW = 1_200


def find(picture: Picture) -> list[Box]:
    """The faces, from top left to bottom right; rather one too many, since the sender looks at them.

    Raises Refused where OpenCV is not installed.
    """
    try:
        import cv2
        import numpy as np
    except ImportError:
        raise Refused("no-faces") from None
    small = picture.convert("L")
    small.thumbnail((SEARCHED, SEARCHED))
    grey = np.asarray(small)  # as it is: the cascades even out each window, and with equal shares they find fewer
    folder = Path(cv2.__file__).parent / "data"
    found: list[tuple[int, ...]] = []
    for name, turned in (("frontalface_alt2", False), ("profileface", False), ("profileface", True)):
        cascade = cv2.CascadeClassifier(str(folder / f"haarcascade_{name}.xml"))
        seen = np.ascontiguousarray(grey[:, ::-1]) if turned else grey
        for x, y, wide, high in cascade.detectMultiScale(seen, 1.1, 3, minSize=(SMALLEST, SMALLEST)):
            found.append((grey.shape[1] - x - wide if turned else x, y, wide, high))
    scale = picture.width / small.width
    boxes = [_widened(tuple(round(float(side) * scale) for side in one), picture.size) for one in found]
    return sorted(_apart(boxes), key=lambda box: (box[1] // max(1, picture.height // 4), box[0]))


def _widened(found: tuple[int, ...], size: tuple[int, int]) -> Box:
    x, y, wide, high = found
    margin = round(_MARGIN * max(wide, high))
    return max(0, x - margin), max(0, y - margin), min(size[0], x + wide + margin), min(size[1], y + high + margin)


def _apart(boxes: Iterable[Box]) -> list[Box]:
    """What is found twice becomes one box around both."""
    apart: list[Box] = []
    for box in sorted(boxes, key=_area, reverse=True):
        near = next((one for one in apart if _shared(one, box) > _area(box) // 2), box)
        if near is not box:
            apart.remove(near)
        around = (min(near[0], box[0]), min(near[1], box[1]), max(near[2], box[2]), max(near[3], box[3]))
        apart.append(around)
    return apart


def _area(box: Box) -> int:
    return max(0, box[2] - box[0]) * max(0, box[3] - box[1])


def _shared(one: Box, other: Box) -> int:
    return _area((max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])))


def blurred(picture: Picture, boxes: Iterable[Box]) -> Picture:
    """The picture with a few squares in the place of each face: the mean of each square is all that is left of it."""
    result = picture.copy()
    for box in boxes:
        face = picture.crop(box)
        squares = face.resize((BLOCKS, max(1, round(BLOCKS * face.height / face.width))), Image.Resampling.BOX)
        result.paste(squares.resize(face.size, Image.Resampling.NEAREST), box)
    return result


def numbered(picture: Picture, boxes: Iterable[Box]) -> Picture:
    """A smaller copy in which each face has a frame with its number."""
    shown = picture.copy()
    shown.thumbnail((_PREVIEW, _PREVIEW))
    scale = shown.width / picture.width
    pen = ImageDraw.Draw(shown)
    letter = max(16, shown.width // 28)  # read on a phone, too
    font = ImageFont.load_default(size=letter)
    for number, box in enumerate(boxes, 1):
        left, top, right, bottom = (round(side * scale) for side in box)
        pen.rectangle((left, top, right, bottom), outline="white", width=max(5, letter // 5))
        pen.rectangle((left + 1, top + 1, right - 1, bottom - 1), outline="#0B5A60", width=max(3, letter // 8))
        wide = letter // 2 + letter * 2 // 3 * len(str(number))
        pen.rectangle((left, top, left + wide, top + letter * 5 // 4), fill="#0B5A60")
        pen.text((left + letter // 3, top), str(number), fill="white", font=font)
    return shown
