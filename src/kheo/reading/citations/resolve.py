"""Which mentions mean the same document: one identity for each, and nothing joined that the text leaves open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from kheo.reading.citations.grouping import Grouping, folded, same_kind
from kheo.reading.model import Citation, Document, Header
from kheo.values import replace

_T = TypeVar("_T")

_ATTACHED = (
    "|quy chế|quy định|hướng dẫn|kế hoạch|chương trình|chương trình hành động|đề án|điều lệ|phương án|quy hoạch|"
    "văn bản|"
    "quy chế phối hợp|biên bản|"
)
"""Kinds that are issued with another document and then say “này” of themselves."""


def resolve(citations: list[Citation], header: Header) -> tuple[tuple[Citation, ...], tuple[Document, ...]]:
    """Give every mention its document (ids d1, d2 … in the order of first mentions), and the documents themselves.

    What `header` says of the document itself tells which mentions mean it (`self`).
    """
    own_kind = folded(header.kind.value) if header.kind else None
    citations = [_settled(citation, own_kind, header) for citation in citations]
    documents = []
    for number, mentions in enumerate(Grouping(citations, own_kind).groups(), 1):
        document = _document(f"d{number}", [citations[i] for i in mentions])
        documents.append(document)
        for i in mentions:
            citations[i] = replace(citations[i], document=document.id, key=_key(citations[i], document))
    return tuple(citations), tuple(documents)


def _key(citation: Citation, document: Document) -> str:
    """Names of one document share its number as their key; “Thông tư này” keeps its words."""
    spoken = citation.self or citation.key.endswith(" này")
    return citation.key if spoken or citation.number or document.number is None else document.number


def _settled(citation: Citation, own_kind: str | None, header: Header) -> Citation:
    """Whether a mention means the document itself: its own number does, “Luật này” in a decision quotes a law."""
    if citation.number and header.number and folded(citation.number) == folded(header.number.value):
        own_date = header.date.value if header.date else None
        same = own_date is None or citation.date in {None, own_date}
        kinds_agree = not own_kind or not citation.kind or same_kind(own_kind, citation.kind)
        return replace(citation, self=same and kinds_agree)
    if not citation.self or own_kind is None or citation.kind is None:
        return citation
    kind = folded(citation.kind)
    if f"|{kind}|" in _ATTACHED or same_kind(kind, own_kind):
        return citation
    return replace(citation, self=False, confidence=min(citation.confidence, 0.8))


def _document(name: str, mentions: list[Citation]) -> Document:
    """What the mentions of one document say together; words in capitals stand in headings and yield to others."""
    number = _first(c.number for c in mentions)
    kinds = [c.kind for c in mentions if c.kind]
    issuers = [c.issuer for c in mentions if c.issuer]
    return Document(
        id=name,
        key=number or mentions[0].key,
        kind=min(kinds, key=str.isupper, default=None),
        number=number,
        date=_first(c.date for c in mentions),
        issuer=max(issuers, key=lambda issuer: (not issuer.isupper(), len(issuer)), default=None),
        issuer_term=_first(c.issuer_term for c in mentions),
        title_span=_first(c.title_span for c in mentions),
        self=any(c.self for c in mentions),
        mentions=tuple(c.id for c in mentions),
    )


def _first(values: Iterable[_T | None]) -> _T | None:
    return next((value for value in values if value is not None), None)
