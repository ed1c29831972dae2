"""Files made here, good and hostile ones, so that each test shows the very bytes that it is about."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

from kheo.reading.formats.tests import making, making_pdf

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDS = "Các xã, phường tiếp tục thực hiện quy chế dân chủ ở cơ sở và báo cáo kết quả trước ngày 15 tháng 12."
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    return making.zipped(dict(members))


def docx(*paragraphs: str, **parts: str | bytes) -> bytes:
    """A Word document; further parts by name, `__` for a slash and `_` for a dot."""
    body = "".join(making.p(text) for text in paragraphs or (WORDS,))
    members: dict[str, str | bytes] = {"[Content_Types].xml": TYPES}
    members["word/document.xml"] = making.part("document", f"<w:body>{body}</w:body>")
    return zipped(members | {name.replace("__", "/").replace("_", "."): part for name, part in parts.items()})


def relation(kind: str, target: str, mode: str = ' TargetMode="External"') -> str:
    """A part of relations with one of them."""
    return f'<Relationships><Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/></Relationships>'


def xlsx(*texts: str, **parts: str | bytes) -> bytes:
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts or (WORDS,))
    members: dict[str, str | bytes] = {"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook/>"}
    members["xl/sharedStrings.xml"] = f"<sst>{strings}</sst>"
    return zipped(members | {name.replace("__", "/").replace("_", "."): part for name, part in parts.items()})


def pdf(*lines: str, more: tuple[bytes, ...] = (), pages: int = 1) -> bytes:
    """A PDF with a text layer on its last page; `more` are objects that nothing points to."""
    put = [making_pdf.Put(80, 120 + 20 * at, line) for at, line in enumerate(lines or (WORDS[:50], WORDS[50:]))]
    first = [making_pdf.Put(80, 120 + 20 * at, line) for at, line in enumerate((WORDS[:50], WORDS[50:]))]
    made = making_pdf.pdf(*[first] * (pages - 1), put)
    hidden = b"".join(b"%d 0 obj\n%s\nendobj\n" % (900 + at, one) for at, one in enumerate(more))
    return made.rpartition(b"%%EOF")[0] + hidden + b"%%EOF\n"


def object_stream(inside: bytes) -> bytes:
    packed = zlib.compress(inside)
    head = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>" % len(packed)
    return head + b"\nstream\n" + packed + b"\nendstream"


def face(size: int = 300, skin: tuple[int, int, int] = (224, 180, 150)) -> Image.Image:
    """A drawn face that the cascades take for one."""
    s = size
    made = Image.new("RGB", (s, s), (120, 140, 160))
    pen = ImageDraw.Draw(made)
    pen.ellipse((s * 0.14, s * 0.02, s * 0.86, s * 0.75), fill=(40, 30, 25))
    pen.ellipse((s * 0.2, s * 0.1, s * 0.8, s * 0.95), fill=skin)
    pen.rectangle((s * 0.22, s * 0.1, s * 0.78, s * 0.26), fill=(40, 30, 25))
    for x in (0.36, 0.64):
        pen.ellipse((s * (x - 0.1), s * 0.38, s * (x + 0.1), s * 0.5), fill=(170, 125, 100))
        pen.rectangle((s * (x - 0.1), s * 0.345, s * (x + 0.1), s * 0.38), fill=(50, 35, 30))
        pen.ellipse((s * (x - 0.07), s * 0.41, s * (x + 0.07), s * 0.48), fill=(240, 240, 240))
        pen.ellipse((s * (x - 0.035), s * 0.405, s * (x + 0.035), s * 0.485), fill=(30, 20, 20))
    pen.polygon([(s * 0.5, s * 0.45), (s * 0.43, s * 0.66), (s * 0.57, s * 0.66)], fill=(235, 195, 165))
    for x in (0.45, 0.55):
        pen.ellipse((s * (x - 0.03), s * 0.63, s * (x + 0.03), s * 0.67), fill=(120, 80, 60))
    pen.ellipse((s * 0.36, s * 0.74, s * 0.64, s * 0.83), fill=(150, 60, 60))
    pen.rectangle((s * 0.38, s * 0.78, s * 0.62, s * 0.79), fill=(80, 20, 20))
    return made.filter(ImageFilter.GaussianBlur(s / 90))


def scene(*faces: tuple[int, int, int], size: tuple[int, int] = (1200, 800)) -> Image.Image:
    """A picture with faces at x, y of a size."""
    made = Image.new("RGB", size, (180, 190, 170))
    for x, y, wide in faces:
        made.paste(face(wide), (x, y))
    return made


def saved(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def exif(**tags: Any) -> Image.Exif:
    """Day and place as a phone writes them, with its owner and its number."""
    about = Image.Exif()
    about[306], about[315], about[271] = "2026:06:30 10:00:00", "Owner of the phone", "Maker"
    about[0x0112] = tags.get("turned", 1)
    place = about.get_ifd(34_853)
    place[1], place[2], place[3], place[4] = "N", (11.0, 18.0, 36.0), "E", (106.0, 6.0, 0.0)
    return about


def photo(*faces: tuple[int, int, int], **tags: Any) -> bytes:
    return saved(scene(*faces), exif=exif(**tags))


def polyglot_pdf_zip() -> bytes:
    return pdf() + zipped({"a.class": "x"})


def lying_zip(size: int) -> bytes:
    """A Word document one part of which unpacks to many bytes."""
    return docx(word__media__a_bin=b"\0" * size)


def overlapping() -> bytes:
    """A zip whose directory names the same bytes many times, so that little unpacks to much."""
    made = bytearray(docx(word__x_xml="<a>" + "b" * 50_000 + "</a>"))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        start, count = archive.start_dir, len(archive.infolist())
    directory, end = bytes(made[start:-22]), bytearray(made[-22:])
    last = directory[directory.rindex(b"PK\x01\x02") :]
    copies = b"".join(last.replace(b"word/x.xml", b"word/%c.xml" % (0x41 + at)) for at in range(26))
    size, total = len(directory) + len(copies), count + 26
    end[8:12] = total.to_bytes(2, "little") * 2
    end[12:16] = size.to_bytes(4, "little")
    return bytes(made[:start]) + directory + copies + bytes(end)
