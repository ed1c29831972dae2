"""PDFs of lines put at places, written here byte by byte: no font is embedded, the text layer alone matters."""

from __future__ import annotations

from kheo.values import dataclass

WIDTH = 595
HEIGHT = 842
GLYPH = 0.5
"""Every glyph is half as wide as it is high."""


@dataclass(frozen=True)
class Put:
    """A text at a place, in points from the left and from the top."""

    x: float
    y: float
    text: str
    size: float = 14


def pdf(*pages: list[Put]) -> bytes:
    """A PDF of these pages."""
    characters = sorted({char for page in pages for put in page for char in put.text})
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(pages)))
    font = (
        "/Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R"
    )
    descendant = (
        f"/Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW {int(GLYPH * 1000)} "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        "/FontDescriptor << /Type /FontDescriptor /FontName /Plain /Flags 4 /FontBBox [0 -200 500 800] "
        "/ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        f"<< {font} >>".encode(),
        f"<< {descendant} >>".encode(),
        stream(to_unicode(characters)),
    ]
    for n, page in enumerate(pages):
        resources = "/Resources << /Font << /F 3 0 R >> >>"
        box = f"/MediaBox [0 0 {WIDTH} {HEIGHT}]"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} {resources} /Contents {7 + 2 * n} 0 R >>".encode())
        objects.append(stream("".join(map(shown, page))))
    return assembled(objects)


def shown(put: Put) -> str:
    """The operators that show a text."""
    codes = put.text.encode("utf-16-be").hex()
    return f"BT /F {put.size} Tf 1 0 0 1 {put.x} {HEIGHT - put.y} Tm <{codes}> Tj ET\n"


def to_unicode(characters: list[str]) -> str:
    """The map from codes to characters, which are the same here."""
    pairs = [f"<{ord(char):04x}> <{ord(char):04x}>" for char in characters]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    body = "".join(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar\n" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{body}endcmap end end"
    )


def stream(content: str) -> bytes:
    """A stream object."""
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream".encode()


def assembled(objects: list[bytes], trailer: str = "") -> bytes:
    """The file: objects, their places, the trailer."""
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"trailer << /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()
