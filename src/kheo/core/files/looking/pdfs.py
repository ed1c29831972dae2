"""PDF files: opened by pdfium, searched for what would run. They are kept as they came, since they may be signed."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kheo.core.files.looking.refused import Refused

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MOST_PAGES = 2_000
_MOST_INFLATED = 200_000_000
_TAIL = 1_024
"""Within which readers look for the end mark; more behind it is another file."""
_DICTIONARY = 4_096
_RUNS = re.compile(rb"/(?:JavaScript|Launch|RichMedia|XFA|GoToE|ImportData|SubmitForm)(?![A-Za-z])")
_CARRIES = re.compile(rb"/EmbeddedFiles?(?![A-Za-z])")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


def check_pdf(data: bytes) -> None:
    """Raises Refused for what is locked, broken or carries more than pages."""
    if data.rfind(b"%%EOF") < len(data) - _TAIL:
        raise Refused("two-in-one" if b"%%EOF" in data else "cut-off")
    document = opened(data)
    try:
        _check_document(document)
    finally:
        document.close()
    for part in (data, *_object_streams(data)):
        plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), part)
        if _RUNS.search(plain):
            raise Refused("runs")
        if _CARRIES.search(plain):
            raise Refused("embedded")


def opened(data: bytes) -> PdfDocument:
    """The document. Raises Refused."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(data)
    except PdfiumError as fault:
        raise Refused("locked" if "password" in str(fault).lower() else "damaged") from None


def _check_document(document: PdfDocument) -> None:
    from pypdfium2.raw import FPDF_GetSecurityHandlerRevision, FPDFDoc_GetAttachmentCount

    if FPDF_GetSecurityHandlerRevision(document) != -1:
        raise Refused("locked")
    if FPDFDoc_GetAttachmentCount(document) > 0:
        raise Refused("embedded")
    if not 0 < len(document) <= MOST_PAGES:
        raise Refused("damaged" if not len(document) else "bomb")


def _object_streams(data: bytes) -> Iterator[bytes]:
    """The objects that are packed into streams, where their words cannot be seen from outside."""
    left = _MOST_INFLATED
    for found in re.finditer(rb"(?<!end)stream\r?\n", data):
        head = data[max(0, found.start() - _DICTIONARY) : found.start()].rpartition(b"obj")[2]
        if b"ObjStm" not in _ESCAPED.sub(lambda one: bytes([int(one[1], 16)]), head):
            continue
        if b"Filter" not in head:
            continue  # it stands there in clear
        try:
            inflated = zlib.decompressobj().decompress(data[found.end() :], left + 1)
        except zlib.error:
            raise Refused("damaged") from None  # packed in a way that no office program uses for objects
        left -= len(inflated)
        if left < 0:
            raise Refused("bomb")
        yield inflated
