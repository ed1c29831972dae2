"""The words of one paragraph of a .docx: runs, fields, tracked changes, text boxes, fonts of before Unicode."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

from kheo.reading.formats.docx_package import W
from kheo.reading.formats.docx_styles import Styles, font_of, switch
from kheo.reading.formats.refuse import Unreadable
from kheo.text.characters import cleaned
from kheo.text.legacy import Encoding, by_font, from_tcvn3, from_vni, is_capitals_font
from kheo.values import dataclass, field

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"

TRANSPARENT = frozenset(
    f"{W}{name}"
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "dir", "bdo")
)
"""What only wraps the content that counts; deletions and the old places of moved words (del, moveFrom) are not here."""
MAX_NESTING = 64

_RUN = f"{W}r"
_TEXT = f"{W}t"
_RUN_PROPERTIES = f"{W}rPr"
_ALTERNATIVES = f"{MC}AlternateContent"
_BOX = f"{W}txbxContent"
_SYMBOLS = {"F0B7": "•", "F0A7": "▪", "F02D": "-", "F02B": "+", "F0D8": "▪", "F0FC": "✓"}
_SIDE_BY_SIDE = ("CỘNG H", "ĐẢNG CỘNG", "Độc lập", "ngày ", "Nơi nhận", "KT.", "TM.", "T/M", "K/T", "CHỦ TỊCH")
"""Where one of these stands, a tab parts two columns and not a label from its text."""


@dataclass(slots=True)
class Inline:
    """The text of a paragraph, where notes hang on it, and the text boxes anchored in it."""

    text: str = ""
    references: list[tuple[int, str, str]] = field(default_factory=list)
    """Offset in `text`, `footnote` or `endnote`, id."""
    boxes: list[ET.Element] = field(default_factory=list)

    def extended(self, other: Inline) -> Inline:
        """This paragraph with the next one run on to it."""
        moved = [(at + len(self.text), kind, which) for at, kind, which in other.references]
        return Inline(self.text + other.text, [*self.references, *moved], [*self.boxes, *other.boxes])


class _Face(NamedTuple):
    """How the characters of a run are kept and shown."""

    encoding: Encoding | None = None
    capitals_font: bool = False
    capitals: bool = False


_PLAIN = _Face()


class RunReader:
    """Reads paragraphs one after the other; fields may reach over several."""

    def __init__(self, name: str, styles: Styles, *, faces: bool, default: Encoding | None = None) -> None:
        """`faces` where fonts, capitals and hidden words matter; `default` encodes runs whose font says nothing."""
        self._name = name
        self._styles = styles
        self._faces = faces
        self._default = default
        self._fields: list[bool] = []
        """For each open field whether its result has begun; what stands before is the instruction."""
        self._inline = Inline()
        self._parts: list[str] = []
        self._length = 0
        self._buffer: list[str] = []
        self._face = _PLAIN
        self._style: str | None = None

    def read(self, paragraph: ET.Element, style: str | None) -> Inline:
        """The words of a paragraph of this style."""
        self._inline, self._parts, self._length, self._buffer = Inline(), [], 0, []
        self._face, self._style = _PLAIN, style
        self._walk(paragraph, 0)
        self._flush()
        self._inline.text = "".join(self._parts)
        return self._inline

    def _walk(self, container: ET.Element, depth: int) -> None:
        if depth > MAX_NESTING:
            raise Unreadable("bomb", self._name)
        for child in container:
            tag = child.tag
            if tag == _RUN:
                self._run(child, depth)
            elif tag in TRANSPARENT:
                self._walk(child, depth + 1)
            elif tag == _ALTERNATIVES:
                self._walk(chosen(child), depth + 1)
            elif tag.endswith(("}oMath", "}oMathPara")):
                self._buffer.extend(math.text or "" for math in child.iter(_MATH_TEXT))

    def _run(self, run: ET.Element, depth: int) -> None:
        if self._faces:
            properties = run.find(_RUN_PROPERTIES)
            if switch(properties, "vanish"):
                return
            self._turn_to(self._face_of(properties))
        for child in run:
            tag = child.tag
            if tag == _TEXT:
                if child.text and all(self._fields):
                    self._put(child.text)
            elif tag != _RUN_PROPERTIES:
                self._special(child, tag, depth)

    def _put(self, text: str) -> None:
        if "\n" in text or "\t" in text:
            text = text.replace("\n", " ").replace("\t", " ")
        self._buffer.append(text.upper() if self._face.capitals else text)

    def _special(self, child: ET.Element, tag: str, depth: int) -> None:
        name = tag.rpartition("}")[2]
        if name == "fldChar":
            self._field(child.get(f"{W}fldCharType"))
        elif name in {"drawing", "pict", "object"}:
            self._inline.boxes.extend(boxes_in(child))
        elif name == "AlternateContent":
            self._special_content(child, depth)
        elif not all(self._fields):
            return
        elif name in {"tab", "ptab"}:
            self._buffer.append("\t")
        elif name in {"br", "cr"}:
            self._buffer.append("\n")
        elif name == "noBreakHyphen":
            self._buffer.append("-")
        elif name == "softHyphen":
            self._buffer.append("\xad")
        elif name == "sym":
            self._buffer.append(_symbol(child.get(f"{W}char", "")))
        elif name in {"footnoteReference", "endnoteReference"}:
            self._refer(name.removesuffix("Reference"), child)
        elif name == "ruby":
            self._walk_ruby(child, depth)

    def _special_content(self, alternates: ET.Element, depth: int) -> None:
        if depth > MAX_NESTING:
            raise Unreadable("bomb", self._name)
        for child in chosen(alternates):
            self._special(child, child.tag, depth + 1)

    def _walk_ruby(self, ruby: ET.Element, depth: int) -> None:
        base = ruby.find(f"{W}rubyBase")
        if base is not None:
            self._walk(base, depth + 1)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _refer(self, kind: str, reference: ET.Element) -> None:
        if reference.get(f"{W}customMarkFollows") in {"1", "true", "on"}:
            return
        self._flush()
        self._inline.references.append((self._length, kind, reference.get(f"{W}id", "")))

    def _face_of(self, properties: ET.Element | None) -> _Face:
        font, capitals = font_of(properties), switch(properties, "caps")
        own = None if properties is None else properties.find(f"{W}rStyle")
        for style in (None if own is None else own.get(f"{W}val"), self._style):
            font = font or self._styles.font(style)
            capitals = self._styles.capitals(style) if capitals is None else capitals
        font = font or self._styles.default_font
        encoding = (by_font(font) if font else None) or self._default
        if encoding is None and not capitals:
            return _PLAIN
        return _Face(encoding, bool(font) and is_capitals_font(font or ""), bool(capitals) and encoding is None)

    def _turn_to(self, face: _Face) -> None:
        if face != self._face:
            if face.encoding != self._face.encoding or face.capitals_font != self._face.capitals_font:
                self._flush()
            self._face = face

    def _flush(self) -> None:
        """Bring what was collected in one encoding into the normal form."""
        if not self._buffer:
            return
        text = "".join(self._buffer)
        self._buffer.clear()
        if self._face.encoding == "tcvn3":
            text = from_tcvn3(text, capitals=self._face.capitals_font)
        elif self._face.encoding == "vni":
            text = from_vni(text)
        if "\t" in text:
            columns = len(text) < 160 and any(mark in text for mark in _SIDE_BY_SIDE)
            text = text.replace("\t", "    " if columns else " ")
        text, _ = cleaned(text)
        self._parts.append(text)
        self._length += len(text)


def chosen(alternates: ET.Element) -> ET.Element:
    """The first alternative of mc:AlternateContent, which programs of today show."""
    return next(iter(alternates), alternates)


def boxes_in(element: ET.Element) -> Iterator[ET.Element]:
    """The text boxes of a drawing, outermost ones only; of alternatives the first."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if one.tag == _BOX:
            yield one
        elif one.tag == _ALTERNATIVES:
            waiting.append(chosen(one))
        else:
            waiting.extend(reversed(one))


def _symbol(code: str) -> str:
    if code.upper() in _SYMBOLS:
        return _SYMBOLS[code.upper()]
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0xF020 <= number <= 0xF0FF:
        number -= 0xF000
    return chr(number) if 0x20 <= number < 0xD800 else "•"
