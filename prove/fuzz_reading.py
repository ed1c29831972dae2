"""Coverage-guided fuzzing of the whole reading: no exception but `Unreadable`, and every invariant holds.

    python prove/fuzz_reading.py TARGET -max_total_time=SECONDS [CORPUS]

Targets: `bytes` (any file), `text` (Vietnamese pieces put together by the fuzzer), `docx` (the body of a Word file),
`cite` (citations alone).
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import atheris

with atheris.instrument_imports(include=["kheo"]):
    from kheo.reading import read
    from kheo.reading.citations import find_citations
    from kheo.reading.export.as_json import to_dict
    from kheo.reading.flowing import make_flow
    from kheo.reading.formats import Unreadable, load
    from kheo.reading.header import read_header
    from kheo.reading.obligations import read_obligations
    from kheo.reading.structure import read_structure

from prove.invariants import breaches

assert all((make_flow, load, read_header, read_obligations, read_structure))

PIECES = (
    "ỦY BAN NHÂN DÂN", "TỈNH UỶ THANH GIANG", "*", "Số: 15/QĐ-UBND", "Số 01-CT/TU", "Số:    /KH-UBND", "ngày 05 tháng 3 năm 2026",
    "V/v báo cáo", "Kính gửi:", "- Đảng uỷ các xã, phường;", "QUYẾT ĐỊNH", "Căn cứ Luật Đất đai năm 2024;", "Điều 1.", "Chương I",
    "1.", "1.1.", "a)", "-", "+", "I.", "II-", "“", "”", "(", ")", ";", ",", ".", ":", "\n", "\n\n", " ", "¹", "1", "trị1",
    "yêu cầu", "giao", "chủ trì, phối hợp với", "Sở Nội vụ", "triển khai", "báo cáo", "trước ngày 15/11 hằng năm", "quý IV/2026",
    "Nghị quyết số 18-NQ/TW, ngày 25/10/2017 của Ban Chấp hành Trung ương", "217-QĐ/TW và số 218-QĐ/TW", "điểm a khoản 2 Điều 5",
    "từ Điều 8 đến Điều 26", "Luật này", "Công văn này", "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH",
    "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "(Đã ký)", "Lê Hoài Sa", "PHỤ LỤC I", "(Ban hành kèm theo)", "TỐI MẬT", "KHẨN", "\u00ad", "\u200b",
)  # fmt: skip


def check(data: bytes, name: str) -> None:
    """Read, and raise where an invariant does not hold."""
    try:
        reading = read(data, name)
    except Unreadable:
        return
    found = list(breaches(reading))
    if found:
        raise AssertionError(found[:5])
    out = to_dict(reading)
    assert out["text"] == reading.text


def fuzz_bytes(data: bytes) -> None:
    check(data, "fuzz.bin")


def fuzz_text(data: bytes) -> None:
    source = atheris.FuzzedDataProvider(data)
    parts = []
    while source.remaining_bytes() and len(parts) < 300:
        choice = source.ConsumeIntInRange(0, len(PIECES) + 4)
        parts.append(PIECES[choice] if choice < len(PIECES) else source.ConsumeUnicodeNoSurrogates(6))
        parts.append(" " if source.ConsumeBool() else "\n")
    check(("Văn bản của Uỷ ban nhân dân được thực hiện. " + "".join(parts)).encode(), "fuzz.txt")


TAGS = (
    ("p", ""), ("r", ""), ("t", ""), ("pPr", ""), ("rPr", ""), ("tbl", ""), ("tr", ""), ("tc", ""), ("hyperlink", ""), ("ins", ""), ("del", ""),
    ("numPr", ""), ("ilvl", ' w:val="1"'), ("numId", ' w:val="1"'), ("numId", ' w:val="2"'), ("pStyle", ' w:val="A"'), ("br", ""), ("tab", ""),
    ("footnoteReference", ' w:id="1"'), ("rFonts", ' w:ascii=".VnTime"'), ("vertAlign", ' w:val="superscript"'), ("fldChar", ' w:fldCharType="begin"'),
    ("fldChar", ' w:fldCharType="end"'), ("instrText", ""), ("softHyphen", ""), ("noBreakHyphen", ""), ("sdt", ""), ("sdtContent", ""), ("abstractNum", ' w:abstractNumId="1"'),
    ("lvl", ' w:ilvl="0"'), ("start", ' w:val="3"'), ("numFmt", ' w:val="lowerLetter"'), ("lvlText", ' w:val="%1.%2)"'), ("num", ' w:numId="1"'), ("lvlOverride", ' w:ilvl="0"'),
    ("startOverride", ' w:val="5"'), ("abstractNumId", ' w:val="1"'), ("footnote", ' w:id="1"'), ("lvlRestart", ' w:val="0"'), ("isLgl", ""),
)  # fmt: skip
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def markup(source: Any, root: str) -> str:
    """Well-formed WordprocessingML put together by the fuzzer."""
    parts, open_tags = [f'<w:{root} xmlns:w="{WORD}">'], [root]
    while source.remaining_bytes() and len(parts) < 400:
        choice = source.ConsumeIntInRange(0, len(TAGS) + len(PIECES) + 40)
        if choice < len(TAGS):
            tag, attributes = TAGS[choice]
            parts.append(f"<w:{tag}{attributes}>")
            open_tags.append(tag)
        elif choice < len(TAGS) + len(PIECES):
            parts.append(escape(PIECES[choice - len(TAGS)]))
        elif len(open_tags) > 1:
            parts.append(f"</w:{open_tags.pop()}>")
    return "".join(parts) + "".join(f"</w:{tag}>" for tag in reversed(open_tags))


def fuzz_docx(data: bytes) -> None:
    source = atheris.FuzzedDataProvider(data)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        if source.ConsumeBool():
            archive.writestr(
                "word/numbering.xml", markup(atheris.FuzzedDataProvider(source.ConsumeBytes(60)), "numbering")
            )
        if source.ConsumeBool():
            archive.writestr(
                "word/footnotes.xml", markup(atheris.FuzzedDataProvider(source.ConsumeBytes(60)), "footnotes")
            )
        body = markup(source, "body")
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}">{body}</w:document>')
    check(packed.getvalue(), "fuzz.docx")


def fuzz_cite(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for citation in find_citations(text):
        assert 0 <= citation.core_span[0] < citation.core_span[1] <= len(text)
        assert citation.span[0] <= citation.core_span[0] and citation.core_span[1] <= citation.span[1], citation


TARGETS = {"bytes": fuzz_bytes, "text": fuzz_text, "docx": fuzz_docx, "cite": fuzz_cite}


def main() -> None:
    target = TARGETS[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
