"""Pictures made anew from their pixels: whatever else the file held, or hid, stays behind."""

from __future__ import annotations

import io
import re
import struct
import warnings
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from kheo.core.files.looking.refused import Refused

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_PIXELS = 60_000_000
"""Phones of today make up to 50 million by default."""
LONGEST_SIDE = 4_000
"""A page of A4 at 300 dpi has 3,508; what is larger is made smaller."""
QUALITY = 88
_FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
_BROKEN = (SyntaxError, ValueError, KeyError, TypeError, IndexError, ZeroDivisionError, struct.error)
"""What Pillow raises for bytes that it did not expect."""
_TAKEN, _CHANGED, _EXIF, _GPS = 36_867, 306, 34_665, 34_853


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A picture from pixels alone, and what the file said of when and where it was taken, as far as it can be read."""

    picture: Picture
    kind: str
    taken: str
    place: str


def rebuilt(data: bytes, kind: str) -> Rebuilt:
    """Open a picture as the one format that its content says, upright, in ordinary colours. Raises Refused."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of what is refused here, or left behind
        try:
            picture = Image.open(io.BytesIO(data), formats=[_FORMATS[kind]])
            _check(picture)
            taken, place = _offered(picture)
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            plain = _without_alpha(_in_srgb(ImageOps.exif_transpose(picture)))
            plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        except (UnidentifiedImageError, Image.DecompressionBombError, *_BROKEN):
            raise Refused("damaged") from None
        except (OSError, EOFError):
            raise Refused("cut-off") from None
    fresh = Image.frombytes("RGB", plain.size, plain.tobytes())
    return Rebuilt(fresh, "png" if kind == "png" else "jpeg", taken, place)


def encoded(picture: Picture, kind: str) -> bytes:
    """The bytes of a picture; nothing but its pixels goes in."""
    out = io.BytesIO()
    options: dict[str, Any] = {"quality": QUALITY, "optimize": True} if kind == "jpeg" else {}
    picture.save(out, _FORMATS[kind], **options)
    return out.getvalue()


def decoded(content: bytes) -> Picture:
    """A picture that `encoded` made."""
    return Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]).convert("RGB")


def _check(picture: Picture) -> None:
    if picture.width * picture.height > MOST_PIXELS:
        raise Refused("pixels", limit=MOST_PIXELS // 1_000_000)
    # Phones put a second picture behind the first (MPO); films are something else.
    if getattr(picture, "n_frames", 1) > 1 and picture.format != "MPO":
        raise Refused("moves")


def _in_srgb(picture: Picture) -> Picture:
    """In the colours that every screen assumes, since the profile goes."""
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "RGBA", "CMYK"}:
        try:
            mode = "RGB" if picture.mode == "CMYK" else picture.mode
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            shown = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            return picture
        return shown or picture
    return picture


def _without_alpha(picture: Picture) -> Picture:
    if picture.mode.startswith("I;16") or picture.mode in {"I", "F"}:
        return picture.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    white = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(white, layer).convert("RGB")


def _offered(picture: Picture) -> tuple[str, str]:
    """Day (ISO) and place that the file says; empty what it does not say, or says wrongly."""
    try:
        about = picture.getexif()
        said = str(about.get_ifd(_EXIF).get(_TAKEN) or about.get(_CHANGED) or "")
        return _day(said), _place(about.get_ifd(_GPS))
    except (OSError, *_BROKEN):
        return "", ""


def _day(said: str) -> str:
    found = re.match(r"(\d{4})[:-](\d{2})[:-](\d{2})", said)
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def _place(place: Any) -> str:
    """Latitude and longitude to some ten metres."""
    try:
        north, east = (sum(float(part) / 60**at for at, part in enumerate(place[tag])) for tag in (2, 4))
        north, east = -north if place.get(1) == "S" else north, -east if place.get(3) == "W" else east
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return ""
    there = -90 <= north <= 90 and -180 <= east <= 180 and (north, east) != (0, 0)
    return f"{north:.4f}, {east:.4f}" if there else ""
