"""Which mentions mean the same document: one identity for each, and nothing joined that the text leaves open.

A symbol alone is no identity: Party numbers begin again with each term, communes share a code. Two mentions with one
symbol but different printed dates or issuers are two documents; a mention that says less joins the one that it agrees
with, and stays apart where it would agree with two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kheo.reading.citations.laws import names_by_number
from kheo.reading.citations.names import CONGRESS, LAW_NAME, SHORT_NUMBER
from kheo.reading.model import Citation, Document, Header
from kheo.reading.rules import compiled
from kheo.text.folding import plain
from kheo.text.numerals import ordinal, roman_to_int
from kheo.text.tone import fold_tone

_T = TypeVar("_T")

_ATTACHED = (
    "|quy chế|quy định|hướng dẫn|kế hoạch|chương trình|chương trình hành động|đề án|điều lệ|phương án|quy hoạch|văn bản|"
    "quy chế phối hợp|biên bản|"
)
"""Kinds that are issued with another document and then say “này” of themselves."""


@dataclass(slots=True)
class _Group:
    """The mentions of one document."""

    mentions: list[int] = field(default_factory=list)
    kind: str | None = None
    date: str | None = None
    issuer: str | None = None
    year: str | None = None
    open: bool = False
    """Its mentions agree with two other documents."""

    def add(self, index: int, citation: Citation, year: str | None = None) -> None:
        """Take a mention in, with what it says."""
        self.mentions.append(index)
        self.kind = self.kind or citation.kind
        self.date = self.date or citation.date
        self.year = self.year or year
        if citation.issuer and len(citation.issuer) > len(self.issuer or ""):
            self.issuer = citation.issuer


def resolve(citations: list[Citation], header: Header) -> tuple[tuple[Citation, ...], tuple[Document, ...]]:
    """Give every mention its document (ids d1, d2 … in the order of first mentions), and the documents themselves."""
    own_kind = _fold(header.kind.value) if header.kind else None
    citations = [_settled(citation, own_kind, header) for citation in citations]
    groups = _Resolver(citations, own_kind).groups()
    groups.sort(key=lambda group: group.mentions[0])
    documents = []
    for number, group in enumerate(groups, 1):
        document = _document(f"d{number}", [citations[i] for i in group.mentions])
        documents.append(document)
        for i in group.mentions:
            citations[i] = replace(citations[i], document=document.id)
    return tuple(citations), tuple(documents)


def _settled(citation: Citation, own_kind: str | None, header: Header) -> Citation:
    """Whether a mention means the document itself: its own number does, “Luật này” in a decision quotes a law."""
    if citation.number and header.number and _fold(citation.number) == _fold(header.number.value):
        own_date = header.date.value if header.date else None
        same = own_date is None or citation.date in {None, own_date}
        kinds_agree = not own_kind or not citation.kind or _same_kind(own_kind, citation.kind)
        return replace(citation, self=same and kinds_agree)
    if not citation.self or own_kind is None or citation.kind is None:
        return citation
    kind = _fold(citation.kind)
    if f"|{kind}|" in _ATTACHED or _same_kind(kind, own_kind):
        return citation
    return replace(citation, self=False, confidence=min(citation.confidence, 0.8))


class _Resolver:
    """Groups the mentions of one text."""

    def __init__(self, citations: list[Citation], own_kind: str | None) -> None:
        self.citations = citations
        self.own_kind = own_kind
        self.by_key: dict[str, list[_Group]] = {}
        self.by_date: dict[tuple[str, str], list[_Group]] = {}
        self.by_law: dict[str, list[_Group]] = {}
        self.by_serial: dict[tuple[str, str], list[_Group]] = {}
        self.joined: dict[tuple[str, str | None, str | None], _Group] = {}
        self.all: list[_Group] = []

    def groups(self) -> list[_Group]:
        """All groups; what says most is placed first."""
        numbered = [i for i, c in enumerate(self.citations) if c.number and not c.self]
        for i in numbered:
            if self.citations[i].date:
                self._dated(i)
        for i in sorted((i for i in numbered if not self.citations[i].date), key=self._says_less):
            self._undated(i)
        for i, citation in enumerate(self.citations):
            if citation.self:
                self._place(i, self._own(citation), [], None)
            elif not citation.number:
                self._named(i, citation)
        for group in self.all:
            group.mentions.sort()
        return self.all

    def _says_less(self, index: int) -> tuple[bool, int]:
        return self.citations[index].issuer is None, index

    def _new(self, key: str, index: int, year: str | None = None) -> _Group:
        group = _Group()
        self.all.append(group)
        self.by_key.setdefault(key, []).append(group)
        citation = self.citations[index]
        group.add(index, citation, year)
        if citation.number:
            serial = compiled(r"\d+").match(citation.number)
            if serial and citation.kind:
                self.by_serial.setdefault((plain(citation.kind), serial[0].lstrip("0")), []).append(group)
        return group

    def _dated(self, index: int) -> None:
        citation = self.citations[index]
        key = _fold(citation.key)
        date = citation.date or ""
        same = next((g for g in self.by_date.get((key, date), ()) if _agree(g, citation)), None)
        if same:
            same.add(index, citation)
        else:
            same = self._new(key, index, _year(citation))
            self.by_date.setdefault((key, date), []).append(same)
        self._name_law(same, citation)

    def _undated(self, index: int) -> None:
        citation = self.citations[index]
        key = _fold(citation.key)
        signature = (key, _fold(citation.kind or ""), _fold(citation.issuer or ""))
        group = self.joined.get(signature)
        if group is None:
            fitting = [g for g in self.by_key.get(key, ()) if not g.open and _agree(g, citation)]
            group = fitting[0] if len(fitting) == 1 else None
            if group is None:
                group = self._new(key, index, _year(citation))
                group.open = len(fitting) > 1
                group.mentions.clear()
            self.joined[signature] = group
        group.add(index, citation)
        self._name_law(group, citation)

    def _name_law(self, group: _Group, citation: Citation) -> None:
        """Let a law that is named with its number be found by its name alone."""
        name = citation.name or names_by_number().get(citation.key)
        if name and citation.kind:
            base = _fold(f"{citation.kind} {name}")
            known = self.by_law.setdefault(base, [])
            if not any(one is group for one in known):
                known.append(group)

    def _named(self, index: int, citation: Citation) -> None:
        if citation.rule == LAW_NAME.id:
            base, year = _law_base(citation)
            year = year or (citation.date or "")[:4] or None
            self._place(index, f"law {base}", self.by_law.get(base, []), year)
        elif citation.rule == SHORT_NUMBER.id:
            serial = compiled(r"\d+").search(citation.key)
            kind = plain(citation.kind or "")
            numbered = self.by_serial.get((kind, serial[0].lstrip("0") if serial else ""), [])
            self._place(index, f"short {kind} {serial[0].lstrip('0') if serial else ''}", numbered, None)
        elif citation.rule == CONGRESS.id:
            self._place(index, _congress(citation.key), [], None)
        else:
            self._place(index, f"name {_fold(citation.key)} {citation.date or ''}", [], None)

    def _own(self, citation: Citation) -> str:
        """What speaks of itself is the document, or the rules that are issued with it."""
        kind = _fold(citation.kind or "")
        own = self.own_kind is None or citation.number or kind == "văn bản" or _same_kind(kind, self.own_kind)
        return "self" if own and self.own_kind else f"self {kind}"

    def _place(self, index: int, key: str, numbered: list[_Group], year: str | None) -> None:
        """Join the one group that a name fits, else stand apart with its like."""
        known = [*numbered, *self.by_key.get(key, ())]
        fitting = [g for g in known if not g.open and (year is None or g.year is None or g.year == year)]
        if len(fitting) == 1:
            fitting[0].add(index, self.citations[index], year)
        else:
            unsure = next((g for g in known if g.open), None)
            if fitting and unsure:
                unsure.add(index, self.citations[index])
            else:
                self._new(key, index, year).open = bool(fitting)


def _agree(group: _Group, citation: Citation) -> bool:
    """Whether kind and issuer of a mention do not speak against a group with its symbol."""
    return _compatible(group.kind, citation.kind, _same_kind) and _compatible(group.issuer, citation.issuer, _same_body)


def _compatible(one: str | None, other: str | None, same: Callable[[str, str], bool]) -> bool:
    return not one or not other or same(one, other)


def _same_kind(one: str, other: str) -> bool:
    a, b = plain(one), plain(other)
    return a.startswith(b) or b.startswith(a) or "van ban" in (a, b)


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
    name = _fold(citation.name or citation.key)
    year = compiled(r",? \(?năm (\d{4})\)?$").search(name)
    if year:
        name = name[: year.start()]
    return name.removesuffix(" (sửa đổi)"), year[1] if year else None


def _congress(key: str) -> str:
    """The congress that a resolution is of: `Đại hội XIII của Đảng` and `Đại hội Đảng toàn quốc lần thứ XIII` are one."""
    name = _fold(key)
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


def _year(citation: Citation) -> str | None:
    year = compiled(r"/(\d{4})/").search(citation.key)
    return year[1] if year else (citation.date or "")[:4] or None


def _document(name: str, mentions: list[Citation]) -> Document:
    """What the mentions of one document say together."""
    number = _first(c.number for c in mentions)
    issuers = [c.issuer for c in mentions if c.issuer]
    return Document(
        id=name,
        key=number or mentions[0].key,
        kind=_first(c.kind for c in mentions),
        number=number,
        date=_first(c.date for c in mentions),
        issuer=max(issuers, key=len) if issuers else None,
        issuer_term=_first(c.issuer_term for c in mentions),
        title_span=_first(c.title_span for c in mentions),
        self=any(c.self for c in mentions),
        mentions=tuple(c.id for c in mentions),
    )


def _first(values: Iterable[_T | None]) -> _T | None:
    return next((value for value in values if value is not None), None)


def _fold(words: str) -> str:
    return " ".join(fold_tone(words).lower().split())
