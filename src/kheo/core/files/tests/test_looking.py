"""What the door lets through and what it refuses: each trick with bytes made here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from PIL import Image

from kheo.core.files.looking.kinds import KINDS, kind_of
from kheo.core.files.looking.look import look
from kheo.core.files.looking.refused import Refused
from kheo.core.files.refusals import WORDS
from kheo.core.files.tests.making import (
    docx,
    lying_zip,
    object_stream,
    overlapping,
    pdf,
    photo,
    polyglot_pdf_zip,
    relation,
    saved,
    scene,
    xlsx,
    zipped,
)

JPEG = saved(scene(size=(64, 48)))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
UTF16 = "<?xml version='1.0' encoding='utf-16'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>".encode("utf-16")
LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY b{n} '{'&a;' * 9}'>" for n in range(9)) + "]><l>&b8;</l>"
VBA = "word/vbaProject.bin"


def refused(data: bytes) -> str:
    with pytest.raises(Refused) as told:
        look(data, frozenset(KINDS))
    return told.value.code


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (docx, "docx"),
        (lambda: docx(word___rels__document_xml_rels=relation("hyperlink", "https://a.vn")), "docx"),
        (lambda: docx(word__embeddings__chart_xlsx=xlsx()), "docx"),
        (xlsx, "xlsx"),
        (pdf, "pdf"),
        (photo, "jpeg"),
        (lambda: saved(scene(), "PNG"), "png"),
        (lambda: saved(scene(), "WEBP"), "jpeg"),
    ],
)
def test_what_an_office_sends_goes_through(data: Callable[[], bytes], kind: str) -> None:
    seen = look(data(), frozenset(KINDS))
    assert (seen.kind, kind_of(seen.content)) == (kind, kind)


TRICKS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "empty"),
    "svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "kind"),
    "svg in utf-16": ("<svg onload='alert(1)'/>".encode("utf-16"), "kind"),
    "html": (b"<!-- a comment --><html><script>alert(1)</script></html>", "kind"),
    "html before a picture": (b"<script>alert(1)</script>" + JPEG, "kind"),
    "gif": (saved(scene(size=(9, 9)), "GIF"), "kind"),
    "gif and jar": (saved(scene(size=(9, 9)), "GIF") + zipped({"A.class": "x"}), "kind"),
    "bmp": (saved(scene(size=(9, 9)), "BMP"), "kind"),
    "tiff": (saved(scene(size=(9, 9)), "TIFF"), "kind"),
    "heic": (b"\0\0\0\x18ftypheic" + b"\0" * 40, "kind"),
    "old word": (OLE, "kind"),
    "rtf": (b"{\\rtf1 a}", "kind"),
    "exe": (b"MZ" + b"\0" * 90, "kind"),
    "script": (b"#!/bin/sh\nexit", "kind"),
    "text": ("Nội dung".encode(), "kind"),
    "plain zip": (zipped({"a.txt": "x"}), "kind"),
    "jar": (zipped({"META-INF/MANIFEST.MF": "x", "A.class": "x"}), "kind"),
    "pdf and zip": (polyglot_pdf_zip(), "two-in-one"),
    "pdf and html": (pdf() + b"<script>alert(1)</script>" * 60, "two-in-one"),
    "something before a pdf": (b"GIF89a" + pdf(), "kind"),
    "html before a word file": (b"<html>" + docx(), "kind"),
    "html behind a word file": (docx() + b"<script>alert(1)</script>", "two-in-one"),
    "pdf without end": (pdf()[:-40], "cut-off"),
    "half a picture": (photo()[: len(photo()) // 2], "cut-off"),
    "head of a picture": (JPEG[:20], "damaged"),
    "half a word file": (docx()[:-60], "damaged"),
    "zip bomb": (lying_zip(60_000_000), "bomb"),
    "zip of overlapping parts": (overlapping(), "bomb"),
    "many parts": (docx(**{f"word__m{n}_xml": "<a/>" for n in range(5_100)}), "bomb"),
    "entities": (docx(word__styles_xml=LAUGHS), "bomb"),
    "entities in utf-16": (docx(word__styles_xml=UTF16), "bomb"),
    "entities of elsewhere": (docx(word__a_xml="<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"), "bomb"),
    "odd encoding": (docx(word__a_xml="<?xml version='1.0' encoding='utf-7'?><a/>"), "damaged"),
    "macros": (zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>", VBA: "x"}), "macros"),
    "macros under another name": (
        zipped({"[Content_Types].xml": "<a b='x.document.macroEnabled.main+xml'/>", "word/document.xml": "<a/>"}),
        "macros",
    ),
    "sheet with old macros": (xlsx(xl__macrosheets__sheet1_xml="<a/>"), "macros"),
    "embedded object": (docx(word__embeddings__oleObject1_bin=OLE), "embedded"),
    "embedded program": (docx(word__media__image1_png=b"MZ\x90\0" + b"\0" * 99), "embedded"),
    "embedded archive": (docx(word__embeddings__a_zip=zipped({"a.exe": "x"})), "embedded"),
    "package in package in package": (
        docx(word__embeddings__a_docx=docx(word__embeddings__b_xlsx=xlsx())),
        "embedded",
    ),
    "active control": (docx(word__activeX__activeX1_xml="<a/>"), "embedded"),
    "html inside": (docx(word___rels__document_xml_rels=relation("aFChunk", "a.htm", "")), "embedded"),
    "template from elsewhere": (
        docx(word___rels__settings_xml_rels=relation("attachedTemplate", "http://evil.example/a.dotm")),
        "fetches",
    ),
    "script in a pdf": (pdf(more=(b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>",)), "runs"),
    "script under an escaped name": (pdf(more=(b"<< /S /J#61vaScr#69pt /JS (x) >>",)), "runs"),
    "script in packed objects": (pdf(more=(object_stream(b"1 0 << /S /JavaScript /JS (x) >>"),)), "runs"),
    "program start in a pdf": (pdf(more=(b"<< /S /Launch /F (cmd.exe) >>",)), "runs"),
    "file in a pdf": (pdf(more=(b"<< /Type /EmbeddedFile >>",)), "embedded"),
    "objects packed oddly": (pdf(more=(b"<< /Type /ObjStm /Filter /LZWDecode >>\nstream\nabc\nendstream",)), "damaged"),
    "objects that unpack to much": (pdf(more=(object_stream(b" " * 210_000_000),)), "bomb"),
    "film": (saved(scene(size=(9, 9)), "WEBP", save_all=True, append_images=[Image.new("RGB", (9, 9))]), "moves"),
    "moving png": (saved(scene(size=(9, 9)), "PNG", save_all=True, append_images=[Image.new("RGB", (9, 9))]), "moves"),
    "many points": (saved(Image.new("1", (9_000, 9_000)), "PNG"), "pixels"),
    "far too many points": (saved(Image.new("1", (20_000, 20_000)), "PNG"), "damaged"),
}


@pytest.mark.parametrize("trick", TRICKS)
def test_tricks_are_refused_with_their_reason(trick: str) -> None:
    data, code = TRICKS[trick]
    assert (refused(data), code in WORDS) == (code, True)


def test_protected_files_are_refused() -> None:
    made = bytearray(docx())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = made.index(mark)
        made[place + at] |= 1
    assert refused(bytes(made)) == "locked"


@pytest.mark.parametrize("name", ["word/../../../etc/passwd", "/etc/passwd", "word\\document.xml"])
def test_parts_that_lead_elsewhere_are_refused(name: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for part in ("[Content_Types].xml", "word/document.xml", name):
            archive.writestr(part, "<a/>")
    assert refused(file.getvalue().replace(b"word/document.xml\\", b"word/document.xml/")) == "damaged"


def test_a_kind_that_the_use_does_not_take_is_refused_by_its_content() -> None:
    with pytest.raises(Refused) as told:
        look(xlsx(), frozenset({"pdf"}))
    assert (told.value.code, told.value.data) == ("kind", {"found": "XLSX"})


MARKED = ["TỈNH ỦY TÂY NINH", "MẬT", "Số: 05-KH/TU", "KẾ HOẠCH", WORDS["empty"]]


@pytest.mark.parametrize(
    "data",
    [docx(*MARKED), docx(word__header1_xml=docx()), xlsx("Danh sách", "TỐI MẬT"), pdf(*MARKED), pdf(*MARKED, pages=4)],
    ids=["word", "word header", "sheet", "pdf", "page of a bundle"],
)
def test_secret_documents_are_refused(data: bytes) -> None:
    if b"header1" in data:
        header = '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>MẬT'
        data = docx(word__header1_xml=f"{header}</w:t></w:r></w:p></w:hdr>")
    assert refused(data) == "secret"
