"""What paragraph and character styles say of numbering, fonts and capitals, through the styles they are based on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

from kheo.reading.formats.docx_package import W

_LONGEST_CHAIN = 20


class Style(NamedTuple):
    """One style: None where it says nothing of a matter."""

    based_on: str | None
    num_id: str | None
    level: int | None
    font: str | None
    capitals: bool | None


class Styles:
    """The styles of a document."""

    def __init__(self, root: ET.Element | None) -> None:
        """Read styles.xml; None for a document without one."""
        self._styles: dict[str, Style] = {}
        self.default_paragraph: str | None = None
        self.default_font: str | None = None
        if root is None:
            return
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.default_font = font_of(defaults)
        for element in root.iterfind(f"{W}style"):
            name = element.get(f"{W}styleId", "")
            self._styles[name] = _style(element)
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in {"1", "true", "on"}:
                self.default_paragraph = name

    def numbering(self, style: str | None) -> tuple[str | None, int | None]:
        """The numbering that a paragraph style gives, and its level."""
        num_id, level = None, None
        for one in self._chain(style):
            level = one.level if level is None else level
            if one.num_id is not None:
                num_id = one.num_id
                break
        return num_id, level

    def font(self, style: str | None) -> str | None:
        """The font that a style gives."""
        return next((one.font for one in self._chain(style) if one.font is not None), None)

    def capitals(self, style: str | None) -> bool | None:
        """Whether a style shows small letters as capitals."""
        return next((one.capitals for one in self._chain(style) if one.capitals is not None), None)

    def _chain(self, style: str | None) -> Iterator[Style]:
        for _ in range(_LONGEST_CHAIN):
            found = self._styles.get(style) if style is not None else None
            if found is None:
                return
            yield found
            style = found.based_on


def font_of(properties: ET.Element | None) -> str | None:
    """The font of run properties."""
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    if fonts is None:
        return None
    return fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or fonts.get(f"{W}cs")


def switch(properties: ET.Element | None, name: str) -> bool | None:
    """A toggle such as w:caps: on, off, or None where it is not given."""
    element = None if properties is None else properties.find(f"{W}{name}")
    if element is None:
        return None
    return element.get(f"{W}val", "1") not in {"0", "false", "off", "none"}


def value_of(element: ET.Element, path: str) -> str | None:
    """The w:val of a descendant."""
    found = element.find(path)
    return None if found is None else found.get(f"{W}val")


def _style(element: ET.Element) -> Style:
    level = value_of(element, f"{W}pPr/{W}numPr/{W}ilvl")
    properties = element.find(f"{W}rPr")
    return Style(
        based_on=value_of(element, f"{W}basedOn"),
        num_id=value_of(element, f"{W}pPr/{W}numPr/{W}numId"),
        level=int(level) if level is not None and level.isdecimal() else None,
        font=font_of(properties),
        capitals=switch(properties, "caps"),
    )
