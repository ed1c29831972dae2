"""Automatic numbers as Word shows them (WordprocessingML part 1, 17.9).

Counters belong to the abstract list, so two lists made from one go on counting; a start override of a list counts anew
when the list first reaches the level. A level starts again when a higher one moved on, unless w:lvlRestart says else.
"""

from __future__ import annotations

from typing import NamedTuple
from xml.etree import ElementTree as ET

from kheo.reading.formats.docx_package import W
from kheo.reading.formats.docx_styles import Styles, value_of
from kheo.reading.rules import compiled
from kheo.values import dataclass, field

_LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_UNITS = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST = 32_767
"""Word's own limit for a number in a list."""

_BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "▪",
    "\uf076": "▪",
    "\uf0fc": "•",
    "\uf02d": "-",
    "\uf02b": "+",
    "§": "▪",
    "Ø": "▪",
    "ü": "•",
    "o": "○",
    "–": "-",
    "—": "-",
}
"""What symbol fonts show for the characters that bullets are kept as."""


class Level(NamedTuple):
    """One level of a list."""

    start: int = 0
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    """Starts again after a level above this 1-based one moved on; 0 never, None after every higher level."""
    legal: bool = False
    """All numbers in its text are shown as decimal ones (w:isLgl)."""
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A w:num: the abstract list it was made from, and what it changes."""

    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: ET.Element | None, styles: Styles) -> None:
        """Read numbering.xml; None for a document without lists."""
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._linked: dict[str, str] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        for element in root.iterfind(f"{W}abstractNum"):
            self._add_abstract(element)
        for element in root.iterfind(f"{W}num"):
            self._add_list(element)
        self._follow_links(styles)

    def label(self, num_id: str, level: int) -> str:
        """The label of the next paragraph of a list, which is thereby counted; empty where the list shows none."""
        found = self._lists.get(num_id)
        if found is None or not 0 <= level < _LEVELS:
            return ""
        levels = self._abstract.get(found.abstract, {}) | found.levels
        here = levels.get(level)
        if here is None:
            return ""
        counters = self._counters.setdefault(found.abstract, [None] * _LEVELS)
        self._count(num_id, found, level, levels, counters)
        if here.form == "bullet":
            return _BULLETS.get(here.text, "•" if "\ue000" <= here.text[:1] <= "\uf8ff" else here.text.strip())
        return _shown(here, level, levels, counters).strip()

    def level_of_style(self, num_id: str, style: str | None) -> int | None:
        """The level of a list that is bound to a paragraph style."""
        found = self._lists.get(num_id)
        levels = self._abstract.get(found.abstract, {}) if found and style else {}
        return next((at for at, level in levels.items() if level.style == style), None)

    def _count(
        self, num_id: str, found: _List, level: int, levels: dict[int, Level], counters: list[int | None]
    ) -> None:
        begins = (num_id, level) not in self._begun
        self._begun.add((num_id, level))
        now = counters[level]
        if begins and level in found.starts:
            counters[level] = found.starts[level]
        else:
            counters[level] = levels[level].start if now is None else min(now + 1, _LARGEST)
        for deeper in range(level + 1, _LEVELS):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or level < restart:
                counters[deeper] = None

    def _add_abstract(self, element: ET.Element) -> None:
        name = element.get(f"{W}abstractNumId", "")
        self._abstract[name] = {at: level for at, level in map(_level, element.iterfind(f"{W}lvl")) if at is not None}
        link = value_of(element, f"{W}numStyleLink")
        if link is not None:
            self._linked[name] = link

    def _add_list(self, element: ET.Element) -> None:
        made = _List(value_of(element, f"{W}abstractNumId") or "")
        for override in element.iterfind(f"{W}lvlOverride"):
            at = _number(override.get(f"{W}ilvl"))
            if at is None:
                continue
            start = _number(value_of(override, f"{W}startOverride"))
            if start is not None:
                made.starts[at] = start
            changed = override.find(f"{W}lvl")
            if changed is not None:
                made.levels[at] = _level(changed)[1]
                if start is not None:
                    made.levels[at] = made.levels[at]._replace(start=start)
        self._lists[element.get(f"{W}numId", "")] = made

    def _follow_links(self, styles: Styles) -> None:
        """A list may be that of a numbering style: what the style's own list is made from counts."""
        for name, style in self._linked.items():
            num_id, _ = styles.numbering(style)
            target = self._lists.get(num_id) if num_id is not None else None
            if target is None or target.abstract == name:
                continue
            for made in self._lists.values():
                if made.abstract == name:
                    made.abstract = target.abstract


def _level(element: ET.Element) -> tuple[int | None, Level]:
    start = _number(value_of(element, f"{W}start"))
    legal = element.find(f"{W}isLgl")
    return _number(element.get(f"{W}ilvl")), Level(
        start=start if start is not None else 0,
        form=value_of(element, f"{W}numFmt") or "decimal",
        text=value_of(element, f"{W}lvlText") or "",
        restart=_number(value_of(element, f"{W}lvlRestart")),
        legal=legal is not None and legal.get(f"{W}val", "1") not in {"0", "false", "off"},
        style=value_of(element, f"{W}pStyle"),
    )


def _number(text: str | None) -> int | None:
    return min(int(text), _LARGEST) if text is not None and text.isdecimal() and len(text) < 10 else None


def _shown(here: Level, level: int, levels: dict[int, Level], counters: list[int | None]) -> str:
    """The text of a level with its numbers put in; a higher level that has not begun shows what precedes its start."""

    def number(found: str) -> str:
        at = int(found) - 1
        source = levels.get(at)
        if source is None or at > level:
            return ""
        value = counters[at]
        counted = value if value is not None else max(source.start - 1, 0)
        form = "decimal" if here.legal and source.form != "none" else source.form
        return numeral(counted, form)

    return compiled("%([1-9])").sub(lambda match: number(match[1]), here.text)


def numeral(number: int, form: str) -> str:
    """A number in the form of a list: `lowerLetter` 28 is bb, `upperRoman` 4 is IV, `none` is nothing."""
    if form == "none":
        return ""
    if form in {"lowerLetter", "upperLetter"}:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""
        return letters.upper() if form == "upperLetter" else letters
    if form in {"lowerRoman", "upperRoman"}:
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    return f"{number:02}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    letters = ""
    for value, digits in (*_ROMAN, *_ROMAN_UNITS):
        letters += digits * (number // value)
        number %= value
    return letters
