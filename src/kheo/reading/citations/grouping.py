"""Grouping mentions by the document that they mean.

A symbol alone is no identity: Party numbers begin again with each term, communes share a code. Two mentions with one
symbol but different printed dates or issuers are two documents; a mention that says less joins the one that it agrees
with, and stays apart where it would agree with two. So what says most is placed first.
"""

from __future__ import annotations

from collections.abc import Callable

from kheo.reading.citations.congress import CONGRESS
from kheo.reading.citations.defined import DEFINED
from kheo.reading.citations.law_names import LAW_NAME
from kheo.reading.citations.laws import names_by_number
from kheo.reading.citations.short import SHORT_NUMBER
from kheo.reading.model import Citation
from kheo.reading.rules import compiled
from kheo.text.folding import plain
from kheo.text.numerals import ordinal, roman_to_int
from kheo.text.tone import fold_tone
from kheo.values import dataclass, field, replace

_QUOTED_REACH = 40
"""How many mentions back “Luật này” in a quoted provision may point."""


@dataclass(slots=True, eq=False)
class _Group:
    """The mentions of one document, and what they say."""

    mentions: list[int] = field(default_factory=list)
    kind: str | None = None
    date: str | None = None
    issuer: str | None = None
    year: str | None = None
    open: bool = False
    """Its mentions agree with two other documents."""


class Grouping:
    """Groups the mentions of one text, whose own kind is `own_kind` (folded; None where it is not known)."""

    def __init__(self, citations: list[Citation], own_kind: str | None) -> None:
        """Take the mentions in their order."""
        self._citations = citations
        self._own_kind = own_kind
        self._of: dict[int, _Group] = {}
        self._by_key: dict[str, list[_Group]] = {}
        self._by_date: dict[tuple[str, str], list[_Group]] = {}
        self._by_law: dict[str, list[_Group]] = {}
        self._by_serial: dict[tuple[str, str], list[_Group]] = {}
        self._undated_of: dict[tuple[str, str, str], _Group] = {}

    def groups(self) -> list[list[int]]:
        """The indices of the mentions of each document, documents in the order of their first mentions."""
        numbered = [i for i, c in enumerate(self._citations) if c.number and not c.self]
        for i in numbered:
            if self._citations[i].date:
                self._dated(i)
        for i in sorted(numbered, key=lambda i: self._citations[i].issuer is None):
            if not self._citations[i].date:
                self._undated(i)
        named = [i for i, c in enumerate(self._citations) if c.self or not c.number]
        for i in sorted(named, key=lambda i: not _says_year(self._citations[i])):
            self._named(i)
        found: dict[int, list[int]] = {}
        for i in range(len(self._citations)):
            found.setdefault(id(self._of[i]), []).append(i)
        return list(found.values())

    def _join(self, group: _Group, index: int, year: str | None = None) -> None:
        citation = self._citations[index]
        self._of[index] = group
        group.kind = group.kind or citation.kind
        group.date = group.date or citation.date
        group.year = group.year or year
        if len(citation.issuer or "") > len(group.issuer or ""):
            group.issuer = citation.issuer

    def _new(self, key: str, index: int, year: str | None = None) -> _Group:
        group = _Group()
        self._by_key.setdefault(key, []).append(group)
        self._join(group, index, year)
        citation = self._citations[index]
        if citation.number and citation.kind:
            self._by_serial.setdefault((plain(citation.kind), _serial(citation.number)), []).append(group)
        return group

    def _dated(self, index: int) -> None:
        citation = self._citations[index]
        key = folded(citation.key)
        known = self._by_date.setdefault((key, citation.date or ""), [])
        group = next((one for one in known if _agree(one, citation)), None)
        if group:
            self._join(group, index)
        else:
            group = self._new(key, index, _year(citation))
            known.append(group)
        self._name_law(group, citation)

    def _undated(self, index: int) -> None:
        citation = self._citations[index]
        key = folded(citation.key)
        signature = (key, folded(citation.kind or ""), folded(citation.issuer or ""))
        group = self._undated_of.get(signature)
        if group is None:
            fitting = [one for one in self._by_key.get(key, ()) if not one.open and _agree(one, citation)]
            group = fitting[0] if len(fitting) == 1 else self._new(key, index, _year(citation))
            group.open = group.open or len(fitting) > 1
            self._undated_of[signature] = group
        self._join(group, index)
        self._name_law(group, citation)

    def _name_law(self, group: _Group, citation: Citation) -> None:
        """Let a law that is named with its number be found by its name alone."""
        name = citation.name or names_by_number().get(citation.key)
        if name and citation.kind:
            known = self._by_law.setdefault(folded(f"{citation.kind} {name}"), [])
            if group not in known:
                known.append(group)

    def _named(self, index: int) -> None:
        citation = self._citations[index]
        if citation.self:
            self._place(index, self._own(citation), [], None)
        elif citation.key.endswith(" này"):
            self._quoted(index, citation)
        elif citation.rule == LAW_NAME.id:
            base, year = _law_base(citation)
            self._place(index, f"law {base}", self._by_law.get(base, []), year)
        elif citation.rule == DEFINED.id:
            base, year = _law_base(replace(citation, name=None))
            names = (f"law {base}", _congress(citation.key), f"name {folded(citation.key)} ")
            self._place(index, next((name for name in names if name in self._by_key), names[-1]), [], year)
        elif citation.rule == SHORT_NUMBER.id:
            of = plain(citation.kind or ""), _serial(citation.key)
            self._place(index, f"short {of}", self._by_serial.get(of, []), None)
        elif citation.rule == CONGRESS.id:
            self._place(index, _congress(citation.key), [], None)
        else:
            self._place(index, f"name {folded(citation.key)} {citation.date or ''}", [], None)

    def _quoted(self, index: int, citation: Citation) -> None:
        """“Luật này” in a quoted provision means the law that was named last."""
        kind = folded(citation.kind or "")
        for before in range(index - 1, max(-1, index - _QUOTED_REACH), -1):
            other = self._citations[before]
            if not other.self and other.kind and folded(other.kind) == kind and before in self._of:
                self._join(self._of[before], index)
                return
        self._place(index, f"name {folded(citation.key)}", [], None)

    def _own(self, citation: Citation) -> str:
        """What speaks of itself is the document, or the rules that are issued with it."""
        kind = folded(citation.kind or "")
        whole = citation.number or kind == "văn bản" or (self._own_kind and same_kind(kind, self._own_kind))
        return "self" if whole else f"self {kind}"

    def _place(self, index: int, key: str, numbered: list[_Group], year: str | None) -> None:
        """Join the one group that a name fits, else stand apart with its like."""
        known = [*numbered, *self._by_key.get(key, ())]
        fitting = [one for one in known if not one.open and (year is None or one.year is None or one.year == year)]
        unsure = next((one for one in known if one.open), None)
        if len(fitting) == 1:
            self._join(fitting[0], index, year)
        elif fitting and unsure:
            self._join(unsure, index)
        else:
            self._new(key, index, year).open = bool(fitting)


