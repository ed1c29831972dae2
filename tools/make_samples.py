"""Set the sample directives as .txt and as .docx with real automatic numbering, footnotes and tables.

usage: make_samples.py [--check]

Their words stand in `tools/samples/*.src`, one block a line, its kind before it. They were written for this project:
places, people and provincial numbers are invented. The forms are those of a Party dispatch (HD 36-HD/VPTW) and of a
State plan (NĐ 30/2020/NĐ-CP, phụ lục I). The same words give the same bytes: the archive carries no clock.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

SOURCES = Path(__file__).resolve().parent / "samples"
SAMPLE_LINE = "Văn bản mẫu do Khéo soạn, không có giá trị pháp lý"
TARGET = Path(__file__).resolve().parents[1] / "src/kheo/reading/samples"
ROMAN = ("I", "II", "III", "IV", "V")
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
NOTE = re.compile(r"\[\^(\d+)\]")
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ROMAN_LIST, NUMBER_LIST, DASH_LIST = 1, 2, 3


Block = tuple[str, list[str], list[str]]
"""Kind, words (for columns the left ones, for a table the rows), and the right-hand words of columns."""


def blocks_of(source: str) -> tuple[list[Block], list[str]]:
    """The blocks of a source, and its footnotes."""
    blocks: list[Block] = []
    notes: list[str] = []
    for line in source.splitlines():
        kind, _, words = line.partition(" ")
        if kind == "note":
            notes.append(words)
        elif kind in {"left", "right", "row"}:
            form = "table" if kind == "row" else "columns"
            if not blocks or blocks[-1][0] != form:
                blocks.append((form, [], []))
            blocks[-1][2 if kind == "right" else 1].append(words)
        else:
            blocks.append((kind, [words], []))
    return blocks, notes


def as_text(blocks: list[Block], notes: list[str]) -> str:
    """The document as an office would paste it: one paragraph a line, footnotes under the text."""
    lines = [f"({SAMPLE_LINE})", ""]
    roman = number = 0
    for kind, words, right in blocks:
        if kind == "columns":
            lines += [*filter(None, words), "", *filter(None, right), ""]
        elif kind == "table":
            lines += [row.replace(" | ", "\t") for row in words] + [""]
        elif kind == "roman":
            roman, number = roman + 1, 0
            lines += [f"{ROMAN[roman - 1]}. {words[0]}", ""]
        elif kind in {"number", "heading"}:
            number += 1
            lines += [f"{number}. {words[0]}", ""]
        elif kind == "dash":
            lines += [f"- {words[0]}"]
        else:
            lines += [words[0], ""]
    body = NOTE.sub(lambda found: SUPERSCRIPTS[int(found[1])], "\n".join(lines))
    under = "".join(f"{SUPERSCRIPTS[at]} {words}\n" for at, words in enumerate(notes, 1))
    signature = body.index("Nơi nhận:")
    return body[:signature] + under + "\n" + body[signature:].rstrip("\n") + "\n"


def as_word(blocks: list[Block], notes: list[str]) -> bytes:
    """The document as a .docx."""
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relations([("officeDocument", "word/document.xml")]),
        "word/document.xml": document(blocks),
        "word/_rels/document.xml.rels": relations(
            [("styles", "styles.xml"), ("numbering", "numbering.xml"), ("footnotes", "footnotes.xml")]
        ),
        "word/styles.xml": styles(),
        "word/numbering.xml": numbering(),
        "word/footnotes.xml": footnotes(notes),
    }
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            package.writestr(entry, XML + content)
    return archive.getvalue()


def document(blocks: list[Block]) -> str:
    """The main part; each Roman section restarts the Arabic numbers by an instance of their own."""
    made = [paragraph(f"({SAMPLE_LINE})", align="center", italic=True)]
    numbers = NUMBER_LIST
    for kind, words, right in blocks:
        if kind == "columns":
            made.append(columns(words, right))
        elif kind == "table":
            made.append(table([row.split(" | ") for row in words]))
        elif kind == "roman":
            numbers += 10
            made.append(paragraph(words[0], numbered=ROMAN_LIST, bold=True))
        elif kind in {"number", "heading"}:
            made.append(paragraph(words[0], numbered=numbers, bold=kind == "heading"))
        elif kind == "dash":
            made.append(paragraph(words[0], numbered=DASH_LIST))
        elif kind in {"title", "center"}:
            made.append(paragraph(words[0], align="center", bold=kind == "title"))
        else:
            made.append(paragraph(words[0]))
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" '
    page += 'w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    return f'<w:document xmlns:w="{WORD}"><w:body>{"".join(made)}{page}</w:body></w:document>'


def paragraph(
    words: str, *, numbered: int | None = None, align: str = "both", bold: bool = False, italic: bool = False
) -> str:
    """One paragraph; `[^n]` in the words becomes a reference to the footnote n."""
    number = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbered}"/></w:numPr>' if numbered else ""
    return f'<w:p><w:pPr>{number}<w:jc w:val="{align}"/></w:pPr>{"".join(runs(words, bold, italic))}</w:p>'


def runs(words: str, bold: bool, italic: bool) -> Iterator[str]:
    """The words as runs, footnote references as runs of their own."""
    look = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    for at, piece in enumerate(NOTE.split(words)):
        if at % 2:
            yield '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            yield f'<w:footnoteReference w:id="{piece}"/></w:r>'
        elif piece:
            yield f'<w:r>{look}<w:t xml:space="preserve">{escape(piece)}</w:t></w:r>'


def columns(left: list[str], right: list[str]) -> str:
    """Letterhead or foot: two cells without lines."""
    return _table([[left, right]], border="none")


def table(rows: list[list[str]]) -> str:
    """A table with lines."""
    return _table([[[cell] for cell in row] for row in rows], border="single")


def _table(rows: list[list[list[str]]], border: str) -> str:
    sides = "".join(
        f'<w:{side} w:val="{border}" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    width = 9000 // len(rows[0])
    grid = f'<w:gridCol w:w="{width}"/>' * len(rows[0])
    align = "center" if border == "none" else "left"
    body = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            + "".join(paragraph(line, align="left" if line.startswith("- ") else align) for line in cell)
            + "</w:tc>"
            for cell in row
        )
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"


def numbering() -> str:
    """Three kinds of lists; instances 12, 22, 32 of the Arabic one start again at 1."""

    def kind(number: int, form: str, text: str) -> str:
        return (
            f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
            f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            "</w:lvl></w:abstractNum>"
        )

    kinds = kind(ROMAN_LIST, "upperRoman", "%1.") + kind(NUMBER_LIST, "decimal", "%1.") + kind(DASH_LIST, "bullet", "-")
    instances = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (ROMAN_LIST, NUMBER_LIST, DASH_LIST)
    )
    restarts = "".join(
        f'<w:num w:numId="{NUMBER_LIST + 10 * n}"><w:abstractNumId w:val="{NUMBER_LIST}"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for n in (1, 2, 3)
    )
    return f'<w:numbering xmlns:w="{WORD}">{kinds}{instances}{restarts}</w:numbering>'


def footnotes(notes: list[str]) -> str:
    """The footnotes, after the two separators that Word expects."""
    separators = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        "</w:footnote>"
    )
    made = "".join(
        f'<w:footnote w:id="{at}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(words)}</w:t></w:r></w:p></w:footnote>'
        for at, words in enumerate(notes, 1)
    )
    return f'<w:footnotes xmlns:w="{WORD}">{separators}{made}</w:footnotes>'


def styles() -> str:
    """The prescribed type: Times New Roman, 14 points."""
    return (
        f'<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" '
        'w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/><w:lang w:val="vi-VN"/></w:rPr>'
        "</w:rPrDefault></w:docDefaults></w:styles>"
    )


def relations(parts: list[tuple[str, str]]) -> str:
    """Which part stands where."""
    made = "".join(
        f'<Relationship Id="r{at}" Type="{OFFICE}/relationships/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(parts, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def content_types() -> str:
    """What each part is."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    names = {"document": "document.main", "styles": "styles", "numbering": "numbering", "footnotes": "footnotes"}
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{main}.{kind}+xml"/>' for part, kind in names.items()
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def main() -> int:
    """Write the four files, or with --check compare them with what is there."""
    stale = []
    for source in sorted(SOURCES.glob("*.src")):
        name = source.stem
        blocks, notes = blocks_of(source.read_text("utf-8"))
        files = {f"{name}.txt": as_text(blocks, notes).encode(), f"{name}.docx": as_word(blocks, notes)}
        for file_name, content in files.items():
            path = TARGET / file_name
            if "--check" not in sys.argv:
                path.write_bytes(content)
            elif not path.exists() or path.read_bytes() != content:
                stale.append(path.name)
    if stale:
        print(f"not as tools/make_samples.py makes them: {', '.join(stale)}; run it")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
