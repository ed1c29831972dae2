"""Footnotes and endnotes of a .docx: their words by id, and the markers that Word shows for them."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from kheo.reading.formats.docx_numbering import numeral
from kheo.reading.formats.docx_package import Package, W
from kheo.reading.formats.docx_styles import value_of
from kheo.reading.rules import compiled

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_KINDS = {"footnote": "decimal", "endnote": "lowerRoman"}
"""Each kind of note with the numbers that Word gives it where the document says nothing."""


class Notes:
    """The notes of a document; each is numbered when its reference is met."""

    def __init__(self, package: Package) -> None:
        """Notes are read from the package when the first of their kind is asked for."""
        self._package = package
        self._bodies: dict[str, dict[str, ET.Element]] = {}
        self._forms: dict[str, tuple[str, int]] = {}
        self._counts = dict.fromkeys(_KINDS, 0)

    def marker(self, kind: str) -> str:
        """The next marker of a kind: superscript digits where they are numbers, else in brackets."""
        form, start = self._form(kind)
        number = start + self._counts[kind]
        self._counts[kind] += 1
        shown = numeral(number, form)
        return shown.translate(_SUPERSCRIPTS) if shown.isdecimal() else f"[{shown}]"

    def body(self, kind: str, which: str) -> ET.Element | None:
        """The element with the paragraphs of a note."""
        if kind not in self._bodies:
            root = self._package.xml(f"word/{kind}s.xml")
            found = root.iterfind(f"{W}{kind}") if root is not None else ()
            self._bodies[kind] = {note.get(f"{W}id", ""): note for note in found if note.get(f"{W}type") is None}
        return self._bodies[kind].get(which)

    def take_form(self, kind: str, properties: ET.Element | None) -> None:
        """What a section says of the numbers of its notes."""
        if properties is None:
            return
        form, start = self._form(kind)
        given = value_of(properties, f"{W}numStart")
        self._forms[kind] = (
            value_of(properties, f"{W}numFmt") or form,
            int(given) if given is not None and given.isdecimal() else start,
        )

    def _form(self, kind: str) -> tuple[str, int]:
        if kind not in self._forms:
            settings = self._package.read("word/settings.xml")
            form, start = _KINDS[kind], 1
            found = compiled(rf"<w:{kind}Pr>(.{{0,400}}?)</w:{kind}Pr>", 16).search(settings.decode("utf-8", "replace"))
            if found:
                given = compiled(r'<w:numFmt w:val="(\w+)"').search(found[1])
                form = given[1] if given else form
                first = compiled(r'<w:numStart w:val="(\d{1,4})"').search(found[1])
                start = int(first[1]) if first else start
            self._forms[kind] = (form, start)
        return self._forms[kind]
