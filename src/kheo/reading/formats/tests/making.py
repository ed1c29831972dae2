"""Small Word documents made here, part by part, so that each test shows the very XML that it is about."""

from __future__ import annotations

import io
import zipfile

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def docx(body: str, **parts: str | bytes) -> bytes:
    """A .docx with this body; parts by name, `styles="…"` for word/styles.xml, given as the inside of their root."""
    roots = {"footnotes": "footnotes", "endnotes": "endnotes", "styles": "styles", "numbering": "numbering"}
    members: dict[str, str | bytes] = {"word/document.xml": part("document", f"<w:body>{body}</w:body>")}
    for name, inside in parts.items():
        root = roots.get(name, "hdr" if name.startswith("header") else name)
        members[f"word/{name}.xml"] = inside if isinstance(inside, bytes) else part(root, inside)
    return zipped(members)


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            # without the time of day, so that the same members give the same bytes
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=archive.compression)
    return file.getvalue()


def part(root: str, inside: str) -> str:
    """The XML of one part."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMESPACES}>{inside}</w:{root}>'


def p(text: str = "", properties: str = "") -> str:
    """A paragraph of one run; text that is markup already is taken as it is."""
    content = text if text.startswith("<") else run(text)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>" if properties else f"<w:p>{content}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run with these properties."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def font(name: str) -> str:
    """The property of a font."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def numbered(num: int, level: int = 0) -> str:
    """The paragraph property of a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'


def table(*rows: tuple[str, ...]) -> str:
    """A table of cells, each of paragraphs."""
    cells = "".join(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{cells}</w:tbl>"


def level(at: int, text: str, form: str = "decimal", start: int = 1, more: str = "") -> str:
    """A level of an abstract list."""
    number = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{at}">{number}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(name: int, *levels: str, more: str = "") -> str:
    """An abstract list."""
    return f'<w:abstractNum w:abstractNumId="{name}">{more}{"".join(levels)}</w:abstractNum>'


def num(name: int, of: int, overrides: str = "") -> str:
    """A list made from an abstract one."""
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'