def folded(words: str) -> str:
    """Words in lower case, with tones in the older place and single blanks."""
    return " ".join(fold_tone(words).lower().split())


def same_kind(one: str, other: str) -> bool:
    """Whether two kind words may be of one document: `Thông báo` and `Thông báo kết luận`, `văn bản` and any."""
    a, b = plain(one), plain(other)
    return a.startswith(b) or b.startswith(a) or "van ban" in (a, b)


def _agree(group: _Group, citation: Citation) -> bool:
    """Whether kind and issuer of a mention do not speak against a group with its symbol."""
    return _compatible(group.kind, citation.kind, same_kind) and _compatible(group.issuer, citation.issuer, _same_body)


def _compatible(one: str | None, other: str | None, same: Callable[[str, str], bool]) -> bool:
    return not one or not other or same(one, other)


_SHORT = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "tw": "trung uong",
    "tp": "thanh pho",
    "vn": "viet nam",
}
_SHORT |= {
    "mttq": "mat tran to quoc",
    "tphcm": "thanh pho ho chi minh",
    "bch": "ban chap hanh",
    "vpcp": "van phong chinh phu",
}


def _same_body(one: str, other: str) -> bool:
    """Whether one name says no more than the other: `UBND tỉnh`, `Ủy ban nhân dân tỉnh Thanh Giang`."""
    a, b = _body_words(one), _body_words(other)
    return a <= b or b <= a


def _body_words(name: str) -> frozenset[str]:
    words = compiled(r"\w+").findall(plain(name))
    return frozenset(word for short in words for word in _SHORT.get(short, short).split())


def _law_base(citation: Citation) -> tuple[str, str | None]:
    """The name of a law without its year, and the year."""
    name = folded(citation.name or citation.key)
    year = compiled(r",? \(?năm (\d{4})\)?$").search(name)
    if year:
        name = name[: year.start()]
    return name.removesuffix(" (sửa đổi)"), year[1] if year else (citation.date or "")[:4] or None


def _congress(key: str) -> str:
    """The congress of a resolution: `Đại hội XIII của Đảng`, `Đại hội Đảng toàn quốc lần thứ XIII` are one."""
    name = folded(key)
    if "đại hội" not in name:
        return f"name {name}"
    committee = compiled(r"(đảng bộ|đảng ủy)(?: (tỉnh|thành phố|xã|phường|huyện|đặc khu))?").search(name)
    words = compiled(r"\w+").findall(name)
    number = next((n for n in (_number(word) for word in reversed(words)) if n), None)
    return f"congress {committee[0] if committee else ''} {number or name}"


def _number(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    if compiled("[ivxl]+").fullmatch(word):
        return roman_to_int(word.upper())
    return ordinal(word) if word in {"nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"} else None


def _serial(key: str) -> str:
    """The serial of a number or of a short name, without leading zeros."""
    digits = compiled(r"\d+").search(key)
    return digits[0].lstrip("0") if digits else ""


def _says_year(citation: Citation) -> bool:
    return citation.date is not None or compiled(r"(?<!\d)(?:19|20)\d\d(?!\d)").search(citation.key) is not None


def _year(citation: Citation) -> str | None:
    year = compiled(r"/(\d{4})/").search(citation.key)
    return year[1] if year else (citation.date or "")[:4] or None
