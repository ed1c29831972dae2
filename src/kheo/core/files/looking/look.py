"""One look at bytes: what they are, whether they may be taken in, and what of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from kheo.core.files.looking.kinds import PICTURES, kind_of
from kheo.core.files.looking.refused import Refused


@dataclass(frozen=True, slots=True)
class Look:
    """What may be kept. Of a picture: made anew, with the faces in it, and the day and place that its file named."""

    content: bytes
    kind: str
    faces: tuple[tuple[int, ...], ...] = ()
    taken: str = ""
    place: str = ""


def look(data: bytes, kinds: Collection[str]) -> Look:
    """Look at bytes that shall be one of some kinds. Raises Refused."""
    if not data:
        raise Refused("empty")
    kind = kind_of(data)
    if kind not in kinds:
        raise Refused("kind", found=kind.upper())
    if kind in PICTURES:
        return _look_at_picture(data, kind)
    from kheo.core.files.looking.secrecy import check_document

    if kind == "pdf":
        from kheo.core.files.looking.pdfs import check_pdf

        check_pdf(data)
    else:
        from kheo.core.files.looking.packages import check_package

        check_package(data)
    check_document(data, kind)
    return Look(data, kind)


def _look_at_picture(data: bytes, kind: str) -> Look:
    from kheo.core.files.looking.faces import find
    from kheo.core.files.looking.pictures import encoded, rebuilt
    from kheo.core.files.looking.secrecy import check_picture

    made = rebuilt(data, kind)
    check_picture(made.picture)
    return Look(encoded(made.picture, made.kind), made.kind, tuple(find(made.picture)), made.taken, made.place)


def blur(content: bytes, kind: str, boxes: Collection[tuple[int, ...]]) -> bytes:
    """A picture of ours without the faces in some boxes."""
    from kheo.core.files.looking.faces import blurred
    from kheo.core.files.looking.pictures import decoded, encoded

    return encoded(blurred(decoded(content), [(a, b, c, d) for a, b, c, d in boxes]), kind)


def preview(content: bytes, boxes: Collection[tuple[int, ...]]) -> bytes:
    """A smaller picture in which the boxes are numbered."""
    from kheo.core.files.looking.faces import numbered
    from kheo.core.files.looking.pictures import decoded, encoded

    return encoded(numbered(decoded(content), [(a, b, c, d) for a, b, c, d in boxes]), "jpeg")
